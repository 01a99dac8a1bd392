//! `cosell user` and `cosell role`: who calls on behalf of an account.

use cosell_admin_api::pages::{
    CreateRole, CreateUser, DeleteRole, DeleteUser, DisableRole, DisableUser, EnableRole,
    EnableUser, ListRoles, ListUsers, ShowRole, ShowUser,
};
use cosell_admin_api::principal::{NewPrincipal, Principal};

use super::{Paging, one};
use crate::client::{AdminError, Connection};
use crate::print;

/// See and change those who call on behalf of an account.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make one; without a policy it may do nothing
    Create(One),
    /// List those of an account
    List(List),
    /// Show one with its policies
    Show(One),
    /// Keep it out
    Disable(One),
    /// Let it in again
    Enable(One),
    /// Remove it with its keys
    Delete(One),
}

#[derive(Debug, clap::Args)]
struct One {
    /// The account's twelve digits
    account: String,
    name: String,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
struct List {
    /// The account's twelve digits
    account: String,
    #[command(flatten)]
    paging: Paging,
    #[command(flatten)]
    connection: Connection,
}

/// Which of them a command is about.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Kind {
    User,
    Role,
}

/// Asks for the page of the kind that is about one of them.
macro_rules! of_kind {
    ($kind:expr, $about:expr, $User:ident, $Role:ident) => {{
        let (account, name) = ($about.account.clone(), $about.name.clone());
        match $kind {
            Kind::User => one(&$about.connection, &$User { account, name }),
            Kind::Role => one(&$about.connection, &$Role { account, name }),
        }
    }};
}

/// Carries out a command about users or roles.
pub(crate) fn run(arguments: &Arguments, kind: Kind) -> Result<(), AdminError> {
    match &arguments.command {
        Command::Create(new) => {
            let account = new.account.clone();
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
        Command::Delete(about) => of_kind!(kind, about, DeleteUser, DeleteRole),
    }
}

fn list(asked: &List, kind: Kind) -> Result<(), AdminError> {
    let (client, account) = (asked.connection.client()?, asked.account.clone());
    let query = asked.paging.part();
    let header = ["name", "status", "arn", "created at"];
    match kind {
        Kind::User => {
            let users = client.call(&ListUsers { account, query })?;
            asked.connection.print_list(&users, header, row)
        }
        Kind::Role => {
            let roles = client.call(&ListRoles { account, query })?;
            asked.connection.print_list(&roles, header, row)
        }
    }
}

fn row(principal: &Principal) -> [String; 4] {
    [
        print::text(&principal.name),
        principal.status.to_string(),
        print::text(&principal.arn),
        principal.created_at.to_string(),
    ]
}
