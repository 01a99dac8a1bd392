//! What a page answers that does not do what it was asked for.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An error of the administration API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Error {
    /// Its name: `Invalid`, `NotFound`, `Conflict`, `MethodNotAllowed` or `Unauthorized`.
    pub error: String,
    /// What is wrong, for people.
    pub message: String,
}
