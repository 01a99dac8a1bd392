//! `cosell key`: what callers sign with.

use cosell_admin_api::key::{KeyFilter, NewKey};
use cosell_admin_api::pages::{
    CreateKey, DeleteKey, DisableKey, EnableKey, ListKeys, RotateKey, ShowKey,
};

use super::{delete, one};
use crate::account_id::AccountId;
use crate::client::{AdminError, Connection};
use crate::paging::Identities;
use crate::print::{self, Column};
use crate::wait::Wait;

/// List, create, rotate and delete the access keys of a running server.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Create a key and print its secret, which is shown only now
    ///
    /// Without a user or a role it is a key of the account's root, which may do everything.
    Create(Create),
    /// List the keys of an account
    List(List),
    /// Show a key, without its secret
    Show(One),
    /// Replace the secret of a key and print the new one, which is shown only now
    Rotate(One),
    /// Disable a key
    Disable(One),
    /// Enable a key again
    Enable(One),
    /// Delete a key
    Delete(One),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Create {
    /// The account id: twelve digits
    account: AccountId,
    #[command(flatten)]
    owner: Owner,
    /// Name of the role's session [default: cosell]
    #[arg(long, alias = "session", requires = "role", value_name = "NAME")]
    session_name: Option<String>,
    /// How long the role's session lasts, such as 15m or 12h [default: 1h]
    #[arg(long, requires = "role", value_name = "TIME")]
    duration: Option<Wait>,
    /// The same in seconds
    #[arg(long, hide = true, requires = "role", conflicts_with = "duration")]
    seconds: Option<u32>,
    #[command(flatten)]
    connection: Connection,
}

/// Whose keys.
#[derive(Debug, clap::Args)]
struct Owner {
    /// Keys of this user
    #[arg(long, value_name = "NAME", conflicts_with = "role")]
    user: Option<String>,
    /// Keys of this role
    #[arg(long, value_name = "NAME")]
    role: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// The account id: twelve digits
    account: AccountId,
    #[command(flatten)]
    owner: Owner,
    #[command(flatten)]
    paging: Identities,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct One {
    /// The access key id
    #[arg(value_name = "KEY")]
    id: String,
    #[command(flatten)]
    connection: Connection,
}

pub(crate) fn run(command: &Command) -> Result<(), AdminError> {
    match command {
        Command::Create(new) => one(&new.connection, &CreateKey { body: body(new) }),
        Command::List(asked) => list(asked),
        Command::Show(One { id, connection }) => one(connection, &ShowKey { id: id.clone() }),
        Command::Rotate(One { id, connection }) => one(connection, &RotateKey { id: id.clone() }),
        Command::Disable(One { id, connection }) => one(connection, &DisableKey { id: id.clone() }),
        Command::Enable(One { id, connection }) => one(connection, &EnableKey { id: id.clone() }),
        Command::Delete(One { id, connection }) => {
            let page = DeleteKey { id: id.clone() };
            delete(connection, &page, &format!("key {id}"))
        }
    }
}

fn list(asked: &List) -> Result<(), AdminError> {
    let part = asked.paging.part();
    let query = KeyFilter {
        account: asked.account.to_string(),
        user: asked.owner.user.clone(),
        role: asked.owner.role.clone(),
        limit: part.limit,
        next: part.next,
    };
    let keys = asked.connection.client()?.call(&ListKeys { query })?;
    let columns = [
        Column::Whole("key"),
        Column::Whole("user"),
        Column::Whole("role"),
        Column::Whole("status"),
        Column::Whole("source"),
        Column::Spared("created at"),
        Column::Spared("expires at"),
    ];
    asked.connection.output.print_list(&keys, columns, |key| {
        [
            print::text(&key.id),
            print::optional(key.user.as_deref()),
            print::optional(key.role.as_deref()),
            key.status.to_string(),
            key.source.to_string(),
            print::optional(key.created_at),
            print::optional(key.expires_at),
        ]
    })
}

fn body(new: &Create) -> NewKey {
    NewKey {
        account: new.account.to_string(),
        user: new.owner.user.clone(),
        role: new.owner.role.clone(),
        session: new.session_name.clone(),
        seconds: new
            .duration
            .map(Wait::seconds)
            .or(new.seconds.map(i64::from)),
    }
}
