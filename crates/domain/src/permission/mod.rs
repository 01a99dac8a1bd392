//! Whether a caller may do what it asks.
//!
//! ```text
//! subject  what a request is about: the resources by their ARNs, its tags
//! facts    the condition keys of a request
//! step     the same questions for the steps of a task
//! inquiry  the same questions for people to look at
//! ```
//!
//! Everything is decided before the transaction of the operation, except what depends on tags of
//! resources. The transaction itself begins with a look at the version of identities: when it is
//! not the one that the caller was read in, nothing of the transaction happens and the caller has
//! to be proven again ([`Error::Stale`]). A caller that nobody proved may do everything and is asked
//! nothing.

mod facts;
mod inquiry;
pub(crate) mod step;
mod subject;

use std::fmt;
use std::sync::Arc;

use cosell_auth::policy::{Context as Facts, Decision, Request};
use cosell_store::Tx;
use cosell_store::table::{identity, tag};
use serde_json::Value;

use self::facts::Asking;
pub(crate) use self::inquiry::Inquiry;
use self::subject::Asked;
use crate::identity::{Caller, Grants, Name, Proven};
use crate::{Catalog, Error};

/// What is still to be asked of a caller when its request is known.
#[derive(Debug)]
pub(crate) struct Permission {
    proven: Option<Arc<Proven>>,
    verdict: Verdict,
}

#[derive(Debug)]
enum Verdict {
    Granted,
    /// The message of the denial.
    Denied(String),
    /// A policy asks for tags of the resources.
    Open {
        asked: Vec<Asked>,
        facts: Facts,
    },
}

impl Permission {
    /// Asks for an operation. `input` need not have the right types; what has not is not found.
    pub(crate) fn of_operation(
        caller: &Caller,
        operation: &str,
        catalog: Catalog,
        input: &Value,
        now: i64,
    ) -> Self {
        let Some(proven) = &caller.proven else {
            return Self {
                proven: None,
                verdict: Verdict::Granted,
            };
        };
        let grants = &proven.grants;
        let verdict = if grants.are_everything() {
            Verdict::Granted
        } else {
            let asked = subject::of_operation(operation, &caller.account, catalog, input);
            let asking = Asking {
                name: &proven.name,
                grants,
                source: &proven.source,
                catalog,
                input,
                now,
                via_service: false,
            };
            let mut facts = asking.facts();
            if grants.ask_resource_tags() {
                Verdict::Open { asked, facts }
            } else {
                match ask_all(&proven.name, grants, &asked, &mut facts) {
                    Ok(()) => Verdict::Granted,
                    Err(denial) => Verdict::Denied(denial.to_string()),
                }
            }
        };
        Self {
            proven: Some(Arc::clone(proven)),
            verdict,
        }
    }

    /// Whether it is denied, unless the policies are others by now.
    pub(crate) fn is_denied(&self) -> bool {
        matches!(self.verdict, Verdict::Denied(_))
    }

    /// Holds it against what this transaction sees; the first thing that a transaction does.
    pub(crate) async fn hold(&self, tx: &mut Tx) -> Result<(), Error> {
        let Some(proven) = &self.proven else {
            return Ok(());
        };
        if let Some(known) = proven.grants.version() {
            let version = identity::version(tx).await?;
            if version != known {
                return Err(Error::Stale { version });
            }
        }
        match &self.verdict {
            Verdict::Granted => Ok(()),
            Verdict::Denied(message) => Err(cosell_api::Error::access_denied(message).into()),
            Verdict::Open { asked, facts } => {
                ask_with_tags(tx, &proven.name, &proven.grants, asked, facts).await
            }
        }
    }
}

/// A denial as AWS words it.
#[derive(Debug)]
struct Denial<'a> {
    name: &'a Name,
    asked: &'a Asked,
    explicit: bool,
}

impl fmt::Display for Denial<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            asked: Asked { action, resource },
            explicit,
        } = self;
        write!(
            formatter,
            "User: {name} is not authorized to perform: {action} on resource: {resource} "
        )?;
        if *explicit {
            formatter.write_str("with an explicit deny in an identity-based policy")
        } else {
            write!(
                formatter,
                "because no identity-based policy allows the {action} action"
            )
        }
    }
}

impl From<Denial<'_>> for Error {
    fn from(denial: Denial<'_>) -> Self {
        cosell_api::Error::access_denied(denial.to_string()).into()
    }
}

/// Asks for everything; the first denial is the answer.
fn ask_all<'a>(
    name: &'a Name,
    grants: &Grants,
    asked: &'a [Asked],
    facts: &mut Facts,
) -> Result<(), Denial<'a>> {
    asked
        .iter()
        .try_for_each(|one| ask(name, grants, one, facts))
}

fn ask<'a>(
    name: &'a Name,
    grants: &Grants,
    asked: &'a Asked,
    facts: &mut Facts,
) -> Result<(), Denial<'a>> {
    facts::set_passed_to(facts, asked.action);
    let request = Request::new(asked.action, &asked.resource, facts);
    match grants.decide(&request) {
        Decision::Allowed { .. } => Ok(()),
        Decision::Denied { by } => Err(Denial {
            name,
            asked,
            explicit: by.is_some(),
        }),
    }
}

/// Asks for everything with the tags that each resource has.
async fn ask_with_tags(
    tx: &mut Tx,
    name: &Name,
    grants: &Grants,
    asked: &[Asked],
    facts: &Facts,
) -> Result<(), Error> {
    for one in asked {
        let mut facts = facts.clone();
        add_resource_tags(tx, name, &one.resource, &mut facts).await?;
        ask(name, grants, one, &mut facts)?;
    }
    Ok(())
}

/// Adds the tags that a resource of the principal's account has.
async fn add_resource_tags(
    tx: &mut Tx,
    name: &Name,
    resource: &str,
    facts: &mut Facts,
) -> Result<(), cosell_store::Error> {
    // Another account's tags are none of the caller's, not even to be guessed by denials.
    if resource.split(':').nth(4) == Some(&*name.account) {
        for (key, value) in tag::list(tx, resource).await? {
            facts.set(&format!("aws:ResourceTag/{key}"), value);
        }
    }
    Ok(())
}
