//! `/_cosell/state` and `/_cosell/states`: all data of a space in one file, and files that the
//! server keeps by name.

use cosell_api::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::answer::text_answer;
use crate::schema::Instant;

text_answer! {
    /// A saved state: lines of JSON, compressed with gzip.
    pub struct StateFile = "application/gzip"
}

/// What was loaded.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Loaded {
    /// The namespace that it was loaded into; none for the configured store.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}

/// A state that the server keeps.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct State {
    pub name: String,
    /// By true time; none for the state that the space is in and that was not saved yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Instant>")]
    pub saved_at: Option<DateTime>,
    /// The length of its file in bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub bytes: Option<u64>,
    /// Whether it is the one that the space is in.
    pub current: bool,
}

/// The states that the server keeps.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct States {
    pub states: Vec<State>,
}
