//! `/_cosell/seed`: an entry of a seed file on a running server.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::aws::Members;

/// An entry of a seed file, and what it refers to.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeedEntry {
    /// The list of the file that it is in, such as `opportunity`.
    pub list: String,
    /// Its keys, as in the file.
    pub entry: Members,
    /// What made the records that it refers to, by their names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub names: BTreeMap<String, Members>,
}

/// What an entry made.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Seeded {
    /// What made each record that has a name, by the name: members of the response, with its `Id`.
    pub made: BTreeMap<String, Members>,
}
