//! What selling system settings are judged by.

use cosell_api::types::ValidationExceptionErrorCode as Code;

use crate::rule::{Finding, rules};
use crate::{Context, arn};

rules! {
    /// What is read before anything is written.
    pub UNSET = "settings.role.unset", Inferred,
        "Before the settings are first put, the role of the snapshot jobs reads as null.";

    /// How to take the role away.
    pub CLEARED = "settings.role.cleared", Inferred,
        "Putting settings replaces them whole, so leaving the role out takes it away.";

    /// In which form the role is answered.
    pub ARN = "settings.role.arn", Observed,
        "A role may be put by its name or its ARN and is answered by its ARN.";

    /// Whose role it is.
    pub ACCOUNT = "settings.role.account", Documented,
        "The role is one of the caller's own account, since IAM passes no other.";
}

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
