//! `cosell task`: what the tasks of a server do, and what an operator can do about them.

mod shown;
mod watch;

use cosell_supervisor::log;
use serde_json::{Value, json};

use crate::admin::{AdminError, Client, Connection};

/// See the tasks of a running server, and start failed ones again.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// List tasks of all accounts, the newest first
    List(List),
    /// Show a task and what each of its steps did
    Show(One),
    /// Follow a task until it ends, or all tasks until interrupted
    ///
    /// Exits with 0 when the task is COMPLETE and with 1 when it is FAILED.
    Watch(Watch),
    /// Start a failed task again, from the step at which it failed
    Restart(One),
}

#[derive(Debug, clap::Args)]
struct List {
    #[command(flatten)]
    filter: Filter,
    /// List at most so many tasks
    #[arg(long, value_name = "NUMBER", default_value = "50",
          value_parser = clap::value_parser!(u16).range(1..=200))]
    limit: u16,
    /// Go on where an earlier list ended
    #[arg(long, value_name = "TOKEN")]
    next: Option<String>,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
struct One {
    /// The task's id or ARN
    id: String,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
struct Watch {
    /// The task's id or ARN; without it all tasks are followed
    #[arg(conflicts_with_all = ["status", "kind", "account", "catalog", "opportunity"])]
    id: Option<String>,
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    connection: Connection,
}

/// Which tasks.
#[derive(Debug, clap::Args)]
struct Filter {
    /// Only tasks in this state
    #[arg(long, value_parser = ["IN_PROGRESS", "COMPLETE", "FAILED"])]
    status: Option<String>,
    /// Only tasks of this kind, such as engagement-from-opportunity-task
    #[arg(long)]
    kind: Option<String>,
    /// Only tasks of this account
    #[arg(long, value_name = "ID")]
    account: Option<String>,
    /// Only tasks in this catalog
    #[arg(long, value_parser = ["AWS", "Sandbox"])]
    catalog: Option<String>,
    /// Only tasks that are about this opportunity
    #[arg(long, value_name = "ID")]
    opportunity: Option<String>,
}

impl Filter {
    /// The filter as the page takes it.
    fn query(&self) -> Vec<(&'static str, &str)> {
        let members = [
            ("status", &self.status),
            ("kind", &self.kind),
            ("account", &self.account),
            ("catalog", &self.catalog),
            ("opportunity", &self.opportunity),
        ];
        let chosen = members.into_iter();
        chosen
            .filter_map(|(name, value)| Some((name, value.as_deref()?)))
            .collect()
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), AdminError> {
    match &arguments.command {
        Command::List(list) => {
            let limit = list.limit.to_string();
            let mut query = list.filter.query();
            query.push(("limit", &limit));
            query.extend(list.next.as_deref().map(|token| ("next", token)));
            let page = list.connection.client()?.get(&["tasks"], &query)?;
            list.connection.print(&page, shown::list)?;
            if let Some(token) = page.get("next_token").and_then(Value::as_str) {
                log::say(&format!("there are more: --next {token}"));
            }
            Ok(())
        }
        Command::Show(one) => {
            let task = find(&one.connection.client()?, &one.id)?;
            one.connection.print(&task, shown::task)
        }
        Command::Watch(watch) => match &watch.id {
            Some(id) => watch::one(&watch.connection, id),
            None => watch::all(&watch.connection, &watch.filter.query()),
        },
        Command::Restart(one) => {
            let client = one.connection.client()?;
            let task = client.post(&["tasks", bare(&one.id), "restart"], &json!({}))?;
            one.connection.print(&task, shown::task)
        }
    }
}

/// A task with the journal of its steps.
fn find(client: &Client, id: &str) -> Result<Value, AdminError> {
    client.get(&["tasks", bare(id)], &[])
}

/// The id that an ARN ends with.
fn bare(id: &str) -> &str {
    id.rsplit('/').next().unwrap_or(id)
}
