//! `cosell docs`: the parts of the documentation that only the program itself knows.
//!
//! `cargo xtask docs` puts them in their places.

mod commands;
mod compatibility;
mod imported;
mod limits;
mod options;
mod reason_codes;

use std::io::{self, Write as _};

use clap::{Command, Subcommand};

use crate::exit;

/// Print parts of the documentation
#[derive(Debug, clap::Args)]
#[command(hide = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    part: Part,
}

#[derive(Debug, Subcommand)]
enum Part {
    /// Print the operations, permissions and rules as docs/compatibility.md has them
    Compatibility,
    /// Print the options of `cosell serve` as docs/configuration.md has them
    Options,
    /// Print the commands as docs/commands.md has them
    Commands,
    /// Print the limits of requests and connections as docs/limits.md has them
    Limits,
    /// Print what `cosell import` reads and leaves out as docs/import.md has it
    Import,
    /// Print the exit statuses of commands as docs/troubleshooting.md has them
    ExitStatuses,
    /// Print the reason codes of failed tasks as docs/tasks.md has them
    ReasonCodes,
}

pub(crate) fn run(arguments: &Arguments, program: &Command) -> io::Result<()> {
    let text = match arguments.part {
        Part::Compatibility => compatibility::page(),
        Part::Options => options::table(program),
        Part::Commands => commands::tables(program),
        Part::Limits => limits::table(),
        Part::Import => imported::tables(),
        Part::ExitStatuses => exit::table(),
        Part::ReasonCodes => reason_codes::table(),
    };
    let mut output = io::stdout().lock();
    output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush())
}
