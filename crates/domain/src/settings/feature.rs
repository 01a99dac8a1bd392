//! The features of an account, which the live service seems to open account by account.

use cosell_admin_api::feature::{FeatureChange, OpportunityBulkJobs, SearchOpportunities};

/// What an account may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Features {
    pub search_opportunities: SearchOpportunities,
    pub opportunity_bulk_jobs: OpportunityBulkJobs,
}

impl Default for Features {
    /// Every feature is enabled.
    fn default() -> Self {
        Self {
            search_opportunities: SearchOpportunities::Enabled,
            opportunity_bulk_jobs: OpportunityBulkJobs::Enabled,
        }
    }
}

impl Features {
    /// The same with a change.
    pub(crate) fn with(self, change: FeatureChange) -> Self {
        Self {
            search_opportunities: change
                .search_opportunities
                .unwrap_or(self.search_opportunities),
            opportunity_bulk_jobs: change
                .opportunity_bulk_jobs
                .unwrap_or(self.opportunity_bulk_jobs),
        }
    }
}
