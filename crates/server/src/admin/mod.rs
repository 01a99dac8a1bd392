//! The administration API under `/_cosell/`: JSON, for operators and for this program's own
//! commands. The root's page is in the same form.
//!
//! It asks for a token where the operator set one; without one it is open to whoever can reach it,
//! which in mode `open` are the programs of this machine. What changes something is remembered in
//! the audit log.

mod audit;
mod clock;
mod faults;
mod health;
mod identity;
mod index;
mod metrics;
mod page_key;
mod quotas;
mod tasks;

use bytes::Bytes;
use hyper::{Method, StatusCode};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::pipeline::Front;
use crate::query::Query;
use crate::refusal::Refusal;
use crate::reply::{self, Reply};

pub(crate) use audit::Visitor;

/// What the paths of this API begin with.
pub(crate) const PREFIX: &str = "/_cosell/";

/// A page of this API.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Page<'a> {
    /// The root, which is not under the prefix.
    Index,
    Health,
    Metrics,
    Audit {
        query: Option<&'a str>,
    },
    Quotas {
        query: Option<&'a str>,
    },
    Clock,
    SetClock,
    AdvanceClock,
    Faults,
    AddFault,
    RemoveFaults,
    RemoveFault {
        /// The rule's id, as the path has it.
        id: &'a str,
    },
    Tasks {
        query: Option<&'a str>,
    },
    Task {
        /// The task's id or ARN, as the path has it.
        id: &'a str,
    },
    RestartTask {
        id: &'a str,
    },
    RotatePageKey,
    Identity(identity::Page<'a>),
}

impl Page<'_> {
    /// The name in the log.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Index => "index",
            Self::Health => "_cosell/health",
            Self::Metrics => "_cosell/metrics",
            Self::Audit { .. } => "_cosell/audit",
            Self::Quotas { .. } => "_cosell/quotas",
            Self::Clock | Self::SetClock | Self::AdvanceClock => "_cosell/clock",
            Self::Faults | Self::AddFault | Self::RemoveFaults | Self::RemoveFault { .. } => {
                "_cosell/faults"
            }
            Self::Identity(page) => page.name(),
            Self::RotatePageKey => "_cosell/page-key",
            Self::Tasks { .. } | Self::Task { .. } | Self::RestartTask { .. } => "_cosell/tasks",
        }
    }
}

/// Finds a page by its path behind the prefix, and what is asked of it.
pub(crate) fn find<'a>(
    method: &Method,
    path: &'a str,
    query: Option<&'a str>,
) -> Result<Page<'a>, Refusal> {
    let reads = matches!(*method, Method::GET | Method::HEAD);
    if let Some(page) = identity::find(method, path, query) {
        return page.map(Page::Identity);
    }
    let page = match (path.split_once('/'), method.as_str()) {
        (None, _) if path == "health" && reads => Page::Health,
        (None, _) if path == "metrics" && reads => Page::Metrics,
        (None, _) if path == "audit" && reads => Page::Audit { query },
        (None, _) if path == "quotas" && reads => Page::Quotas { query },
        (None, _) if path == "tasks" && reads => Page::Tasks { query },
        (Some(("tasks", id)), _) if !id.is_empty() && reads => Page::Task { id },
        (Some(("tasks", id)), "POST") if id.ends_with(tasks::RESTART) => Page::RestartTask { id },
        (Some(("page-key", "rotate")), "POST") => Page::RotatePageKey,
        (None, _) if path == "clock" && reads => Page::Clock,
        (None, "PUT") if path == "clock" => Page::SetClock,
        (Some(("clock", "advance")), "POST") => Page::AdvanceClock,
        (None, _) if path == "faults" && reads => Page::Faults,
        (None, "POST") if path == "faults" => Page::AddFault,
        (None, "DELETE") if path == "faults" => Page::RemoveFaults,
        (Some(("faults", id)), "DELETE") if !id.is_empty() => Page::RemoveFault { id },
        (None, _)
            if matches!(
                path,
                "health" | "metrics" | "audit" | "quotas" | "tasks" | "clock" | "faults"
            ) =>
        {
            return Err(not_allowed());
        }
        (Some(("tasks" | "faults", id)), _) if !id.is_empty() => return Err(not_allowed()),
        (Some(("clock", "advance") | ("page-key", "rotate")), _) => return Err(not_allowed()),
        _ => return Err(not_found("There is no such page.")),
    };
    Ok(page)
}

/// Answers for a page.
pub(crate) async fn answer(
    front: &Front,
    visitor: Visitor<'_>,
    page: Page<'_>,
    body: &Bytes,
) -> Result<Reply, Refusal> {
    if page == Page::Metrics {
        return Ok(metrics::page(front).await);
    }
    let doing = perform(front, visitor, page, body);
    let document = audit::audited(front, visitor, page, doing).await?;
    Ok(reply::document(&document))
}

/// Does what a page does, and answers with what it shows then.
async fn perform(
    front: &Front,
    visitor: Visitor<'_>,
    page: Page<'_>,
    body: &Bytes,
) -> Result<Value, Refusal> {
    Ok(match page {
        Page::Index => index::page(visitor),
        Page::Health => health::page(front, visitor).await?,
        // Not JSON; it is answered before.
        Page::Metrics => Value::Null,
        Page::Audit { query } => audit::page(front, query).await?,
        Page::Quotas { query } => quotas::page(front, query)?,
        Page::Tasks { query } => tasks::list(front, query).await?,
        Page::Task { id } => tasks::page(front, id).await?,
        Page::RestartTask { id } => tasks::restart(front, id).await?,
        Page::Identity(page) => identity::answer(front, page, body).await?,
        Page::RotatePageKey => page_key::rotate(front).await?,
        Page::Clock => clock::page(front),
        Page::SetClock => clock::set(front, body)?,
        Page::AdvanceClock => clock::advance(front, body).await?,
        Page::Faults => faults::page(front),
        Page::AddFault => faults::add(front, body)?,
        Page::RemoveFaults => faults::clear(front),
        Page::RemoveFault { id } => faults::remove(front, id)?,
    })
}

/// How many things a page of a list is to have.
fn limit(query: &Query, usual: usize, most: usize) -> Result<usize, Refusal> {
    let Some(text) = query.get("limit") else {
        return Ok(usual);
    };
    let limit = text.parse().ok().filter(|limit| (1..=most).contains(limit));
    limit.ok_or_else(|| invalid(&format!("limit is 1 to {most}.")))
}

/// Reads the JSON that a page is sent, in which every member is there once.
fn read<T: DeserializeOwned>(body: &Bytes) -> Result<T, Refusal> {
    cosell_auth::json::read(body).map_err(|error| invalid(&error.to_string()))
}

fn invalid(message: &str) -> Refusal {
    let body = error("Invalid", message);
    Refusal::plain(StatusCode::BAD_REQUEST, "Invalid", body)
}

fn conflict(message: &str) -> Refusal {
    let body = error("Conflict", message);
    Refusal::plain(StatusCode::CONFLICT, "Conflict", body)
}

fn not_allowed() -> Refusal {
    let message = "This page does not take this method.";
    let body = error("MethodNotAllowed", message);
    Refusal::plain(StatusCode::METHOD_NOT_ALLOWED, "MethodNotAllowed", body)
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
