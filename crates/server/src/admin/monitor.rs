//! How long health and metrics wait for the store, those that are sent by OTLP included.
//!
//! A request waits long for a database that does not answer, because it may come back in time. A
//! monitor asks again anyway, and gives up earlier: Prometheus after ten seconds, the probes of the
//! Helm chart after five. It should learn that the store does not answer.

use std::time::Duration;

use cosell_store::Error;
use cosell_world::machine;

/// Less than `FLUSH` of `otlp/exporter.rs`, in which the last metrics are read and sent.
pub(super) const STORE_TIMEOUT: Duration = Duration::from_secs(2);

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
