//! `/_cosell/init`: what a server does once it answers.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::word::words;

words! {
    /// How far something has come.
    pub enum Progress {
        /// It waits for its turn.
        Waiting = "waiting",
        /// It runs now.
        Running = "running",
        /// It ended well.
        Done = "done",
        /// It failed, and what comes after it does not run.
        Failed = "failed",
    }
}

/// The files of the folder of `--init`, in the order in which they run.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Init {
    /// How far all of them have come.
    pub state: Progress,
    pub steps: Vec<Step>,
}

/// A script or a seed file.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Step {
    /// The name of the file.
    pub name: String,
    pub state: Progress,
    /// How long it took, in milliseconds; none until it has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub took_ms: Option<u64>,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
}
