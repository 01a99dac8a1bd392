//! How an operation fails: a refusal is for the caller, a failure of the store is for the operator.

use cosell_api::types::ValidationExceptionErrorCode;
use cosell_api::wire::DecodeError;
use cosell_api::{DateTime, FieldError};

use crate::rule::{Finding, Rule};

/// What the owner of a job reads when it failed over something stored that is damaged.
pub(crate) const DAMAGED: &str = "The job failed for an internal reason.";

/// Why an operation did not succeed.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The response is a modelled error; `rules` has the ids of the rules that refused the request,
    /// if rules did.
    #[error("{error}")]
    Refused {
        error: cosell_api::Error,
        rules: Vec<&'static str>,
    },
    /// The store failed. The response says no more than that.
    #[error("the store failed")]
    Store(#[from] cosell_store::Error),
    /// Nothing happened, because the caller was authenticated with an older version of identities.
    /// The caller must be authenticated again, and the operation run again.
    #[error("identities changed after the caller was authenticated; authenticate the caller again")]
    Stale { version: i64 },
}

/// How a call fails.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The request body does not decode to the operation's input.
    #[error("{}", .0.name())]
    Decode(#[from] DecodeError),
    /// The operation refused or failed.
    #[error(transparent)]
    Operation(#[from] Error),
    /// A fault rule drops the connection without a response.
    #[error("fault injected: the connection is dropped")]
    Dropped,
}

impl From<cosell_api::Error> for Error {
    fn from(error: cosell_api::Error) -> Self {
        Self::Refused {
            error,
            rules: Vec::new(),
        }
    }
}

impl Error {
    /// The error of a caller of the store, for work of the service's own: nobody there could be
    /// refused.
    pub(crate) fn into_store(self) -> cosell_store::Error {
        match self {
            Self::Store(error) => error,
            refused => cosell_store::Error::Document(refused.to_string()),
        }
    }

    /// A refusal by one rule, with an error other than a list of findings.
    pub fn ruled(rule: &'static Rule, error: cosell_api::Error) -> Self {
        Self::Refused {
            error,
            rules: vec![rule.id],
        }
    }

    /// Whether this rule is among those that refused the request.
    pub(crate) fn is_by(&self, rule: &Rule) -> bool {
        matches!(self, Self::Refused { rules, .. } if rules.contains(&rule.id))
    }

    /// A refusal that lists these findings. `Ok` when there are none.
    pub fn unless_empty(findings: Vec<Finding>) -> Result<(), Self> {
        if findings.is_empty() {
            return Ok(());
        }
        let rules = findings.iter().map(|finding| finding.rule.id).collect();
        let errors: Vec<FieldError> = findings
            .into_iter()
            .map(Finding::into_field_error)
            .collect();
        Err(Self::Refused {
            error: cosell_api::Error::business(errors),
            rules,
        })
    }

    /// The resource does not exist, or the caller may not see it: both errors are the same.
    pub fn not_found(identifier: &str) -> Self {
        absent(identifier).into()
    }

    /// The same error, because of a rule.
    pub fn not_found_by(rule: &'static Rule, identifier: &str) -> Self {
        Self::ruled(rule, absent(identifier))
    }

    /// A member of the request has a wrong value that its pattern allows.
    pub fn invalid(field_name: &str, message: impl Into<String>) -> Self {
        let code = ValidationExceptionErrorCode::InvalidValue;
        cosell_api::Error::request(vec![FieldError::new(field_name, code, message)]).into()
    }

    /// The request conflicts with the current state.
    pub fn conflict(message: impl Into<String>) -> Self {
        cosell_api::Error::conflict(message).into()
    }

    /// The error that the caller reads, if this is a refusal.
    pub fn refused(&self) -> Option<&cosell_api::Error> {
        match self {
            Self::Refused { error, .. } => Some(error),
            Self::Store(_) | Self::Stale { .. } => None,
        }
    }
}

fn absent(identifier: &str) -> cosell_api::Error {
    let message =
        format!("Resource with Identifier {identifier} does not exist or is not accessible");
    cosell_api::Error::not_found(message)
}

/// A stored document cannot be read: the row is damaged, and the request is not at fault.
pub(crate) fn unreadable(error: &serde_json::Error) -> cosell_store::Error {
    cosell_store::Error::Document(error.to_string())
}

/// The document of this row cannot be read.
pub(crate) fn damaged(table: &str, key: &str, error: &serde_json::Error) -> cosell_store::Error {
    cosell_store::Error::Document(format!("{table} {key:?}: {error}"))
}

/// Reads a stored document.
pub(crate) fn read_document<'a, T: serde::Deserialize<'a>>(text: &'a str) -> Result<T, Error> {
    serde_json::from_str(text).map_err(|error| unreadable(&error).into())
}

/// Writes a document for the store.
pub(crate) fn write_document<T: serde::Serialize>(document: &T) -> Result<String, Error> {
    serde_json::to_string(document).map_err(|error| unreadable(&error).into())
}

/// An instant as responses write it.
pub(crate) fn instant(millis: i64) -> DateTime {
    DateTime::from_millis(millis)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::Evidence;

    static RULE: Rule = Rule {
        id: "test.rule",
        evidence: Evidence::Inferred,
        says: "Nothing is right.",
    };

    #[test]
    fn findings_of_rules_are_bounded_like_those_of_the_model() {
        for (count, length) in [(100_000, 10), (10, 1 << 20)] {
            let message = "x".repeat(length);
            let code = ValidationExceptionErrorCode::InvalidValue;
            let finding = || Finding::new(&RULE, "catalog", code, message.clone());
            let findings = (0..count).map(|_| finding()).collect();
            let Err(Error::Refused { error, rules }) = Error::unless_empty(findings) else {
                panic!("a refusal");
            };
            let size = error.body().to_string().len();
            assert!(size < 64 << 10, "{size} bytes");
            let start = format!("{count} validation errors");
            assert!(error.message().starts_with(&start), "{}", error.message());
            assert!(!rules.is_empty());
        }
    }
}
