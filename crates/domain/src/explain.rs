//! What the policies of a principal decide about an action or an operation, and which statement
//! decides.

use std::collections::BTreeMap;
use std::sync::Arc;

use cosell_admin_api::policy::{Explained, Explanation, Question};
use cosell_api::wire;
use cosell_auth::policy::{Decision, Request};
use cosell_store::{Catalog, Tx};
use serde_json::{Value, json};

use crate::identity::admin::{AdminContext, AdminError, Administration};
use crate::identity::{Authenticated, Name, Source};
use crate::operations::{Entry, find};
use crate::permission::Simulation;
use crate::{Caller, Error, Service, task};

impl Administration {
    /// Explains what the current policies of a principal decide.
    pub async fn explain(&self, question: Question) -> Result<Explained, AdminError> {
        self.read(question, async |tx, (cx, question)| {
            explain(tx, cx, question).await
        })
        .await
    }
}

impl Service {
    /// Explains what the policies of a caller decide about its request of an operation, as they
    /// were when the caller was authenticated. A caller that may do everything has no decisions,
    /// and neither has a request that is not valid.
    pub async fn explain(
        &self,
        entry: &Entry,
        caller: &Caller,
        request: Value,
    ) -> Result<Vec<Explanation>, Error> {
        let limited = caller.authenticated.clone();
        let limited = limited.filter(|caller| !caller.grants.allow_everything());
        let (Some(caller), Ok(request)) = (limited, wire::typed(request, entry.meta)) else {
            return Ok(Vec::new());
        };
        let catalog = request.get("Catalog").and_then(Value::as_str);
        let catalog = catalog.and_then(|name| name.parse().ok());
        let catalog = catalog.unwrap_or(Catalog::Aws);
        let input = (caller, entry.requires, catalog, request, self.world.now());
        let explained = self.store.read(input, async |tx, input| {
            let (caller, requires, catalog, request, now) = input;
            let simulation = Simulation::new(caller, *catalog, request, *now, false);
            let asked = simulation.of_operation(requires, None);
            decide(tx, &simulation, caller, &BTreeMap::new(), asked).await
        });
        explained.await.map_err(|error| match error {
            AdminError::Store(error) => Error::Store(error),
            // Only the conditions of a question can be refused.
            other => Error::conflict(other.to_string()),
        })
    }
}

async fn explain(
    tx: &mut Tx,
    cx: &AdminContext,
    question: &Question,
) -> Result<Explained, AdminError> {
    let name = Name::parse(&question.principal).ok_or_else(|| {
        AdminError::invalid("principal must be the ARN of a user, a role or a root.")
    })?;
    let catalog = match question.catalog.as_deref() {
        None => Catalog::Aws,
        Some(name) => name
            .parse()
            .map_err(|()| AdminError::invalid("catalog must be AWS or Sandbox."))?,
    };
    let grants = cx.directory.grants(tx, &name).await;
    let grants = grants.map_err(|error| match error {
        Error::Store(error) => AdminError::Store(error),
        other => AdminError::Invalid(other.to_string()),
    })?;
    let grants = grants.ok_or_else(|| {
        AdminError::not_found(format_args!("active principal {}", question.principal))
    })?;
    let entry = match &question.operation {
        Some(operation) => Some(
            find(operation)
                .ok_or_else(|| AdminError::not_found(format_args!("operation {operation}")))?,
        ),
        None => None,
    };
    // An action has the request of the operation with its name.
    let of_action = || {
        find(
            question
                .action
                .as_deref()?
                .strip_prefix("partnercentral:")?,
        )
    };
    let request = match (entry.or_else(of_action), &question.request) {
        (Some(entry), Value::Object(_)) => wire::typed(question.request.clone(), entry.meta)
            .map_err(|error| AdminError::Invalid(format!("request: {error}")))?,
        (_, Value::Null | Value::Object(_)) => json!({}),
        _ => return Err(AdminError::invalid("request must be an object.")),
    };
    let now = cx.world.now();
    let caller = Authenticated {
        name,
        grants: Arc::clone(&grants),
        source: Source::default(),
    };
    let simulation = Simulation::new(&caller, catalog, &request, now, false);
    let asked = match (entry, &question.action) {
        (Some(entry), None) => {
            simulation.of_operation(entry.requires, question.resource.as_deref())
        }
        (None, Some(action)) => {
            let resource = question.resource.clone().unwrap_or_else(|| "*".to_owned());
            vec![(action.clone(), resource)]
        }
        _ => {
            return Err(AdminError::invalid(
                "The question must have operation or action.",
            ));
        }
    };
    let conditions = &question.conditions;
    let mut decisions = decide(tx, &simulation, &caller, conditions, asked).await?;
    let mut kinds = task::declared().into_iter();
    if let Some(kind) = kinds.find(|kind| Some(kind.operation) == question.operation.as_deref()) {
        let simulation = Simulation::new(&caller, catalog, &request, now, true);
        let asked = simulation.of_task(&kind.steps);
        decisions.extend(decide(tx, &simulation, &caller, conditions, asked).await?);
    }
    Ok(Explained {
        allowed: decisions.iter().all(|decision| decision.allowed),
        decisions,
    })
}

/// The decision about each of these actions on its resource.
async fn decide(
    tx: &mut Tx,
    simulation: &Simulation<'_>,
    caller: &Authenticated,
    conditions: &BTreeMap<String, Value>,
    asked: Vec<(String, String)>,
) -> Result<Vec<Explanation>, AdminError> {
    let grants = &caller.grants;
    let mut decisions = Vec::new();
    for (action, resource) in asked {
        let mut facts = simulation.facts(tx, &action, &resource).await?;
        for (key, value) in conditions {
            facts.set_all(key, texts(key, value)?);
        }
        if grants.allow_everything() {
            decisions.push(root(action, resource));
            continue;
        }
        let decision = grants.decide(&Request::new(&action, &resource, &facts));
        let by = match decision {
            Decision::Allowed { by } => Some(by),
            Decision::Denied { by } => by,
        };
        decisions.push(Explanation {
            allowed: decision.is_allowed(),
            decision: decision.to_string(),
            policy: by.map(|by| by.policy.to_owned()),
            statement: by.map(|by| by.statement),
            sid: by.and_then(|by| by.sid).map(str::to_owned),
            action,
            resource,
        });
    }
    Ok(decisions)
}

fn root(action: String, resource: String) -> Explanation {
    Explanation {
        action,
        resource,
        allowed: true,
        decision: "allowed, because the root of an account may do everything".to_owned(),
        policy: None,
        statement: None,
        sid: None,
    }
}

/// The values of a condition key.
fn texts(key: &str, value: &Value) -> Result<Vec<String>, AdminError> {
    let text = |value: &Value| match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bool(flag) => Ok(flag.to_string()),
        Value::Number(number) => Ok(number.to_string()),
        _ => Err(AdminError::Invalid(format!(
            "conditions.{key} must be a text or a list of texts."
        ))),
    };
    match value {
        Value::Array(list) => list.iter().map(text).collect(),
        one => Ok(vec![text(one)?]),
    }
}
