//! What invitations are judged by.

use cosell_api::types::ValidationExceptionErrorCode as Code;

use crate::rule::{Evidence, Finding, Rule};

/// Days within which an invitation is to be answered.
pub const DAYS: i64 = 15;

/// How long an invitation is open.
pub static EXPIRY: Rule = Rule {
    id: "invitation.expiry",
    evidence: Evidence::Documented,
    says: "An invitation that is not answered within 15 days expires. One event of the live \
           service gave a lead invitation five years; here every kind has the documented days.",
};

/// Nobody is invited twice.
pub static MEMBER: Rule = Rule {
    id: "invitation.receiver.member",
    evidence: Evidence::Inferred,
    says: "An account that is a member of the engagement already is not invited.",
};

/// Nobody is invited twice at a time.
pub static OPEN: Rule = Rule {
    id: "invitation.receiver.open",
    evidence: Evidence::Inferred,
    says: "An account whose invitation to the engagement is open is not invited again.",
};

/// An invitation ends once.
pub static ANSWERED: Rule = Rule {
    id: "invitation.answered",
    evidence: Evidence::Inferred,
    says: "An invitation that was accepted or rejected is not answered again.",
};

/// What is left of a rejected invitation.
pub static REJECTED: Rule = Rule {
    id: "invitation.rejected.details",
    evidence: Evidence::Documented,
    says: "Who rejected an invitation still finds it, but without payload, message, description \
           and members.",
};

/// The reasons that AWS lists.
pub static REASON: Rule = Rule {
    id: "invitation.rejection-reason",
    evidence: Evidence::Documented,
    says: "A rejection gives one of the listed reasons; demanded with strictness documented only, \
           since the member's pattern takes any text.",
};

/// Whose decision accepts AWS's invitation.
pub static REVIEW: Rule = Rule {
    id: "invitation.aws.review",
    evidence: Evidence::Documented,
    says: "AWS answers the invitation to it by its review of what the engagement shows: approval \
           accepts, rejection rejects; an invitation that expired before stays expired.",
};

/// Whose rejection rejects AWS's invitation.
pub static REVIEW_OF_MANY: Rule = Rule {
    id: "invitation.aws.review-of-many",
    evidence: Evidence::Inferred,
    says: "In an engagement that shows several opportunities the approval of any accepts the \
           invitation to AWS, whoever sent it; a rejection rejects it once none of the others is \
           under review or approved.",
};

/// What an invitation says while it is open.
pub static REFRESHED: Rule = Rule {
    id: "invitation.aws.refreshed",
    evidence: Evidence::Inferred,
    says: "An open invitation to AWS that a task sent is brought up to date by the next task on \
           the same opportunity; one that was sent by hand stays as it is.",
};

/// Every rule of this family.
pub static RULES: &[&Rule] = &[
    &ANSWERED,
    &EXPIRY,
    &MEMBER,
    &OPEN,
    &REASON,
    &REFRESHED,
    &REJECTED,
    &REVIEW,
    &REVIEW_OF_MANY,
    &super::payload::NEEDS,
];

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
