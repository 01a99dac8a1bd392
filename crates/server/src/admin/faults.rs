//! `/_cosell/faults`: the fault rules in force.
//!
//! `GET` lists them with what they did, `POST` adds one and answers with it, `DELETE` takes out all
//! of them or, with an id behind the path, one.

use std::time::Duration;

use cosell_admin_api::fault::{Line, Listed, NewRule, Removed, Rule, Rules};
use cosell_admin_api::pages::{AddFault, ListFaults, RemoveFault, RemoveFaults};
use cosell_domain::fault;
use cosell_engine::fault::{self as engine, Action};

use super::{Answers, Context, invalid, not_found};
use crate::refusal::Refusal;

impl Answers for ListFaults {
    async fn answer(self, cx: Context<'_>) -> Result<Rules, Refusal> {
        let rules = cx.front.service.engine().faults().list();
        Ok(Rules {
            rules: rules.into_iter().map(listed).collect(),
        })
    }
}

impl Answers for AddFault {
    async fn answer(self, cx: Context<'_>) -> Result<Listed, Refusal> {
        let rule: Result<engine::Rule, engine::RuleError> = match self.body {
            NewRule::Line(Line { text }) => text.parse(),
            NewRule::Rule(rule) => read(*rule)?.validate(),
        };
        let rule = rule.map_err(|error| invalid(&error.to_string()))?;
        fault::check(&rule).map_err(|error| invalid(&error.to_string()))?;
        let id = cx.front.service.engine().faults().add(rule.clone());
        tracing::warn!(id, %rule, "a fault rule is in force");
        Ok(listed(engine::Listed {
            id,
            rule,
            hits: 0,
            fired: 0,
        }))
    }
}

impl Answers for RemoveFault {
    async fn answer(self, cx: Context<'_>) -> Result<Listed, Refusal> {
        let faults = cx.front.service.engine().faults();
        let removed = self.id.parse().ok().and_then(|id| faults.remove(id));
        removed
            .map(listed)
            .ok_or_else(|| not_found("There is no such rule."))
    }
}

impl Answers for RemoveFaults {
    async fn answer(self, cx: Context<'_>) -> Result<Removed, Refusal> {
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

/// A rule of the engine as the page shows it.
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

/// A rule as the page takes it, for the engine.
fn read(rule: Rule) -> Result<engine::Rule, Refusal> {
    let action = match (rule.action.as_str(), rule.error, rule.millis) {
        ("error", Some(name), None) => Action::Error(name),
        ("error", ..) => return Err(invalid("an error is named by the member `error`")),
        ("delay", None, Some(millis)) => Action::Delay(Duration::from_millis(millis)),
        ("delay", ..) => return Err(invalid("a delay lasts as the member `millis` says")),
        ("drop", None, None) => Action::Drop,
        ("panic", None, None) => Action::Panic,
        ("abort", None, None) => Action::Abort,
        ("drop" | "panic" | "abort", ..) => {
            return Err(invalid(
                "drop, panic and abort take neither `error` nor `millis`",
            ));
        }
        _ => return Err(invalid("an action is error, delay, drop, panic or abort")),
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
