//! `/_cosell/requests`: the newest requests of operations.
//!
//! They are those of the space of the request, and lost when the server stops. A server that
//! records none answers 404.

use std::sync::Arc;

use cosell_admin_api::pages::{CopyRequest, ListRequests, ReplayRequest, ShowRequest};
use cosell_admin_api::recorded::{
    Program, Recorded, RecordedDetail, RecordedFilter, RecordedRequests,
};

use super::{Context, Handler, conflict, invalid, not_found};
use crate::recorded;
use crate::recorder::{Entry, Recorder};
use crate::refusal::Refusal;

/// The word for requests without an error, and the one for those with any.
const OUTCOMES: [&str; 2] = ["ok", "refused"];

fn recorder<'a>(cx: &Context<'a>) -> Result<&'a Recorder, Refusal> {
    let recorder = cx.front.recorder.as_deref();
    recorder.ok_or_else(|| {
        not_found(
            "This server records no requests; start it with `--recorded-requests 1000` to see \
             them.",
        )
    })
}

/// All requests of the space, the newest first.
fn all(cx: &Context<'_>) -> Result<Vec<Arc<Entry>>, Refusal> {
    Ok(recorder(cx)?.list(&cx.requester.space.name))
}

fn find(cx: &Context<'_>, id: &str) -> Result<Arc<Entry>, Refusal> {
    let recorder = recorder(cx)?;
    let id = id.parse().ok();
    let found = id.and_then(|id| recorder.find(&cx.requester.space.name, id));
    found.ok_or_else(|| not_found("No recorded request has this id; old ones are forgotten."))
}

/// A request with the other attempts of its call.
async fn detail(cx: &Context<'_>, entry: &Entry, reveal: bool) -> Result<RecordedDetail, Refusal> {
    let mut attempts: Vec<Recorded> = Vec::new();
    if entry.told.invocation.is_some() {
        let all = all(cx)?;
        let same = all
            .iter()
            .rev()
            .filter(|other| other.told.invocation == entry.told.invocation && other.id != entry.id);
        attempts.extend(same.map(|other| recorded::summary(other)));
    }
    recorded::detail(cx.front, entry, attempts, reveal).await
}

fn is_wanted(filter: &RecordedFilter, entry: &Entry) -> bool {
    let account = entry.caller.as_ref().map(|caller| &**caller.account());
    let is = |wanted: &Option<String>, value: Option<&str>| {
        wanted.as_deref().is_none_or(|wanted| Some(wanted) == value)
    };
    let [ok, refused] = OUTCOMES;
    let outcome = match filter.outcome.as_deref() {
        Some(wanted) if wanted == ok => entry.error.is_none(),
        Some(wanted) if wanted == refused => entry.error.is_some(),
        _ => is(&filter.outcome, entry.error),
    };
    outcome
        && is(&filter.operation, Some(&entry.operation))
        && is(&filter.account, account)
        && filter.after.is_none_or(|after| entry.number > after)
}

impl Handler for ListRequests {
    async fn handle(self, cx: Context<'_>) -> Result<RecordedRequests, Refusal> {
        let filter = self.query;
        let before = filter.next.as_deref().map(str::parse::<u64>).transpose();
        let before =
            before.map_err(|_| invalid("next must be the next_token of a page of this list."))?;
        let all = all(&cx)?;
        let mut wanted = all.iter().filter(|entry| {
            before.is_none_or(|before| entry.number < before) && is_wanted(&filter, entry)
        });
        let limit = usize::from(filter.limit.get());
        let requests: Vec<Recorded> = wanted
            .by_ref()
            .take(limit)
            .map(|entry| recorded::summary(entry))
            .collect();
        let last = requests.last().map(|last| last.number.to_string());
        Ok(RecordedRequests {
            next_token: last.filter(|_| wanted.next().is_some()),
            requests,
        })
    }
}

impl Handler for ShowRequest {
    async fn handle(self, cx: Context<'_>) -> Result<RecordedDetail, Refusal> {
        let entry = find(&cx, &self.id)?;
        detail(&cx, &entry, self.query.reveal).await
    }
}

impl Handler for CopyRequest {
    async fn handle(self, cx: Context<'_>) -> Result<Program, Refusal> {
        let entry = find(&cx, &self.id)?;
        let place = &cx.requester.space.name;
        let (all, language) = (all(&cx)?, self.query.language);
        let program = recorded::program(cx.front, place, &entry, &all, language);
        program.map(Program).ok_or_else(|| {
            conflict("The request names no operation of the API, or its body is not JSON.")
        })
    }
}

impl Handler for ReplayRequest {
    async fn handle(self, cx: Context<'_>) -> Result<RecordedDetail, Refusal> {
        let entry = find(&cx, &self.id)?;
        let place = &cx.requester.space.name;
        let (front, new_token) = (cx.front, self.body.new_token);
        let replayed = recorded::replay(front, recorder(&cx)?, place, &entry, new_token).await?;
        let replayed = replayed.map_err(|error| conflict(&error.to_string()))?;
        detail(&cx, &replayed, false).await
    }
}
