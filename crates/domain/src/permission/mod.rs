//! Authorization: whether a caller may do what it requests.
//!
//! ```text
//! requirement       what an operation states that it requires
//! step_requirement  what a step of a task requires
//! resource          the types of resources and their ARNs
//! subject           the accesses of a request: actions on resources
//! facts             the condition keys of a request
//! step              the same for the steps of a task
//! simulation        the same for administrators who ask
//! ```
//!
//! The authorizer reads the same input as the operation, checked and pruned, so that an unknown
//! member decides nothing. A request without a requirement is denied.
//!
//! Policies are evaluated before the transaction of the operation, except what depends on tags of
//! resources. The transaction itself first compares the version of identities: if the caller was
//! read in another version, the transaction is rolled back and the caller must be authenticated
//! again ([`Error::Stale`]). A caller that is not authenticated, in mode `open`, may do everything;
//! no policy is evaluated for it.

mod facts;
mod requirement;
mod resource;
mod simulation;
pub(crate) mod step;
mod step_requirement;
mod subject;

use cosell_store::Catalog;
use std::fmt;
use std::sync::Arc;

use cosell_api::{OperationMeta, wire};
use cosell_auth::policy::{Context as Facts, Decision, Request};
use cosell_store::Tx;
use cosell_store::table::identity;
use serde_json::Value;

use self::facts::RequestContext;
pub use self::requirement::{Requirement, SNAPSHOT, Subject, When};
pub(crate) use self::requirement::{ask, ask_when_tagged};
pub use self::resource::ResourceType;
pub(crate) use self::simulation::Simulation;
pub use self::step_requirement::{Requires, StepRequirement};
pub(crate) use self::step_requirement::{always, when_tagged};
use self::subject::Access;
use crate::error::{CallError, Error};
use crate::identity::{Authenticated, Caller, Grants, Name};
use crate::{Context, tag as tags};

/// A valid request, and what the policies of its caller decide about it.
#[derive(Debug)]
pub struct Evaluated {
    /// Checked and pruned.
    pub input: Value,
    pub catalog: Catalog,
    pub permission: Permission,
}

/// Checks the body of a request of an operation and evaluates the policies of its caller, as far as
/// possible outside of a transaction.
pub fn evaluate(
    meta: &OperationMeta,
    requires: &[Requirement],
    caller: &Caller,
    body: Value,
    now: i64,
) -> Result<Evaluated, CallError> {
    let input = wire::checked(body, meta)?;
    let catalog = catalog_of(meta, &input)?;
    let permission = Permission::of_operation(caller, requires, catalog, &input, now);
    Ok(Evaluated {
        input,
        catalog,
        permission,
    })
}

/// The catalog that a request names. Its pattern allows any word; there are two catalogs.
///
/// A request without such a member names a resource by its ARN, and the catalog with it.
fn catalog_of(meta: &OperationMeta, input: &Value) -> Result<Catalog, Error> {
    let text = |member: &str| {
        let text = input.get(member).and_then(Value::as_str);
        text.unwrap_or_default()
    };
    if meta.input.member("Catalog").is_none() {
        let arn = text("ResourceArn");
        return tags::resource::catalog(arn).ok_or_else(|| Error::not_found(arn));
    }
    text("Catalog")
        .parse()
        .map_err(|()| Error::invalid("catalog", "Catalog must be AWS or Sandbox."))
}

/// The decision about a request, to be enforced in its transaction.
#[derive(Debug)]
pub struct Permission {
    authenticated: Option<Arc<Authenticated>>,
    verdict: Verdict,
}

#[derive(Debug, PartialEq)]
enum Verdict {
    Granted,
    /// The message of the denial.
    Denied(String),
    /// A policy mentions tags of the resources, which only a transaction can read.
    Deferred {
        accesses: Vec<Access>,
        facts: Facts,
    },
}

impl Permission {
    /// The decision so far, for the span of the request.
    pub(crate) fn verdict(&self) -> &'static str {
        match self.verdict {
            Verdict::Granted => "granted",
            Verdict::Denied(_) => "denied",
            Verdict::Deferred { .. } => "decided in the transaction",
        }
    }
}

impl Verdict {
    fn of(authorized: Result<(), Denial<'_>>) -> Self {
        match authorized {
            Ok(()) => Self::Granted,
            Err(denial) => Self::Denied(denial.to_string()),
        }
    }
}

impl Permission {
    /// Evaluates what an operation requires for its checked and pruned input.
    fn of_operation(
        caller: &Caller,
        requirements: &[Requirement],
        catalog: Catalog,
        input: &Value,
        now: i64,
    ) -> Self {
        Self::of_caller(caller, |authenticated| {
            let Authenticated { name, grants, .. } = authenticated;
            let accesses = subject::accesses(requirements, &caller.account, catalog, input);
            let mut facts = request_context(authenticated, catalog, input, now).facts();
            if grants.use_resource_tags() {
                return Verdict::Deferred { accesses, facts };
            }
            Verdict::of(authorize_all(name, grants, &accesses, &mut facts))
        })
    }

    /// Evaluates one action of another service on a resource without tags.
    pub(crate) fn of_access(
        caller: &Caller,
        action: &'static str,
        resource: String,
        now: i64,
    ) -> Self {
        Self::of_caller(caller, |authenticated| {
            let Authenticated { name, grants, .. } = authenticated;
            // The catalog is not shown to policies: the other service has none.
            let context = request_context(authenticated, Catalog::Aws, &Value::Null, now);
            let mut facts = context.facts();
            facts.set_all("partnercentral:Catalog", None::<String>);
            let access = Access { action, resource };
            Verdict::of(authorize(name, grants, &access, &mut facts))
        })
    }

    /// The verdict about a caller, which its policies give only if it was authenticated and may not
    /// do everything.
    fn of_caller(caller: &Caller, evaluate: impl FnOnce(&Authenticated) -> Verdict) -> Self {
        let authenticated = caller.authenticated.clone();
        let limited = authenticated.as_deref();
        let limited = limited.filter(|authenticated| !authenticated.grants.allow_everything());
        let verdict = limited.map_or(Verdict::Granted, evaluate);
        Self {
            authenticated,
            verdict,
        }
    }

    /// Whether two permissions have the same verdict, or are deferred with the same accesses.
    pub fn decides_as(&self, other: &Self) -> bool {
        self.verdict == other.verdict
    }

    /// Whether the request is denied, unless the policies have changed since.
    pub fn is_denied(&self) -> bool {
        matches!(self.verdict, Verdict::Denied(_))
    }

    /// Enforces the permission; every transaction does this first.
    pub(crate) async fn enforce(&self, tx: &mut Tx) -> Result<(), Error> {
        let Some(authenticated) = &self.authenticated else {
            return Ok(());
        };
        if let Some(known) = authenticated.grants.version() {
            let version = identity::version(tx).await?;
            if version != known {
                return Err(Error::Stale { version });
            }
        }
        match &self.verdict {
            Verdict::Granted => Ok(()),
            Verdict::Denied(message) => Err(cosell_api::Error::access_denied(message).into()),
            Verdict::Deferred { accesses, facts } => {
                authorize_with_tags(
                    tx,
                    &authenticated.name,
                    &authenticated.grants,
                    accesses,
                    facts,
                )
                .await
            }
        }
    }
}

/// Authorizes one more resource of a request, which is known only from the store.
pub(crate) async fn check_resource(
    cx: &Context,
    tx: &mut Tx,
    action: &'static str,
    resource: String,
) -> Result<(), Error> {
    let Some(authenticated) = &cx.caller else {
        return Ok(());
    };
    if authenticated.grants.allow_everything() {
        return Ok(());
    }
    let request_context = request_context(authenticated, cx.catalog, &Value::Null, cx.millis());
    let accesses = [Access { action, resource }];
    authorize_with_tags(
        tx,
        &authenticated.name,
        &authenticated.grants,
        &accesses,
        &request_context.facts(),
    )
    .await
}

/// A request of a caller, as condition keys show it.
fn request_context<'a>(
    authenticated: &'a Authenticated,
    catalog: Catalog,
    input: &'a Value,
    now: i64,
) -> RequestContext<'a> {
    RequestContext {
        name: &authenticated.name,
        grants: &authenticated.grants,
        source: &authenticated.source,
        catalog,
        input,
        now,
        via_service: false,
    }
}

/// A denial in AWS's words.
#[derive(Debug)]
struct Denial<'a> {
    name: &'a Name,
    /// What is denied; `None` for a request without a requirement.
    access: Option<&'a Access>,
    explicit: bool,
}

impl fmt::Display for Denial<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            name,
            access,
            explicit,
        } = self;
        let Some(Access { action, resource }) = access else {
            return write!(
                formatter,
                "User: {name} is not authorized: the request states no action to be allowed"
            );
        };
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

/// Authorizes all accesses; the first denial is returned. An empty list is denied too.
fn authorize_all<'a>(
    name: &'a Name,
    grants: &Grants,
    accesses: &'a [Access],
    facts: &mut Facts,
) -> Result<(), Denial<'a>> {
    check_stated(name, accesses)?;
    accesses
        .iter()
        .try_for_each(|one| authorize(name, grants, one, facts))
}

/// Authorizes all accesses with the tags of each resource.
async fn authorize_with_tags(
    tx: &mut Tx,
    name: &Name,
    grants: &Grants,
    accesses: &[Access],
    facts: &Facts,
) -> Result<(), Error> {
    check_stated(name, accesses)?;
    for one in accesses {
        let mut facts = facts.clone();
        facts::add_resource_tags(tx, name, &one.resource, &mut facts).await?;
        authorize(name, grants, one, &mut facts)?;
    }
    Ok(())
}

/// Denies a request without a requirement.
fn check_stated<'a>(name: &'a Name, accesses: &[Access]) -> Result<(), Denial<'a>> {
    if !accesses.is_empty() {
        return Ok(());
    }
    tracing::error!(principal = %name, "denied: no requirement is stated for this request");
    Err(Denial {
        name,
        access: None,
        explicit: false,
    })
}

fn authorize<'a>(
    name: &'a Name,
    grants: &Grants,
    access: &'a Access,
    facts: &mut Facts,
) -> Result<(), Denial<'a>> {
    facts::set_access_facts(facts, name, grants, access.action, &access.resource);
    let request = Request::new(access.action, &access.resource, facts);
    match grants.decide(&request) {
        Decision::Allowed { .. } => Ok(()),
        Decision::Denied { by } => Err(Denial {
            name,
            access: Some(access),
            explicit: by.is_some(),
        }),
    }
}
