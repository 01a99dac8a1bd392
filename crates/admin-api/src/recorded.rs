//! `/_cosell/requests`: the newest requests of operations, and how each was answered.
//!
//! ```json
//! {"requests": [{"number": 7, "id": "0b6e…", "time": "…", "operation": "CreateOpportunity",
//!                "account": "111111111111", "status": 400, "error": "ValidationException",
//!                "micros": 913, "attempt": 1, "max_attempts": 3, "invocation": "…", …}],
//!  "next_token": null}
//! ```

use cosell_api::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Limit;
use crate::answer::text_answer;
use crate::check::Finding;
use crate::list::list;
use crate::policy::Explanation;
use crate::schema::Instant;
use crate::word::words;

/// A request of an operation, and how it was answered.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Recorded {
    /// It grows with each recorded request of the server.
    pub number: u64,
    /// What the client got in the header `x-amzn-requestid`.
    pub id: String,
    /// When it was answered, by true time.
    #[schemars(with = "Instant")]
    pub time: DateTime,
    /// The operation that it named; it may be none of the API's.
    pub operation: String,
    /// The account that called, once it was known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// None where a fault rule dropped the connection.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<u16>,
    /// The name of the error that refused it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// How long it took, in microseconds.
    pub micros: u64,
    /// Which attempt of its call it was, as the SDK says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attempt: Option<u32>,
    /// How many attempts the SDK makes at most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max_attempts: Option<u32>,
    /// The SDK's id of the call: all attempts of a call have the same.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub invocation: Option<String>,
    /// The request that this one is a replay of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replay_of: Option<String>,
}

list! {
    /// Requests, the newest first.
    pub struct RecordedRequests { requests: Recorded }
}

/// Which requests to list.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RecordedFilter {
    /// Those of this operation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub operation: Option<String>,
    /// Those of this account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account: Option<String>,
    /// `ok` and `refused`, or those with this error.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// Those with a number above this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub after: Option<u64>,
    pub limit: Limit<50, 1000>,
    /// The `next_token` of the page before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next: Option<String>,
}

/// How much of a request to show.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Reveal {
    /// Whether values are shown that the model marks as sensitive, and what the model does not
    /// know.
    pub reveal: bool,
}

/// A request with its body, its answer, and why it was refused.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct RecordedDetail {
    #[serde(flatten)]
    pub request: Recorded,
    /// The ARN of the caller.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub caller: Option<String>,
    /// The address of the client.
    pub address: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user_agent: Option<String>,
    /// The body of the request; a text where it is not JSON.
    pub body: Option<Value>,
    /// The body of the answer.
    pub answer: Option<Value>,
    /// Whether sensitive values are shown.
    pub revealed: bool,
    /// Why it was refused: the rules and what is known of each.
    pub findings: Vec<Finding>,
    /// What the policies of the caller decided about each action, where access was denied.
    pub decisions: Vec<Explanation>,
    /// The other attempts of the same call that are recorded, in their order.
    pub attempts: Vec<Recorded>,
}

/// How to send a request again.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReplayOptions {
    /// Whether it gets a new client token. With its own it has the same result as before.
    pub new_token: bool,
}

words! {
    /// What a request is written as.
    pub enum Language {
        /// A command of the AWS CLI.
        Cli = "cli",
        /// Python with boto3.
        Boto3 = "boto3",
        /// JavaScript with the AWS SDK v3.
        JavaScript = "javascript",
        /// A test for pytest with the fixtures of pytest-cosell.
        Pytest = "pytest",
    }
}

/// What to write a request as.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CopyAs {
    /// `cli`, `boto3`, `javascript` or `pytest`.
    #[serde(rename = "as")]
    pub language: Language,
}

text_answer! {
    /// A request as a program, with everything that it has.
    pub struct Program = "text/plain; charset=utf-8"
}
