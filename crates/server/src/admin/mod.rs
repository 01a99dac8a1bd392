//! The administration API under `/_cosell/`: JSON, for operators and for this program's own
//! commands.
//!
//! It is open to whoever can reach it, as the rest of the server is; that is why the server listens
//! on loopback only.

mod health;
mod tasks;

use hyper::{Method, StatusCode};
use serde_json::{Value, json};

use crate::pipeline::Front;
use crate::refusal::Refusal;
use crate::reply::{self, Reply};

/// What the paths of this API begin with.
pub(crate) const PREFIX: &str = "/_cosell/";

/// A page of this API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page<'a> {
    Health,
    Task {
        /// The task's id or ARN, as the path has it.
        id: &'a str,
    },
}

impl Page<'_> {
    /// The name in the log.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Health => "_cosell/health",
            Self::Task { .. } => "_cosell/tasks",
        }
    }
}

/// Finds a page by its path behind the prefix.
pub(crate) fn find<'a>(method: &Method, path: &'a str) -> Result<Page<'a>, Refusal> {
    let page = match path.split_once('/') {
        None if path == "health" => Page::Health,
        Some(("tasks", id)) if !id.is_empty() => Page::Task { id },
        _ => return Err(not_found("There is no such page.")),
    };
    if !matches!(*method, Method::GET | Method::HEAD) {
        let body = error("MethodNotAllowed", "This page can only be read.");
        return Err(Refusal::plain(
            StatusCode::METHOD_NOT_ALLOWED,
            "MethodNotAllowed",
            body,
        ));
    }
    Ok(page)
}

/// Answers for a page.
pub(crate) async fn answer(front: &Front, page: Page<'_>) -> Result<Reply, Refusal> {
    let document = match page {
        Page::Health => health::page(front),
        Page::Task { id } => tasks::page(front, id).await?,
    };
    Ok(reply::document(&document))
}

fn not_found(message: &str) -> Refusal {
    Refusal::plain(
        StatusCode::NOT_FOUND,
        "NotFound",
        error("NotFound", message),
    )
}

fn error(name: &str, message: &str) -> Value {
    json!({ "error": name, "message": message })
}
