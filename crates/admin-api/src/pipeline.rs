//! `/_cosell/pipeline`: how many opportunities an account has by stage, and what they are worth.
//!
//! ```json
//! {"account": "111111111111", "catalog": "AWS",
//!  "counts": [{"stage": "Prospect", "review_status": "Approved", "count": 12, "more": false}],
//!  "values": [{"month": "2040-12", "stage": "Prospect", "currency": "USD", "opportunities": 12,
//!              "monthly": "22800.00"}],
//!  "newest": 40, "all": true}
//! ```
//!
//! Both are bounded, so the page costs the same with a million opportunities: a count ends at
//! [`MOST`], and `values` are those of the newest opportunities only.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Limit;
use crate::task::Catalog;

/// Where a count ends.
pub const MOST: i64 = 1_000;

/// Whose pipeline, and how much of it.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PipelineFilter {
    pub account: String,
    #[serde(default = "aws")]
    pub catalog: Catalog,
    /// The values of opportunities of this stage only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stage: Option<String>,
    /// The values of opportunities with this review status only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub review_status: Option<String>,
    /// Of how many of the opportunities that changed last the values are added up.
    #[serde(default)]
    pub limit: Limit<1000, 1000>,
}

fn aws() -> Catalog {
    Catalog::Aws
}

/// The pipeline of an account in a catalog.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Pipeline {
    pub account: String,
    pub catalog: Catalog,
    /// How many opportunities there are; a pair without any is left out.
    pub counts: Vec<StageCount>,
    /// What the newest opportunities are worth, by month of their target close date.
    pub values: Vec<MonthValue>,
    /// How many opportunities are in `values`.
    pub newest: u64,
    /// Whether these are all that there are.
    pub all: bool,
}

/// How many opportunities have a stage and a review status.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct StageCount {
    pub stage: String,
    pub review_status: String,
    /// At most 1,000.
    pub count: i64,
    /// Whether there are more.
    pub more: bool,
}

/// The expected customer spend of opportunities with the same month, stage and currency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct MonthValue {
    /// The month of the target close date, as `2040-12`; empty without a date.
    pub month: String,
    pub stage: String,
    /// Empty for opportunities without an expected spend.
    pub currency: String,
    pub opportunities: u64,
    /// What they are expected to spend with AWS in a month, a decimal number.
    pub monthly: String,
}
