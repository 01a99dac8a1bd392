//! `/_cosell/namespaces` and `/_cosell/reset`: the spaces of a server.

use cosell_api::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::schema::Instant;

/// A namespace: a service of its own, in memory.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Namespace {
    pub name: String,
    /// By true time.
    #[schemars(with = "Instant")]
    pub created_at: DateTime,
}

/// A namespace that exists now, whether it did before or not.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Created {
    #[serde(flatten)]
    pub namespace: Namespace,
    /// Whether the request created it.
    pub created: bool,
}

/// The namespaces of a server.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Namespaces {
    pub namespaces: Vec<Namespace>,
}

/// What a reset did.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Reset {
    /// The namespace that was reset; none for the configured store.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub namespace: Option<String>,
    /// How long it took, in milliseconds.
    pub took_ms: u64,
}
