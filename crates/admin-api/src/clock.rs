//! `/_cosell/clock`: the time that the API shows and that timers, retries and delays follow.
//!
//! ```json
//! {"time": "2026-11-22T18:32:24.559Z", "mode": "rated", "factor": 60.0,
//!  "true_time": "2026-11-21T09:00:00Z"}
//! ```

use cosell_api::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::schema::Instant;
use crate::word::words;

words! {
    /// How a clock runs.
    pub enum Mode {
        /// It is the machine's.
        System = "system",
        /// It stands still.
        Frozen = "frozen",
        /// It runs on from where it was set.
        Moved = "moved",
        /// It runs some times as fast.
        Rated = "rated",
    }
}

/// A clock.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Clock {
    #[schemars(with = "Instant")]
    pub time: DateTime,
    pub mode: Mode,
    /// How many times as fast as true time it runs.
    pub factor: f64,
    #[schemars(with = "Instant")]
    pub true_time: DateTime,
}

/// How a clock is to run.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Setting {
    pub mode: Mode,
    /// Where it begins; the time it is when this is left out. None for `system`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Instant>")]
    pub time: Option<DateTime>,
    /// How many times as fast as true time it runs, above 0 and up to 1000; for `rated` alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub factor: Option<f64>,
}

/// How far a clock is to be moved on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Advance {
    pub seconds: u32,
}
