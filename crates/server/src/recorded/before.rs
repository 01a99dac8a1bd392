//! The recorded requests that another one builds on: those that made the resources that it names,
//! and those that changed them before it.
//!
//! A request names a resource by a text that the answer to an earlier one has, such as an id. Times
//! name none: requests of one second have the same. Only writes of the same account that succeeded
//! count.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use cosell_admin_api::DateTime;
use cosell_domain::{Caller, find};
use serde_json::Value;

use super::literal::without_nulls;
use crate::recorder::Entry;

/// Texts below this length, such as `AWS`, name no resource.
const SHORTEST: usize = 8;

/// How many requests a test has before its own.
const MOST: usize = 40;

/// A request with its body and its answer, parsed.
pub(super) struct Before<'a> {
    pub(super) entry: &'a Entry,
    pub(super) body: Value,
    answer: Value,
}

/// What a request builds on, in the order in which it happened. `all` are the requests of its
/// space.
pub(super) fn before<'a>(entry: &Entry, body: &Value, all: &'a [Arc<Entry>]) -> Vec<Before<'a>> {
    let account = entry.caller.as_ref().map(Caller::account);
    let writes = all.iter().filter(|other| {
        other.number < entry.number
            && other.error.is_none()
            && other.replay_of.is_none()
            && other.caller.as_ref().map(Caller::account) == account
            && find(&other.operation).is_some_and(|found| !found.meta.readonly)
    });
    let read = writes.filter_map(|other| {
        Some(Before {
            entry: other,
            body: without_nulls(serde_json::from_slice(other.body.as_ref()?).ok()?),
            answer: serde_json::from_slice(&other.answer).unwrap_or_default(),
        })
    });
    let mut writes: Vec<Before<'a>> = read.collect();
    writes.sort_by_key(|before| before.entry.number);
    // Only what an answer made known is a resource: other texts, such as a use case, are the same
    // in many requests that have nothing to do with each other.
    let resources: BTreeSet<String> = writes.iter().flat_map(ids).map(str::to_owned).collect();
    let named = |body: &Value| -> BTreeSet<String> {
        texts(body)
            .filter(|text| resources.contains(text))
            .collect()
    };
    let mut known = named(body);
    let mut chosen: BTreeSet<u64> = BTreeSet::new();
    loop {
        let more = writes.iter().find(|before| {
            let made = ids(before).any(|text| known.contains(text));
            !chosen.contains(&before.entry.number)
                && (made || texts(&before.body).any(|text| known.contains(&text)))
        });
        let Some(more) = more.filter(|_| chosen.len() < MOST) else {
            break;
        };
        chosen.insert(more.entry.number);
        known.extend(ids(more).map(str::to_owned));
        known.extend(named(&more.body));
    }
    writes.retain(|before| chosen.contains(&before.entry.number));
    writes
}

/// The expression for each text that an answer of these has, which is in the variable `answer_1`,
/// `answer_2` and so on. An id is that of the first answer, a time that of the last one.
pub(super) fn expressions(before: &[Before<'_>]) -> BTreeMap<String, String> {
    let mut expressions = BTreeMap::new();
    for (place, one) in before.iter().enumerate() {
        for (name, text) in made(one) {
            let expression = || format!("answer_{}[{}]", place + 1, Value::from(name));
            if is_time(text) {
                expressions.insert(text.to_owned(), expression());
            } else {
                let known = expressions.entry(text.to_owned());
                known.or_insert_with(expression);
            }
        }
    }
    expressions
}

fn is_time(text: &str) -> bool {
    text.parse::<DateTime>().is_ok()
}

/// The texts by which a request made a resource known.
fn ids<'a>(before: &'a Before<'_>) -> impl Iterator<Item = &'a str> {
    let texts = made(before).map(|(_, text)| text);
    texts.filter(|text| !is_time(text))
}

/// The texts of an answer that the request did not have itself, by their members.
fn made<'a>(before: &'a Before<'_>) -> impl Iterator<Item = (&'a str, &'a str)> {
    let own: BTreeSet<String> = texts(&before.body).collect();
    let members = before.answer.as_object().into_iter().flatten();
    let texts = members.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?)));
    texts.filter(move |(_, text)| text.len() >= SHORTEST && !own.contains(*text))
}

/// The texts of a body that may name a resource.
fn texts(body: &Value) -> impl Iterator<Item = String> {
    let mut found = Vec::new();
    let mut waiting = vec![body];
    while let Some(value) = waiting.pop() {
        match value {
            Value::String(text) if text.len() >= SHORTEST => found.push(text.clone()),
            Value::Array(items) => waiting.extend(items),
            Value::Object(members) => {
                let named = members.iter().filter(|(name, _)| *name != "ClientToken");
                waiting.extend(named.map(|(_, value)| value));
            }
            _ => {}
        }
    }
    found.into_iter()
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use serde_json::json;

    use super::*;

    fn entry(number: u64, operation: &str, body: &Value, answer: &Value) -> Arc<Entry> {
        Arc::new(Entry {
            number,
            operation: operation.to_owned(),
            caller: Some(Caller::from(Arc::<str>::from("111111111111"))),
            body: Some(Bytes::from(body.to_string())),
            answer: Bytes::from(answer.to_string()),
            ..Entry::default()
        })
    }

    #[test]
    fn a_request_builds_on_what_made_and_changed_the_resources_that_it_names() {
        let name = json!({ "PartnerOpportunityIdentifier": "crm-70418" });
        let made = |id: &str| {
            json!({
                "Id": id,
                "LastModifiedDate": "2026-01-02T03:04:05Z",
                "PartnerOpportunityIdentifier": "crm-70418",
            })
        };
        let about = json!({ "Identifier": "O1000001" });
        let all = [
            entry(1, "CreateOpportunity", &name, &made("O1000001")),
            entry(2, "CreateOpportunity", &name, &made("O1000002")),
            entry(3, "AssociateOpportunity", &about, &json!(null)),
            entry(4, "GetOpportunity", &about, &json!({ "Id": "O1000001" })),
            entry(5, "SubmitOpportunity", &about, &json!(null)),
            entry(6, "AssignOpportunity", &about, &json!(null)),
        ];
        let found = before(&all[4], &about, &all);
        let numbers: Vec<u64> = found.iter().map(|before| before.entry.number).collect();
        assert_eq!(numbers, [1, 3]);
        let expressions = expressions(&found);
        assert_eq!(expressions["O1000001"], "answer_1[\"Id\"]");
    }

    #[test]
    fn requests_that_have_words_in_common_do_not_build_on_each_other() {
        let body = json!({ "Catalog": "Sandbox", "Project": { "CustomerUseCase": "Migration" } });
        let all: Vec<_> = (1..=3)
            .map(|number| {
                let made = json!({ "Id": format!("O100000{number}") });
                entry(number, "CreateOpportunity", &body, &made)
            })
            .collect();
        assert!(before(&all[2], &body, &all).is_empty());
    }
}
