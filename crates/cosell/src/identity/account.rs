//! `cosell account`: the partner companies of a server.

use serde_json::{Map, Value, json};
use ureq::http::Method;

use super::{Paging, list, one};
use crate::admin::{AdminError, Connection};

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
    let post = |account: &One, verb| {
        let path = ["accounts", &account.id, verb];
        one(&account.connection, &Method::POST, &path, None)
    };
    match &arguments.command {
        Command::Create(new) => {
            let path = ["accounts"];
            one(&new.connection, &Method::POST, &path, Some(&body(new)))
        }
        Command::List(asked) => list(
            &asked.connection,
            "accounts",
            &[],
            &asked.paging,
            ("accounts", &["id", "company_name", "status", "created_at"]),
            &[],
        ),
        Command::Show(account) => {
            let path = ["accounts", &account.id];
            one(&account.connection, &Method::GET, &path, None)
        }
        Command::Disable(account) => post(account, "disable"),
        Command::Enable(account) => post(account, "enable"),
        Command::Delete(account) => {
            let path = ["accounts", &account.id];
            one(&account.connection, &Method::DELETE, &path, None)
        }
    }
}

fn body(new: &Create) -> Value {
    let mut body = Map::new();
    body.insert("id".to_owned(), json!(new.id));
    for (name, value) in [
        ("company_name", &new.company_name),
        ("website_url", &new.website_url),
    ] {
        if let Some(value) = value {
            body.insert(name.to_owned(), json!(value));
        }
    }
    if let Some([first, last, email]) = new.owner.as_deref() {
        let owner = json!({ "first_name": first, "last_name": last, "email": email });
        body.insert("owner".to_owned(), owner);
    }
    Value::Object(body)
}
