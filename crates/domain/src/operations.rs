//! The table of operations: which type implements which operation of the API.

use cosell_api::OperationMeta;
use serde_json::Value;

use crate::error::{CallError, Error};
use crate::handler::{Handler, Started};
use crate::identity::Caller;
use crate::permission::{Requirement, Subject, When};
use crate::service::{self, Answer, Kind, Service};

/// One row of the table.
#[derive(Clone, Copy)]
pub struct Entry {
    pub meta: &'static OperationMeta,
    /// What the policies of the caller must allow.
    pub requires: &'static [Requirement],
    kind: Kind,
}

impl std::fmt::Debug for Entry {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_tuple("Entry")
            .field(&self.meta.name)
            .finish()
    }
}

const fn operation<H: Handler>() -> Entry {
    Entry {
        meta: H::META,
        requires: stated(H::REQUIRES),
        kind: Kind::operation::<H>(),
    }
}

const fn task<S: Started>() -> Entry {
    Entry {
        meta: S::META,
        requires: stated(S::REQUIRES),
        kind: Kind::task::<S>(),
    }
}

/// Does not compile for an operation whose requests may require nothing.
const fn stated(requires: &'static [Requirement]) -> &'static [Requirement] {
    match requires.first() {
        Some(first) => {
            let is_always = matches!(first.when, When::Always);
            assert!(is_always && !matches!(first.subject, Subject::Role(_)));
        }
        None => panic!("an operation states what it requires"),
    }
    requires
}

/// Makes a row of each line: its kind, `operation` or `task`, and its name in the model.
macro_rules! built {
    ($($how:ident $name:ident,)*) => {
        &[$($how::<cosell_api::operations::$name>()),*]
    };
}

/// The implemented operations, sorted by name. The response to any other operation of the model
/// says that it is not implemented yet.
pub static OPERATIONS: &[Entry] = built![
    operation AcceptEngagementInvitation,
    operation AssignOpportunity,
    operation AssociateOpportunity,
    operation CreateCustomerAccount,
    operation CreateEngagement,
    operation CreateEngagementContext,
    operation CreateEngagementInvitation,
    operation CreateOpportunity,
    operation CreateResourceSnapshot,
    operation CreateResourceSnapshotJob,
    operation DeleteCustomerAccount,
    operation DeleteResourceSnapshotJob,
    operation DisassociateOpportunity,
    operation GetAwsOpportunitySummary,
    operation GetCustomerAccount,
    operation GetCustomerAccountBulkJob,
    operation GetCustomerAccountBulkJobReportUrl,
    operation GetCustomerAccountStatistics,
    operation GetEngagement,
    operation GetEngagementInvitation,
    operation GetOpportunity,
    operation GetOpportunityBulkJobReportUrl,
    operation GetProspectingFromEngagementTask,
    operation GetResourceSnapshot,
    operation GetResourceSnapshotJob,
    operation GetSellingSystemSettings,
    operation ListCustomerAccountBulkJobResults,
    operation ListCustomerAccountBulkJobs,
    operation ListEngagementByAcceptingInvitationTasks,
    operation ListEngagementFromOpportunityTasks,
    operation ListEngagementGroups,
    operation ListEngagementInvitations,
    operation ListEngagementMembers,
    operation ListEngagementResourceAssociations,
    operation ListEngagements,
    operation ListOpportunities,
    operation ListOpportunityBulkJobResults,
    operation ListOpportunityBulkJobs,
    operation ListOpportunityFromEngagementTasks,
    operation ListProspectingFromEngagementTasks,
    operation ListResourceSnapshotJobs,
    operation ListResourceSnapshots,
    operation ListSolutions,
    operation ListTagsForResource,
    operation PutSellingSystemSettings,
    operation RejectEngagementInvitation,
    operation SearchCustomerAccounts,
    operation SearchEngagements,
    operation SearchOpportunities,
    operation StartCustomerAccountBulkJob,
    task StartEngagementByAcceptingInvitationTask,
    task StartEngagementFromOpportunityTask,
    operation StartOpportunityBulkJob,
    task StartOpportunityFromEngagementTask,
    operation StartProspectingFromEngagementTask,
    operation StartResourceSnapshotJob,
    operation StopResourceSnapshotJob,
    operation SubmitOpportunity,
    operation TagResource,
    operation UntagResource,
    operation UpdateCustomerAccount,
    operation UpdateEngagementContext,
    operation UpdateOpportunity,
];

impl Service {
    /// Runs one operation for a caller. `input` is a JSON object, as `wire::parse` returns it.
    ///
    /// [`Error::Stale`] says that nothing happened and that the caller must be authenticated again.
    pub async fn call(
        &self,
        entry: &Entry,
        caller: impl Into<Caller>,
        input: Value,
    ) -> Result<Answer, CallError> {
        let operation = (entry.meta, entry.requires, entry.kind);
        let answered = service::answer(self, operation, caller.into(), input).await;
        if let Err(CallError::Operation(Error::Stale { version })) = answered {
            self.directory().note_version(version);
        }
        answered
    }

    /// Runs one operation for a caller and rolls it back: see [`mod@crate::check`].
    pub(crate) async fn dry_run(
        &self,
        entry: &Entry,
        caller: Caller,
        input: Value,
        submit: bool,
    ) -> Result<(), CallError> {
        let operation = (entry.meta, entry.requires, entry.kind);
        service::dry_run(self, operation, caller, input, submit).await
    }
}

/// The operation of this name, if it is implemented.
pub fn find(name: &str) -> Option<&'static Entry> {
    OPERATIONS
        .binary_search_by(|entry| entry.meta.name.cmp(name))
        .ok()
        .and_then(|index| OPERATIONS.get(index))
}

/// The name of the operation that is most similar to this text, for messages about a mistake in it.
fn closest(text: &str) -> &'static str {
    let similarity = |name: &str| strsim::jaro_winkler(name, text);
    let names = OPERATIONS.iter().map(|entry| entry.meta.name);
    names
        .max_by(|one, other| similarity(one).total_cmp(&similarity(other)))
        .unwrap_or_default()
}

/// How similar a name is to the one that it misspells, at least; 1 is the same.
const SIMILAR: f64 = 0.85;

/// The operation that a name is probably a misspelling of, if there is one.
pub(crate) fn near(text: &str) -> Option<&'static str> {
    let near = closest(text);
    (strsim::jaro_winkler(near, text) >= SIMILAR).then_some(near)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closest_name_is_the_one_that_was_meant() {
        assert_eq!(closest("ListOpps"), "ListOpportunities");
        assert_eq!(closest("getopportunity"), "GetOpportunity");
        assert_eq!(near("ListOpps"), Some("ListOpportunities"));
        assert_eq!(near("getopportunity"), Some("GetOpportunity"));
        for other in ["Nope", "", "x", "ListBuckets"] {
            assert_eq!(near(other), None, "{other}");
        }
    }

    #[test]
    fn every_row_is_found_by_its_name() {
        for entry in OPERATIONS {
            assert_eq!(
                find(entry.meta.name).map(|found| found.meta.name),
                Some(entry.meta.name)
            );
        }
    }
}
