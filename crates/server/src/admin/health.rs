//! `GET /_cosell/health`: the server answers, can use its store, and all of its loops run.
//!
//! ```json
//! {"status": "ok", "version": "0.1.0", "store": "sqlite:cosell.sqlite", "uptime_seconds": 12,
//!  "loops": {}}
//! ```
//!
//! A stranger sees the status alone: where the data are and what runs here is shown to administrators.
//!
//! The store is read once, by key, and written to if it refused the last write. When that fails, or a
//! loop does not run, the answer has status 503 and says `"status": "unavailable"`; why, only the log
//! says. When a loop panicked and runs again, it says `"status": "degraded"` until the process ends.
//! `loops` holds those that panicked, each with `running` and `restarts`.

use cosell_supervisor::Report;
use cosell_world::machine;
use hyper::StatusCode;
use serde_json::{Map, Value, json};

use super::Visitor;
use crate::pipeline::Front;
use crate::refusal::Refusal;

/// The id of no task: looking for it reads a table and brings nothing.
const NOBODY: &str = "health";

pub(super) async fn page(front: &Front, visitor: Visitor<'_>) -> Result<Value, Refusal> {
    let failure = match front.service.task(NOBODY).await {
        Ok(_) => None,
        Err(error) => Some(Refusal::from(error).failure),
    };
    let writes = front.service.takes_writes().await;
    let loops = front.service.supervisor().reports();
    if failure.is_some() || !writes || loops.iter().any(|report| report.down) {
        return Err(Refusal {
            failure: failure.flatten(),
            ..Refusal::plain(
                StatusCode::SERVICE_UNAVAILABLE,
                "Unavailable",
                document(front, visitor, "unavailable", &loops),
            )
        });
    }
    let status = if loops.is_empty() { "ok" } else { "degraded" };
    Ok(document(front, visitor, status, &loops))
}

fn document(front: &Front, visitor: Visitor<'_>, status: &str, loops: &[Report]) -> Value {
    if visitor.name.is_none() {
        return json!({ "status": status });
    }
    let loops = loops.iter().map(|report| {
        let state = json!({ "running": !report.down, "restarts": report.restarts });
        (report.of.name().to_owned(), state)
    });
    json!({
        "status": status,
        "version": env!("CARGO_PKG_VERSION"),
        "store": front.store,
        "uptime_seconds": machine::elapsed(front.started).as_secs(),
        "loops": loops.collect::<Map<_, _>>(),
    })
}
