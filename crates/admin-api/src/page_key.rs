//! `/_cosell/page-key`: what the `NextToken`s of lists are authenticated with.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The key that is used from now on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PageKey {
    pub id: i64,
}
