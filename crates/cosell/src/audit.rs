//! `cosell audit`: what administrators of a server did.

use cosell_admin_api::Limit;
use cosell_admin_api::audit::ActFilter;
use cosell_admin_api::pages::ListActs;

use crate::client::{AdminError, Connection};
use crate::print;

/// Show what administrators did, the newest act first.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Show at most so many acts
    #[arg(long, value_name = "NUMBER", default_value_t)]
    limit: Limit<50, 200>,
    /// Go on where an earlier list ended
    #[arg(long, value_name = "TOKEN")]
    next: Option<String>,
    #[command(flatten)]
    connection: Connection,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), AdminError> {
    let query = ActFilter {
        limit: arguments.limit,
        next: arguments.next.clone(),
    };
    let acts = arguments.connection.client()?.call(&ListActs { query })?;
    let header = ["number", "time", "peer", "by", "act", "target", "outcome"];
    arguments.connection.print_list(&acts, header, |act| {
        [
            act.number.to_string(),
            act.time.to_string(),
            print::text(&act.peer),
            print::text(&act.administrator),
            print::text(&act.act),
            print::text(&act.target),
            print::text(&act.outcome),
        ]
    })
}
