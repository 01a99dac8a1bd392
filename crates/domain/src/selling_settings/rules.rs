//! What selling system settings are judged by.

use cosell_api::types::ValidationExceptionErrorCode as Code;

use crate::rule::{Evidence, Finding, Rule};
use crate::{Context, arn};

/// What is read before anything is written.
pub static UNSET: Rule = Rule {
    id: "settings.role.unset",
    evidence: Evidence::Inferred,
    says: "Before the settings are first put, the role of the snapshot jobs reads as null.",
};

/// How to take the role away.
pub static CLEARED: Rule = Rule {
    id: "settings.role.cleared",
    evidence: Evidence::Inferred,
    says: "Putting settings replaces them whole, so leaving the role out takes it away.",
};

/// In which form the role is answered.
pub static ARN: Rule = Rule {
    id: "settings.role.arn",
    evidence: Evidence::Observed,
    says: "A role may be put by its name or its ARN and is answered by its ARN.",
};

/// Whose role it is.
pub static ACCOUNT: Rule = Rule {
    id: "settings.role.account",
    evidence: Evidence::Documented,
    says: "The role is one of the caller's own account, since IAM passes no other.",
};

/// Every rule of this family.
pub static RULES: &[&Rule] = &[&UNSET, &CLEARED, &ARN, &ACCOUNT];

/// What is wrong with a role, given by its ARN.
pub(super) fn findings(cx: &Context, role: Option<&str>) -> Vec<Finding> {
    let own = role.is_none_or(|role| role.starts_with(&arn::role(&cx.account, "")));
    if own {
        return Vec::new();
    }
    let field = "resourceSnapshotJobRoleIdentifier";
    let message = "The role must be one of the account that calls.";
    vec![Finding::new(&ACCOUNT, field, Code::InvalidValue, message)]
}
