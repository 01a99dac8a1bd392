//! A recorded request as the administrative API shows it.

use bytes::Bytes;
use cosell_admin_api::DateTime;
use cosell_admin_api::recorded::{Recorded, RecordedDetail};
use cosell_api::redact::redact;
use cosell_domain::{Caller, Entry as Operation, check, find};
use serde_json::Value;

use crate::front::Front;
use crate::recorder::Entry;
use crate::refusal::Refusal;

/// The error of a request that its policies deny.
const DENIED: &str = "AccessDeniedException";

/// What is shown in the place of a body that the model does not describe.
const HIDDEN: &str = "[redacted]";

/// A request in a line.
pub(crate) fn summary(entry: &Entry) -> Recorded {
    let (attempt, max_attempts) = entry.attempt();
    let account = entry.caller.as_ref().map(Caller::account);
    Recorded {
        number: entry.number,
        id: entry.id.to_string(),
        time: DateTime::from_millis(entry.at),
        operation: entry.operation.clone(),
        account: account.map(ToString::to_string),
        status: entry.status,
        error: entry.error.map(str::to_owned),
        micros: entry.micros,
        attempt,
        max_attempts,
        invocation: entry.told.invocation.clone(),
        replay_of: entry.replay_of.map(|id| id.to_string()),
    }
}

/// A request with all that is known of it. Without `reveal` it has no sensitive value, and nothing
/// that the model does not know.
pub(crate) async fn detail(
    front: &Front,
    entry: &Entry,
    attempts: Vec<Recorded>,
    reveal: bool,
) -> Result<RecordedDetail, Refusal> {
    let operation = find(&entry.operation);
    let input = operation.map(|operation| operation.meta.input);
    let output = operation.and_then(|operation| operation.meta.output);
    let show = |text: &Bytes, shape: Option<&_>| {
        let value = parsed(text)?;
        Some(match shape {
            _ if reveal => value,
            Some(shape) => redact(&value, shape),
            None => Value::from(HIDDEN),
        })
    };
    let answer = match entry.error {
        // An error repeats values of the request only in its message.
        Some(_) => parsed(&entry.answer),
        None => show(&entry.answer, output),
    };
    let findings = match (entry.error, parsed(&entry.answer)) {
        (Some(_), Some(answer)) => check::findings(&answer, &entry.rules),
        _ => Vec::new(),
    };
    Ok(RecordedDetail {
        request: summary(entry),
        caller: entry.caller.as_ref().map(Caller::arn),
        address: entry.address.to_string(),
        user_agent: entry.told.user_agent.clone(),
        body: entry.body.as_ref().and_then(|body| show(body, input)),
        answer,
        revealed: reveal,
        findings,
        decisions: decisions(front, entry, operation).await?,
        attempts,
    })
}

/// What the policies of the caller decided, if they denied access.
async fn decisions(
    front: &Front,
    entry: &Entry,
    operation: Option<&Operation>,
) -> Result<Vec<cosell_admin_api::policy::Explanation>, Refusal> {
    let request = entry.body.as_ref().and_then(parsed);
    match (operation, &entry.caller, request) {
        (Some(operation), Some(caller), Some(request)) if entry.error == Some(DENIED) => {
            Ok(front.service.explain(operation, caller, request).await?)
        }
        _ => Ok(Vec::new()),
    }
}

/// A body as JSON, or as a text where it is none; nothing for an empty one.
fn parsed(body: &Bytes) -> Option<Value> {
    if body.is_empty() {
        return None;
    }
    let text = || Value::from(String::from_utf8_lossy(body));
    Some(serde_json::from_slice(body).unwrap_or_else(|_| text()))
}
