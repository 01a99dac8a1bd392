//! The rules of reviewers in words, for administrators.

use std::fmt;

use cosell_admin_api::reviewer::{PlannedReview, ReviewRule, ReviewRules};

use super::condition::{Bounds, FieldCondition, Test, When};
use super::{Act, Plan, Planned, Rule};

impl Plan {
    /// The rules as administrators see them.
    pub fn shown(&self) -> ReviewRules {
        let rules = self.rules.iter().map(|rule| {
            let Rule { name, when, then } = rule;
            ReviewRule {
                name: name.clone(),
                when: conditions(when),
                then: then.iter().map(planned).collect(),
            }
        });
        ReviewRules {
            seed: self.seed,
            rules: rules.collect(),
        }
    }
}

fn planned(planned: &Planned) -> PlannedReview {
    let (act, comments) = match &planned.act {
        Act::Review(review) => (review.decision.to_string(), review.comments.clone()),
        Act::Summary(_) => ("summary".to_owned(), None),
    };
    PlannedReview {
        after_ms: u64::try_from(planned.after.as_millis()).unwrap_or(u64::MAX),
        act,
        comments,
    }
}

fn conditions(when: &When) -> Vec<String> {
    let When {
        accounts,
        catalog,
        spend,
        text,
        share,
        fields,
    } = when;
    let mut words = Vec::new();
    if !accounts.is_empty() {
        words.push(format!("account is {}", accounts.join(" or ")));
    }
    words.extend(catalog.map(|catalog| format!("catalog is {}", catalog.as_str())));
    words.extend(spend.map(|spend| format!("monthly spend is {spend}")));
    words.extend(
        text.as_ref()
            .map(|text| format!("a text contains {text:?}")),
    );
    words.extend(share.map(|share| format!("it belongs to a share of {share}")));
    words.extend(fields.iter().map(ToString::to_string));
    words
}

impl fmt::Display for FieldCondition {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ", self.path)?;
        match &self.test {
            Test::Equals(texts) => write!(formatter, "is {}", texts.join(" or ")),
            Test::Contains(text) => write!(formatter, "contains {text:?}"),
            Test::Present(true) => formatter.write_str("is present"),
            Test::Present(false) => formatter.write_str("is absent"),
            Test::Within(bounds) => write!(formatter, "is {bounds}"),
        }
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.at_least, self.less_than) {
            (Some(least), Some(bound)) => {
                write!(formatter, "at least {least} and less than {bound}")
            }
            (Some(least), None) => write!(formatter, "at least {least}"),
            (None, Some(bound)) => write!(formatter, "less than {bound}"),
            (None, None) => formatter.write_str("any"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_is_described_with_each_of_its_conditions() {
        let bounds = Bounds {
            at_least: Some(10_000.0),
            less_than: None,
        };
        let when = When {
            accounts: vec!["111111111111".to_owned(), "222222222222".to_owned()],
            spend: Some(bounds),
            fields: vec![FieldCondition {
                path: "Project.CustomerUseCase".parse().expect("a path"),
                test: Test::Equals(vec!["IOT".to_owned()]),
            }],
            ..When::default()
        };
        assert_eq!(
            conditions(&when),
            [
                "account is 111111111111 or 222222222222",
                "monthly spend is at least 10000",
                "Project.CustomerUseCase is IOT",
            ]
        );
        let shown = Plan::approve().shown();
        assert_eq!(shown.rules[0].then[0].act, "approve");
    }
}
