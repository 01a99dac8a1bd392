//! `/`, `/_cosell/` and `/_cosell/health`: what answers here, and whether it can.
//!
//! Without an admin token, a response has the status and the product alone; the version and the
//! store are shown to administrators.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What answers here.
///
/// ```json
/// {"product": "cosell", "version": "0.1.0", "health": "/_cosell/health"}
/// ```
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Index {
    pub product: String,
    /// The path of the page that says whether the server is healthy.
    pub health: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
}

/// The pages of the administrative API.
///
/// ```json
/// {"pages": [{"method": "GET", "path": "/_cosell/clock", "about": "Show the time …"}]}
/// ```
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Pages {
    pub pages: Vec<PageEntry>,
}

/// A page of the administrative API.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PageEntry {
    pub method: String,
    /// The path; `{id}` is one part of it, `{*id}` one or more.
    pub path: String,
    /// What it does.
    pub about: String,
}

/// Whether the server answers, can use its store, and all of its loops run.
///
/// ```json
/// {"status": "ok", "version": "0.1.0", "mode": "open", "store": "sqlite:cosell.sqlite",
///  "process": 4711, "uptime_seconds": 12, "loops": {}}
/// ```
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Health {
    /// `ok`; `degraded` since a loop panicked and ran again; `unavailable`, with status 503, while
    /// the store cannot be used or a loop does not run.
    pub status: String,
    #[serde(flatten)]
    pub details: Option<Details>,
}

/// What administrators see of a server's health.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Details {
    pub version: String,
    /// `open`, or `strict` if callers are authenticated.
    pub mode: String,
    pub store: String,
    /// The id of the server's process on its machine.
    pub process: u32,
    pub uptime_seconds: u64,
    /// Those that panicked, by name.
    pub loops: BTreeMap<String, Loop>,
}

/// A loop that panicked.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Loop {
    pub running: bool,
    pub restarts: u64,
}
