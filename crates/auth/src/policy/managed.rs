//! AWS's managed policies for Partner Central, by the names under which users attach them.
//!
//! The documents are copied from AWS: the actions of this service in full, and those of other
//! services because a user who copies the document expects them there. Of later versions than these
//! one statement is added: full access includes uploads.

use std::sync::LazyLock;

use super::document::Policy;

/// Names and documents.
const DOCUMENTS: [(&str, &str); 3] = [
    (
        "AWSPartnerCentralFullAccess",
        include_str!("managed/AWSPartnerCentralFullAccess.json"),
    ),
    (
        "AWSPartnerCentralOpportunityManagement",
        include_str!("managed/AWSPartnerCentralOpportunityManagement.json"),
    ),
    (
        "AWSPartnerCentralSandboxFullAccess",
        include_str!("managed/AWSPartnerCentralSandboxFullAccess.json"),
    ),
];

/// The policies that are known by name. A test checks that each document parses.
pub static MANAGED: LazyLock<Vec<Policy>> = LazyLock::new(|| {
    let read = |(name, document): (&str, &str)| Policy::parse(name, document).ok();
    DOCUMENTS.into_iter().filter_map(read).collect()
});

/// The policy of a name, or of its ARN, `arn:aws:iam::aws:policy/NAME`.
pub fn managed(name: &str) -> Option<&'static Policy> {
    let name = name
        .strip_prefix("arn:aws:iam::aws:policy/")
        .unwrap_or(name);
    MANAGED.iter().find(|policy| policy.name() == name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_managed_policy_parses() {
        for (name, document) in DOCUMENTS {
            Policy::parse(name, document).expect(name);
            assert!(managed(name).is_some());
            assert!(managed(&format!("arn:aws:iam::aws:policy/{name}")).is_some());
        }
        assert_eq!(MANAGED.len(), DOCUMENTS.len());
        assert!(managed("AdministratorAccess").is_none());
    }
}
