//! `GET /`: what answers here, for those who look with a browser or curl. Its version is shown to
//! administrators alone.
//!
//! ```json
//! {"product": "cosell", "version": "0.1.0", "health": "/_cosell/health"}
//! ```

use serde_json::{Value, json};

use super::Visitor;

pub(super) fn page(visitor: Visitor<'_>) -> Value {
    let mut page = json!({
        "product": "cosell",
        "health": "/_cosell/health",
    });
    if visitor.name.is_some() {
        page["version"] = env!("CARGO_PKG_VERSION").into();
    }
    page
}
