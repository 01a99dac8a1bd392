//! The rules of invitations.

use cosell_api::types::ValidationExceptionErrorCode as Code;

use crate::rule::{Finding, rules};

/// Days until an invitation expires.
pub const DAYS: i64 = 15;

rules! {
    /// How long an invitation is open.
    pub EXPIRY = "invitation.expiry", Documented,
        "An invitation that is not answered within 15 days expires. In one event of the live \
         service a lead invitation had five years; here every kind has the documented 15 days.";

    /// What an invitation to plan an account says.
    pub PLANNING = "invitation.account-planning", Inferred,
        "An invitation to plan an account names an account of its sender, a customer, or both; a \
         customer that is left out is filled from the account when the invitation is sent, and \
         stays so. The engagement need not have a context of the account, and the time zone is \
         not looked up.";

    /// Who answers for AWS.
    pub PLANNING_WITH_AWS = "invitation.account-planning.aws", Inferred,
        "An invitation of AWS to plan an account stays open until it expires, as one to a lead \
         does, unless AWS's review of what the engagement shows answers it.";

    /// What an invitation says of the type of its opportunity.
    pub TYPE = "invitation.opportunity-type", Inferred,
        "A task that invites sets OpportunityType from its opportunity, and the opportunity that \
         an acceptance makes has the type of its invitation; without one it is Net New Business.";

    /// Members are not invited.
    pub MEMBER = "invitation.receiver.member", Inferred,
        "An account that is already a member of the engagement cannot be invited.";

    /// An account has one open invitation.
    pub OPEN = "invitation.receiver.open", Inferred,
        "An account with an open invitation to the engagement cannot be invited again.";

    /// An invitation is answered once.
    pub ANSWERED = "invitation.answered", Inferred,
        "An invitation that was accepted or rejected cannot be answered again.";

    /// What the receiver sees of a rejected invitation.
    pub REJECTED = "invitation.rejected.details", Documented,
        "The receiver that rejected an invitation still finds it, but without payload, message, \
         description and members.";

    /// The reasons that AWS lists.
    pub REASON = "invitation.rejection-reason", Documented,
        "With strictness documented, a rejection must give one of the listed reasons; with \
         strictness observed it may give any text, as the member's pattern allows.";

    /// Which decision answers AWS's invitation.
    pub REVIEW = "invitation.aws.review", Documented,
        "AWS answers its invitation by its review of the opportunities that the engagement shows: \
         approval accepts it, rejection rejects it; an expired invitation stays expired.";

    /// Which of several decisions answers AWS's invitation.
    pub REVIEW_OF_MANY = "invitation.aws.review-of-many", Inferred,
        "In an engagement that shows several opportunities the approval of any of them accepts the \
         invitation to AWS, whoever sent it; a rejection rejects it if none of the others is under \
         review or approved.";

    /// How an open invitation is updated.
    pub REFRESHED = "invitation.aws.refreshed", Inferred,
        "The next task on the same opportunity updates an open invitation to AWS that a task sent; \
         one that CreateEngagementInvitation sent stays as it is.";
}

/// The listed reasons for a rejection.
const REASONS: [&str; 5] = [
    "Customer problem unclear",
    "Next steps unclear",
    "Unable to support",
    "Duplicate of partner referral",
    "Other",
];

/// Checks the reason for a rejection.
pub fn reason(given: Option<&str>) -> Option<Finding> {
    let unknown = given.is_some_and(|reason| !REASONS.contains(&reason));
    unknown.then(|| {
        let message = format!("RejectionReason must be one of: {}.", REASONS.join(", "));
        Finding::new(&REASON, "rejectionReason", Code::InvalidEnumValue, message)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_listed_or_left_out() {
        assert_eq!(reason(None), None);
        assert_eq!(reason(Some("Unable to support")), None);
        assert_eq!(
            reason(Some("No time")).map(|finding| finding.rule.id),
            Some(REASON.id)
        );
    }
}
