//! The body of an error response.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An error of the administrative API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Error {
    /// Its name: `Invalid`, `NotFound`, `Conflict`, `MethodNotAllowed` or `Unauthorized`.
    pub error: String,
    /// What is wrong, for people.
    pub message: String,
}
