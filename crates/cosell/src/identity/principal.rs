//! `cosell user` and `cosell role`: who calls on behalf of an account.

use cosell_admin_api::pages::{
    CreateRole, CreateUser, DeleteRole, DeleteUser, DisableRole, DisableUser, EnableRole,
    EnableUser, ListRoles, ListUsers, ShowRole, ShowUser,
};
use cosell_admin_api::principal::{NewPrincipal, Principal};

use super::{delete, one};
use crate::account_id::AccountId;
use crate::client::{AdminError, Connection};
use crate::paging::Identities;
use crate::print::{self, Column};

/// List, create, disable and delete the users or roles of an account.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Create a user or a role; without a policy it may do nothing
    Create(One),
    /// List the users or the roles of an account
    List(List),
    /// Show a user or a role with its policies
    Show(One),
    /// Disable a user or a role
    Disable(One),
    /// Enable a user or a role again
    Enable(One),
    /// Delete a user or a role with its keys
    Delete(One),
}

#[derive(Debug, clap::Args)]
pub(crate) struct One {
    /// The account id: twelve digits
    account: AccountId,
    /// The name
    name: String,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// The account id: twelve digits
    account: AccountId,
    #[command(flatten)]
    paging: Identities,
    #[command(flatten)]
    connection: Connection,
}

/// Which of them a command is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    User,
    Role,
}

impl Kind {
    const fn word(self) -> &'static str {
        match self {
            Self::User => "user",
            Self::Role => "role",
        }
    }
}

/// Asks for the page of the kind that is about one of them.
macro_rules! of_kind {
    ($kind:expr, $about:expr, $User:ident, $Role:ident) => {{
        let (account, name) = ($about.account.to_string(), $about.name.clone());
        match $kind {
            Kind::User => one(&$about.connection, &$User { account, name }),
            Kind::Role => one(&$about.connection, &$Role { account, name }),
        }
    }};
}

/// Carries out a command about users or roles.
pub(crate) fn run(command: &Command, kind: Kind) -> Result<(), AdminError> {
    match command {
        Command::Create(new) => {
            let account = new.account.to_string();
            let name = new.name.clone();
            let body = NewPrincipal { name };
            match kind {
                Kind::User => one(&new.connection, &CreateUser { account, body }),
                Kind::Role => one(&new.connection, &CreateRole { account, body }),
            }
        }
        Command::List(asked) => list(asked, kind),
        Command::Show(about) => of_kind!(kind, about, ShowUser, ShowRole),
        Command::Disable(about) => of_kind!(kind, about, DisableUser, DisableRole),
        Command::Enable(about) => of_kind!(kind, about, EnableUser, EnableRole),
        Command::Delete(about) => {
            let (account, name) = (about.account.to_string(), about.name.clone());
            let what = format!("{} {name} of account {account}", kind.word());
            match kind {
                Kind::User => delete(&about.connection, &DeleteUser { account, name }, &what),
                Kind::Role => delete(&about.connection, &DeleteRole { account, name }, &what),
            }
        }
    }
}

fn list(asked: &List, kind: Kind) -> Result<(), AdminError> {
    let (client, account) = (asked.connection.client()?, asked.account.to_string());
    let query = asked.paging.part();
    let columns = [
        Column::Whole("name"),
        Column::Whole("status"),
        Column::Whole("source"),
        Column::Whole("arn"),
        Column::Spared("created at"),
    ];
    match kind {
        Kind::User => {
            let users = client.call(&ListUsers { account, query })?;
            asked.connection.output.print_list(&users, columns, row)
        }
        Kind::Role => {
            let roles = client.call(&ListRoles { account, query })?;
            asked.connection.output.print_list(&roles, columns, row)
        }
    }
}

fn row(principal: &Principal) -> [String; 5] {
    [
        print::text(&principal.name),
        principal.status.to_string(),
        principal.source.to_string(),
        print::text(&principal.arn),
        print::optional(principal.created_at),
    ]
}
