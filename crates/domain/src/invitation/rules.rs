//! What invitations are judged by.

use cosell_api::types::ValidationExceptionErrorCode as Code;

use crate::rule::{Finding, rules};

/// Days within which an invitation is to be answered.
pub const DAYS: i64 = 15;

rules! {
    /// How long an invitation is open.
    pub EXPIRY = "invitation.expiry", Documented,
        "An invitation that is not answered within 15 days expires. One event of the live \
         service gave a lead invitation five years; here every kind has the documented days.";

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

    /// Nobody is invited twice.
    pub MEMBER = "invitation.receiver.member", Inferred,
        "An account that is a member of the engagement already is not invited.";

    /// Nobody is invited twice at a time.
    pub OPEN = "invitation.receiver.open", Inferred,
        "An account whose invitation to the engagement is open is not invited again.";

    /// An invitation ends once.
    pub ANSWERED = "invitation.answered", Inferred,
        "An invitation that was accepted or rejected is not answered again.";

    /// What is left of a rejected invitation.
    pub REJECTED = "invitation.rejected.details", Documented,
        "Who rejected an invitation still finds it, but without payload, message, description \
         and members.";

    /// The reasons that AWS lists.
    pub REASON = "invitation.rejection-reason", Documented,
        "A rejection gives one of the listed reasons; demanded with strictness documented only, \
         since the member's pattern takes any text.";

    /// Whose decision accepts AWS's invitation.
    pub REVIEW = "invitation.aws.review", Documented,
        "AWS answers the invitation to it by its review of what the engagement shows: approval \
         accepts, rejection rejects; an invitation that expired before stays expired.";

    /// Whose rejection rejects AWS's invitation.
    pub REVIEW_OF_MANY = "invitation.aws.review-of-many", Inferred,
        "In an engagement that shows several opportunities the approval of any accepts the \
         invitation to AWS, whoever sent it; a rejection rejects it once none of the others is \
         under review or approved.";

    /// What an invitation says while it is open.
    pub REFRESHED = "invitation.aws.refreshed", Inferred,
        "An open invitation to AWS that a task sent is brought up to date by the next task on \
         the same opportunity; one that was sent by hand stays as it is.";
}

/// The reasons for a rejection.
const REASONS: [&str; 5] = [
    "Customer problem unclear",
    "Next steps unclear",
    "Unable to support",
    "Duplicate of partner referral",
    "Other",
];

/// What is wrong with the reason for a rejection.
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
