//! `/_cosell/keys`: what callers sign with. A secret is shown once, in the response that creates
//! it.

use std::fmt;

use cosell_api::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Status;
use crate::account::{IdentityLimit, Source};
use crate::list::list;
use crate::schema::Instant;

/// A key to create: of the account's root, of a user, or of a session of a role.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct NewKey {
    pub account: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The session's name; `cosell` when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// Seconds until the session expires.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub seconds: Option<i64>,
}

/// A key, without its secret.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Key {
    pub id: String,
    pub account: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session: Option<String>,
    /// A server before this member had those of the store alone.
    #[serde(default)]
    pub source: Source,
    pub status: Status,
    /// Absent for a key of the configuration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Instant>")]
    pub created_at: Option<DateTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Instant>")]
    pub expires_at: Option<DateTime>,
}

list! {
    /// Keys by their ids.
    pub struct Keys { keys: Key }
}

/// A key with its secret.
#[derive(Clone, Serialize, Deserialize, JsonSchema)]
pub struct Secret {
    #[serde(flatten)]
    pub key: Key,
    pub secret: String,
    /// The session token, which the client sends as `x-amz-security-token`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub session_token: Option<String>,
}

impl fmt::Debug for Secret {
    /// Without the secret.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Secret")
            .field("key", &self.key)
            .finish_non_exhaustive()
    }
}

/// Which keys.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct KeyFilter {
    /// Those of this account.
    pub account: String,
    /// Only those of this user.
    pub user: Option<String>,
    /// Only those of this role.
    pub role: Option<String>,
    #[serde(default)]
    pub limit: IdentityLimit,
    /// The `next_token` of the page before.
    pub next: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A command may be newer than its server.
    #[test]
    fn a_key_without_a_source_is_one_of_the_store() {
        let text = r#"{"id": "AKIA", "account": "111111111111", "status": "ACTIVE"}"#;
        let key: Key = serde_json::from_str(text).expect("a key");
        assert_eq!(key.source, Source::Store);
    }
}
