//! `GET /`: what answers here, for those who look with a browser or curl.
//!
//! ```json
//! {"product": "cosell", "version": "0.1.0", "docs": "https://…", "health": "/_cosell/health"}
//! ```

use serde_json::{Value, json};

pub(super) fn page() -> Value {
    json!({
        "product": "cosell",
        "version": env!("CARGO_PKG_VERSION"),
        "docs": env!("CARGO_PKG_REPOSITORY"),
        "health": "/_cosell/health",
    })
}
