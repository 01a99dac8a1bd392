//! `cosell account`: the partner companies of a server.

use cosell_admin_api::account::{NewAccount, Owner};
use cosell_admin_api::pages::{
    CreateAccount, DeleteAccount, DisableAccount, EnableAccount, ListAccounts, ShowAccount,
};

use super::{Paging, one};
use crate::client::{AdminError, Connection};
use crate::print;

/// See and change the accounts of a running server.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make an account
    Create(Create),
    /// List the accounts that were made
    List(List),
    /// Show an account
    Show(One),
    /// Keep everybody of an account out
    Disable(One),
    /// Let an account in again
    Enable(One),
    /// Remove an account with its users, roles, keys and policies; its data stay
    Delete(One),
}

#[derive(Debug, clap::Args)]
struct Create {
    /// Twelve digits
    id: String,
    /// What the company is called
    #[arg(long, value_name = "NAME")]
    company_name: Option<String>,
    /// The address of its web site
    #[arg(long, value_name = "URL")]
    website_url: Option<String>,
    /// The first name, the last name and the address of the alliance lead, who owns the company's
    /// opportunities
    #[arg(long, num_args = 3, value_names = ["FIRST", "LAST", "EMAIL"])]
    owner: Option<Vec<String>>,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
struct List {
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
        Command::Create(new) => one(&new.connection, &CreateAccount { body: body(new) }),
        Command::List(asked) => list(asked),
        Command::Show(One { id, connection }) => {
            let account = id.clone();
            one(connection, &ShowAccount { account })
        }
        Command::Disable(One { id, connection }) => {
            let account = id.clone();
            one(connection, &DisableAccount { account })
        }
        Command::Enable(One { id, connection }) => {
            let account = id.clone();
            one(connection, &EnableAccount { account })
        }
        Command::Delete(One { id, connection }) => {
            let account = id.clone();
            one(connection, &DeleteAccount { account })
        }
    }
}

fn list(asked: &List) -> Result<(), AdminError> {
    let query = asked.paging.part();
    let accounts = asked.connection.client()?.call(&ListAccounts { query })?;
    let header = ["id", "company name", "status", "created at"];
    asked.connection.print_list(&accounts, header, |account| {
        [
            print::text(&account.id),
            print::text(&account.company_name),
            account.status.to_string(),
            account.created_at.to_string(),
        ]
    })
}

fn body(new: &Create) -> NewAccount {
    let owner = match new.owner.as_deref() {
        Some([first, last, email]) => Some(Owner {
            first_name: first.clone(),
            last_name: last.clone(),
            email: email.clone(),
        }),
        _ => None,
    };
    NewAccount {
        id: new.id.clone(),
        company_name: new.company_name.clone(),
        website_url: new.website_url.clone(),
        owner,
    }
}
