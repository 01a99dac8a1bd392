//! The audit log of administration, and `GET /_cosell/audit`, which lists it, the newest act first.
//! The query parameters `limit` (50, at most 200) and `next` paginate the list.
//!
//! An act is stored before it is carried out, and its outcome afterwards; an act that cannot be
//! stored is not carried out. `outcome` is `DONE`, the name of the error that refused the act, or
//! `BEGUN` when the process ended, or the administrator disconnected, before the outcome was known.
//! Times are true time. The newest 100,000 acts are kept. Request bodies are not in the log,
//! because they may contain secrets.
//!
//! A page that changes something declares its act; it needs no other code for the audit log.

use std::sync::Arc;

use cosell_admin_api::audit::{Act, Acts};
use cosell_admin_api::pages::ListActs;
use cosell_admin_api::{Content, DateTime};
use cosell_store::table::audit::{Act as Entry, Beginning};
use cosell_world::machine;
use serde_json::Value;

use super::{Context, Found, Handler, invalid};
use crate::refusal::Refusal;

/// Maximum length of a target in the log, in characters: paths can be long, ids are not.
const LONGEST_TARGET: usize = 120;

/// Runs the handler of a page, and records its act.
pub(super) async fn audited(
    cx: Context<'_>,
    found: &Found<'_>,
    doing: impl Future<Output = Result<Content, Refusal>>,
) -> Result<Content, Refusal> {
    let Some(act) = found.act() else {
        return doing.await;
    };
    let requester = cx.requester;
    let (target, by_id) = found.target(act);
    let target = cut(&target);
    let beginning = Beginning {
        at: machine::now(),
        peer: requester.peer.address.to_string(),
        // Acts always have an administrator.
        administrator: requester.administrator.unwrap_or_default().to_owned(),
        act: act.name.to_owned(),
        target: target.clone(),
    };
    let mut number = cx.front.service.begin_act(beginning.clone()).await?;
    let done = doing.await;
    // An act that replaces the store is recorded in the new one.
    let space = requester.spaces.successor(requester.space);
    let service = &space.front.service;
    if !Arc::ptr_eq(&space, requester.space) {
        number = service.begin_act(beginning).await?;
    }
    let outcome = match &done {
        Ok(_) => "DONE",
        Err(refusal) => refusal.name,
    };
    // The response contains the id of a created object.
    let made = done.as_ref().ok().filter(|_| !by_id).and_then(id);
    let made = made.map(|id| cut(&format!("{target}/{id}")));
    tracing::info!(
        audit = number,
        peer = %requester.peer.address,
        administrator = requester.administrator,
        act = act.name,
        target = made.as_ref().unwrap_or(&target),
        outcome,
        "administration",
    );
    if let Err(error) = service.end_act(number, made, outcome).await {
        tracing::error!(audit = number, %error, "outcome of an act not stored");
    }
    done
}

/// The id of the object in a response.
fn id(answer: &Content) -> Option<String> {
    let Content::Json(document) = answer else {
        return None;
    };
    match document.get("id")? {
        Value::String(id) => Some(id.clone()),
        Value::Number(id) => Some(id.to_string()),
        _ => None,
    }
}

fn cut(target: &str) -> String {
    target.chars().take(LONGEST_TARGET).collect()
}

impl Handler for ListActs {
    async fn handle(self, cx: Context<'_>) -> Result<Acts, Refusal> {
        let filter = self.query;
        let before = match filter.next {
            None => i64::MAX,
            Some(token) => token
                .parse()
                .map_err(|_| invalid("next is not a next_token of this list."))?,
        };
        let limit = filter.limit.get();
        let acts = cx.front.service.acts(before, limit.into()).await?;
        let next = acts
            .last()
            .filter(|last| acts.len() == usize::from(limit) && last.number > 1)
            .map(|last| last.number.to_string());
        Ok(Acts {
            acts: acts.into_iter().map(shown).collect(),
            next_token: next,
        })
    }
}

fn shown(entry: Entry) -> Act {
    Act {
        number: entry.number,
        time: DateTime::from_millis(entry.at),
        peer: entry.peer,
        administrator: entry.administrator,
        act: entry.act,
        target: entry.target,
        outcome: entry.outcome,
    }
}
