//! What invitations are judged by.

use crate::rule::{Evidence, Rule};

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

/// Every rule of this family.
pub static RULES: &[&Rule] = &[&EXPIRY, &MEMBER, &OPEN];
