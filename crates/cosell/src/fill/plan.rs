//! How far an opportunity comes.

use cosell_admin_api::aws::Decision;
use cosell_world::Random;

/// How far an opportunity comes: what AWS decides, and the stage that its owner sets afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// What people call it.
    pub(super) name: &'static str,
    /// The review status at the end.
    pub(super) status: &'static str,
    pub(super) decision: Option<Decision>,
    pub(super) stage: Option<&'static str>,
}

/// The plans, and how many of a hundred opportunities have them.
const PLANS: [(u64, Plan); 11] = [
    (
        18,
        plan("pending submission", "Pending Submission", None, None),
    ),
    (8, plan("submitted", "Submitted", None, None)),
    (
        8,
        plan(
            "in review",
            "In review",
            Some(Decision::TakeIntoReview),
            None,
        ),
    ),
    (
        6,
        plan(
            "action required",
            "Action Required",
            Some(Decision::ActionRequired),
            None,
        ),
    ),
    (
        5,
        plan("rejected", "Rejected", Some(Decision::Reject), None),
    ),
    (15, approved("approved: Qualified", "Qualified")),
    (
        11,
        approved("approved: Technical Validation", "Technical Validation"),
    ),
    (
        9,
        approved("approved: Business Validation", "Business Validation"),
    ),
    (8, approved("approved: Committed", "Committed")),
    (7, approved("approved: Launched", "Launched")),
    (5, approved("approved: Closed Lost", "Closed Lost")),
];

const fn plan(
    name: &'static str,
    status: &'static str,
    decision: Option<Decision>,
    stage: Option<&'static str>,
) -> Plan {
    Plan {
        name,
        status,
        decision,
        stage,
    }
}

const fn approved(name: &'static str, stage: &'static str) -> Plan {
    plan(name, "Approved", Some(Decision::Approve), Some(stage))
}

impl Plan {
    pub(super) fn draw(random: &mut Random) -> Self {
        let mut rest = random.within(0..=99);
        for (share, plan) in PLANS {
            if rest < share {
                return plan;
            }
            rest -= share;
        }
        PLANS[0].1
    }

    /// Whether it is submitted.
    pub(super) fn is_submitted(self) -> bool {
        self.status != "Pending Submission"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_are_those_of_a_hundred() {
        assert_eq!(PLANS.iter().map(|(share, _)| share).sum::<u64>(), 100);
    }
}
