//! `GET /_cosell/health`: the server answers.
//!
//! ```json
//! {"status": "ok", "version": "0.1.0", "store": "sqlite:cosell.sqlite", "uptime_seconds": 12}
//! ```

use serde_json::{Value, json};

use crate::pipeline::Front;

pub(super) fn page(front: &Front) -> Value {
    json!({
        "status": "ok",
        "version": env!("CARGO_PKG_VERSION"),
        "store": front.store,
        "uptime_seconds": front.started.elapsed().as_secs(),
    })
}
