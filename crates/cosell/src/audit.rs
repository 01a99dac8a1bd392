//! `cosell audit`: what administrators of a server did.

use cosell_supervisor::log;
use serde_json::Value;

use crate::admin::{AdminError, Connection};
use crate::print;

/// Show what administrators did, the newest act first.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Show at most so many acts
    #[arg(long, value_name = "NUMBER", default_value = "50",
          value_parser = clap::value_parser!(u16).range(1..=200))]
    limit: u16,
    /// Go on where an earlier list ended
    #[arg(long, value_name = "TOKEN")]
    next: Option<String>,
    #[command(flatten)]
    connection: Connection,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), AdminError> {
    let limit = arguments.limit.to_string();
    let mut query = vec![("limit", &*limit)];
    query.extend(arguments.next.as_deref().map(|token| ("next", token)));
    let page = arguments.connection.client()?.get(&["audit"], &query)?;
    arguments.connection.print(&page, shown)?;
    if let Some(token) = page.get("next_token").and_then(Value::as_str) {
        log::say(&format!("there are more: --next {token}"));
    }
    Ok(())
}

fn shown(page: &Value) -> String {
    let mut table = print::table(&["number", "time", "peer", "by", "act", "target", "outcome"]);
    let acts = page.get("acts").and_then(Value::as_array);
    for act in acts.into_iter().flatten() {
        table.add_row([
            print::text(act, "/number"),
            print::text(act, "/time"),
            print::text(act, "/peer"),
            print::text(act, "/administrator"),
            print::text(act, "/act"),
            print::text(act, "/target"),
            print::text(act, "/outcome"),
        ]);
    }
    table.to_string()
}
