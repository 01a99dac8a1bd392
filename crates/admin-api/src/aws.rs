//! `/_cosell/aws/…`: AWS's side of co-selling, which an administrator acts out.
//!
//! ```json
//! {"decision": "action-required", "comments": "Name the use case.", "reason": "Other"}
//! ```
//!
//! ```json
//! {"id": "O1234567", "account": "111111111111", "catalog": "AWS",
//!  "review_status": "Action Required", "last_modified": "2026-11-22T18:32:24.559Z"}
//! ```

use cosell_api::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::schema::Instant;
use crate::task::Catalog;
use crate::word::words;

words! {
    /// What AWS decides about an opportunity.
    pub enum Decision {
        /// It reviews the opportunity from now on: `In review`.
        TakeIntoReview = "take-into-review",
        /// It co-sells: `Approved`. Its open invitation is accepted.
        Approve = "approve",
        /// It asks the partner for corrections: `Action Required`.
        ActionRequired = "action-required",
        /// It does not co-sell: `Rejected`. Its open invitation is rejected.
        Reject = "reject",
    }
}

/// A decision of AWS about an opportunity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    pub decision: Decision,
    /// What the partner reads as `ReviewComments`. Without it the comments stay as they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub comments: Option<String>,
    /// What the partner reads as `ReviewStatusReason`. Without it the reason stays as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// An opportunity after a decision.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Reviewed {
    pub id: String,
    /// The account of its owner.
    pub account: String,
    pub catalog: Catalog,
    pub review_status: String,
    #[schemars(with = "Instant")]
    pub last_modified: DateTime,
}
