//! `cosell task`: the tasks and bulk jobs of a server.

mod shown;
mod watch;

use cosell_admin_api::pages::{ListTasks, RestartTask, ShowTask};
use cosell_admin_api::task::{Catalog, Task, TaskFilter, TaskStatus};

use crate::account_id::AccountId;
use crate::client::{AdminError, Answered, Client, Connection, words};
use crate::given::bare;
use crate::paging::Records;

/// List, show and watch the tasks and bulk jobs of a running server, and restart failed tasks.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// List the tasks and bulk jobs of all accounts, newest first
    List(List),
    /// Show a task and the journal of its steps, or a bulk job and its progress
    Show(One),
    /// Follow a task or bulk job until it ends, or all of them until interrupted
    ///
    /// Exits with 0 when the task is COMPLETE and with 4 when it is FAILED.
    Watch(Watch),
    /// Restart a failed task from the step at which it failed
    Restart(One),
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    #[command(flatten)]
    filter: Filter,
    #[command(flatten)]
    paging: Records,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct One {
    /// The task's id or ARN
    id: String,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Watch {
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
    /// Only tasks with this status
    #[arg(long, value_parser = words::<TaskStatus>())]
    status: Option<TaskStatus>,
    /// Only tasks of this kind, such as engagement-from-opportunity-task or opportunity-bulk-job
    #[arg(long, value_parser = kind)]
    kind: Option<String>,
    /// Only tasks of this account: twelve digits
    // A mistyped one must not be taken for an account without tasks.
    #[arg(long)]
    account: Option<AccountId>,
    /// Only tasks in this catalog
    #[arg(long, value_parser = words::<Catalog>())]
    catalog: Option<Catalog>,
    /// Only tasks that are about this opportunity
    #[arg(long, value_name = "ID")]
    opportunity: Option<String>,
}

impl Filter {
    /// The filter as the page takes it.
    fn query(&self) -> TaskFilter {
        TaskFilter {
            status: self.status,
            kind: self.kind.clone(),
            account: self.account.as_ref().map(|id| id.as_str().to_owned()),
            catalog: self.catalog,
            opportunity: self.opportunity.clone(),
            ..TaskFilter::default()
        }
    }
}

pub(crate) fn run(command: &Command) -> Result<(), AdminError> {
    match command {
        Command::List(list) => {
            let query = TaskFilter {
                limit: list.paging.limit,
                next: list.paging.next(),
                ..list.filter.query()
            };
            let tasks = list.connection.client()?.call(&ListTasks { query })?;
            let output = &list.connection.output;
            output.print_list(&tasks, shown::COLUMNS, shown::row)
        }
        Command::Show(one) => {
            let task = find(&one.connection.client()?, &one.id)?;
            one.connection.output.print(&task, shown::task)
        }
        Command::Watch(watch) => match &watch.id {
            Some(id) => watch::one(&watch.connection, id),
            None => watch::all(&watch.connection, &watch.filter.query()),
        },
        Command::Restart(one) => {
            let id = bare(&one.id).to_owned();
            let task = one.connection.client()?.call(&RestartTask { id })?;
            one.connection.output.print(&task, shown::task)
        }
    }
}

/// A task with the journal of its steps.
fn find(client: &Client, id: &str) -> Result<Answered<Task>, AdminError> {
    let id = bare(id).to_owned();
    client.call(&ShowTask { id })
}

/// A kind as the server names it: in any case, and that of a task with or without `-task`.
#[allow(clippy::unnecessary_wraps, reason = "a parser of values may fail")]
fn kind(text: &str) -> Result<String, String> {
    let name = text.to_ascii_lowercase();
    if name.ends_with("-job") {
        return Ok(name);
    }
    let name = name.strip_suffix("-task").unwrap_or(&name);
    Ok(format!("{name}-task"))
}
