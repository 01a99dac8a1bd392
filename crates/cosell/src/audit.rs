//! `cosell audit`: what administrators of a server did.

use cosell_admin_api::audit::ActFilter;
use cosell_admin_api::pages::ListActs;

use crate::client::{AdminError, Connection};
use crate::paging::Records;
use crate::print::{self, Column};

/// Show what administrators changed, newest first.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    paging: Records,
    #[command(flatten)]
    connection: Connection,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), AdminError> {
    let query = ActFilter {
        limit: arguments.paging.limit,
        next: arguments.paging.next(),
    };
    let acts = arguments.connection.client()?.call(&ListActs { query })?;
    let columns = [
        Column::Whole("number"),
        Column::Whole("time"),
        Column::Spared("peer"),
        Column::Prose("by"),
        Column::Whole("act"),
        Column::Prose("target"),
        Column::Prose("outcome"),
    ];
    arguments
        .connection
        .output
        .print_list(&acts, columns, |act| {
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
