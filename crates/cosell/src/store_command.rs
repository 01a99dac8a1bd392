//! `cosell store`: what an operator does with the database of a store.

use std::io::{self, Write as _};

use cosell_store::distribution;

use crate::failure::Failure;

/// Prepare the database of a store
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Print the SQL that spreads the tables over a cluster of Citus
    ///
    /// Pipe it into `psql --set ON_ERROR_STOP=1`, in the database and schema of a store that no
    /// server uses at the moment. Tables that are spread already stay as they are.
    Distribute,
}

pub(crate) fn run(command: &Command) -> Result<(), Failure> {
    let Command::Distribute = command;
    let mut text = "BEGIN;\n".to_owned();
    for statement in distribution::spread() {
        text.push_str(&statement);
        text.push_str(";\n");
    }
    text.push_str("COMMIT;\n");
    let mut output = io::stdout().lock();
    let written = output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush());
    written.map_err(|error| Failure::Generated("the statements".to_owned(), error))
}
