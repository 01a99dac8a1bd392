//! What the import does with each read operation of the API.
//!
//! The table is the only list: a call takes its operation from [`Read`], of which the compiler
//! refuses a variant that no code uses, and the page of the documentation is printed from it. A
//! test finds a read operation of the model that the table lacks.

macro_rules! reads {
    (
        used { $($used:ident => $what:literal,)* }
        left { $($left:ident => $why:literal,)* }
    ) => {
        /// A read operation that the import calls.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Read {
            $($used,)*
        }

        impl Read {
            pub(super) fn name(self) -> &'static str {
                match self {
                    $(Self::$used => stringify!($used),)*
                }
            }
        }

        /// The read operations that the import calls, and what it takes from them.
        pub(crate) const USED: &[(&str, &str)] = &[$((stringify!($used), $what)),*];

        /// The read operations whose answers are not imported, and why.
        pub(crate) const LEFT: &[(&str, &str)] = &[$((stringify!($left), $why)),*];
    };
}

reads! {
    used {
        GetAwsOpportunitySummary => "AWS's side of an opportunity, how it was submitted, and \
            whether AWS referred it",
        GetCustomerAccount => "customer accounts and their tags",
        GetEngagement => "engagements and their contexts",
        GetEngagementInvitation => "sent and received invitations, with their answer",
        GetOpportunity => "opportunities with their review, stage and associations",
        GetResourceSnapshotJob => "the time of a snapshot job",
        GetSellingSystemSettings => "the role of the snapshot jobs",
        ListEngagementByAcceptingInvitationTasks => "which opportunity came with which invitation",
        ListEngagementFromOpportunityTasks => "which engagement the submission of an opportunity \
            made",
        ListEngagementInvitations => "the ids of invitations",
        ListEngagementMembers => "the companies of partners",
        ListEngagementResourceAssociations => "which engagement shows an opportunity",
        ListEngagements => "the ids of engagements",
        ListOpportunities => "the ids of opportunities",
        ListOpportunityFromEngagementTasks => "which opportunity was made from which lead",
        ListResourceSnapshotJobs => "snapshot jobs, which run or stand still",
        ListTagsForResource => "the tags of opportunities and snapshot jobs",
        SearchCustomerAccounts => "the ids of customer accounts",
    }
    left {
        GetCustomerAccountBulkJob => "the rows of a bulk job are imported as customer accounts",
        GetCustomerAccountBulkJobReportUrl => "the rows of a bulk job are imported as customer \
            accounts",
        GetCustomerAccountStatistics => "they follow from the customer accounts",
        GetOpportunityBulkJobReportUrl => "the rows of a bulk job are imported as opportunities",
        GetProspectingFromEngagementTask => "its results are contexts of engagements, which are \
            imported",
        GetResourceSnapshot => "a snapshot is a record of the past; the operations take new ones",
        ListCustomerAccountBulkJobResults => "the rows of a bulk job are imported as customer \
            accounts",
        ListCustomerAccountBulkJobs => "the rows of a bulk job are imported as customer accounts",
        ListEngagementGroups => "they follow from the leads",
        ListOpportunityBulkJobResults => "the rows of a bulk job are imported as opportunities",
        ListOpportunityBulkJobs => "the rows of a bulk job are imported as opportunities",
        ListProspectingFromEngagementTasks => "their results are contexts of engagements, which \
            are imported",
        ListResourceSnapshots => "a snapshot is a record of the past; the operations take new ones",
        ListSolutions => "solutions are configured with an account, and no operation makes one",
        SearchEngagements => "it finds what ListEngagements lists",
        SearchOpportunities => "it finds what ListOpportunities lists",
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use cosell_api::operations::OPERATIONS;

    use super::*;

    /// A read operation that a later model has must be imported or say why not.
    #[test]
    fn every_read_operation_of_the_model_is_imported_or_says_why_not() {
        let of_model: BTreeSet<&str> = OPERATIONS
            .iter()
            .map(|meta| (meta.name, meta.readonly))
            .filter(|(name, readonly)| {
                let reads = ["Get", "List", "Search"];
                *readonly || reads.iter().any(|verb| name.starts_with(verb))
            })
            .map(|(name, _)| name)
            .collect();
        assert!(of_model.contains("GetOpportunity") && of_model.len() > 30);
        let rows: Vec<&str> = USED.iter().chain(LEFT).map(|(name, _)| *name).collect();
        let ours: BTreeSet<&str> = rows.iter().copied().collect();
        assert_eq!(ours, of_model);
        assert_eq!(rows.len(), ours.len(), "an operation has two rows");
        assert!(USED.is_sorted() && LEFT.is_sorted());
    }

    #[test]
    fn a_call_has_the_name_of_its_row() {
        assert_eq!(Read::GetOpportunity.name(), "GetOpportunity");
    }
}
