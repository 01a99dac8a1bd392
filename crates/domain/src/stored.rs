//! Converts the enums of the store to those of the API and back. Each pair is one match without a
//! default, so a value that one side lacks does not compile.

use cosell_api::types;
use cosell_store::table;

/// An enum of the store that the API has as well.
pub(crate) trait Wire: Sized {
    type Wire;

    /// The value of the API.
    fn wire(self) -> Self::Wire;

    /// The value of the store.
    fn stored(wire: Self::Wire) -> Self;
}

macro_rules! same {
    ($($Stored:ty, $Wire:ty: $($stored:ident $wire:ident),+;)+) => {
        $(
            impl Wire for $Stored {
                type Wire = $Wire;

                fn wire(self) -> $Wire {
                    match self {
                        $( Self::$stored => <$Wire>::$wire ),+
                    }
                }

                fn stored(wire: $Wire) -> Self {
                    match wire {
                        $( <$Wire>::$wire => Self::$stored ),+
                    }
                }
            }
        )+
    };
}

same! {
    cosell_store::Direction, types::SortOrder:
        Ascending Ascending, Descending Descending;
    table::task::Status, types::TaskStatus:
        InProgress InProgress, Complete Complete, Failed Failed;
    table::invitation::Status, types::InvitationStatus:
        Pending Pending, Accepted Accepted, Rejected Rejected, Expired Expired;
    table::invitation::PayloadType, types::EngagementInvitationPayloadType:
        Opportunity OpportunityInvitation, Lead LeadInvitation,
        AccountPlanning AccountPlanningInvitation;
    table::customer_account::Status, types::EnrichmentStatus:
        Pending Pending, Enriched Enriched, NoMatchFound NoMatchFound,
        ActionRequired ActionRequired;
    table::bulk::Status, types::BulkJobStatus:
        Submitted Submitted, InProgress InProgress, Completed Completed, Failed Failed;
    table::bulk::Outcome, types::BulkRecordStatus:
        Succeeded Succeeded, Failed Failed;
    table::job::Status, types::ResourceSnapshotJobStatus:
        Running Running, Stopped Stopped;
    table::ResourceType, types::ResourceType:
        Opportunity Opportunity;
}

/// The value of the API that a column holds; an error that names row and column, if it is not one.
pub(crate) fn column<T>(
    read: Option<T>,
    (table, key, column): (&str, &str, &str),
) -> Result<T, cosell_store::Error> {
    let of = || format!("{table} {key:?}");
    read.ok_or_else(|| cosell_store::Error::column(of(), column, "a value of the API"))
}
