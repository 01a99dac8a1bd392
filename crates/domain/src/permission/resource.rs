//! The types of resources that actions are required on, and the ARNs by which policies name them.

/// A type of resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ResourceType {
    Opportunity,
    CustomerAccount,
    CustomerAccountBulkJob,
    Engagement,
    EngagementInvitation,
    /// A snapshot is named by its path in its engagement, such as
    /// `eng-…/resource/Opportunity/O…/template/…/snapshot/1`.
    ResourceSnapshot,
    ResourceSnapshotJob,
    EngagementFromOpportunityTask,
    EngagementByAcceptingInvitationTask,
    OpportunityFromEngagementTask,
    ProspectingFromEngagementTask,
}

impl ResourceType {
    /// The ARN of a resource in a catalog, as the service writes it. Without an id, because the
    /// resource does not exist yet, the ARN ends in `*`, which policies for all resources of the
    /// type match.
    pub fn arn(self, account: &str, catalog: &str, id: Option<&str>) -> String {
        let id = id.unwrap_or("*");
        // Engagements belong to all of their members, so their ARNs have no account.
        let (account, kind) = match self {
            Self::Opportunity => (account, "opportunity"),
            Self::CustomerAccount => (account, "customer-account"),
            Self::CustomerAccountBulkJob => (account, "customer-account-bulk-job"),
            Self::ResourceSnapshotJob => (account, "resource-snapshot-job"),
            Self::Engagement | Self::ResourceSnapshot => ("", "engagement"),
            Self::EngagementInvitation => ("", "engagement-invitation"),
            Self::EngagementFromOpportunityTask => ("", "engagement-from-opportunity-task"),
            Self::EngagementByAcceptingInvitationTask => {
                ("", "engagement-by-accepting-invitation-task")
            }
            Self::OpportunityFromEngagementTask => ("", "opportunity-from-engagement-task"),
            Self::ProspectingFromEngagementTask => ("", "prospecting-from-engagement-task"),
        };
        format!("arn:aws:partnercentral:us-east-1:{account}:catalog/{catalog}/{kind}/{id}")
    }

    /// What the ids of the type begin with, if a request can name one by its id alone.
    fn id_prefix(self) -> Option<&'static str> {
        match self {
            Self::Opportunity => Some("O"),
            Self::Engagement => Some("eng-"),
            Self::EngagementInvitation => Some("engi-"),
            _ => None,
        }
    }

    /// Whether an id or an ARN names a resource of this type.
    pub(crate) fn is_named_by(self, identifier: &str) -> bool {
        let id = identifier.rsplit('/').next().unwrap_or(identifier);
        self.id_prefix()
            .is_some_and(|prefix| id.starts_with(prefix))
    }
}

#[cfg(test)]
mod tests {
    use super::ResourceType::{Engagement, Opportunity, ResourceSnapshotJob};

    #[test]
    fn the_arn_of_an_accounts_resource_names_it_and_of_a_shared_one_does_not() {
        for (kind, id, arn) in [
            (
                Opportunity,
                Some("O1"),
                "arn:aws:partnercentral:us-east-1:111111111111:catalog/AWS/opportunity/O1",
            ),
            (
                Engagement,
                Some("eng-a"),
                "arn:aws:partnercentral:us-east-1::catalog/AWS/engagement/eng-a",
            ),
            (
                ResourceSnapshotJob,
                None,
                "arn:aws:partnercentral:us-east-1:111111111111:catalog/AWS/resource-snapshot-job/*",
            ),
        ] {
            assert_eq!(kind.arn("111111111111", "AWS", id), arn);
        }
    }
}
