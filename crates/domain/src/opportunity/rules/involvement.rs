//! Whether an opportunity may be submitted, and how: state, engagement, involvement and visibility.

use cosell_api::types::{
    AwsSubmission, NationalSecurity, ReviewStatus, SalesInvolvementType, Stage,
    ValidationExceptionErrorCode as Code, Visibility,
};

use super::needs;
use crate::opportunity::Document;
use crate::rule::{Finding, rules};

const NEEDS: &str = "primaryNeedsFromAws";

/// The message about a co-sell of limited visibility, as observed.
const LIMITED: &str = "Cannot set visibility to limited on a Co-Sell opportunity";

rules! {
    pub ALREADY = "opportunity.submit.already", Documented,
        "An opportunity that is submitted, in review or approved cannot be submitted again.";

    pub STATE = "opportunity.submit.state", Observed,
        "An opportunity can be submitted with review status Pending Submission or Action Required.";

    pub STAGE = "opportunity.submit.stage", Documented,
        "An opportunity that is launched or lost cannot be submitted.";

    pub ENGAGEMENT = "opportunity.submit.engagement", Documented,
        "An opportunity must be linked to an engagement before it is submitted.";

    pub CO_SELL_WITHOUT_NEED = "opportunity.submit.co-sell-without-need", Documented,
        "A co-sell cannot be submitted if no support from AWS is needed.";

    pub VISIBILITY_WITH_NEED = "opportunity.submit.visibility-with-need", Documented,
        "An opportunity that needs a co-sell cannot be submitted for visibility only.";

    pub CO_SELL_LIMITED = "opportunity.submit.co-sell-limited", Observed,
        "A co-sell must be fully visible to AWS: an opportunity of limited visibility can neither \
         be submitted as one nor get the needs of one later.";

    pub NATIONAL_SECURITY = "opportunity.submit.national-security", Documented,
        "An opportunity of national security must be fully visible to AWS, when it is submitted \
         and after every update.";
}

pub fn findings(document: &Document, submission: &AwsSubmission, linked: bool) -> Vec<Finding> {
    let mut findings = state(document, linked);
    let co_sell = submission.involvement_type == SalesInvolvementType::CoSell;
    let limited = submission.visibility == Some(Visibility::Limited);
    if co_sell && needs::none_needed(document.needs()) {
        findings.push(Finding::new(
            &CO_SELL_WITHOUT_NEED,
            NEEDS,
            Code::ActionNotPermitted,
            "You cannot perform Submit action. Cannot submit opportunity with InvolvementType \
             Co-Sell when PrimaryNeedsFromAws Is Do Not Need Support from AWS Sales Rep",
        ));
    }
    if !co_sell && needs::co_sell(document.needs()) {
        findings.push(Finding::new(
            &VISIBILITY_WITH_NEED,
            NEEDS,
            Code::ActionNotPermitted,
            "Cannot perform Submit action. Cannot submit opportunity with InvolvementType For \
             Visibility Only when PrimaryNeedsFromAws Is Co-Sell",
        ));
    }
    if co_sell && limited {
        findings.push(Finding::new(
            &CO_SELL_LIMITED,
            NEEDS,
            Code::ActionNotPermitted,
            LIMITED,
        ));
        findings.push(Finding::general(
            &CO_SELL_LIMITED,
            Code::ActionNotPermitted,
            "You cannot perform Submit action. Opportunity cannot be submitted or updated to \
             Limited Visibility",
        ));
    }
    if limited && is_secret(document) {
        findings.push(Finding::new(
            &NATIONAL_SECURITY,
            "visibility",
            Code::ActionNotPermitted,
            needs::SECRET,
        ));
    }
    findings
}

/// What an update makes of an opportunity that was submitted with limited visibility, which no
/// update changes. What was so before the update is no finding, so that an opportunity of an older
/// program stays editable.
pub fn kept_visible(previous: &Document, next: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    let visibility = next.submission.as_ref().and_then(|kept| kept.visibility);
    if visibility != Some(Visibility::Limited) {
        return findings;
    }
    if needs::co_sell(next.needs()) && !needs::co_sell(previous.needs()) {
        findings.push(Finding::new(
            &CO_SELL_LIMITED,
            NEEDS,
            Code::ActionNotPermitted,
            LIMITED,
        ));
    }
    if is_secret(next) && !is_secret(previous) {
        findings.push(Finding::new(
            &NATIONAL_SECURITY,
            "nationalSecurity",
            Code::ActionNotPermitted,
            needs::SECRET,
        ));
    }
    findings
}

fn is_secret(document: &Document) -> bool {
    document.national_security == Some(NationalSecurity::Yes)
}

/// The finding that the opportunity was submitted and AWS has not sent it back.
pub fn already(document: &Document) -> Option<Finding> {
    review(document).filter(|finding| finding.rule == &ALREADY)
}

fn review(document: &Document) -> Option<Finding> {
    let status = document.review_status();
    let rule = match status {
        ReviewStatus::PendingSubmission | ReviewStatus::ActionRequired => return None,
        ReviewStatus::Submitted | ReviewStatus::InReview | ReviewStatus::Approved => &ALREADY,
        ReviewStatus::Rejected => &STATE,
    };
    Some(Finding::new(
        rule,
        "lifeCycle.reviewStatus",
        Code::ActionNotPermitted,
        format!("You cannot perform Submit action. The opportunity's ReviewStatus is '{status}'"),
    ))
}

fn state(document: &Document, linked: bool) -> Vec<Finding> {
    let mut findings: Vec<_> = review(document).into_iter().collect();
    let stage = document.stage();
    if matches!(stage, Stage::Launched | Stage::ClosedLost) {
        findings.push(Finding::new(
            &STAGE,
            "lifeCycle.stage",
            Code::ActionNotPermitted,
            format!("You cannot perform Submit action. The opportunity's Stage is '{stage}'"),
        ));
    }
    if !linked {
        findings.push(Finding::general(
            &ENGAGEMENT,
            Code::InvalidResourceState,
            "You cannot perform Submit action. The opportunity is not associated with an \
             engagement",
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use cosell_api::types::PrimaryNeedFromAws;

    use super::*;

    const CO_SELL: AwsSubmission = AwsSubmission {
        visibility: None,
        ..AwsSubmission::required(SalesInvolvementType::CoSell)
    };
    const VISIBLE: AwsSubmission = AwsSubmission {
        visibility: None,
        ..AwsSubmission::required(SalesInvolvementType::ForVisibilityOnly)
    };

    fn broken_rules(document: &Document, submission: &AwsSubmission) -> Vec<&'static str> {
        findings(document, submission, true)
            .into_iter()
            .map(|finding| finding.rule.id)
            .collect()
    }

    fn needing(need: PrimaryNeedFromAws) -> Document {
        Document {
            primary_needs_from_aws: Some(vec![need]),
            ..Document::default()
        }
    }

    #[test]
    fn involvement_and_needs_agree() {
        let none = needing(PrimaryNeedFromAws::DoNotNeedSupportFromAwsSalesRep);
        let some = needing(PrimaryNeedFromAws::CoSellDealSupport);
        assert_eq!(broken_rules(&none, &CO_SELL), [CO_SELL_WITHOUT_NEED.id]);
        assert_eq!(broken_rules(&some, &VISIBLE), [VISIBILITY_WITH_NEED.id]);
        assert!(broken_rules(&some, &CO_SELL).is_empty());
        assert!(broken_rules(&none, &VISIBLE).is_empty());
        assert!(broken_rules(&Document::default(), &VISIBLE).is_empty());
    }

    #[test]
    fn a_co_sell_is_fully_visible() {
        let limited = AwsSubmission {
            visibility: Some(Visibility::Limited),
            ..CO_SELL
        };
        assert_eq!(
            broken_rules(&Document::default(), &limited),
            [CO_SELL_LIMITED.id; 2]
        );
        let limited = AwsSubmission {
            visibility: Some(Visibility::Limited),
            ..VISIBLE
        };
        assert!(broken_rules(&Document::default(), &limited).is_empty());
    }

    #[test]
    fn a_submitted_opportunity_is_not_submitted_again() {
        for (status, expected) in [
            (ReviewStatus::PendingSubmission, None),
            (ReviewStatus::ActionRequired, None),
            (ReviewStatus::Submitted, Some(ALREADY.id)),
            (ReviewStatus::InReview, Some(ALREADY.id)),
            (ReviewStatus::Approved, Some(ALREADY.id)),
            (ReviewStatus::Rejected, Some(STATE.id)),
        ] {
            let mut document = Document::default();
            document.life_cycle.review_status = Some(status);
            assert_eq!(
                broken_rules(&document, &CO_SELL).first().copied(),
                expected,
                "{status}"
            );
        }
    }
}
