//! The modelled exceptions by their names, as fault rules inject them.

use std::time::Duration;

use cosell_api::types::{AccessDeniedExceptionErrorCode, ValidationExceptionErrorCode};
use cosell_api::{Error as ApiError, ErrorKind, FieldError};

/// The message that the caller reads.
const MESSAGE: &str = "A fault rule asked for this failure.";

/// How long a caller that a fault rule throttled should wait before it retries.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// The modelled exception of this name, as an operation would return it. The name of a reason is
/// that of an `AccessDeniedException` with it.
pub(crate) fn named(name: &str) -> Option<ApiError> {
    if let Some(reason) = AccessDeniedExceptionErrorCode::from_wire(name) {
        return Some(ApiError::AccessDenied {
            message: MESSAGE.to_owned(),
            reason: Some(reason),
        });
    }
    let kind = ErrorKind::ALL
        .into_iter()
        .find(|kind| kind.name() == name)?;
    Some(match kind {
        ErrorKind::AccessDenied => ApiError::access_denied(MESSAGE),
        ErrorKind::Conflict => ApiError::conflict(MESSAGE),
        ErrorKind::InternalServer => ApiError::internal(),
        ErrorKind::ResourceNotFound => ApiError::not_found(MESSAGE),
        ErrorKind::ServiceQuotaExceeded => ApiError::quota_exceeded(MESSAGE),
        ErrorKind::Throttling => ApiError::throttling(MESSAGE, Some(RETRY_AFTER)),
        ErrorKind::Validation => ApiError::business(vec![FieldError::general(
            ValidationExceptionErrorCode::ActionNotPermitted,
            MESSAGE,
        )]),
    })
}
