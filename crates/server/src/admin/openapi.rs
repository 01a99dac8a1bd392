//! `GET /_cosell/openapi.json`: the pages as an `OpenAPI` document, made of the table of pages.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use cosell_admin_api::pages::ShowOpenapi;
use serde_json::Value;

use super::{Answers, Context};
use crate::refusal::Refusal;

static DOCUMENT: LazyLock<BTreeMap<String, Value>> =
    LazyLock::new(|| cosell_admin_api::openapi::document().into_iter().collect());

impl Answers for ShowOpenapi {
    async fn answer(self, _: Context<'_>) -> Result<BTreeMap<String, Value>, Refusal> {
        Ok(DOCUMENT.clone())
    }
}
