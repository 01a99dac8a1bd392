//! A recorded request, sent again as the same caller.

use std::sync::Arc;

use bytes::Bytes;
use cosell_api::wire;
use cosell_domain::identity::Authenticated;
use cosell_domain::{Caller, find};
use cosell_world::machine;
use serde_json::Value;

use crate::front::Front;
use crate::recorder::{Entry, Place, Recorder};
use crate::refusal::Refusal;
use crate::reply::{self, Reply};

/// Why a request cannot be sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Unrepeatable {
    #[error("The request has no caller or no operation of the API, so it cannot be sent again.")]
    NoCall,
    #[error("The access key of the request does not exist any more, so it cannot be sent again.")]
    NoKey,
}

/// Sends a request again, and records it. With `new_token` its client token is another one.
///
/// The caller is not authenticated again, because the signature is not kept: it has the rights that
/// the owner of its access key has now.
pub(crate) async fn replay(
    front: &Front,
    recorder: &Recorder,
    place: &Place,
    entry: &Entry,
    new_token: bool,
) -> Result<Result<Arc<Entry>, Unrepeatable>, Refusal> {
    let operation = find(&entry.operation);
    let (Some(operation), Some(caller), Some(body)) = (operation, &entry.caller, &entry.body)
    else {
        return Ok(Err(Unrepeatable::NoCall));
    };
    let Some(caller) = current(front, entry, caller).await? else {
        return Ok(Err(Unrepeatable::NoKey));
    };
    let mut body = body.clone();
    let token = operation.meta.idempotency_token.filter(|_| new_token);
    if let (Some(member), Ok(Value::Object(mut members))) = (token, wire::parse(&body)) {
        members.insert(member.to_owned(), machine::uuid().to_string().into());
        body = Bytes::from(Value::Object(members).to_string());
    }
    let began = machine::instant();
    let answered = match wire::parse(&body) {
        Ok(input) => {
            let answered = front.service.call(operation, caller.clone(), input).await;
            answered.map_err(Refusal::from)
        }
        Err(error) => Err(error.into()),
    };
    let content_type = entry.form.content_type();
    let (refusal, reply): (Option<Refusal>, Reply) = match answered {
        Ok(answer) => (None, reply::success(content_type, answer.body)),
        Err(refusal) => {
            let reply = reply::refusal(content_type, &refusal, front.explain);
            (Some(refusal), reply)
        }
    };
    let dropped = refusal.as_ref().is_some_and(|refusal| refusal.dropped);
    let repeated = Entry {
        id: machine::uuid(),
        at: front.world().true_now(),
        micros: u64::try_from(machine::elapsed(began).as_micros()).unwrap_or(u64::MAX),
        caller: Some(caller),
        body: Some(body),
        error: refusal.as_ref().map(|refusal| refusal.name),
        rules: refusal.map(|refusal| refusal.rules).unwrap_or_default(),
        status: None,
        answer: Bytes::new(),
        replay_of: Some(entry.id),
        ..entry.clone()
    };
    Ok(Ok(
        recorder.record(place, repeated.answered(&reply, dropped))
    ))
}

/// The caller of a request with the rights that its key gives now.
async fn current(front: &Front, entry: &Entry, caller: &Caller) -> Result<Option<Caller>, Refusal> {
    let Some(source) = caller.source() else {
        return Ok(Some(caller.clone()));
    };
    let key = entry.told.access_key.as_deref().unwrap_or_default();
    let known = front.service.directory().find(key).await?;
    Ok(known.map(|known| {
        let authenticated = Authenticated {
            name: known.name.clone(),
            grants: Arc::clone(&known.grants),
            source: source.clone(),
        };
        authenticated.into()
    }))
}
