//! The two forms of the API: awsJson, where the header `X-Amz-Target` names the operation and the
//! path is ignored, and plain JSON, where the path is the operation's name. SDKs use the first form,
//! people with curl and Postman the second.

use crate::head::{Head, Header};

/// The prefix of the operation in `X-Amz-Target`.
pub(crate) const SERVICE: &str = "AWSPartnerCentralSelling.";

/// The two forms of the API. They differ in the content type of the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    AwsJson,
    Plain,
}

impl Form {
    /// The form of the response to this request.
    pub(crate) fn of(head: &Head) -> Self {
        if head.has(Header::Target) {
            Self::AwsJson
        } else {
            Self::Plain
        }
    }

    pub(crate) const fn content_type(self) -> &'static str {
        match self {
            Self::AwsJson => "application/x-amz-json-1.0",
            Self::Plain => "application/json",
        }
    }
}

/// The name of the operation that a request calls; it may be none of the API's.
pub(crate) fn operation_name(head: &Head) -> &str {
    match head.text(Header::Target) {
        Some(target) => target.strip_prefix(SERVICE).unwrap_or(target),
        None => head.path().trim_start_matches('/'),
    }
}
