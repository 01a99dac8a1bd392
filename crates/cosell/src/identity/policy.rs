//! `cosell policy`: what callers may do, and why.

use std::io::{self, Read as _};
use std::path::PathBuf;
use std::str::FromStr;

use serde_json::{Map, Value, json};
use ureq::http::Method;

use super::{Paging, list, one};
use crate::admin::{AdminError, Connection};
use crate::print;

/// See and change the policies of a running server, and ask what they say.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, clap::Subcommand)]
enum Command {
    /// Make a policy of a JSON document, or replace the one of its name
    Put(Put),
    /// List the policies of an account, or AWS's own
    List(List),
    /// Show a policy of an account
    Show(One),
    /// Remove a policy that is attached to nobody
    Delete(One),
    /// Attach a policy, of the account or of AWS, to a user or a role
    Attach(Attachment),
    /// Detach a policy from a user or a role
    Detach(Attachment),
    /// Say which statement decides about an operation or an action
    ///
    /// Exits with 0 when it is allowed and with 1 when it is denied.
    Explain(Explain),
}

#[derive(Debug, clap::Args)]
struct Put {
    /// The account's twelve digits
    account: String,
    name: String,
    /// The file with the document; - reads it from standard input
    document: PathBuf,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
struct List {
    /// The account's twelve digits; without it AWS's own policies are listed
    account: Option<String>,
    #[command(flatten)]
    paging: Paging,
    #[command(flatten)]
    connection: Connection,
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
#[group(id = "holder", required = true, multiple = false, args = ["user", "role"])]
struct Attachment {
    /// The account's twelve digits
    account: String,
    /// The policy's name or ARN, such as `AWSPartnerCentralOpportunityManagement`
    policy: String,
    /// The user
    #[arg(long, value_name = "NAME")]
    user: Option<String>,
    /// The role
    #[arg(long, value_name = "NAME")]
    role: Option<String>,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
#[group(id = "what", required = true, multiple = false, args = ["operation", "action"])]
struct Explain {
    /// The ARN of a user, a role or a root, such as `arn:aws:iam::111111111111:user/ines`
    principal: String,
    /// Everything that this operation asks for
    #[arg(long, value_name = "NAME")]
    operation: Option<String>,
    /// One action, such as partnercentral:GetOpportunity
    #[arg(long, value_name = "ACTION")]
    action: Option<String>,
    /// In this catalog
    #[arg(long, value_parser = ["AWS", "Sandbox"], default_value = "AWS")]
    catalog: String,
    /// On the resource of this ARN
    #[arg(long, value_name = "ARN")]
    resource: Option<String>,
    /// With this request of the operation, as JSON
    #[arg(long, value_name = "JSON")]
    request: Option<Json>,
    /// With this value of a condition key; one that is given twice has both
    #[arg(long, value_name = "KEY=VALUE")]
    condition: Vec<Condition>,
    #[command(flatten)]
    connection: Connection,
}

/// A piece of JSON.
#[derive(Clone, Debug)]
struct Json(Value);

impl FromStr for Json {
    type Err = serde_json::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        cosell_auth::json::read(text.as_bytes()).map(Self)
    }
}

/// A condition key and a value of it.
#[derive(Clone, Debug)]
struct Condition(String, String);

impl FromStr for Condition {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((key, value)) if key.contains(':') => Ok(Self(key.to_owned(), value.to_owned())),
            _ => Err(format!(
                "`{text}` is no condition, such as aws:SourceIp=192.0.2.7"
            )),
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), AdminError> {
    match &arguments.command {
        Command::Put(new) => {
            let document = read(&new.document).map_err(|error| {
                let file = new.document.display();
                AdminError::Outcome(format!("could not read {file}: {error}"))
            })?;
            let body = json!({
                "account": new.account, "name": new.name, "document": document,
            });
            one(&new.connection, &Method::POST, &["policies"], Some(&body))
        }
        Command::List(asked) => list(
            &asked.connection,
            "policies",
            &[("account", asked.account.as_deref())],
            &asked.paging,
            ("policies", &["name", "arn", "modified_at"]),
            &[],
        ),
        Command::Show(policy) => {
            let path = ["policies", &policy.account, &policy.name];
            one(&policy.connection, &Method::GET, &path, None)
        }
        Command::Delete(policy) => {
            let path = ["policies", &policy.account, &policy.name];
            one(&policy.connection, &Method::DELETE, &path, None)
        }
        Command::Attach(what) => attachment(what, "attach"),
        Command::Detach(what) => attachment(what, "detach"),
        Command::Explain(question) => explain(question),
    }
}

fn read(path: &PathBuf) -> io::Result<String> {
    if path.as_os_str() != "-" {
        return std::fs::read_to_string(path);
    }
    let mut text = String::new();
    io::stdin().read_to_string(&mut text)?;
    Ok(text)
}

fn attachment(what: &Attachment, verb: &str) -> Result<(), AdminError> {
    let mut body = json!({ "account": what.account, "policy": what.policy });
    for (kind, name) in [("user", &what.user), ("role", &what.role)] {
        if let Some(name) = name {
            body[kind] = json!(name);
        }
    }
    let path = ["policies", verb];
    one(&what.connection, &Method::POST, &path, Some(&body))
}

fn explain(question: &Explain) -> Result<(), AdminError> {
    let mut conditions = Map::new();
    for Condition(key, value) in &question.condition {
        let values = conditions.entry(key.clone()).or_insert_with(|| json!([]));
        if let Value::Array(values) = values {
            values.push(json!(value));
        }
    }
    let mut body = json!({
        "principal": question.principal,
        "catalog": question.catalog,
        "conditions": conditions,
    });
    for (name, value) in [
        ("operation", &question.operation),
        ("action", &question.action),
        ("resource", &question.resource),
    ] {
        if let Some(value) = value {
            body[name] = json!(value);
        }
    }
    if let Some(Json(request)) = &question.request {
        body["request"] = request.clone();
    }
    let connection = &question.connection;
    let explained = connection.client()?.post(&["policies", "explain"], &body)?;
    connection.print(&explained, |explained| {
        let mut lines = Vec::new();
        let decisions = explained.get("decisions").and_then(Value::as_array);
        for decision in decisions.into_iter().flatten() {
            let part = |pointer| print::text(decision, pointer);
            let (action, resource) = (part("/action"), part("/resource"));
            lines.push(format!("{action} on {resource}: {}", part("/decision")));
        }
        lines.join("\n")
    })?;
    if explained.get("allowed") == Some(&Value::Bool(true)) {
        return Ok(());
    }
    Err(AdminError::Outcome("it is denied".to_owned()))
}
