//! What an update may do to AWS's review.
//!
//! The review belongs to AWS. In the Sandbox AWS does not review, so a partner acts as AWS and
//! decides about an opportunity that was submitted, and about one that AWS sent back.

use cosell_api::types::{ReviewStatus, ValidationExceptionErrorCode as Code};
use cosell_store::Catalog;

use super::complete;
use super::project::one_of;
use crate::Context;
use crate::opportunity::{Document, lists};
use crate::rule::{Finding, Rule, rules};

rules! {
    pub ANSWERED = "opportunity.review.answered", Observed,
        "In the Sandbox an update may also change Action Required to Approved or Rejected without \
         another submission, as in AWS's published flow, and may correct what Action Required \
         leaves editable; with strictness documented it may not.";

    pub BY_AWS = "opportunity.review.by-aws", Documented,
        "In catalog AWS only AWS may change the review status.";

    pub COMMENTS = "opportunity.review.comments", Documented,
        "In catalog AWS only AWS may change the comments of its review; an update that leaves the \
         comments out keeps them.";

    pub FINAL = "opportunity.review.final", Observed,
        "The review status of an approved opportunity must not change.";

    pub REASON = "opportunity.review.reason", Documented,
        "With strictness documented, the reason of a review must be one of a closed list; with \
         strictness observed it may be any text, as the live Sandbox accepts.";

    pub RESUBMITTED = "opportunity.review.resubmitted", Inferred,
        "An update that changes Action Required to Submitted or Approved answers AWS as a \
         submission does, so the opportunity must have everything that a submission requires.";

    pub TRANSITION = "opportunity.review.transition", Documented,
        "In the Sandbox a partner may change Submitted or In review to Approved, Action Required \
         or Rejected, and Action Required to Submitted.";
}

const STATUS: &str = "lifeCycle.reviewStatus";

/// Whether the update decides the review of an opportunity that is otherwise not editable, as the
/// Sandbox allows.
pub fn decides(catalog: Catalog, previous: &Document, next: &Document) -> bool {
    use ReviewStatus::{ActionRequired, Approved, InReview, Rejected, Submitted};
    catalog == Catalog::Sandbox
        && matches!(previous.review_status(), Submitted | InReview)
        && matches!(next.review_status(), Approved | ActionRequired | Rejected)
}

/// Whether the update answers what AWS requires, or accepts that answer in the place of AWS. Unlike
/// a decision it may change what [`super::edit`] leaves editable.
fn answers(catalog: Catalog, previous: &Document, next: &Document, documented: bool) -> bool {
    use ReviewStatus::{ActionRequired, Approved, Rejected, Submitted};
    catalog == Catalog::Sandbox
        && previous.review_status() == ActionRequired
        && match next.review_status() {
            Submitted => true,
            Approved | Rejected => !documented,
            _ => false,
        }
}

/// The rule that locks a member of the review, whose path is in lower camel case: the review is
/// AWS's, except in the Sandbox where the partner may play AWS.
pub fn lock(catalog: Catalog, status: ReviewStatus, path: &str) -> Option<&'static Rule> {
    use ReviewStatus::{Approved, PendingSubmission, Rejected};
    match (path, catalog) {
        (STATUS, _) if status == Approved => Some(&FINAL),
        (STATUS, Catalog::Aws) => Some(&BY_AWS),
        (STATUS, Catalog::Sandbox) => {
            matches!(status, PendingSubmission | Rejected).then_some(&TRANSITION)
        }
        ("lifeCycle.reviewComments" | "lifeCycle.reviewStatusReason", Catalog::Aws) => {
            Some(&COMMENTS)
        }
        _ => None,
    }
}

/// Why an update may not submit again, or may not approve its answer.
pub fn resubmission(cx: &Context, previous: &Document, next: &Document) -> Vec<Finding> {
    use ReviewStatus::{ActionRequired, Approved, Submitted};
    let again = previous.review_status() == ActionRequired
        && matches!(next.review_status(), Submitted | Approved);
    match &previous.submission {
        Some(submission) if again => complete::findings(cx, next, submission),
        _ => Vec::new(),
    }
}

/// The opportunity after an update that decides its review: recorded updates also send other
/// changes, and only the review is different afterwards.
pub fn decided(previous: &Document, next: &Document) -> Document {
    let mut decided = previous.clone();
    let (to, from) = (&mut decided.life_cycle, &next.life_cycle);
    to.review_status = from.review_status;
    to.review_comments.clone_from(&from.review_comments);
    to.review_status_reason
        .clone_from(&from.review_status_reason);
    decided
}

/// Keeps comments and reason of a review that an update leaves out.
pub fn keep(previous: &Document, next: &mut Document) {
    if previous.review_status() != next.review_status() {
        return;
    }
    let (known, life_cycle) = (&previous.life_cycle, &mut next.life_cycle);
    if life_cycle.review_comments.is_none() {
        life_cycle
            .review_comments
            .clone_from(&known.review_comments);
    }
    if life_cycle.review_status_reason.is_none() {
        life_cycle
            .review_status_reason
            .clone_from(&known.review_status_reason);
    }
}

pub fn findings(
    catalog: Catalog,
    previous: &Document,
    next: &Document,
    documented: bool,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    let (from, to) = (previous.review_status(), next.review_status());
    let played = decides(catalog, previous, next) || answers(catalog, previous, next, documented);
    if from != to && !played {
        let transition = format!("Cannot transition opportunity from status '{from}' to '{to}'.");
        let (rule, message) = match (from, catalog) {
            (ReviewStatus::Approved, _) => (
                &FINAL,
                "reviewStatus is not editable if status is Approved".to_owned(),
            ),
            (_, Catalog::Aws) => (&BY_AWS, transition),
            (_, Catalog::Sandbox) => (&TRANSITION, transition),
        };
        findings.push(Finding::new(
            rule,
            STATUS,
            Code::ActionNotPermitted,
            message,
        ));
    }
    let (known, given) = (&previous.life_cycle, &next.life_cycle);
    let new_reason = given.review_status_reason != known.review_status_reason;
    if catalog == Catalog::Aws {
        for (field, changed) in [
            (
                "lifeCycle.reviewComments",
                given.review_comments != known.review_comments,
            ),
            ("lifeCycle.reviewStatusReason", new_reason),
        ] {
            if changed {
                findings.push(Finding::new(
                    &COMMENTS,
                    field,
                    Code::ActionNotPermitted,
                    "Read only in the AWS catalog.",
                ));
            }
        }
    }
    let reason = given
        .review_status_reason
        .as_deref()
        .filter(|_| new_reason && documented);
    if reason.is_some_and(|reason| !lists::has(lists::REVIEW_STATUS_REASONS, reason)) {
        findings.push(Finding::new(
            &REASON,
            "lifeCycle.reviewStatusReason",
            Code::InvalidEnumValue,
            one_of(lists::REVIEW_STATUS_REASONS),
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(status: ReviewStatus) -> Document {
        let mut document = Document::default();
        document.life_cycle.review_status = Some(status);
        document
    }

    #[test]
    fn a_review_is_decided_in_the_sandbox_once_it_is_due() {
        use ReviewStatus::{
            ActionRequired, Approved, InReview, PendingSubmission, Rejected, Submitted,
        };
        for from in ReviewStatus::ALL.iter().copied() {
            for to in ReviewStatus::ALL.iter().copied().filter(|to| *to != from) {
                let due = match from {
                    Submitted | InReview => matches!(to, Approved | ActionRequired | Rejected),
                    ActionRequired => to == Submitted,
                    _ => false,
                };
                let published = from == ActionRequired && matches!(to, Approved | Rejected);
                for (documented, due) in [(true, due), (false, due || published)] {
                    let found = findings(Catalog::Sandbox, &at(from), &at(to), documented);
                    assert_eq!(found.is_empty(), due, "{from} to {to}, {documented}");
                    let found = findings(Catalog::Aws, &at(from), &at(to), documented);
                    assert!(!found.is_empty(), "{from} to {to} in catalog AWS");
                }
            }
        }
        let found = findings(
            Catalog::Sandbox,
            &at(PendingSubmission),
            &at(Approved),
            false,
        );
        assert_eq!(
            found.first().map(|finding| finding.message.as_str()),
            Some("Cannot transition opportunity from status 'Pending Submission' to 'Approved'.")
        );
    }

    #[test]
    fn comments_that_are_not_mentioned_stay() {
        let mut previous = at(ReviewStatus::ActionRequired);
        previous.life_cycle.review_comments = Some("What is the revenue?".to_owned());
        let mut next = at(ReviewStatus::ActionRequired);
        keep(&previous, &mut next);
        assert!(findings(Catalog::Aws, &previous, &next, true).is_empty());
        assert_eq!(
            next.life_cycle.review_comments,
            previous.life_cycle.review_comments
        );
    }
}
