//! What an error of PostgreSQL means for a transaction, and how it reads in one line.

use std::error::Error as _;
use std::io;

use tokio_postgres::error::{Severity, SqlState};

use crate::Error;

/// Classifies the error of a statement by what it means for the transaction.
pub(super) fn classify(error: &tokio_postgres::Error) -> Error {
    let Some(refused) = error.as_db_error() else {
        // Not sent or not answered, or a parameter that does not match its column.
        return if error.is_closed() || error.source().is_some_and(is_io) {
            Error::Unavailable(describe(error))
        } else {
            Error::Statement(describe(error))
        };
    };
    let code = refused.code();
    if [
        SqlState::T_R_SERIALIZATION_FAILURE,
        SqlState::T_R_DEADLOCK_DETECTED,
        // A guarded statement that changed nothing: see `join`.
        SqlState::DIVISION_BY_ZERO,
    ]
    .contains(code)
    {
        return Error::Conflict;
    }
    if *code == SqlState::LOCK_NOT_AVAILABLE {
        return Error::Locked(describe(error));
    }
    if *code == SqlState::UNIQUE_VIOLATION {
        return Error::Duplicate;
    }
    // Classes of SQLSTATE: connection, resources, operator, system; and a server that has become a
    // standby.
    let transient = ["08", "53", "57", "58"]
        .iter()
        .any(|class| code.code().starts_with(class));
    if transient
        || *code == SqlState::READ_ONLY_SQL_TRANSACTION
        || *code == SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT
    {
        return Error::Unavailable(describe(error));
    }
    Error::Statement(describe(error))
}

fn is_io(error: &(dyn std::error::Error + 'static)) -> bool {
    error.is::<io::Error>()
}

/// Whether an error of `COMMIT` says for certain that nothing happened. A connection that is
/// terminated while it waits for a standby has committed already, and no code of its own says so.
pub(super) fn is_refusal(error: &tokio_postgres::Error) -> bool {
    error.as_db_error().is_some_and(|refused| {
        let ends = matches!(
            refused.parsed_severity(),
            None | Some(Severity::Fatal | Severity::Panic)
        );
        !ends && !refused.code().code().starts_with("08")
    })
}

/// The error in one line; the driver's own text omits the server's message.
pub(super) fn describe(error: &tokio_postgres::Error) -> String {
    match (error.as_db_error(), error.source()) {
        (Some(refused), _) => format!("{} ({})", refused.message(), refused.code().code()),
        (None, Some(source)) => format!("{error}: {source}"),
        (None, None) => error.to_string(),
    }
}
