//! `cosell user` and `cosell role`: who calls on behalf of an account.

use serde_json::json;
use ureq::http::Method;

use super::{Paging, list, one};
use crate::admin::{AdminError, Connection};

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

/// Carries out a command about `users` or `roles`.
pub(crate) fn run(arguments: &Arguments, kind: &str) -> Result<(), AdminError> {
    let ask = |about: &One, method: Method| {
        let path = ["accounts", &about.account, kind, &about.name];
        one(&about.connection, &method, &path, None)
    };
    let post = |about: &One, verb| {
        let path = ["accounts", &about.account, kind, &about.name, verb];
        one(&about.connection, &Method::POST, &path, None)
    };
    match &arguments.command {
        Command::Create(new) => {
            let path = ["accounts", &new.account, kind];
            let body = json!({ "name": new.name });
            one(&new.connection, &Method::POST, &path, Some(&body))
        }
        Command::List(asked) => list(
            &asked.connection,
            "accounts",
            &[],
            &asked.paging,
            (kind, &["name", "status", "arn", "created_at"]),
            &[&asked.account, kind],
        ),
        Command::Show(about) => ask(about, Method::GET),
        Command::Disable(about) => post(about, "disable"),
        Command::Enable(about) => post(about, "enable"),
        Command::Delete(about) => ask(about, Method::DELETE),
    }
}
