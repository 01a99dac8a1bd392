//! `/_cosell/faults`: the fault rules in force.
//!
//! `GET` lists them with what they did, `POST` adds one and answers with it, `DELETE` takes out all
//! of them or, with an id behind the path, one.

use cosell_admin_api::fault::{Line, Listed, NewRule, Removed, Rule, Rules};
use cosell_admin_api::pages::{AddFault, ListFaults, RemoveFault, RemoveFaults};
use cosell_domain::fault;
use cosell_engine::fault as engine;

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
            NewRule::Rule(rule) => form(*rule).try_into(),
        };
        let rule = rule.map_err(|error| invalid(&error.to_string()))?;
        fault::check(&rule).map_err(|error| invalid(&error.to_string()))?;
        let id = cx.front.service.engine().faults().add(rule.clone());
        tracing::warn!(id, %rule, "a fault rule is in force");
        Ok(listed(engine::Listed {
            id,
            rule,
            passed: 0,
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
        passed: listed.passed,
        fired: listed.fired,
        text: listed.rule.to_string(),
        rule: rule(listed.rule.into()),
    }
}

/// The engine's form of a rule, which the configuration file has too, as the page shows it.
fn rule(form: engine::Form) -> Rule {
    let engine::Form {
        point,
        action,
        error,
        millis,
        operation,
        account,
        catalog,
        task,
        probability,
        seed,
        count,
        skip,
    } = form;
    Rule {
        point,
        action,
        error,
        millis,
        operation,
        account,
        catalog,
        task,
        probability,
        seed,
        count,
        skip,
    }
}

/// The other way round.
fn form(rule: Rule) -> engine::Form {
    let Rule {
        point,
        action,
        error,
        millis,
        operation,
        account,
        catalog,
        task,
        probability,
        seed,
        count,
        skip,
    } = rule;
    engine::Form {
        point,
        action,
        error,
        millis,
        operation,
        account,
        catalog,
        task,
        probability,
        seed,
        count,
        skip,
    }
}
