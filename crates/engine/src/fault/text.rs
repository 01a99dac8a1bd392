//! The text form of a rule: `POINT=ACTION`, then `@SKIP` and `;KEY=VALUE`.
//!
//! `step.SubmitOpportunity.before_commit=abort@2` ends the process when that point is reached for
//! the third time. `operation.read=error:ThrottlingException;account=111111111111;count=3` refuses
//! three calls of an account.

use std::fmt;
use std::str::FromStr;
use std::time::Duration;

use super::{Action, Rule, RuleError};

impl FromStr for Rule {
    type Err = RuleError;

    fn from_str(text: &str) -> Result<Self, RuleError> {
        let wrong = || {
            RuleError(format!(
                "invalid fault rule `{text}`: write POINT=abort, POINT=panic, POINT=drop, \
                 POINT=delay:200ms or POINT=error:NAME, then @N and ;KEY=VALUE"
            ))
        };
        let mut pieces = text.split(';');
        let head = pieces.next().unwrap_or_default();
        let (point, action) = head.split_once('=').ok_or_else(wrong)?;
        let mut keys_set = Vec::new();
        let (action, skip) = match action.split_once('@') {
            Some((action, skip)) => {
                keys_set.push("skip");
                (action, skip.parse().map_err(|_| wrong())?)
            }
            None => (action, 0),
        };
        if let Some(time) = action.strip_prefix("delay:")
            && parse_duration(time).is_none()
        {
            return Err(RuleError(format!(
                "invalid delay `{time}` of a fault rule: write a number and its unit, such as \
                 200ms, 5s, 2m, 1h or 1d"
            )));
        }
        let mut rule = Self::new(point, parse_action(action).ok_or_else(wrong)?);
        rule.skip = skip;
        for piece in pieces {
            let (key, value) = piece.split_once('=').ok_or_else(wrong)?;
            let key = key.trim();
            if keys_set.contains(&key) {
                return Err(RuleError(format!("fault rule `{text}` sets {key} twice")));
            }
            keys_set.push(key);
            set_key(&mut rule, key, value.trim())?;
        }
        rule.validate()
    }
}

fn parse_action(text: &str) -> Option<Action> {
    match text.split_once(':') {
        None if text == "abort" => Some(Action::Abort),
        None if text == "drop" => Some(Action::Drop),
        None if text == "panic" => Some(Action::Panic),
        Some(("error", name)) => Some(Action::Error(name.to_owned())),
        Some(("delay", time)) => Some(Action::Delay(parse_duration(time)?)),
        _ => None,
    }
}

/// Parses a duration: `200ms`, `5s`, `2m`, `1h` or `1d`, the units of the options.
fn parse_duration(text: &str) -> Option<Duration> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, unit) = text.split_at_checked(digits)?;
    let number = u64::from(number.parse::<u32>().ok()?);
    match unit {
        "ms" => Some(Duration::from_millis(number)),
        "s" => Some(Duration::from_secs(number)),
        "m" => Some(Duration::from_secs(number * 60)),
        "h" => Some(Duration::from_secs(number * 3_600)),
        "d" => Some(Duration::from_secs(number * 86_400)),
        _ => None,
    }
}

fn set_key(rule: &mut Rule, key: &str, value: &str) -> Result<(), RuleError> {
    let number = || {
        RuleError(format!(
            "invalid {key} `{value}` of a fault rule: it must be a number"
        ))
    };
    let text = || Some(value.to_owned());
    match key {
        "operation" => rule.operation = text(),
        "account" => rule.account = text(),
        "catalog" => rule.catalog = text(),
        "task" => rule.task = text(),
        "probability" => rule.probability = Some(value.parse().map_err(|_| number())?),
        "seed" => rule.seed = value.parse().map_err(|_| number())?,
        "count" => rule.count = Some(value.parse().map_err(|_| number())?),
        "skip" => rule.skip = value.parse().map_err(|_| number())?,
        _ => {
            return Err(RuleError(format!(
                "unknown key `{key}` of a fault rule; the keys are operation, account, catalog, \
                 task, probability, seed, count and skip"
            )));
        }
    }
    Ok(())
}

impl fmt::Display for Rule {
    /// Writes the form that parses to the same rule.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}={}", self.point, self.action)?;
        let texts = [
            ("operation", &self.operation),
            ("account", &self.account),
            ("catalog", &self.catalog),
            ("task", &self.task),
        ];
        for (key, value) in texts {
            if let Some(value) = value {
                write!(formatter, ";{key}={value}")?;
            }
        }
        if let Some(probability) = self.probability {
            write!(formatter, ";probability={probability}")?;
        }
        if self.seed > 0 {
            write!(formatter, ";seed={}", self.seed)?;
        }
        if let Some(count) = self.count {
            write!(formatter, ";count={count}")?;
        }
        if self.skip > 0 {
            write!(formatter, ";skip={}", self.skip)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_names_its_point_and_how_many_hits_it_skips() {
        let rule: Rule = "step.SubmitOpportunity.before=abort@2"
            .parse()
            .expect("a rule");
        assert_eq!(rule.point, "step.SubmitOpportunity.before");
        assert_eq!((rule.action, rule.skip), (Action::Abort, 2));
    }

    #[test]
    fn a_rule_is_displayed_as_it_was_parsed() {
        for text in [
            "recovery=abort",
            "loop.timers=panic;count=1",
            "step.*.after_effect=error:EngagementConflict;task=engagement;count=1",
            "operation.read=delay:250ms;operation=GetOpportunity;account=1;catalog=AWS",
            "auth.done=drop;probability=0.25;seed=7;skip=3",
        ] {
            let rule: Rule = text.parse().expect(text);
            assert_eq!(rule.to_string(), text);
        }
    }

    #[test]
    fn an_invalid_rule_is_refused() {
        for text in [
            "",
            "abort",
            "=abort",
            "step..before=abort",
            "step.X.before=explode",
            "step.X.before=abort@many",
            "step.X.before=error",
            "step.X.before=error:",
            "step.X.before=delay:",
            "step.X.before=delay:5",
            "step.X.before=drop;often",
            "step.X.before=drop;often=1",
            "step.X.before=drop;count=x",
            "step.X.before=drop;account=1;account=2",
            "step.X.before=drop@1;skip=2",
            "step.X.before=drop;probability=1.5",
            "step.X.before=drop;probability=NaN",
        ] {
            assert!(text.parse::<Rule>().is_err(), "{text}");
        }
    }
}
