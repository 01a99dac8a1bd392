//! Notifies the service manager of what the server does: `sd_notify(3)`.
//!
//! A manager such as systemd passes the path of a socket in `NOTIFY_SOCKET`. Without the variable
//! nothing happens. The server does not depend on the manager: a notification that cannot be sent
//! is a line of the log, and one that the manager does not read is waited for a second.

use std::time::Duration;

use cosell_world::machine;
use sd_notify::NotifyState;

use crate::aside;

/// Names the socket. A child must not get the variable, or it could speak for the server.
pub(crate) const VARIABLE: &str = "NOTIFY_SOCKET";

/// How long a manager may take to read what was sent to it before.
const LIMIT: Duration = Duration::from_secs(1);

/// The server answers, at the start or after a reload.
pub(crate) async fn ready() {
    send(vec![NotifyState::Ready]).await;
}

/// The configuration is being read again. [`ready`] must follow.
pub(crate) async fn reloading() {
    // In one message: units of `Type=notify-reload` require the time.
    let now = machine::monotonic().as_micros().try_into();
    let now = NotifyState::MonotonicUsec(now.unwrap_or(i128::MAX));
    send(vec![NotifyState::Reloading, now]).await;
}

/// The server stops.
pub(crate) async fn stopping() {
    send(vec![NotifyState::Stopping]).await;
}

async fn send(states: Vec<NotifyState<'static>>) {
    if std::env::var_os(VARIABLE).is_none() {
        return;
    }
    // A socket whose queue is full blocks the thread that sends.
    let sent = match aside::start("notify", move || sd_notify::notify(&states)) {
        Ok(sent) => sent,
        Err(error) => return failed(&error),
    };
    match machine::timeout(LIMIT, sent).await {
        Ok(Ok(Ok(()))) => {}
        Ok(Ok(Err(error))) => failed(&error),
        Ok(Err(_)) => failed(&"the thread that sends panicked"),
        Err(_) => failed(&"the service manager does not read it"),
    }
}

fn failed(error: &dyn std::fmt::Display) {
    tracing::warn!(%error, "could not notify the service manager");
}
