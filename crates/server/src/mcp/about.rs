//! The sentences by which an agent chooses a tool and fills in its input. The model has none.

/// What is said to an agent about all tools at once.
pub(super) const INSTRUCTIONS: &str = "\
cosell is a local server of the AWS Partner Central Selling API. Nothing here reaches AWS. Each \
tool is an operation of the API: its arguments are the request, and its result is the response \
or the error. Give Catalog in every request: Sandbox for tests, AWS otherwise. To share an \
opportunity with AWS: CreateOpportunity, AssociateOpportunity with a solution that \
ListSolutions names, then StartEngagementFromOpportunityTask; GetOpportunity shows its \
ReviewStatus. Before a change, CheckRequest says whether it would be accepted and by which \
rules it is refused. UpdateOpportunity replaces the whole opportunity: send all members that \
GetOpportunity returned, with its LastModifiedDate.";

/// The client token, which an agent need not give.
pub(super) const TOKEN: &str = "\
Makes the request idempotent. A new one is made up if it is left out; give the same one to repeat \
a request.";

/// Members that many operations have.
const MEMBERS: &[(&str, &str)] = &[
    (
        "Catalog",
        "`Sandbox` for tests, or `AWS`. The two share no data.",
    ),
    ("MaxResults", "How many results one response has at most."),
    (
        "NextToken",
        "The NextToken of the previous response, to go on with the list.",
    ),
    (
        "LastModifiedDate",
        "The LastModifiedDate that was last read: the change is refused if somebody changed the \
         resource since.",
    ),
    (
        "PartnerOpportunityIdentifier",
        "The id of the opportunity in the partner's own CRM.",
    ),
];

/// The sentences about a member of this name.
pub(super) fn member(name: &str) -> Option<&'static str> {
    find(MEMBERS, name)
}

/// The sentence about an operation.
pub(super) fn operation(name: &str) -> Option<&'static str> {
    find(OPERATIONS, name)
}

fn find(table: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    let mut rows = table.iter();
    rows.find(|row| row.0 == name).map(|row| row.1)
}

/// The operations, by name.
const OPERATIONS: &[(&str, &str)] = &[
    (
        "AcceptEngagementInvitation",
        "Accept an invitation to an engagement.",
    ),
    (
        "AssignOpportunity",
        "Assign an opportunity to another member of the partner's team.",
    ),
    (
        "AssociateOpportunity",
        "Link an opportunity to a solution, an AWS product or a Marketplace offer.",
    ),
    ("CreateCustomerAccount", "Create a customer account."),
    (
        "CreateEngagement",
        "Create an engagement, in which partners and AWS work together on a customer.",
    ),
    (
        "CreateEngagementContext",
        "Add a context, such as a lead or a customer project, to an engagement.",
    ),
    (
        "CreateEngagementInvitation",
        "Invite another partner, or AWS, to an engagement.",
    ),
    (
        "CreateOpportunity",
        "Create an opportunity. It is a draft until it is submitted to AWS.",
    ),
    (
        "CreateResourceSnapshot",
        "Share a snapshot of an opportunity as it is now in an engagement.",
    ),
    (
        "CreateResourceSnapshotJob",
        "Create a job that shares a new snapshot after each change of an opportunity.",
    ),
    ("DeleteCustomerAccount", "Delete a customer account."),
    (
        "DeleteResourceSnapshotJob",
        "Delete a snapshot job that is stopped.",
    ),
    (
        "DisassociateOpportunity",
        "Remove the link between an opportunity and a solution, product or offer.",
    ),
    (
        "GetAwsOpportunitySummary",
        "Show AWS's side of an opportunity: its stage, insights and team.",
    ),
    ("GetCustomerAccount", "Show a customer account."),
    (
        "GetCustomerAccountBulkJob",
        "Show how far a bulk job of customer accounts is.",
    ),
    (
        "GetCustomerAccountBulkJobReportUrl",
        "Get the address of the report of a bulk job of customer accounts.",
    ),
    (
        "GetCustomerAccountStatistics",
        "Count customer accounts by one of their members.",
    ),
    ("GetEngagement", "Show an engagement."),
    (
        "GetEngagementInvitation",
        "Show an invitation with what it proposes.",
    ),
    (
        "GetOpportunity",
        "Show an opportunity with its review status, and the revision that an update needs.",
    ),
    (
        "GetOpportunityBulkJobReportUrl",
        "Get the address of the report of a bulk job of opportunities.",
    ),
    (
        "GetProspectingFromEngagementTask",
        "Show what a prospecting task found.",
    ),
    ("GetResourceSnapshot", "Show a revision of a snapshot."),
    ("GetResourceSnapshotJob", "Show a snapshot job."),
    (
        "GetSellingSystemSettings",
        "Show the settings of the account.",
    ),
    (
        "ListCustomerAccountBulkJobResults",
        "List the outcomes of the rows of a bulk job of customer accounts.",
    ),
    (
        "ListCustomerAccountBulkJobs",
        "List the bulk jobs of customer accounts.",
    ),
    (
        "ListEngagementByAcceptingInvitationTasks",
        "List the tasks that accept invitations, with their status and reason of failure.",
    ),
    (
        "ListEngagementFromOpportunityTasks",
        "List the tasks that submit opportunities to AWS, with their status and reason of failure.",
    ),
    ("ListEngagementGroups", "List the groups of engagements."),
    (
        "ListEngagementInvitations",
        "List invitations, received or sent.",
    ),
    (
        "ListEngagementMembers",
        "List the members of an engagement.",
    ),
    (
        "ListEngagementResourceAssociations",
        "List which resources belong to which engagement.",
    ),
    ("ListEngagements", "List engagements."),
    (
        "ListOpportunities",
        "List opportunities, the last changed first.",
    ),
    (
        "ListOpportunityBulkJobResults",
        "List the outcomes of the rows of a bulk job of opportunities.",
    ),
    (
        "ListOpportunityBulkJobs",
        "List the bulk jobs of opportunities.",
    ),
    (
        "ListOpportunityFromEngagementTasks",
        "List the tasks that make opportunities of engagements.",
    ),
    (
        "ListProspectingFromEngagementTasks",
        "List the prospecting tasks.",
    ),
    ("ListResourceSnapshotJobs", "List snapshot jobs."),
    (
        "ListResourceSnapshots",
        "List the snapshots of an engagement.",
    ),
    (
        "ListSolutions",
        "List the partner's solutions, which opportunities are linked to.",
    ),
    ("ListTagsForResource", "List the tags of a resource."),
    (
        "PutSellingSystemSettings",
        "Change the settings of the account.",
    ),
    (
        "RejectEngagementInvitation",
        "Reject an invitation, with a reason.",
    ),
    (
        "SearchCustomerAccounts",
        "Find customer accounts by words and filters.",
    ),
    (
        "SearchEngagements",
        "Find engagements by words and filters.",
    ),
    (
        "SearchOpportunities",
        "Find opportunities by words and filters, such as their PartnerOpportunityIdentifier.",
    ),
    (
        "StartCustomerAccountBulkJob",
        "Start a bulk job of customer accounts from an uploaded CSV file.",
    ),
    (
        "StartEngagementByAcceptingInvitationTask",
        "Accept an invitation, and create the opportunity or the engagement that it proposes.",
    ),
    (
        "StartEngagementFromOpportunityTask",
        "Submit an opportunity to AWS, and create an engagement for it. This is the usual way to \
         submit.",
    ),
    (
        "StartOpportunityBulkJob",
        "Start a bulk job of opportunities from an uploaded CSV file.",
    ),
    (
        "StartOpportunityFromEngagementTask",
        "Make an opportunity of a context of an engagement.",
    ),
    (
        "StartProspectingFromEngagementTask",
        "Look for prospects in engagements.",
    ),
    ("StartResourceSnapshotJob", "Start a snapshot job."),
    ("StopResourceSnapshotJob", "Stop a snapshot job."),
    (
        "SubmitOpportunity",
        "Submit an opportunity to AWS for review, without an engagement of the partner's own.",
    ),
    ("TagResource", "Add tags to a resource."),
    ("UntagResource", "Remove tags from a resource."),
    ("UpdateCustomerAccount", "Change a customer account."),
    (
        "UpdateEngagementContext",
        "Change a context of an engagement.",
    ),
    (
        "UpdateOpportunity",
        "Replace an opportunity. Members that are left out are removed, so read it first.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_operation_has_a_sentence_and_no_other_name_has() {
        let named: Vec<_> = OPERATIONS.iter().map(|row| row.0).collect();
        let known = cosell_api::operations::OPERATIONS.iter();
        let known: Vec<_> = known.map(|meta| meta.name).collect();
        assert_eq!(named, known);
    }
}
