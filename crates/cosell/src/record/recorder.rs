//! Makes calls of a scenario from what the proxy exchanged.
//!
//! A read that a client repeats until something has happened becomes one call with `until`: the
//! last call is kept back, and while the next one asks the same, its answer takes the place.

use std::collections::BTreeMap;
use std::path::Path as FilePath;

use cosell_api::find;
use cosell_supervisor::log;
use cosell_world::World;
use hyper::HeaderMap;
use serde::Serialize;
use serde_json::{Value, json};

use super::clean::Cleaner;
use super::error::RecordError;
use super::file::Recording;
use super::references::References;
use crate::compare::path::Path;

/// Headers of an answer that say something about the service.
const HEADERS: [&str; 4] = [
    "content-type",
    "retry-after",
    "x-amz-retry-after",
    "x-amzn-errortype",
];

/// What happens to calls, not to what they ask: a client repeats them.
const PASSING: &str = "ThrottlingException";

/// A call or an upload, and its answer.
#[derive(Debug)]
pub(super) struct Exchange {
    /// That of the API, or of an upload.
    pub(super) operation: &'static str,
    pub(super) input: Value,
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) answer: Value,
}

#[derive(Debug)]
pub(super) struct Recorder {
    recording: Recording,
    cleaner: Cleaner,
    references: References,
    /// How many calls there are of each operation.
    counts: BTreeMap<&'static str, usize>,
    pending: Option<Pending>,
    is_full: bool,
}

/// A call as the scenario has it.
#[derive(Debug, Serialize)]
pub(super) struct Call {
    name: String,
    operation: &'static str,
    input: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<Value>,
    recorded: Recorded,
}

#[derive(Debug, Serialize)]
struct Recorded {
    status: u16,
    headers: Value,
    answer: Value,
}

/// A call whose answer may still be replaced.
#[derive(Debug)]
struct Pending {
    name: String,
    /// The input as the scenario has it.
    written: Value,
    exchange: Exchange,
    /// The answer of the first of several equal calls.
    first: Option<Value>,
}

impl Recorder {
    pub(super) fn create(file: &FilePath, upstream: &str) -> Result<Self, RecordError> {
        let now = cosell_api::DateTime::from_millis(World::system().now());
        let about = format!("Recorded from {upstream} at {now}; personal details are replaced.");
        Ok(Self {
            recording: Recording::create(file, &about)?,
            cleaner: Cleaner::default(),
            references: References::default(),
            counts: BTreeMap::new(),
            pending: None,
            is_full: false,
        })
    }

    pub(super) fn record(&mut self, exchange: Exchange) -> Result<(), RecordError> {
        let meta = find(exchange.operation);
        if error_name(&exchange.answer) == Some(PASSING) {
            return Ok(());
        }
        if let Some(pending) = &mut self.pending
            && meta.is_some_and(|meta| meta.readonly)
            && exchange.status == 200
            && pending.exchange.status == 200
            && pending.exchange.operation == exchange.operation
            && pending.exchange.input == exchange.input
        {
            let before = std::mem::replace(&mut pending.exchange, exchange);
            pending.first.get_or_insert(before.answer);
            return Ok(());
        }
        self.write()?;
        let operation = exchange.operation;
        let count = self.counts.entry(operation).or_default();
        *count += 1;
        let name = match *count {
            1 => operation.to_owned(),
            count => format!("{operation}-{count}"),
        };
        let references = &mut self.references;
        let written = match meta {
            Some(meta) => {
                let token = meta.idempotency_token;
                self.cleaner
                    .input(&exchange.input, meta.input, token, references)
            }
            None => self.cleaner.upload(&exchange.input, references),
        };
        self.pending = Some(Pending {
            name,
            written,
            exchange,
            first: None,
        });
        Ok(())
    }

    /// Writes the last call. Returns how many there are.
    pub(super) fn end(mut self) -> Result<usize, RecordError> {
        self.write()?;
        Ok(self.recording.calls)
    }

    fn write(&mut self) -> Result<(), RecordError> {
        let Some(pending) = self.pending.take() else {
            return Ok(());
        };
        let Pending {
            name,
            written,
            exchange,
            first,
        } = pending;
        self.references.learn(&name, &exchange.answer);
        let answer = if exchange.status >= 400 {
            self.cleaner.error(&exchange.answer)
        } else {
            let shape = find(exchange.operation).and_then(|meta| meta.output);
            self.cleaner.answer(&exchange.answer, shape)
        };
        let headers: Value = HEADERS
            .iter()
            .filter_map(|name| {
                let value = exchange.headers.get(*name)?.to_str().ok()?;
                Some(((*name).to_owned(), json!(value)))
            })
            .collect();
        let changed = first.and_then(|first| status(&Path::default(), &first, &exchange.answer));
        let until = changed.map(|(member, is)| json!({ "member": member.to_string(), "is": [is] }));
        let call = Call {
            name,
            operation: exchange.operation,
            input: written,
            until,
            recorded: Recorded {
                status: exchange.status,
                headers,
                answer,
            },
        };
        if !self.is_full && !self.recording.append(&call)? {
            self.is_full = true;
            log::write_line("cosell record: the file is full; calls are passed on, not recorded");
        }
        Ok(())
    }
}

fn error_name(answer: &Value) -> Option<&str> {
    answer.get("__type")?.as_str()?.rsplit('#').next()
}

/// The first status that differs between two answers, and its value in the second.
fn status(at: &Path, first: &Value, last: &Value) -> Option<(Path, Value)> {
    match (first, last) {
        (Value::Object(first), Value::Object(last)) => last.iter().find_map(|(name, value)| {
            let at = at.member(name);
            let before = first.get(name)?;
            if name.ends_with("Status") && value.is_string() && value != before {
                return Some((at, value.clone()));
            }
            status(&at, before, value)
        }),
        (Value::Array(first), Value::Array(last)) => {
            let pairs = first.iter().zip(last).enumerate();
            let mut found =
                pairs.map(|(index, (one, other))| status(&at.element(index), one, other));
            found.find_map(|found| found)
        }
        _ => None,
    }
}
