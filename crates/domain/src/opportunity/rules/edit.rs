//! Which members an update may change, by stage and review status.
//!
//! An update replaces everything, so a locked member is refused only when its value changes; a
//! null, an absent member and an empty list are equal.

use cosell_api::types::{
    Customer, LifeCycle, Marketing, NationalSecurity, OpportunityType, PrimaryNeedFromAws, Project,
    ReviewStatus, SoftwareRevenue, Stage, ValidationExceptionErrorCode as Code,
};
use serde::Serialize;
use serde_json::Value;

use super::needs;
use crate::opportunity::Document;
use crate::rule::{Finding, Rule, rules};

rules! {
    pub UNDER_REVIEW = "opportunity.edit.under-review", Documented,
        "An opportunity that is submitted, in review or rejected cannot be updated.";

    pub DECISION = "opportunity.edit.decision", Observed,
        "In the Sandbox an update that decides the review of a submitted opportunity changes the \
         review's status, comments and reason only; other changes in the request are ignored.";

    pub ACTION_REQUIRED = "opportunity.edit.action-required", Documented,
        "When AWS requires action, only address, website, target close date, expected spend, \
         business problem and the partner's own identifier are editable.";

    pub APPROVED = "opportunity.edit.approved", Documented,
        "Once approved, the company's name, country, postal code, industry and website, the \
         business problem, the title and the partner's own identifier are not editable.";

    pub CLOSED_LOST = "opportunity.edit.closed-lost", Observed,
        "An opportunity at stage Closed Lost cannot be updated, as integrators report; with \
         strictness documented it may be.";

    pub LAUNCHED = "opportunity.edit.launched", Documented,
        "Once launched, only delivery models, comments, type, related opportunity and software \
         revenue are editable.";

    pub NEEDS_STAY_CO_SELL = "opportunity.edit.needs-stay-co-sell", Documented,
        "Once approved, the needs may change to those of a co-sell only: a co-sell must not become \
         an opportunity for visibility only, and stored needs must not be cleared.";

    pub REVENUE_STAYS = "opportunity.edit.revenue-stays", Observed,
        "Once approved, stored software revenue must not be cleared, as integrators report; an \
         update that leaves it out clears it. With strictness documented it may be cleared.";

    pub STAGE_PENDING = "opportunity.edit.stage-pending", Observed,
        "The stage must not change before submission.";
}

const BEFORE_SUBMISSION: &[&str] = &["lifeCycle.stage"];

const AFTER_ACTION_REQUIRED: &[&str] = &[
    "customer.account.address",
    "customer.account.websiteUrl",
    "lifeCycle.reviewComments",
    "lifeCycle.reviewStatusReason",
    "lifeCycle.targetCloseDate",
    "partnerOpportunityIdentifier",
    "project.customerBusinessProblem",
    "project.expectedCustomerSpend",
];

const AFTER_LAUNCH: &[&str] = &[
    "lifeCycle.reviewComments",
    "lifeCycle.reviewStatusReason",
    "opportunityType",
    "project.additionalComments",
    "project.deliveryModels",
    "project.relatedOpportunityIdentifier",
    "softwareRevenue",
];

const LOCKED_BY_APPROVAL: &[&str] = &[
    "customer.account.address.countryCode",
    "customer.account.address.postalCode",
    "customer.account.companyName",
    "customer.account.industry",
    "customer.account.websiteUrl",
    "partnerOpportunityIdentifier",
    "project.customerBusinessProblem",
    "project.title",
];

/// What the review status and the stage of an opportunity leave editable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// No update is accepted.
    Nothing(&'static Rule),
    /// Only these members; the rule locks all others.
    Only(&'static [&'static str], &'static Rule),
    /// All members but these, which the rule locks.
    AllBut(&'static [&'static str], &'static Rule),
}

impl Scope {
    /// The scope of an opportunity with this review status and stage. `documented` is the
    /// strictness.
    pub fn of(status: ReviewStatus, stage: Stage, documented: bool) -> Self {
        match status {
            ReviewStatus::PendingSubmission => Self::AllBut(BEFORE_SUBMISSION, &STAGE_PENDING),
            ReviewStatus::Submitted | ReviewStatus::InReview | ReviewStatus::Rejected => {
                Self::Nothing(&UNDER_REVIEW)
            }
            ReviewStatus::ActionRequired => Self::Only(AFTER_ACTION_REQUIRED, &ACTION_REQUIRED),
            ReviewStatus::Approved if stage == Stage::ClosedLost && !documented => {
                Self::Nothing(&CLOSED_LOST)
            }
            ReviewStatus::Approved if stage == Stage::Launched => {
                Self::Only(AFTER_LAUNCH, &LAUNCHED)
            }
            ReviewStatus::Approved => Self::AllBut(LOCKED_BY_APPROVAL, &APPROVED),
        }
    }

    /// The rule that locks the member with this path, which is in lower camel case.
    pub fn lock(self, path: &str) -> Option<&'static Rule> {
        match self {
            Self::Nothing(rule) => Some(rule),
            Self::Only(members, rule) => (!within(members, path)).then_some(rule),
            Self::AllBut(members, rule) => within(members, path).then_some(rule),
        }
    }
}

/// Whether a path is one of the list, or of a member inside one.
fn within(list: &[&str], path: &str) -> bool {
    list.iter().any(|one| {
        path.strip_prefix(one)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    })
}

/// The changes of an update that are not allowed. `decides` says that the update decides the
/// review, as a partner may in the Sandbox; `next` then has no other changes.
pub fn findings(
    previous: &Document,
    next: &Document,
    decides: bool,
    documented: bool,
) -> Vec<Finding> {
    let (status, stage) = (previous.review_status(), previous.stage());
    // A stage that is left out is the first one, so the stages are compared and not their texts.
    let is_draft = status == ReviewStatus::PendingSubmission;
    if decides || is_draft && stage == next.stage() {
        return Vec::new();
    }
    let scope = Scope::of(status, stage, documented);
    if let Scope::Nothing(rule) = scope {
        let message = if *rule == CLOSED_LOST {
            "Opportunity is not editable if stage is Closed Lost".to_owned()
        } else {
            format!("Opportunity is not editable if status is {status}")
        };
        return vec![Finding::general(rule, Code::ActionNotPermitted, message)];
    }
    let locked = |rule: &'static Rule, path: &str| {
        let message = if *rule == STAGE_PENDING {
            format!("You can not update the stage when Opportunity status is {status}")
        } else if *rule == LAUNCHED {
            format!("{path} is not editable if stage is {stage}")
        } else {
            format!("{path} is not editable if status is {status}")
        };
        Finding::new(rule, path, Code::ActionNotPermitted, message)
    };
    let changed = changes(previous, next).into_iter();
    let mut findings: Vec<Finding> = changed
        .filter_map(|path| Some(locked(scope.lock(&path)?, &path)))
        .collect();
    if status == ReviewStatus::Approved {
        if !documented {
            let cleared = cleared(previous, next).into_iter();
            let revenue = cleared.filter(|path| within(&["softwareRevenue"], path));
            findings.extend(revenue.map(|path| locked(&REVENUE_STAYS, &path)));
        }
        let (known, given) = (previous.needs(), next.needs());
        // Needs that were never given, such as those of a referral, may still be said.
        let withdrawn = !known.is_empty() && known != given && !needs::co_sell(given);
        if withdrawn && stage != Stage::Launched {
            findings.push(locked(&NEEDS_STAY_CO_SELL, "primaryNeedsFromAws"));
        }
    }
    findings
}

/// The members that an update may send, with their names in paths.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Editable<'a> {
    primary_needs_from_aws: &'a Option<Vec<PrimaryNeedFromAws>>,
    national_security: Option<NationalSecurity>,
    partner_opportunity_identifier: &'a Option<String>,
    customer: &'a Option<Customer>,
    project: &'a Option<Project>,
    opportunity_type: Option<OpportunityType>,
    marketing: &'a Option<Marketing>,
    software_revenue: &'a Option<SoftwareRevenue>,
    life_cycle: &'a LifeCycle,
}

/// The paths of the members that differ, in lower camel case; lists are compared whole.
///
/// The review status is left out: [`super::review`] checks it.
pub fn changes(previous: &Document, next: &Document) -> Vec<String> {
    differences(previous, next)
        .into_iter()
        .map(|difference| difference.path)
        .collect()
}

/// The paths of the members that had a value and have none any more.
fn cleared(previous: &Document, next: &Document) -> Vec<String> {
    differences(previous, next)
        .into_iter()
        .filter(|difference| difference.cleared)
        .map(|difference| difference.path)
        .collect()
}

/// A member that differs.
struct Difference {
    path: String,
    cleared: bool,
}

fn differences(previous: &Document, next: &Document) -> Vec<Difference> {
    let mut found = Vec::new();
    compare("", &editable(previous), &editable(next), &mut found);
    found.retain(|difference| difference.path != "lifeCycle.reviewStatus");
    found
}

fn editable(document: &Document) -> Value {
    let editable = Editable {
        primary_needs_from_aws: &document.primary_needs_from_aws,
        national_security: document.national_security,
        partner_opportunity_identifier: &document.partner_opportunity_identifier,
        customer: &document.customer,
        project: &document.project,
        opportunity_type: document.opportunity_type,
        marketing: &document.marketing,
        software_revenue: &document.software_revenue,
        life_cycle: &document.life_cycle,
    };
    // Typed members can always be written as JSON.
    serde_json::to_value(editable).unwrap_or_default()
}

fn compare(path: &str, previous: &Value, next: &Value, found: &mut Vec<Difference>) {
    match (previous, next) {
        (Value::Object(_), Value::Object(_) | Value::Null) | (Value::Null, Value::Object(_)) => {
            let members = previous.as_object().or(next.as_object());
            for name in members.into_iter().flat_map(|members| members.keys()) {
                let path = if path.is_empty() {
                    lower(name)
                } else {
                    format!("{path}.{}", lower(name))
                };
                let member = |value: &Value| value.get(name).cloned().unwrap_or_default();
                compare(&path, &member(previous), &member(next), found);
            }
        }
        _ if previous == next || (is_empty_value(previous) && is_empty_value(next)) => {}
        _ => found.push(Difference {
            path: path.to_owned(),
            cleared: is_empty_value(next),
        }),
    }
}

fn is_empty_value(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.is_empty(),
        _ => false,
    }
}

fn lower(name: &str) -> String {
    let mut characters = name.chars();
    characters
        .next()
        .map(|first| first.to_ascii_lowercase())
        .into_iter()
        .chain(characters)
        .collect()
}

#[cfg(test)]
mod tests {
    use cosell_api::types::Contact;

    use super::*;

    fn at(status: ReviewStatus) -> Document {
        let mut document = Document::default();
        document.life_cycle.review_status = Some(status);
        document
    }

    fn broken_rules(previous: &Document, next: &Document) -> Vec<&'static str> {
        findings(previous, next, false, false)
            .into_iter()
            .map(|finding| finding.rule.id)
            .collect()
    }

    #[test]
    fn an_empty_value_is_not_a_change() {
        let mut next = at(ReviewStatus::Approved);
        next.customer = Some(Customer {
            account: None,
            contacts: Some(Vec::new()),
            ..Default::default()
        });
        next.project = Some(Project {
            sales_activities: Some(Vec::new()),
            ..Project::default()
        });
        assert_eq!(changes(&at(ReviewStatus::Approved), &next), [""; 0]);
    }

    #[test]
    fn a_change_is_named_by_its_path() {
        let next = Document {
            customer: Some(Customer {
                account: None,
                contacts: Some(vec![Contact::default()]),
                ..Default::default()
            }),
            project: Some(Project {
                title: Some("New".to_owned()),
                ..Project::default()
            }),
            ..Document::default()
        };
        assert_eq!(
            changes(&Document::default(), &next),
            ["customer.contacts", "project.title"]
        );
    }

    #[test]
    fn what_may_change_depends_on_the_review() {
        let change = |status| {
            let mut next = at(status);
            next.project = Some(Project {
                title: Some("New".to_owned()),
                customer_business_problem: Some("A new problem".to_owned()),
                additional_comments: Some("New".to_owned()),
                ..Project::default()
            });
            next
        };
        for (status, expected) in [
            (ReviewStatus::PendingSubmission, vec![]),
            (ReviewStatus::Submitted, vec![UNDER_REVIEW.id]),
            (ReviewStatus::InReview, vec![UNDER_REVIEW.id]),
            (ReviewStatus::Rejected, vec![UNDER_REVIEW.id]),
            (ReviewStatus::ActionRequired, vec![ACTION_REQUIRED.id; 2]),
            (ReviewStatus::Approved, vec![APPROVED.id; 2]),
        ] {
            assert_eq!(
                broken_rules(&at(status), &change(status)),
                expected,
                "{status}"
            );
        }
        let mut launched = at(ReviewStatus::Approved);
        launched.life_cycle.stage = Some(Stage::Launched);
        let mut next = change(ReviewStatus::Approved);
        next.life_cycle.stage = Some(Stage::Launched);
        assert_eq!(broken_rules(&launched, &next), [LAUNCHED.id; 2]);
    }

    #[test]
    fn a_scope_locks_a_member_with_what_is_inside() {
        let scope = Scope::of(ReviewStatus::ActionRequired, Stage::Prospect, false);
        assert_eq!(scope.lock("customer.account.address.city"), None);
        assert_eq!(
            scope.lock("customer.account.addressee"),
            Some(&ACTION_REQUIRED)
        );
        let scope = Scope::of(ReviewStatus::Approved, Stage::Prospect, false);
        assert_eq!(scope.lock("project.title"), Some(&APPROVED));
        assert_eq!(scope.lock("project.salesActivities"), None);
        let lost = |documented| Scope::of(ReviewStatus::Approved, Stage::ClosedLost, documented);
        assert_eq!(lost(false).lock("softwareRevenue"), Some(&CLOSED_LOST));
        assert_eq!(lost(true).lock("softwareRevenue"), None);
    }

    #[test]
    fn approved_needs_change_to_those_of_a_co_sell_only() {
        use PrimaryNeedFromAws::{
            CoSellDealSupport, CoSellPricingAssistance, DoNotNeedSupportFromAwsSalesRep,
        };
        let needing = |needs: &[PrimaryNeedFromAws]| Document {
            primary_needs_from_aws: Some(needs.to_vec()),
            ..at(ReviewStatus::Approved)
        };
        let none = [DoNotNeedSupportFromAwsSalesRep];
        let (one, other) = ([CoSellDealSupport], [CoSellPricingAssistance]);
        for (known, given, allowed) in [
            (&none[..], &one[..], true),
            (&one, &other, true),
            (&none, &none, true),
            (&[], &none, true),
            (&[], &one, true),
            (&one, &none, false),
            (&one, &[], false),
            (&none, &[], false),
        ] {
            let found = broken_rules(&needing(known), &needing(given));
            assert_eq!(found.is_empty(), allowed, "{known:?} to {given:?}");
        }
    }

    #[test]
    fn the_stage_does_not_change_before_submission() {
        let mut next = at(ReviewStatus::PendingSubmission);
        next.life_cycle.stage = Some(Stage::Qualified);
        assert_eq!(
            broken_rules(&at(ReviewStatus::PendingSubmission), &next),
            [STAGE_PENDING.id]
        );
        let mut next = at(ReviewStatus::Approved);
        next.life_cycle.stage = Some(Stage::Qualified);
        assert_eq!(broken_rules(&at(ReviewStatus::Approved), &next), [""; 0]);
    }
}
