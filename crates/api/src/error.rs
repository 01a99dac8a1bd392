//! The errors of the model, and their wire format.
//!
//! The set is closed: an operation returns one of these seven errors or none. Every validation
//! error lists its findings, and its message is never empty and has their codes, because many
//! clients show only the message.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::{Map, Value, json};

use crate::findings::Findings;
use crate::types::{
    AccessDeniedExceptionErrorCode, ValidationExceptionErrorCode, ValidationExceptionReason,
};

/// The namespace of the modelled errors in `__type`.
const NAMESPACE: &str = "com.amazonaws.partnercentralselling";

/// The longest message of an error, in bytes. Some messages repeat a name of the request, which can
/// have any length.
const LONGEST_MESSAGE: usize = 32 << 10;

/// A modelled error, as the caller reads it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The caller may not do this.
    #[error("{message}")]
    AccessDenied {
        /// For people.
        message: String,
        /// The one reason that the model knows, where it applies.
        reason: Option<AccessDeniedExceptionErrorCode>,
    },
    /// The request contradicts the state of the resource, or a token was used for another request.
    #[error("{message}")]
    Conflict {
        /// For people.
        message: String,
    },
    /// The service failed.
    #[error("{message}")]
    InternalServer {
        /// For people; without internal details.
        message: String,
    },
    /// The resource does not exist, or the caller may not see it.
    #[error("{message}")]
    ResourceNotFound {
        /// For people.
        message: String,
    },
    /// A limit on the number of resources is reached.
    #[error("{message}")]
    ServiceQuotaExceeded {
        /// For people.
        message: String,
    },
    /// Too many requests.
    #[error("{message}")]
    Throttling {
        /// For people.
        message: String,
        /// How long to wait before a retry; sent as headers, not in the body.
        retry_after: Option<Duration>,
    },
    /// The request violates a constraint of the model or a rule of the service.
    #[error("{message}")]
    Validation {
        /// For people; never empty.
        message: String,
        /// Which of the two it violates.
        reason: ValidationExceptionReason,
        /// Every finding, or as many as [`Findings`] lists.
        errors: Vec<FieldError>,
    },
}

/// Which modelled error it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ErrorKind {
    /// `AccessDeniedException`
    AccessDenied,
    /// `ConflictException`
    Conflict,
    /// `InternalServerException`
    InternalServer,
    /// `ResourceNotFoundException`
    ResourceNotFound,
    /// `ServiceQuotaExceededException`
    ServiceQuotaExceeded,
    /// `ThrottlingException`
    Throttling,
    /// `ValidationException`
    Validation,
}

/// One finding of a validation error.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldError {
    /// The member as a dotted path in lower camel case, without list positions:
    /// `project.expectedCustomerSpend.currencyCode`.
    pub field_name: Option<String>,
    /// What is wrong; never with the value itself.
    pub message: String,
    /// The model's code for it.
    pub code: ValidationExceptionErrorCode,
}

impl FieldError {
    /// A finding on one member.
    pub fn new(
        field_name: impl Into<String>,
        code: ValidationExceptionErrorCode,
        message: impl Into<String>,
    ) -> Self {
        Self {
            field_name: Some(field_name.into()),
            message: message.into(),
            code,
        }
    }

    /// A finding on the request as a whole.
    pub fn general(code: ValidationExceptionErrorCode, message: impl Into<String>) -> Self {
        Self {
            field_name: None,
            message: message.into(),
            code,
        }
    }
}

impl Error {
    /// The caller may not do this.
    pub fn access_denied(message: impl Into<String>) -> Self {
        Self::AccessDenied {
            message: message.into(),
            reason: None,
        }
    }

    /// The request conflicts with the current state.
    pub fn conflict(message: impl Into<String>) -> Self {
        Self::Conflict {
            message: message.into(),
        }
    }

    /// The service failed; the cause goes to the log, not here.
    pub fn internal() -> Self {
        Self::InternalServer {
            message: "An internal error occurred.".to_owned(),
        }
    }

    /// The caller has no such resource.
    pub fn not_found(message: impl Into<String>) -> Self {
        Self::ResourceNotFound {
            message: message.into(),
        }
    }

    /// A limit on the number of resources is reached.
    pub fn quota_exceeded(message: impl Into<String>) -> Self {
        Self::ServiceQuotaExceeded {
            message: message.into(),
        }
    }

    /// Too many requests.
    pub fn throttling(message: impl Into<String>, retry_after: Option<Duration>) -> Self {
        Self::Throttling {
            message: message.into(),
            retry_after,
        }
    }

    /// The request violates constraints of the model.
    pub fn request(findings: impl Into<Findings>) -> Self {
        let reason = ValidationExceptionReason::RequestValidationFailed;
        Self::validation(reason, findings.into())
    }

    /// The request violates rules of the service.
    pub fn business(findings: impl Into<Findings>) -> Self {
        let reason = ValidationExceptionReason::BusinessValidationFailed;
        Self::validation(reason, findings.into())
    }

    fn validation(reason: ValidationExceptionReason, findings: Findings) -> Self {
        let (errors, more) = findings.into_parts();
        Self::Validation {
            message: summary(&errors, more),
            reason,
            errors,
        }
    }

    /// Which error this is.
    pub const fn kind(&self) -> ErrorKind {
        match self {
            Self::AccessDenied { .. } => ErrorKind::AccessDenied,
            Self::Conflict { .. } => ErrorKind::Conflict,
            Self::InternalServer { .. } => ErrorKind::InternalServer,
            Self::ResourceNotFound { .. } => ErrorKind::ResourceNotFound,
            Self::ServiceQuotaExceeded { .. } => ErrorKind::ServiceQuotaExceeded,
            Self::Throttling { .. } => ErrorKind::Throttling,
            Self::Validation { .. } => ErrorKind::Validation,
        }
    }

    /// The message for people.
    pub fn message(&self) -> &str {
        match self {
            Self::AccessDenied { message, .. }
            | Self::Conflict { message }
            | Self::InternalServer { message }
            | Self::ResourceNotFound { message }
            | Self::ServiceQuotaExceeded { message }
            | Self::Throttling { message, .. }
            | Self::Validation { message, .. } => message,
        }
    }

    /// The body on the wire.
    pub fn body(&self) -> Value {
        let mut body = body(NAMESPACE, self.kind().name(), self.message());
        match self {
            Self::AccessDenied {
                reason: Some(reason),
                ..
            } => {
                body.insert("Reason".to_owned(), reason.as_str().into());
            }
            Self::Validation { reason, errors, .. } => {
                body.insert("Reason".to_owned(), reason.as_str().into());
                let errors = errors.iter().map(FieldError::body).collect();
                body.insert("ErrorList".to_owned(), errors);
            }
            _ => {}
        }
        body.into()
    }
}

impl ErrorKind {
    /// Every kind.
    pub const ALL: [Self; 7] = [
        Self::AccessDenied,
        Self::Conflict,
        Self::InternalServer,
        Self::ResourceNotFound,
        Self::ServiceQuotaExceeded,
        Self::Throttling,
        Self::Validation,
    ];

    /// The name in the model, in `__type` and in `x-amzn-errortype`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::AccessDenied => "AccessDeniedException",
            Self::Conflict => "ConflictException",
            Self::InternalServer => "InternalServerException",
            Self::ResourceNotFound => "ResourceNotFoundException",
            Self::ServiceQuotaExceeded => "ServiceQuotaExceededException",
            Self::Throttling => "ThrottlingException",
            Self::Validation => "ValidationException",
        }
    }

    /// The HTTP status of the awsJson protocol: 400 for every mistake of the caller.
    pub const fn http_status(self) -> u16 {
        match self {
            Self::InternalServer => 500,
            Self::AccessDenied
            | Self::Conflict
            | Self::ResourceNotFound
            | Self::ServiceQuotaExceeded
            | Self::Throttling
            | Self::Validation => 400,
        }
    }
}

impl FieldError {
    fn body(&self) -> Value {
        json!({ "FieldName": self.field_name, "Message": self.message, "Code": self.code })
    }
}

/// The members that every error body has.
pub(crate) fn body(namespace: &str, name: &str, message: &str) -> Map<String, Value> {
    let members = [
        ("__type", format!("{namespace}#{name}")),
        ("Message", cut(message, LONGEST_MESSAGE)),
    ];
    members
        .into_iter()
        .map(|(member, value)| (member.to_owned(), value.into()))
        .collect()
}

/// Truncates a message to this many bytes.
pub(crate) fn cut(message: &str, most: usize) -> String {
    if message.len() <= most {
        return message.to_owned();
    }
    let end = message.floor_char_boundary(most);
    format!("{}…", message.get(..end).unwrap_or_default())
}

/// The findings in one text; `unlisted` is the number of further findings.
fn summary(errors: &[FieldError], unlisted: usize) -> String {
    let mut summary = match errors.len() + unlisted {
        0 => return "The request is not valid.".to_owned(),
        1 => "1 validation error: ".to_owned(),
        count => format!("{count} validation errors: "),
    };
    for (position, error) in errors.iter().enumerate() {
        if position > 0 {
            summary.push_str("; ");
        }
        if let Some(field_name) = &error.field_name {
            summary.push_str(field_name);
            summary.push_str(": ");
        }
        summary.push_str(error.code.as_str());
        summary.push_str(": ");
        summary.push_str(&error.message);
    }
    if unlisted > 0 {
        // Writing to a string cannot fail.
        let listed = errors.len();
        let _ = write!(
            summary,
            "; and {unlisted} more; ErrorList has the first {listed}"
        );
    }
    summary
}
