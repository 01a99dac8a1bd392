//! The evaluation of policies: any deny, else any allow, else an implicit denial.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use super::document::{Effect, Policy, Statement};
use super::keys::fold;
use super::pattern::Pairs;

/// The context of a request: condition keys and their values.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// Keys in lower case, because their case does not matter. No list is empty.
    values: HashMap<String, Vec<String>>,
}

impl Context {
    /// Sets a key to one value.
    pub fn set(&mut self, key: &str, value: impl Into<String>) {
        self.values.insert(fold(key), vec![value.into()]);
    }

    /// Sets a key to several values. Without any value the key is absent, as it is to IAM.
    pub fn set_all<V: Into<String>>(&mut self, key: &str, values: impl IntoIterator<Item = V>) {
        let values: Vec<_> = values.into_iter().map(Into::into).collect();
        if values.is_empty() {
            self.values.remove(&fold(key));
        } else {
            self.values.insert(fold(key), values);
        }
    }

    /// The values of a key in lower case; none when it is absent.
    pub(super) fn values(&self, key: &str) -> &[String] {
        self.values.get(key).map_or(&[], Vec::as_slice)
    }

    /// The value of a key that has exactly one.
    pub(super) fn single(&self, key: &str) -> Option<&str> {
        match self.values(key) {
            [value] => Some(value),
            _ => None,
        }
    }
}

/// A request for authorization: an action on a resource.
#[derive(Clone, Debug)]
pub struct Request<'a> {
    /// In lower case, because the case of actions does not matter.
    action: Cow<'a, str>,
    resource: &'a str,
    resource_pairs: Pairs,
    context: &'a Context,
}

impl<'a> Request<'a> {
    /// An action such as `partnercentral:GetOpportunity`, on the resource of an ARN; `*` for an
    /// action without a resource.
    pub fn new(action: &'a str, resource: &'a str, context: &'a Context) -> Self {
        let is_lower = !action.bytes().any(|byte| byte.is_ascii_uppercase());
        let action = if is_lower {
            Cow::Borrowed(action)
        } else {
            Cow::Owned(action.to_ascii_lowercase())
        };
        Self {
            action,
            resource,
            resource_pairs: Pairs::of(resource),
            context,
        }
    }
}

/// The result of an evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision<'p> {
    /// A statement allows the request, and none denies it.
    Allowed { by: Decider<'p> },
    /// A statement denies the request, or, without `by`, none allows it.
    Denied { by: Option<Decider<'p>> },
}

impl Decision<'_> {
    pub fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed { .. })
    }
}

impl fmt::Display for Decision<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Allowed { by } => write!(formatter, "allowed by {by}"),
            Self::Denied { by: Some(by) } => write!(formatter, "denied by {by}"),
            Self::Denied { by: None } => {
                formatter.write_str("denied, because no statement allows it")
            }
        }
    }
}

/// The statement that made the decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decider<'p> {
    /// The name of its policy.
    pub policy: &'p str,
    /// Its index in the policy.
    pub statement: usize,
    pub sid: Option<&'p str>,
}

impl fmt::Display for Decider<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}, Statement[{}]", self.policy, self.statement)?;
        match self.sid {
            Some(sid) => write!(formatter, " ({sid})"),
            None => Ok(()),
        }
    }
}

/// Evaluates all policies of a caller for a request. Without any policy the request is denied.
pub fn decide<'p>(policies: &[&'p Policy], request: &Request<'_>) -> Decision<'p> {
    let mut allowed = None;
    for policy in policies {
        let statements = policy.statements.iter().zip(&policy.pairs);
        for (index, (statement, pairs)) in statements.enumerate() {
            if !request.resource_pairs.contains_all(pairs) {
                continue;
            }
            if allowed.is_some() && statement.effect == Effect::Allow {
                continue;
            }
            if !applies(statement, request) {
                continue;
            }
            let by = Decider {
                policy: &policy.name,
                statement: index,
                sid: statement.sid.as_deref(),
            };
            match statement.effect {
                Effect::Deny => return Decision::Denied { by: Some(by) },
                Effect::Allow => allowed = Some(by),
            }
        }
    }
    match allowed {
        Some(by) => Decision::Allowed { by },
        None => Decision::Denied { by: None },
    }
}

/// Whether a statement applies to this request.
fn applies(statement: &Statement, request: &Request<'_>) -> bool {
    let Request {
        action,
        resource,
        context,
        ..
    } = request;
    let actions = &statement.actions;
    let resources = &statement.resources;
    actions.excluded != actions.any(|action_pattern| action_pattern.matches(action))
        && resources.excluded != resources.any(|template| template.matches(resource, context))
        && statement
            .conditions
            .iter()
            .all(|condition| condition.matches(context))
}
