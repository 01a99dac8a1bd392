//! `cosell key`: what callers sign with.

use cosell_admin_api::key::{KeyFilter, NewKey};
use cosell_admin_api::pages::{
    CreateKey, DeleteKey, DisableKey, EnableKey, ListKeys, RotateKey, ShowKey,
};

use super::{Paging, one};
use crate::client::{AdminError, Connection};
use crate::print;

/// See and change the access keys of a running server.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make a key and print its secret, this once
    ///
    /// Without a user or a role it is the key of the account's root, which may do everything.
    Create(Create),
    /// List the keys of an account
    List(List),
    /// Show a key, without its secret
    Show(One),
    /// Give a key another secret and print it, this once
    Rotate(One),
    /// Let a key be used no more
    Disable(One),
    /// Let a key be used again
    Enable(One),
    /// Remove a key
    Delete(One),
}

#[derive(Debug, clap::Args)]
struct Create {
    /// The account's twelve digits
    account: String,
    #[command(flatten)]
    owner: Owner,
    /// Call the role's session by this name [default: cosell]
    #[arg(long, requires = "role", value_name = "NAME")]
    session: Option<String>,
    /// Let the role's session last this long [default: 3600]
    #[arg(long, requires = "role", value_name = "SECONDS")]
    seconds: Option<u32>,
    #[command(flatten)]
    connection: Connection,
}

/// Whose keys.
#[derive(Debug, clap::Args)]
struct Owner {
    /// Of this user
    #[arg(long, value_name = "NAME", conflicts_with = "role")]
    user: Option<String>,
    /// Of this role
    #[arg(long, value_name = "NAME")]
    role: Option<String>,
}

#[derive(Debug, clap::Args)]
struct List {
    /// The account's twelve digits
    account: String,
    #[command(flatten)]
    owner: Owner,
    #[command(flatten)]
    paging: Paging,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
struct One {
    id: String,
    #[command(flatten)]
    connection: Connection,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), AdminError> {
    match &arguments.command {
        Command::Create(new) => one(&new.connection, &CreateKey { body: body(new) }),
        Command::List(asked) => list(asked),
        Command::Show(One { id, connection }) => one(connection, &ShowKey { id: id.clone() }),
        Command::Rotate(One { id, connection }) => one(connection, &RotateKey { id: id.clone() }),
        Command::Disable(One { id, connection }) => one(connection, &DisableKey { id: id.clone() }),
        Command::Enable(One { id, connection }) => one(connection, &EnableKey { id: id.clone() }),
        Command::Delete(One { id, connection }) => one(connection, &DeleteKey { id: id.clone() }),
    }
}

fn list(asked: &List) -> Result<(), AdminError> {
    let part = asked.paging.part();
    let query = KeyFilter {
        account: asked.account.clone(),
        user: asked.owner.user.clone(),
        role: asked.owner.role.clone(),
        limit: part.limit,
        next: part.next,
    };
    let keys = asked.connection.client()?.call(&ListKeys { query })?;
    let header = ["id", "user", "role", "status", "created at", "expires at"];
    asked.connection.print_list(&keys, header, |key| {
        [
            print::text(&key.id),
            print::optional(key.user.as_deref()),
            print::optional(key.role.as_deref()),
            key.status.to_string(),
            key.created_at.to_string(),
            print::optional(key.expires_at),
        ]
    })
}

fn body(new: &Create) -> NewKey {
    NewKey {
        account: new.account.clone(),
        user: new.owner.user.clone(),
        role: new.owner.role.clone(),
        session: new.session.clone(),
        seconds: new.seconds.map(i64::from),
    }
}
