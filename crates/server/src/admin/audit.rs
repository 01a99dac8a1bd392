//! The audit log of administration, and `GET /_cosell/audit`, which shows it, the newest act first.
//! `limit` (50, at most 200) and `next` in the query make pages.
//!
//! An act is stored before it is done, and what came of it afterwards; when it cannot be stored it
//! is not done. `outcome` is `DONE`, the name of the error that refused it, or `BEGUN` when the
//! process ended, or the administrator left, before that was known. Time is true time. The newest
//! 100,000 acts are kept. What was sent with a request is not in the log, since it may be a secret.
//!
//! A page that changes something has its act in its declaration; nothing else is to be done for it.

use cosell_admin_api::audit::{Act, Acts};
use cosell_admin_api::pages::ListActs;
use cosell_admin_api::{Content, DateTime};
use cosell_store::table::audit::{Act as Entry, Beginning};
use serde_json::Value;

use super::{Answers, Context, Found, invalid};
use crate::refusal::Refusal;

/// Characters of a target in the log: paths can be long, ids are not.
const LONGEST_TARGET: usize = 120;

/// Carries out what a page does, and remembers it.
pub(super) async fn audited(
    cx: Context<'_>,
    found: &Found<'_>,
    doing: impl Future<Output = Result<Content, Refusal>>,
) -> Result<Content, Refusal> {
    let Some(act) = found.act() else {
        return doing.await;
    };
    let (front, visitor) = (cx.front, cx.visitor);
    let (target, by_id) = found.target(act);
    let target = cut(&target);
    let number = front
        .service
        .begin_act(Beginning {
            at: front.world().true_now(),
            peer: visitor.peer.address.to_string(),
            // No act is a stranger's.
            administrator: visitor.name.unwrap_or_default().to_owned(),
            act: act.name.to_owned(),
            target: target.clone(),
        })
        .await?;
    let done = doing.await;
    let outcome = match &done {
        Ok(_) => "DONE",
        Err(refusal) => refusal.name,
    };
    // What was made is in the answer by its id.
    let made = done.as_ref().ok().filter(|_| !by_id).and_then(id);
    let made = made.map(|id| cut(&format!("{target}/{id}")));
    tracing::warn!(
        audit = number,
        peer = %visitor.peer.address,
        administrator = visitor.name,
        act = act.name,
        target = made.as_ref().unwrap_or(&target),
        outcome,
        "administration",
    );
    if let Err(error) = front.service.end_act(number, made, outcome).await {
        tracing::error!(audit = number, %error, "an act's outcome was not stored");
    }
    done
}

/// The id of what an answer shows.
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

impl Answers for ListActs {
    async fn answer(self, cx: Context<'_>) -> Result<Acts, Refusal> {
        let filter = self.query;
        let before = match filter.next {
            None => i64::MAX,
            Some(token) => token
                .parse()
                .map_err(|_| invalid("next is no next_token."))?,
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
