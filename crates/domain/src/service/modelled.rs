//! The closed set of errors of an operation: no client has code for an error that its model does
//! not list.
//!
//! An operation that refuses otherwise has a bug, which ends a debug build. A release build answers
//! with the error that every operation has and tells the operator.

use cosell_api::types::ValidationExceptionErrorCode as Code;
use cosell_api::{Error as ApiError, FieldError, Operation};

use crate::Error;

/// The refusal as the operation's model lets it be.
pub(super) fn modelled<O: Operation>(error: Error) -> Error {
    let Error::Refused { error, rules } = error else {
        return error;
    };
    if O::META.errors.contains(&error.kind()) {
        return Error::Refused { error, rules };
    }
    let (operation, name) = (O::META.name, error.kind().name());
    debug_assert!(false, "{operation} has no {name}: {error}");
    tracing::error!(
        operation,
        error = name,
        "refused with an error that is not modelled"
    );
    let error = as_finding(error);
    Error::Refused { error, rules }
}

/// A refusal by the state of things as a finding; what is none of these stays.
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
    fn what_every_operation_may_answer_is_all_that_is_left() {
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
