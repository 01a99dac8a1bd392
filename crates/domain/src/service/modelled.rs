//! The closed set of errors of an operation: no client has code for an error that its model does
//! not list.
//!
//! An operation that returns another error has a bug, which panics in a debug build. A release
//! build responds with an error that every operation has and logs the bug.

use cosell_api::types::ValidationExceptionErrorCode as Code;
use cosell_api::{Error as ApiError, FieldError, OperationMeta};

use crate::Error;

/// Converts a refusal to an error that the operation's model lists.
pub(super) fn modelled(meta: &OperationMeta, error: Error) -> Error {
    let Error::Refused { error, rules } = error else {
        return error;
    };
    if meta.errors.contains(&error.kind()) {
        return Error::Refused { error, rules };
    }
    let (operation, name) = (meta.name, error.kind().name());
    debug_assert!(false, "{operation} has no {name}: {error}");
    tracing::error!(
        operation,
        error = name,
        "operation returned an error that its model does not list"
    );
    let error = as_finding(error);
    Error::Refused { error, rules }
}

/// Converts a conflict, a quota or a missing resource to a finding; any other error stays.
pub(crate) fn as_finding(error: ApiError) -> ApiError {
    match error {
        ApiError::Conflict { message }
        | ApiError::ServiceQuotaExceeded { message }
        | ApiError::ResourceNotFound { message } => ApiError::business(vec![FieldError::general(
            Code::InvalidResourceState,
            message,
        )]),
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use cosell_api::ErrorKind;

    use super::*;
    use crate::operations::OPERATIONS;

    #[test]
    fn only_errors_that_every_operation_has_are_left() {
        for error in [
            ApiError::conflict("twice"),
            ApiError::quota_exceeded("full"),
            ApiError::not_found("gone"),
            ApiError::access_denied("no"),
            ApiError::throttling("slow", None),
            ApiError::internal(),
            ApiError::business(Vec::new()),
        ] {
            let kind = as_finding(error.clone()).kind();
            for entry in OPERATIONS {
                let name = entry.meta.name;
                assert!(entry.meta.errors.contains(&kind), "{error} of {name}");
            }
        }
        let full = as_finding(ApiError::quota_exceeded("It is full."));
        assert_eq!(full.kind(), ErrorKind::Validation);
        assert!(full.message().contains("It is full."));
    }
}
