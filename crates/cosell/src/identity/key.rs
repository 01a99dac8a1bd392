//! `cosell key`: what callers sign with.

use serde_json::{Map, Value, json};
use ureq::http::Method;

use super::{Paging, list, one};
use crate::admin::{AdminError, Connection};

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
    let ask = |key: &One, method: Method| one(&key.connection, &method, &["keys", &key.id], None);
    let post = |key: &One, verb| {
        let path = ["keys", &key.id, verb];
        one(&key.connection, &Method::POST, &path, None)
    };
    match &arguments.command {
        Command::Create(new) => {
            let body = body(new);
            one(&new.connection, &Method::POST, &["keys"], Some(&body))
        }
        Command::List(asked) => list(
            &asked.connection,
            "keys",
            &[
                ("account", Some(&asked.account)),
                ("user", asked.owner.user.as_deref()),
                ("role", asked.owner.role.as_deref()),
            ],
            &asked.paging,
            (
                "keys",
                &["id", "user", "role", "status", "created_at", "expires_at"],
            ),
            &[],
        ),
        Command::Show(key) => ask(key, Method::GET),
        Command::Rotate(key) => post(key, "rotate"),
        Command::Disable(key) => post(key, "disable"),
        Command::Enable(key) => post(key, "enable"),
        Command::Delete(key) => ask(key, Method::DELETE),
    }
}

fn body(new: &Create) -> Value {
    let members = [
        ("account", Some(json!(new.account))),
        ("user", new.owner.user.as_ref().map(|name| json!(name))),
        ("role", new.owner.role.as_ref().map(|name| json!(name))),
        ("session", new.session.as_ref().map(|name| json!(name))),
        ("seconds", new.seconds.map(|seconds| json!(seconds))),
    ];
    let chosen = members.into_iter();
    let body: Map<_, _> = chosen
        .filter_map(|(name, value)| Some((name.to_owned(), value?)))
        .collect();
    Value::Object(body)
}
