//! `cosell fault`: failures on demand.

use cosell_admin_api::fault::{Line, NewRule};
use cosell_admin_api::pages::{AddFault, ListFaults, RemoveFault, RemoveFaults};

use crate::client::{AdminError, Connection};
use crate::print::{self, Column};

/// Make a running server fail on demand, by fault rules.
///
/// docs/faults.md lists the fault points and how a rule is written.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// List the fault rules and how often each injected a fault
    List(All),
    /// Add a fault rule, such as 'operation.read=error:ThrottlingException;count=1'
    Add(Add),
    /// Remove a fault rule
    Remove(One),
    /// Remove all fault rules
    Clear(All),
}

#[derive(Debug, clap::Args)]
pub(crate) struct All {
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Add {
    /// The rule: POINT=ACTION, then ;KEY=VALUE for each condition
    rule: String,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct One {
    /// The rule's id, as `fault list` shows it
    #[arg(value_name = "RULE", value_parser = number)]
    id: u64,
    #[command(flatten)]
    connection: Connection,
}

/// The id of a rule.
fn number(text: &str) -> Result<u64, String> {
    let wrong = |_| format!("`{text}` is not the id of a rule; `cosell fault list` shows the ids");
    text.parse().map_err(wrong)
}

const COLUMNS: [Column<'_>; 4] = [
    Column::Whole("rule"),
    Column::Whole("passed"),
    Column::Whole("fired"),
    Column::Prose("text"),
];

pub(crate) fn run(command: &Command) -> Result<(), AdminError> {
    match command {
        Command::List(All { connection }) => {
            let rules = connection.client()?.call(&ListFaults {})?;
            connection.output.print(&rules, |rules| {
                let rows = rules.rules.iter().map(|rule| {
                    [
                        rule.id.to_string(),
                        rule.passed.to_string(),
                        rule.fired.to_string(),
                        print::text(&rule.text),
                    ]
                });
                print::table(&COLUMNS, rows)
            })
        }
        Command::Add(Add { rule, connection }) => {
            let body = NewRule::Line(Line { text: rule.clone() });
            let added = connection.client()?.call(&AddFault { body })?;
            let output = &connection.output;
            output.print(&added, |rule| {
                format!("added rule {}: {}", rule.id, print::text(&rule.text))
            })
        }
        Command::Remove(One { id, connection }) => {
            let id = id.to_string();
            let removed = connection.client()?.call(&RemoveFault { id })?;
            let output = &connection.output;
            output.print(&removed, |rule| {
                format!("removed rule {}: {}", rule.id, print::text(&rule.text))
            })
        }
        Command::Clear(All { connection }) => {
            let removed = connection.client()?.call(&RemoveFaults {})?;
            let output = &connection.output;
            output.print(&removed, |removed| match removed.removed {
                1 => "removed 1 rule".to_owned(),
                count => format!("removed {count} rules"),
            })
        }
    }
}
