//! `/_cosell/check`: whether a request would be accepted, and by which rules it is refused.
//!
//! ```json
//! {"operation": "CreateOpportunity", "account": "111111111111", "accepted": false,
//!  "error": "ValidationException", "message": "1 validation error: …",
//!  "findings": [{"rule": "opportunity.title.required", "evidence": "documented",
//!                "says": "…", "field": "project.title", "code": "REQUIRED_FIELD_MISSING",
//!                "message": "…"}]}
//! ```

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A request to check.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Candidate {
    /// The operation; without it, the one whose members the request has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Whose request it is. In mode `open` it is the first account when it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// Also checks whether AWS would accept the submission of the opportunity that the request
    /// creates or changes: as co-sell, with full visibility.
    #[serde(default)]
    pub submit: bool,
    /// The request as the operation takes it.
    pub request: Value,
}

/// What would happen to a request.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Checked {
    /// The operation that was checked.
    pub operation: String,
    pub account: String,
    /// Whether the operation would succeed.
    pub accepted: bool,
    /// The name of the error that it would return.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The message of that error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub message: Option<String>,
    /// Why it would be refused, a finding for each reason.
    pub findings: Vec<Finding>,
    /// Members that the API does not know and the service ignores, as dotted paths; at most 100.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub unknown: Vec<String>,
}

/// One reason against a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Finding {
    /// The rule that the request breaks; none where the published model does not allow the request,
    /// or where the state of a resource does not.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<String>,
    /// How the reason is known: `documented`, `observed` or `inferred`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub evidence: Option<String>,
    /// What the rule says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
    /// The member as a dotted path in lower camel case, as the service writes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// The service's code of the finding.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
    pub message: String,
}
