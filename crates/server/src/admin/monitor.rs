//! How long health and metrics wait for the store, those that are sent by OTLP included.
//!
//! A request waits long for a database that does not answer, because it may come back in time. A
//! monitor asks again anyway, and gives up earlier: Prometheus after ten seconds, the probes of the
//! Helm chart after five. It should learn that the store does not answer. A store that is being
//! replaced is not waited for, and is up unless that takes long.

use std::sync::Arc;
use std::time::Duration;

use cosell_store::Error;
use cosell_world::machine;

use crate::spaces::{Space, Spaces};

/// Less than `FLUSH` of `otlp/exporter.rs`, in which the last metrics are read and sent.
const STORE_TIMEOUT: Duration = Duration::from_secs(2);

/// Returns what the store answers, or `Unavailable` after the timeout.
pub(super) async fn in_time<T, E: From<Error>>(
    read: impl Future<Output = Result<T, E>>,
) -> Result<T, E> {
    let answered = machine::timeout(STORE_TIMEOUT, read).await;
    answered.unwrap_or_else(|_| {
        let seconds = STORE_TIMEOUT.as_secs();
        Err(Error::Unavailable(format!("the store did not answer within {seconds} s")).into())
    })
}

/// Returns what a store answers, or whether it counts as up, if it is being replaced or was closed
/// before it could answer.
pub(super) async fn unless_replaced<T>(
    (spaces, space): (&Spaces, &Arc<Space>),
    read: impl Future<Output = T>,
    has_failed: impl FnOnce(&T) -> bool,
) -> Result<T, bool> {
    if let Some(held) = space.held_for() {
        return Err(held < STORE_TIMEOUT);
    }
    let answered = read.await;
    if has_failed(&answered) && spaces.check_current(space).is_err() {
        return Err(true);
    }
    Ok(answered)
}
