//! `/_cosell/faults`: the active fault rules.
//!
//! `GET` lists the rules with their counts, `POST` adds a rule and returns it, `DELETE` removes all
//! rules or, with an id at the end of the path, one.

use std::time::Duration;

use cosell_admin_api::fault::{Line, Listed, NewRule, Removed, Rule, Rules};
use cosell_admin_api::pages::{AddFault, ListFaults, RemoveFault, RemoveFaults};
use cosell_domain::fault;
use cosell_engine::fault::{self as engine, Action};

use super::{Context, Handler, invalid, not_found};
use crate::refusal::Refusal;

impl Handler for ListFaults {
    async fn handle(self, cx: Context<'_>) -> Result<Rules, Refusal> {
        let rules = cx.front.service.engine().faults().list();
        Ok(Rules {
            rules: rules.into_iter().map(listed).collect(),
        })
    }
}

impl Handler for AddFault {
    async fn handle(self, cx: Context<'_>) -> Result<Listed, Refusal> {
        let rule: Result<engine::Rule, engine::RuleError> = match self.body {
            NewRule::Line(Line { text }) => text.parse(),
            NewRule::Rule(rule) => read(*rule)?.validate(),
        };
        let rule = rule.map_err(|error| invalid(&error.to_string()))?;
        fault::check(&rule).map_err(|error| invalid(&error.to_string()))?;
        let id = cx.front.service.engine().faults().add(rule.clone());
        tracing::info!(id, %rule, "fault rule added");
        Ok(listed(engine::Listed {
            id,
            rule,
            hits: 0,
            fired: 0,
        }))
    }
}

impl Handler for RemoveFault {
    async fn handle(self, cx: Context<'_>) -> Result<Listed, Refusal> {
        let faults = cx.front.service.engine().faults();
        let removed = self.id.parse().ok().and_then(|id| faults.remove(id));
        removed.map(listed).ok_or_else(|| {
            not_found(
                "There is no fault rule with this id; `cosell fault list` (GET /_cosell/faults) \
                 lists them.",
            )
        })
    }
}

impl Handler for RemoveFaults {
    async fn handle(self, cx: Context<'_>) -> Result<Removed, Refusal> {
        let removed = cx.front.service.engine().faults().clear();
        Ok(Removed { removed })
    }
}

fn listed(listed: engine::Listed) -> Listed {
    Listed {
        id: listed.id,
        passed: listed.hits,
        fired: listed.fired,
        text: listed.rule.to_string(),
        rule: shown(listed.rule),
    }
}

/// Converts a rule of the engine to the form of the page.
fn shown(rule: engine::Rule) -> Rule {
    let (action, error, millis) = match rule.action {
        Action::Error(name) => ("error", Some(name), None),
        Action::Delay(time) => {
            let millis = u64::try_from(time.as_millis()).unwrap_or(u64::MAX);
            ("delay", None, Some(millis))
        }
        Action::Drop => ("drop", None, None),
        Action::Panic => ("panic", None, None),
        Action::Abort => ("abort", None, None),
    };
    Rule {
        point: rule.point,
        action: action.to_owned(),
        error,
        millis,
        operation: rule.operation,
        account: rule.account,
        catalog: rule.catalog,
        task: rule.task,
        probability: rule.probability,
        seed: rule.seed,
        count: rule.count,
        skip: rule.skip,
    }
}

/// Converts a rule of the page to that of the engine.
fn read(rule: Rule) -> Result<engine::Rule, Refusal> {
    let action = match (rule.action.as_str(), rule.error, rule.millis) {
        ("error", Some(name), None) => Action::Error(name),
        ("error", ..) => {
            return Err(invalid(
                "the action error requires the member `error`, and does not take `millis`",
            ));
        }
        ("delay", None, Some(millis)) => Action::Delay(Duration::from_millis(millis)),
        ("delay", ..) => {
            return Err(invalid(
                "the action delay requires the member `millis`, and does not take `error`",
            ));
        }
        ("drop", None, None) => Action::Drop,
        ("panic", None, None) => Action::Panic,
        ("abort", None, None) => Action::Abort,
        ("drop" | "panic" | "abort", ..) => {
            return Err(invalid(
                "the actions drop, panic and abort take neither `error` nor `millis`",
            ));
        }
        _ => {
            return Err(invalid(
                "the action must be error, delay, drop, panic or abort",
            ));
        }
    };
    Ok(engine::Rule {
        point: rule.point,
        action,
        operation: rule.operation,
        account: rule.account,
        catalog: rule.catalog,
        task: rule.task,
        probability: rule.probability,
        seed: rule.seed,
        count: rule.count,
        skip: rule.skip,
    })
}
