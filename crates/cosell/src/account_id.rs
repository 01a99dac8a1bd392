//! The ids of accounts in arguments and files.

use std::fmt;
use std::str::FromStr;

use cosell_auth::is_account_id;
use serde::Deserialize;

use crate::from_text::from_text;

from_text!(AccountId);

/// Twelve digits.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct AccountId(String);

impl fmt::Display for AccountId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl AccountId {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for AccountId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if is_account_id(text) {
            return Ok(Self(text.to_owned()));
        }
        Err(format!("an account id is twelve digits, not `{text}`"))
    }
}
