//! `/_cosell/quotas`: how often accounts may call on this node, and what they used.
//!
//! ```json
//! {"classes": [{"name": "read", "operations": ["GetOpportunity", …],
//!               "rate": 10.0, "burst": 10, "daily": 100000}],
//!  "stored": {"engagement_members": 10, …},
//!  "accounts": [{"account": "111111111111", "class": "read", "available": 7, "last_day": 3}],
//!  "next_token": null}
//! ```
//!
//! What is not limited is null.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{Limit, List};

/// The quotas and what is used of them.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Quotas {
    pub classes: Vec<Class>,
    pub stored: Stored,
    /// Accounts that have their whole quota may be left out.
    pub accounts: Vec<Usage>,
    /// What `next` has to be for the next page; null on the last one.
    pub next_token: Option<String>,
}

impl List for Quotas {
    type Item = Usage;

    fn items(&self) -> &[Usage] {
        &self.accounts
    }

    fn next_token(&self) -> Option<&str> {
        self.next_token.as_deref()
    }
}

/// Operations that are counted together.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Class {
    pub name: String,
    pub operations: Vec<String>,
    /// Calls in a second.
    pub rate: Option<f64>,
    /// Calls at once after a rest.
    pub burst: Option<u32>,
    /// Calls in any 24 hours.
    pub daily: Option<u32>,
}

/// How many of its parts a resource has at most.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Stored {
    pub engagement_members: u32,
    pub engagement_contexts: u32,
    pub customer_accounts: u32,
    pub aws_products: u32,
    pub solutions: u32,
    pub marketplace_solutions: u32,
    pub marketplace_products: u32,
    pub bulk_jobs_running: u32,
    pub upload_mebibytes: u32,
}

/// What an account used of a class.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Usage {
    pub account: String,
    /// The class's name.
    pub class: String,
    /// Calls that would be let through at once.
    pub available: Option<i64>,
    /// Calls that count as those of the last 24 hours.
    pub last_day: Option<u32>,
}

/// Which accounts.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct QuotaFilter {
    /// Only this one.
    pub account: Option<String>,
    pub limit: Limit<50, 200>,
    /// The `next_token` of the page before.
    pub next: Option<String>,
}
