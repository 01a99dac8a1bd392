//! Targets that speak AWS's JSON protocol: the `PutEvents` of EventBridge and the
//! `SendMessageBatch` of SQS, signed with signature version 4, ten events at a time.
//!
//! The response names the events that failed for themselves. When a whole call fails, the target is
//! to blame, and no event; unless the service says that what the call sends is invalid.

use std::fmt;

use cosell_auth::sigv4::{Credentials, SignedRequest, Signer, signing_date};
use cosell_domain::outbox::Outgoing;
use cosell_world::World;
use hyper::header::{AUTHORIZATION, CONTENT_TYPE, HeaderName};
use serde_json::{Value, json};
use tokio_rustls::rustls;

use super::failure::{Failure, plain};
use super::post::{Client, Headers};
use super::sink::Sent;
use super::target::EventTarget;

/// The most events of a call, for both services.
pub(super) const BATCH: usize = 10;

const TARGET: HeaderName = HeaderName::from_static("x-amz-target");
const DATE: HeaderName = HeaderName::from_static("x-amz-date");
const TOKEN: HeaderName = HeaderName::from_static("x-amz-security-token");

/// The keys of whoever sends.
#[derive(Clone, PartialEq, Eq)]
pub struct AwsKeys {
    pub access_key: String,
    pub secret: String,
    pub session_token: Option<String>,
}

impl fmt::Debug for AwsKeys {
    /// Without the secret and the token.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("AwsKeys")
            .field("access_key", &self.access_key)
            .finish_non_exhaustive()
    }
}

/// How a service is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    pub url: EventTarget,
    pub region: String,
    pub keys: AwsKeys,
    /// Whether addresses of private networks may be connected to.
    pub allow_private: bool,
}

/// A bus of EventBridge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventBridge {
    pub endpoint: Endpoint,
    pub bus: String,
    /// The source that events get in place of their own: only AWS may send those of `aws.`.
    pub source: Option<String>,
}

/// A queue of SQS.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sqs {
    pub endpoint: Endpoint,
    pub queue_url: String,
}

impl Sqs {
    /// Whether the queue keeps an order, which AWS says in its name.
    fn is_fifo(&self) -> bool {
        self.queue_url.strip_suffix(".fifo").is_some()
    }
}

/// Calls one operation of a service.
struct Caller {
    endpoint: Endpoint,
    client: Client,
    world: World,
    service: &'static str,
    operation: &'static str,
    media_type: &'static str,
}

impl Caller {
    fn new(
        endpoint: &Endpoint,
        world: World,
        (service, operation, media_type): (&'static str, &'static str, &'static str),
    ) -> Result<Self, rustls::Error> {
        Ok(Self {
            client: Client::new(&endpoint.url, endpoint.allow_private, world.clone())?,
            endpoint: endpoint.clone(),
            world,
            service,
            operation,
            media_type,
        })
    }

    async fn call(&self, body: &Value) -> Result<Value, Failure> {
        let body = body.to_string();
        let date = signing_date(self.world.true_now().div_euclid(1000));
        let keys = &self.endpoint.keys;
        let mut headers: Headers = vec![
            (CONTENT_TYPE, self.media_type.to_owned()),
            (DATE, date.clone()),
            (TARGET, self.operation.to_owned()),
        ];
        if let Some(token) = &keys.session_token {
            headers.push((TOKEN, token.clone()));
        }
        let mut covered: Vec<(&str, &[u8])> = headers
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_bytes()))
            .collect();
        covered.push(("host", self.endpoint.url.authority().as_bytes()));
        let path = self.endpoint.url.path();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        let request = SignedRequest {
            method: "POST",
            path,
            query,
            headers: &covered,
            body: body.as_bytes(),
        };
        let signer = Signer {
            access_key: &keys.access_key,
            credentials: Credentials {
                secret: &keys.secret,
                session_token: keys.session_token.as_deref(),
            },
            region: &self.endpoint.region,
            service: self.service,
        };
        let authorization = signer.authorization(&request, &date);
        headers.push((AUTHORIZATION, authorization));
        let answer = self.client.post(headers, body.into_bytes()).await?;
        let body: Option<Value> = answer
            .body
            .and_then(|body| serde_json::from_slice(&body).ok());
        if !answer.status.is_success() {
            // An error names its type, after the name of its service.
            let name = body.as_ref().and_then(|body| body["__type"].as_str());
            let name = name.and_then(|name| name.rsplit('#').next());
            let status = answer.status;
            let said = name.map(|name| format!("status {status}, {}", plain(name)));
            return Err(match (name, said) {
                (Some(name), Some(said)) if is_of_content(name) => Failure::Invalid(said),
                (_, Some(said)) => Failure::Service(said),
                (_, None) => Failure::Rejected(status),
            });
        }
        body.ok_or_else(|| Failure::Service("a response that is not JSON".to_owned()))
    }
}

/// The errors that a service finds in what a call sends. All others are about the target: its name,
/// the keys, the rate of calls.
const OF_CONTENT: [&str; 4] = [
    "ValidationException",
    "InvalidMessageContents",
    "BatchRequestTooLong",
    "RequestEntityTooLargeException",
];

/// Whether an error is one of the content. SQS also writes names with the service before them.
fn is_of_content(name: &str) -> bool {
    let last = name.rsplit('.').next();
    last.is_some_and(|last| OF_CONTENT.contains(&last))
}

fn text<'a>(value: &'a Value, member: &str) -> &'a str {
    value[member].as_str().unwrap_or_default()
}

pub(super) struct BusSender {
    bus: EventBridge,
    caller: Caller,
}

impl BusSender {
    pub(super) fn new(bus: &EventBridge, world: World) -> Result<Self, rustls::Error> {
        let operation = (
            "events",
            "AWSEvents.PutEvents",
            "application/x-amz-json-1.1",
        );
        Ok(Self {
            bus: bus.clone(),
            caller: Caller::new(&bus.endpoint, world, operation)?,
        })
    }

    fn entry(&self, envelope: &Value) -> Value {
        let source = self.bus.source.as_deref();
        json!({
            "EventBusName": self.bus.bus,
            "Source": source.unwrap_or_else(|| text(envelope, "source")),
            "DetailType": envelope["detail-type"],
            "Detail": envelope["detail"].to_string(),
            "Resources": envelope["resources"],
            "Time": time(envelope),
        })
    }

    pub(super) async fn send(&self, events: &[Outgoing]) -> Sent {
        let entries: Vec<Value> = readable(events)
            .map(|(_, envelope)| self.entry(envelope))
            .collect();
        if entries.is_empty() {
            return Ok(whole(events, Vec::new()));
        }
        let count = entries.len();
        let answer = self.caller.call(&json!({ "Entries": entries })).await?;
        let outcomes = (0..count).map(|at| {
            let entry = &answer["Entries"][at];
            if entry["EventId"].is_string() {
                return Ok(());
            }
            Err(refusal(
                text(entry, "ErrorCode"),
                text(entry, "ErrorMessage"),
            ))
        });
        Ok(whole(events, outcomes.collect()))
    }
}

/// The seconds since 1970 of an envelope, whose time has whole seconds.
fn time(envelope: &Value) -> Value {
    let time: Option<cosell_api::DateTime> = serde_json::from_value(envelope["time"].clone()).ok();
    time.map_or(Value::Null, |time| json!(time.as_millis().div_euclid(1000)))
}

pub(super) struct QueueSender {
    queue: Sqs,
    caller: Caller,
}

impl QueueSender {
    pub(super) fn new(queue: &Sqs, world: World) -> Result<Self, rustls::Error> {
        let operation = (
            "sqs",
            "AmazonSQS.SendMessageBatch",
            "application/x-amz-json-1.0",
        );
        Ok(Self {
            queue: queue.clone(),
            caller: Caller::new(&queue.endpoint, world, operation)?,
        })
    }

    fn entry(&self, at: usize, event: &Outgoing, envelope: &Value) -> Value {
        let number = |value: i64| json!({ "DataType": "Number", "StringValue": value.to_string() });
        let mut entry = json!({
            "Id": at.to_string(),
            "MessageBody": envelope.to_string(),
            "MessageAttributes": {
                "cosell-sequence": number(event.sequence),
                "cosell-resource": { "DataType": "String", "StringValue": event.resource },
            },
        });
        if self.queue.is_fifo() {
            entry["MessageGroupId"] = json!(format!("{}/{}", event.account, event.resource));
            entry["MessageDeduplicationId"] = json!(event.id);
        }
        entry
    }

    pub(super) async fn send(&self, events: &[Outgoing]) -> Sent {
        let numbered = readable(events).enumerate();
        let entries: Vec<Value> = numbered
            .map(|(at, (event, envelope))| self.entry(at, event, envelope))
            .collect();
        if entries.is_empty() {
            return Ok(whole(events, Vec::new()));
        }
        let count = entries.len();
        let body = json!({ "QueueUrl": self.queue.queue_url, "Entries": entries });
        let answer = self.caller.call(&body).await?;
        let of = |list: &str, at: usize| {
            let list = answer[list].as_array();
            list.and_then(|list| list.iter().find(|one| text(one, "Id") == at.to_string()))
        };
        let outcomes = (0..count).map(|at| {
            if of("Successful", at).is_some() {
                return Ok(());
            }
            let failed = of("Failed", at).unwrap_or(&Value::Null);
            Err(refusal(text(failed, "Code"), text(failed, "Message")))
        });
        Ok(whole(events, outcomes.collect()))
    }
}

/// Why an entry failed, as the service says.
fn refusal(code: &str, message: &str) -> Failure {
    Failure::Service(match code {
        "" => "no outcome of the event".to_owned(),
        _ => plain(&format!("{code}: {message}")),
    })
}

/// The events that can be sent.
fn readable(events: &[Outgoing]) -> impl Iterator<Item = (&Outgoing, &Value)> {
    let envelopes = events.iter().map(|event| event.envelope.as_ref());
    let both = events.iter().zip(envelopes);
    both.filter_map(|(event, envelope)| Some((event, envelope?)))
}

/// The outcomes of all events, from those of the readable ones.
fn whole(events: &[Outgoing], readable: Vec<Result<(), Failure>>) -> Vec<Result<(), Failure>> {
    let mut readable = readable.into_iter();
    let each = events.iter().map(|event| match event.envelope {
        Some(_) => readable.next().unwrap_or(Err(Failure::Unreadable)),
        None => Err(Failure::Unreadable),
    });
    each.collect()
}
