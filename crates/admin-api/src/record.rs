//! `/_cosell/records`: whose records the store has.
//!
//! In mode `open` any twelve digits are an account, so accounts may have records that no list of
//! accounts names.
//!
//! ```json
//! {"id": "O1234567", "catalog": "AWS", "accounts": ["123456789012"]}
//! ```

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::list::list;
use crate::task::Catalog;

/// An account that has records.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RecordHolder {
    pub account: String,
}

list! {
    /// The accounts that have an opportunity or a customer account, are a member of an engagement,
    /// or were invited to one, by their ids.
    pub struct RecordHolders { accounts: RecordHolder }
}

/// Whose a record is.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RecordOwner {
    pub id: String,
    pub catalog: Catalog,
    /// The owner; of an engagement its members.
    pub accounts: Vec<String>,
}
