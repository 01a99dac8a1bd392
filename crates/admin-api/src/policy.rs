//! `/_cosell/policies`: policies, whom they are attached to, and what they decide.

use std::borrow::Cow;
use std::collections::BTreeMap;

use cosell_api::DateTime;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;
use serde_json::value::RawValue;

use crate::account::{IdentityLimit, Source};
use crate::list::list;
use crate::schema::Instant;

/// A policy to store.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPolicy {
    pub account: String,
    pub name: String,
    pub document: Document,
}

/// A document as it was written, as JSON or as a text of JSON. What is evaluated is
/// what is stored: neither form is rewritten, apart from the white space around it. It is sent as a
/// text.
#[derive(Clone, Debug, Serialize)]
#[serde(transparent)]
pub struct Document(String);

impl Document {
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&str> for Document {
    fn from(text: &str) -> Self {
        Self(text.trim_matches([' ', '\t', '\r', '\n']).to_owned())
    }
}

impl<'de> Deserialize<'de> for Document {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Box::<RawValue>::deserialize(deserializer)?;
        if !written.get().starts_with('"') {
            return Ok(Self::from(written.get()));
        }
        let text: String = serde_json::from_str(written.get()).map_err(D::Error::custom)?;
        Ok(Self::from(text.as_str()))
    }
}

impl JsonSchema for Document {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Document".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A policy of IAM, as JSON or as a text of JSON",
            "type": ["object", "string"],
        })
    }
}

/// A policy of an account, or one of AWS's.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Policy {
    /// `ACCOUNT/NAME`, or the name of one of AWS's.
    pub id: String,
    pub arn: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Absent for AWS's own, and where the server is older than this member.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// Only where one policy is shown, and for an account's own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document: Option<Value>,
    /// Absent for a policy of the configuration, as the next one.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Instant>")]
    pub created_at: Option<DateTime>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Instant>")]
    pub modified_at: Option<DateTime>,
    /// What is probably misspelt in the document; only where a policy is stored.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

list! {
    /// Policies by their names.
    pub struct Policies { policies: Policy }
}

/// Which policies.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PolicyFilter {
    /// Those of this account; AWS's own without it.
    pub account: Option<String>,
    pub limit: IdentityLimit,
    /// The `next_token` of the page before.
    pub next: Option<String>,
}

/// A policy and whom it is attached to or detached from.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attachment {
    pub account: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub role: Option<String>,
    /// The name or the ARN of one of AWS's policies or of one of the account.
    pub policy: String,
}

/// A request for an explanation.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// An ARN: `arn:aws:iam::ACCOUNT:user/NAME`, `…:role/NAME` or `…:root`.
    pub principal: String,
    /// An operation: every action that it requires is explained, and every action that the steps of
    /// its task require.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Or a single action, such as `partnercentral:GetOpportunity`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub action: Option<String>,
    /// `AWS` or `Sandbox`; `AWS` when it is left out.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub catalog: Option<String>,
    /// The ARN that is asked about. Without it an operation asks about `request`, or about what it
    /// would create.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub resource: Option<String>,
    /// A request of the operation, from which resources and condition keys are taken.
    #[serde(default, skip_serializing_if = "Value::is_null")]
    pub request: Value,
    /// More condition keys, or other values of them: a text or a list of texts each.
    #[serde(default)]
    pub conditions: BTreeMap<String, Value>,
}

/// The answer to a question.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Explained {
    pub allowed: bool,
    pub decisions: Vec<Explanation>,
}

/// The decision about one action.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Explanation {
    pub action: String,
    pub resource: String,
    pub allowed: bool,
    /// In words, such as `allowed by NAME, Statement[0] (SID)`.
    pub decision: String,
    /// The policy and the statement that decided, if one did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub statement: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sid: Option<String>,
}
