//! `cosell namespace` and `cosell reset`: the spaces of a server.

use cosell_admin_api::pages::{CreateNamespace, DropNamespace, ListNamespaces, Reset};
use cosell_admin_api::space::{Namespaces, Reset as Done};
use cosell_server::NamespaceName;

use crate::client::{AdminError, Connection};
use crate::print::{self, Column};

/// List, create and drop namespaces, each a service of its own in memory
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// List the namespaces
    List(List),
    /// Create a namespace; in mode `open` its first request does that, too
    Create(Named),
    /// Drop a namespace with everything in it
    Drop(Named),
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Named {
    /// Its name
    name: NamespaceName,
    #[command(flatten)]
    connection: Connection,
}

/// Bring data, clock and fault rules back to what the server began with
///
/// With `--namespace NAME` those of the namespace.
#[derive(Debug, clap::Args)]
pub(crate) struct ResetArguments {
    #[command(flatten)]
    connection: Connection,
}

pub(crate) fn run(command: &Command) -> Result<(), AdminError> {
    match command {
        Command::List(List { connection }) => {
            let listed = connection.client()?.of_server().call(&ListNamespaces {})?;
            connection.output.print(&listed, shown)
        }
        Command::Create(Named { name, connection }) => {
            let name = name.to_string();
            let client = connection.client()?.of_server();
            let created = client.call(&CreateNamespace { name })?;
            connection.output.print(&created, |created| {
                let name = print::text(&created.namespace.name);
                if created.created {
                    format!("created namespace {name}")
                } else {
                    format!("namespace {name} exists already")
                }
            })
        }
        Command::Drop(Named { name, connection }) => {
            let name = name.to_string();
            let client = connection.client()?.of_server();
            let dropped = client.call(&DropNamespace { name })?;
            connection.output.print(&dropped, |dropped| {
                format!("dropped namespace {}", print::text(&dropped.name))
            })
        }
    }
}

pub(crate) fn reset(arguments: &ResetArguments) -> Result<(), AdminError> {
    let connection = &arguments.connection;
    let reset = connection.client()?.call(&Reset {})?;
    connection.output.print(&reset, done)
}

fn done(reset: &Done) -> String {
    let what = match &reset.namespace {
        Some(name) => format!("namespace {}", print::text(name)),
        None => "the store".to_owned(),
    };
    format!("reset {what} in {} ms", reset.took_ms)
}

const COLUMNS: [Column<'_>; 2] = [Column::Whole("name"), Column::Whole("created")];

fn shown(listed: &Namespaces) -> String {
    if listed.namespaces.is_empty() {
        return "there are no namespaces".to_owned();
    }
    let rows = listed.namespaces.iter().map(|namespace| {
        [
            print::text(&namespace.name),
            namespace.created_at.to_string(),
        ]
    });
    print::table(&COLUMNS, rows)
}
