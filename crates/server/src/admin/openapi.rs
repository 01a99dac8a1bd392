//! `GET /_cosell/openapi.json`: the `OpenAPI` document, generated from the table of pages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use cosell_admin_api::pages::ShowOpenapi;
use serde_json::Value;

use super::{Context, Handler};
use crate::refusal::Refusal;

static DOCUMENT: LazyLock<BTreeMap<String, Value>> =
    LazyLock::new(|| cosell_admin_api::openapi::document().into_iter().collect());

impl Handler for ShowOpenapi {
    async fn handle(self, _: Context<'_>) -> Result<BTreeMap<String, Value>, Refusal> {
        Ok(DOCUMENT.clone())
    }
}
