//! The rules of selling system settings.

use cosell_api::types::ValidationExceptionErrorCode as Code;

use crate::rule::{Finding, rules};
use crate::{Context, arn};

rules! {
    /// The settings before the first change.
    pub UNSET = "settings.role.unset", Inferred,
        "Until the settings are first put, the role of the snapshot jobs is null.";

    /// How the role is removed.
    pub CLEARED = "settings.role.cleared", Inferred,
        "Putting settings replaces all of them, so leaving the role out removes it.";

    /// In which form the role is returned.
    pub ARN = "settings.role.arn", Observed,
        "A role may be put by its name or its ARN; its ARN is returned.";

    /// Whose role may be used.
    pub ACCOUNT = "settings.role.account", Documented,
        "The role must belong to the caller's account, because IAM passes no other role.";
}

/// Checks a role, given by its ARN.
pub(super) fn findings(cx: &Context, role: Option<&str>) -> Vec<Finding> {
    let own = role.is_none_or(|role| role.starts_with(&arn::role(&cx.account, "")));
    if own {
        return Vec::new();
    }
    let field = "resourceSnapshotJobRoleIdentifier";
    let message = "The role must belong to the account that calls.";
    vec![Finding::new(&ACCOUNT, field, Code::InvalidValue, message)]
}
