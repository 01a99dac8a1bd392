//! `/_cosell/accounts/{account}/features`: which features an account may use.
//!
//! ```json
//! {"account": "111111111111", "search_opportunities": "not_enabled",
//!  "opportunity_bulk_jobs": "enabled"}
//! ```
//!
//! The live service seems to open these features account by account, so a client must expect to be
//! refused with one of the reasons below, and may want to test what it does then.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::word::words;

words! {
    /// What `SearchOpportunities` answers.
    pub enum SearchOpportunities {
        Enabled = "enabled",
        /// It is refused with the reason `SEARCH_OPPORTUNITIES_NOT_ENABLED`.
        NotEnabled = "not_enabled",
        /// It is refused with the reason `SEARCH_OPPORTUNITIES_DATA_NOT_ROUTED_TO_DDB`.
        NotRouted = "not_routed",
    }
}

words! {
    /// What `StartOpportunityBulkJob` answers.
    pub enum OpportunityBulkJobs {
        Enabled = "enabled",
        /// It is refused with the reason `OPPORTUNITY_BULK_JOB_NOT_ENABLED`.
        NotEnabled = "not_enabled",
    }
}

/// The features of an account.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Features {
    pub account: String,
    pub search_opportunities: SearchOpportunities,
    pub opportunity_bulk_jobs: OpportunityBulkJobs,
}

/// The features to set. What is left out stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct FeatureChange {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub search_opportunities: Option<SearchOpportunities>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opportunity_bulk_jobs: Option<OpportunityBulkJobs>,
}
