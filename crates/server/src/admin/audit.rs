//! The audit log of administration, and `GET /_cosell/audit`, which shows it, the newest act first.
//! `limit` (50, at most 200) and `next` in the query make pages.
//!
//! ```json
//! {"acts": [
//!   {"number": 12, "time": "2026-11-22T18:32:24.559Z", "peer": "127.0.0.1",
//!    "administrator": "token:5e884898", "act": "fault.add", "target": "faults/3",
//!    "outcome": "DONE"}
//! ], "next_token": null}
//! ```
//!
//! An act is stored before it is done, and what came of it afterwards; when it cannot be stored it
//! is not done. `outcome` is `DONE`, the name of the error that refused it, or `BEGUN` when the
//! process ended, or the administrator left, before that was known. Time is true time. The newest
//! 100,000 acts are kept. What was sent with a request is not in the log, since it may be a secret.
//!
//! A page that changes something has its act in [`Page::act`]; nothing else is to be done for it.

use cosell_api::DateTime;
use cosell_store::table::audit::{Act as Entry, Beginning};
use serde_json::{Value, json};

use super::Page;
use crate::peer::Peer;
use crate::pipeline::Front;
use crate::query::Query;
use crate::refusal::Refusal;

/// Acts on a page when nothing is said of it, and at most.
const PAGE: usize = 50;
const LONGEST_PAGE: usize = 200;

/// Characters of a target in the log: paths can be long, ids are not.
const LONGEST_TARGET: usize = 120;

/// What a page does, and what to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Act<'a> {
    pub(super) name: &'static str,
    /// What is acted on: the path's first part, and behind it an id where the path has one.
    pub(super) kind: &'static str,
    pub(super) id: Option<&'a str>,
}

/// Who asks for a page, and from where.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Visitor<'a> {
    pub(crate) peer: Peer,
    /// Who administers: the name of a token, or `open`. Strangers have none.
    pub(crate) name: Option<&'a str>,
}

impl<'a> Page<'a> {
    /// What the page does, if it does anything but show.
    fn act(self) -> Option<Act<'a>> {
        let of = |name, kind, id| Some(Act { name, kind, id });
        match self {
            Self::Index
            | Self::Health
            | Self::Metrics
            | Self::Clock
            | Self::Faults
            | Self::Tasks { .. }
            | Self::Task { .. }
            | Self::Quotas { .. }
            | Self::Audit { .. } => None,
            Self::SetClock => of("clock.set", "clock", None),
            Self::AdvanceClock => of("clock.advance", "clock", None),
            Self::AddFault => of("fault.add", "faults", None),
            Self::RemoveFaults => of("fault.remove_all", "faults", None),
            Self::RemoveFault { id } => of("fault.remove", "faults", Some(id)),
            Self::Identity(page) => page.act(),
            Self::RotatePageKey => of("page_key.rotate", "page-key", None),
            Self::RestartTask { id } => {
                let id = id.strip_suffix(super::tasks::RESTART).unwrap_or(id);
                of("task.restart", "tasks", Some(id))
            }
        }
    }
}

impl Act<'_> {
    fn target(self, id: Option<&str>) -> String {
        let Some(id) = id.or(self.id) else {
            return self.kind.to_owned();
        };
        let target = self.kind.chars().chain(['/']).chain(id.chars());
        target.take(LONGEST_TARGET).collect()
    }
}

/// Carries out what a page does, and remembers it.
pub(super) async fn audited(
    front: &Front,
    visitor: Visitor<'_>,
    page: Page<'_>,
    doing: impl Future<Output = Result<Value, Refusal>>,
) -> Result<Value, Refusal> {
    let Some(act) = page.act() else {
        return doing.await;
    };
    let number = front
        .service
        .begin_act(Beginning {
            at: front.world().true_now(),
            peer: visitor.peer.address.to_string(),
            // No act is a stranger's.
            administrator: visitor.name.unwrap_or_default().to_owned(),
            act: act.name.to_owned(),
            target: act.target(None),
        })
        .await?;
    let done = doing.await;
    let outcome = match &done {
        Ok(_) => "DONE",
        Err(refusal) => refusal.name,
    };
    // What was made is in the answer by its id.
    let made = done.as_ref().ok().filter(|_| act.id.is_none());
    let made = made.and_then(|document| match document.get("id")? {
        Value::String(id) => Some(act.target(Some(id))),
        Value::Number(id) => Some(act.target(Some(&id.to_string()))),
        _ => None,
    });
    tracing::warn!(
        audit = number,
        peer = %visitor.peer.address,
        administrator = visitor.name,
        act = act.name,
        target = made.clone().unwrap_or_else(|| act.target(None)),
        outcome,
        "administration",
    );
    if let Err(error) = front.service.end_act(number, made, outcome).await {
        tracing::error!(audit = number, %error, "an act's outcome was not stored");
    }
    done
}

pub(super) async fn page(front: &Front, query: Option<&str>) -> Result<Value, Refusal> {
    let query =
        Query::read(query, &["limit", "next"]).map_err(|message| super::invalid(&message))?;
    let limit = super::limit(&query, PAGE, LONGEST_PAGE)?;
    let before = match query.get("next") {
        None => i64::MAX,
        Some(token) => token
            .parse()
            .map_err(|_| super::invalid("next is no next_token."))?,
    };
    let count = i64::try_from(limit).unwrap_or(i64::MAX);
    let acts = front.service.acts(before, count).await?;
    let next = acts
        .last()
        .filter(|last| acts.len() == limit && last.number > 1)
        .map(|last| last.number.to_string());
    let acts: Vec<Value> = acts.iter().map(document).collect();
    Ok(json!({ "acts": acts, "next_token": next }))
}

fn document(entry: &Entry) -> Value {
    json!({
        "number": entry.number,
        "time": DateTime::from_millis(entry.at),
        "peer": entry.peer,
        "administrator": entry.administrator,
        "act": entry.act,
        "target": entry.target,
        "outcome": entry.outcome,
    })
}
