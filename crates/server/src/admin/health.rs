//! `GET /_cosell/health`: the server answers, and can read its store.
//!
//! ```json
//! {"status": "ok", "version": "0.1.0", "store": "sqlite:cosell.sqlite", "uptime_seconds": 12}
//! ```
//!
//! A stranger sees the status alone: where the data are and what runs here is shown to administrators.
//!
//! The store is read once, by key. When that fails the answer has status 503 and says
//! `"status": "unavailable"`; why, only the log says.

use hyper::StatusCode;
use serde_json::{Value, json};

use super::Visitor;
use crate::pipeline::Front;
use crate::refusal::Refusal;

/// The id of no task: looking for it reads a table and brings nothing.
const NOBODY: &str = "health";

pub(super) async fn page(front: &Front, visitor: Visitor<'_>) -> Result<Value, Refusal> {
    match front.service.task(NOBODY).await {
        Ok(_) => Ok(document(front, visitor, "ok")),
        Err(error) => Err(Refusal {
            failure: Refusal::from(error).failure,
            ..Refusal::plain(
                StatusCode::SERVICE_UNAVAILABLE,
                "Unavailable",
                document(front, visitor, "unavailable"),
            )
        }),
    }
}

fn document(front: &Front, visitor: Visitor<'_>, status: &str) -> Value {
    if visitor.name.is_none() {
        return json!({ "status": status });
    }
    json!({
        "status": status,
        "version": env!("CARGO_PKG_VERSION"),
        "store": front.store,
        "uptime_seconds": front.started.elapsed().as_secs(),
    })
}
