//! `cosell policy`: what callers may do, and why.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;

use cosell_admin_api::pages::{
    AttachPolicy, DeletePolicy, DetachPolicy, ExplainPolicies, ListPolicies, PutPolicy, ShowPolicy,
};
use cosell_admin_api::policy::{self, NewPolicy, PolicyFilter, Question};
use cosell_admin_api::task::Catalog;
use cosell_supervisor::log;
use serde_json::Value;

use super::{delete, one};
use crate::account_id::AccountId;
use crate::client::{AdminError, Connection, words};
use crate::given;
use crate::paging::Identities;
use crate::print::{self, Column};

/// List, store, attach and explain the policies of a running server.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Create a policy from a JSON document, or replace the policy of that name
    Put(Put),
    /// List the policies of an account, or AWS's own
    List(List),
    /// Show a policy of an account
    Show(One),
    /// Delete a policy that is attached to no user and no role
    Delete(One),
    /// Attach a policy, of the account or of AWS, to a user or a role
    Attach(Attachment),
    /// Detach a policy from a user or a role
    Detach(Attachment),
    /// Show which statement allows or denies an operation or an action
    ///
    /// Exits with 0 when it is allowed and with 3 when it is denied.
    Explain(Explain),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Put {
    /// The account id: twelve digits
    account: AccountId,
    /// The policy's name
    name: String,
    /// The file with the document; - reads it from standard input
    document: PathBuf,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    /// The account id: twelve digits; without it AWS's own policies are listed
    account: Option<AccountId>,
    #[command(flatten)]
    paging: Identities,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct One {
    /// The account id: twelve digits
    account: AccountId,
    /// The policy's name
    name: String,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
#[group(id = "holder", required = true, multiple = false, args = ["user", "role"])]
pub(crate) struct Attachment {
    /// The account id: twelve digits
    account: AccountId,
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
pub(crate) struct Explain {
    /// The ARN of a user, a role or a root, such as `arn:aws:iam::111111111111:user/ines`
    principal: String,
    /// An operation, with every action that it and the steps of its task require
    #[arg(long, value_name = "NAME")]
    operation: Option<String>,
    /// One action, such as partnercentral:GetOpportunity
    #[arg(long, value_name = "ACTION", value_parser = action)]
    action: Option<String>,
    /// The catalog
    #[arg(long, value_parser = words::<Catalog>(), default_value_t = Catalog::Sandbox)]
    catalog: Catalog,
    /// ARN of the resource
    #[arg(long, value_name = "ARN")]
    resource: Option<String>,
    /// The operation's request, as JSON
    #[arg(long, value_name = "JSON")]
    request: Option<Json>,
    /// Value of a condition key; a key given twice has both values
    #[arg(long, value_name = "KEY=VALUE")]
    condition: Vec<Condition>,
    #[command(flatten)]
    connection: Connection,
}

/// An action of a policy: without its service it would be denied, whatever the policies say.
fn action(text: &str) -> Result<String, String> {
    if text.contains(':') {
        return Ok(text.to_owned());
    }
    Err(format!(
        "`{text}` has no service; write partnercentral:{text}"
    ))
}

/// A piece of JSON.
#[derive(Clone, Debug)]
struct Json(Value);

impl FromStr for Json {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let read = cosell_auth::json::read(text.as_bytes());
        read.map(Self)
            .map_err(|error| format!("it is not JSON: {error}"))
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
                "`{text}` is not a condition; write KEY=VALUE, such as aws:SourceIp=192.0.2.7"
            )),
        }
    }
}

pub(crate) fn run(command: &Command) -> Result<(), AdminError> {
    match command {
        Command::Put(new) => {
            let document = given::text(&new.document).map_err(|error| {
                let file = new.document.display();
                AdminError::File {
                    file: file.to_string(),
                    source: error,
                }
            })?;
            let body = NewPolicy {
                account: new.account.to_string(),
                name: new.name.clone(),
                document: document.as_str().into(),
            };
            put(&new.connection, &PutPolicy { body })
        }
        Command::List(asked) => list(asked),
        Command::Show(policy) => {
            let (account, name) = (policy.account.to_string(), policy.name.clone());
            one(&policy.connection, &ShowPolicy { account, name })
        }
        Command::Delete(policy) => {
            let (account, name) = (policy.account.to_string(), policy.name.clone());
            let what = format!("policy {name} of account {account}");
            delete(&policy.connection, &DeletePolicy { account, name }, &what)
        }
        Command::Attach(what) => {
            let body = attachment(what);
            one(&what.connection, &AttachPolicy { body })
        }
        Command::Detach(what) => {
            let body = attachment(what);
            one(&what.connection, &DetachPolicy { body })
        }
        Command::Explain(question) => explain(question),
    }
}

fn list(asked: &List) -> Result<(), AdminError> {
    let part = asked.paging.part();
    let query = PolicyFilter {
        account: asked.account.as_ref().map(ToString::to_string),
        limit: part.limit,
        next: part.next,
    };
    let policies = asked.connection.client()?.call(&ListPolicies { query })?;
    let columns = [
        Column::Whole("name"),
        Column::Whole("arn"),
        Column::Whole("source"),
        Column::Spared("modified at"),
    ];
    asked
        .connection
        .output
        .print_list(&policies, columns, |policy| {
            [
                print::text(&policy.name),
                print::text(&policy.arn),
                print::optional(policy.source),
                print::optional(policy.modified_at),
            ]
        })
}

/// Stores a policy, and says what is probably misspelt in it.
fn put(connection: &Connection, page: &PutPolicy) -> Result<(), AdminError> {
    let stored = connection.client()?.call(page)?;
    connection.output.print_members(&stored)?;
    for warning in &stored.value.warnings {
        log::write_line(&format!("cosell: warning: {}", print::text(warning)));
    }
    Ok(())
}

fn attachment(what: &Attachment) -> policy::Attachment {
    policy::Attachment {
        account: what.account.to_string(),
        user: what.user.clone(),
        role: what.role.clone(),
        policy: what.policy.clone(),
    }
}

fn explain(asked: &Explain) -> Result<(), AdminError> {
    let mut conditions: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for Condition(key, value) in &asked.condition {
        let values = conditions.entry(key.clone()).or_default();
        values.push(value.clone());
    }
    let conditions = conditions.into_iter();
    let body = Question {
        principal: asked.principal.clone(),
        operation: asked.operation.clone(),
        action: asked.action.clone(),
        catalog: Some(asked.catalog.to_string()),
        resource: asked.resource.clone(),
        request: asked
            .request
            .clone()
            .map_or(Value::Null, |Json(request)| request),
        conditions: conditions
            .map(|(key, values)| (key, values.into()))
            .collect(),
    };
    let connection = &asked.connection;
    let explained = connection.client()?.call(&ExplainPolicies { body })?;
    connection.output.print(&explained, |explained| {
        let lines = explained.decisions.iter().map(|decision| {
            let (action, resource) = (&decision.action, &decision.resource);
            let line = format!("{action} on {resource}: {}", decision.decision);
            print::text(&line)
        });
        lines.collect::<Vec<_>>().join("\n")
    })?;
    if explained.value.allowed {
        return Ok(());
    }
    Err(AdminError::Denied)
}
