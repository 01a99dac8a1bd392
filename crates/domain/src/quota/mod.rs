//! Rate limits of accounts, by class of operations.
//!
//! A class has a rate with a burst, a number of calls in any 24 hours, or both. AWS publishes
//! limits for some operations; no limits are known for the others, and they are not limited. The
//! calls of a class count together, over both catalogs, for the account as a whole. Time is
//! virtual, so moving the clock resets the limits.
//!
//! Each process counts for itself: each node of a cluster allows the whole quota. A count that all
//! nodes share would cost a transaction for every call.

mod bucket;
mod day;
mod throttle;

use std::time::Duration;

pub use throttle::{Throttle, Usage};

use crate::upload::act::Act;

/// The limits of one class.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limit {
    pub rate: Option<Rate>,
    /// Calls in any 24 hours.
    pub daily: Option<u32>,
}

/// A rate of calls.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rate {
    /// More than 0.
    per_second: f64,
    /// Calls that may come at once after an idle time. At least 1.
    burst: u32,
}

impl Rate {
    /// `None` unless the rate is at least one call in a day and at most a million in a second, and
    /// the burst is at least one.
    pub fn new(per_second: f64, burst: u32) -> Option<Self> {
        let allowed = (1.0 / 86_400.0..=1_000_000.0).contains(&per_second) && burst > 0;
        allowed.then_some(Self { per_second, burst })
    }

    /// Calls per second.
    pub fn per_second(self) -> f64 {
        self.per_second
    }

    /// Calls that may come at once after an idle time.
    pub fn burst(self) -> u32 {
        self.burst
    }

    /// The interval that a call costs.
    fn interval(self) -> Duration {
        Duration::try_from_secs_f64(1.0 / self.per_second).unwrap_or(Duration::MAX)
    }
}

/// A class: operations that count together.
#[derive(Clone, Debug, PartialEq)]
pub struct Class {
    pub name: String,
    pub operations: Vec<&'static str>,
    pub limit: Limit,
}

/// The classes of a server; without classes, no account is throttled.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quotas {
    classes: Vec<Class>,
}

/// A class as AWS publishes it: name, calls per second, calls in 24 hours, and operations.
type Published = (&'static str, u32, Option<u32>, &'static [&'static str]);

/// AWS's "Quotas for the Partner Central API". The burst is the number of calls per second.
static PUBLISHED: [Published; 6] = [
    (
        "read",
        10,
        Some(100_000),
        &[
            "GetAwsOpportunitySummary",
            "GetEngagementInvitation",
            "GetOpportunity",
            "ListEngagementInvitations",
            "ListOpportunities",
            "ListSolutions",
        ],
    ),
    (
        "write",
        1,
        Some(10_000),
        &[
            "AssignOpportunity",
            "AssociateOpportunity",
            "CreateOpportunity",
            "DisassociateOpportunity",
            "RejectEngagementInvitation",
            "StartEngagementByAcceptingInvitationTask",
            "StartEngagementFromOpportunityTask",
            "UpdateOpportunity",
        ],
    ),
    ("engagement_write", 15, None, &["CreateEngagement"]),
    (
        "prospecting_start",
        2,
        None,
        &["StartProspectingFromEngagementTask"],
    ),
    (
        "prospecting_get",
        100,
        None,
        &["GetProspectingFromEngagementTask"],
    ),
    (
        "prospecting_list",
        50,
        None,
        &["ListProspectingFromEngagementTasks"],
    ),
];

/// No class and no operation has this name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is neither a class of operations nor an operation")]
pub struct UnknownClass(pub String);

impl Quotas {
    /// Quotas without classes: no account is throttled.
    pub fn off() -> Self {
        Self::default()
    }

    /// The quotas that AWS publishes.
    pub fn aws() -> Self {
        let classes = PUBLISHED
            .iter()
            .map(|(name, rate, daily, operations)| Class {
                name: (*name).to_owned(),
                operations: operations.to_vec(),
                limit: Limit {
                    rate: Rate::new(f64::from(*rate), *rate),
                    daily: *daily,
                },
            });
        Self {
            classes: classes.collect(),
        }
    }

    /// Limits a class, or a single operation, which then no longer counts with its class.
    pub fn limit(&mut self, name: &str, limit: Limit) -> Result<(), UnknownClass> {
        if let Some(class) = self.classes.iter_mut().find(|class| class.name == name) {
            class.limit = limit;
            return Ok(());
        }
        let published = PUBLISHED.iter().find(|(class, ..)| *class == name);
        let operation = cosell_api::find(name).map(|operation| operation.name);
        let operation = operation.or_else(|| Act::find(name));
        let operations = match (published, operation) {
            (Some((.., operations)), _) => operations.to_vec(),
            (None, Some(operation)) => vec![operation],
            (None, None) => return Err(UnknownClass(name.to_owned())),
        };
        // An operation that was limited before its class stays separate.
        let alone: Vec<_> = self
            .classes
            .iter()
            .map(|class| class.name.clone())
            .collect();
        let operations: Vec<_> = operations
            .into_iter()
            .filter(|operation| !alone.iter().any(|name| name == operation))
            .collect();
        for class in &mut self.classes {
            class.operations.retain(|known| !operations.contains(known));
        }
        self.classes.push(Class {
            name: name.to_owned(),
            operations,
            limit,
        });
        Ok(())
    }

    /// The classes.
    pub fn classes(&self) -> &[Class] {
        &self.classes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class_of<'a>(quotas: &'a Quotas, operation: &str) -> Vec<&'a str> {
        let classes = quotas.classes().iter();
        classes
            .filter(|class| class.operations.contains(&operation))
            .map(|class| &*class.name)
            .collect()
    }

    #[test]
    fn every_published_operation_is_one_of_ours_and_in_one_class() {
        let quotas = Quotas::aws();
        for (class, .., operations) in &PUBLISHED {
            for operation in *operations {
                assert!(crate::find(operation).is_some(), "{operation}");
                assert_eq!(class_of(&quotas, operation), [*class]);
            }
        }
    }

    #[test]
    fn an_operation_limited_by_itself_leaves_its_class_in_either_order() {
        let limit = Limit {
            rate: Rate::new(5.0, 5),
            daily: None,
        };
        let mut one = Quotas::aws();
        one.limit("GetOpportunity", limit).expect("an operation");
        let mut two = Quotas::off();
        for name in ["GetOpportunity", "read"] {
            two.limit(name, limit).expect("a name");
        }
        for quotas in [one, two] {
            assert_eq!(class_of(&quotas, "GetOpportunity"), ["GetOpportunity"]);
            assert_eq!(class_of(&quotas, "ListSolutions"), ["read"]);
        }
        let unknown = Quotas::off().limit("everything", limit);
        assert_eq!(unknown, Err(UnknownClass("everything".to_owned())));
    }

    #[test]
    fn a_rate_that_allows_no_call_is_refused() {
        for (rate, burst) in [
            (0.0, 1),
            (-1.0, 1),
            (f64::NAN, 1),
            (f64::INFINITY, 1),
            (1.0, 0),
        ] {
            assert_eq!(Rate::new(rate, burst), None, "{rate} {burst}");
        }
    }
}
