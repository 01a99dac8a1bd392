//! `GET /_cosell/health`: the server answers, and can read its store.
//!
//! ```json
//! {"status": "ok", "version": "0.1.0", "store": "sqlite:cosell.sqlite", "uptime_seconds": 12}
//! ```
//!
//! The store is read once, by key. When that fails the answer has status 503 and says
//! `"status": "unavailable"`; why, only the log says.

use hyper::StatusCode;
use serde_json::{Value, json};

use crate::pipeline::Front;
use crate::refusal::Refusal;

/// The id of no task: looking for it reads a table and brings nothing.
const NOBODY: &str = "health";

pub(super) async fn page(front: &Front) -> Result<Value, Refusal> {
    match front.service.task(NOBODY).await {
        Ok(_) => Ok(document(front, "ok")),
        Err(error) => Err(Refusal {
            failure: Refusal::from(error).failure,
            ..Refusal::plain(
                StatusCode::SERVICE_UNAVAILABLE,
                "Unavailable",
                document(front, "unavailable"),
            )
        }),
    }
}

fn document(front: &Front, status: &str) -> Value {
    json!({
        "status": status,
        "version": env!("CARGO_PKG_VERSION"),
        "store": front.store,
        "uptime_seconds": front.started.elapsed().as_secs(),
    })
}
