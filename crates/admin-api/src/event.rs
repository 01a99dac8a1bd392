//! `/_cosell/events/…`: the events of all accounts, and the targets that receive them.
//!
//! ```json
//! {"targets": [{"name": "crm", "kind": "webhook", "place": "crm.example.com", "replays": null,
//!               "position": 812, "lag_seconds": 0.0, "delivered": 811, "failed": 3, "parked": 0,
//!               "dead_letters": 1}],
//!  "last_position": 812}
//! ```

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Limit;
use crate::answer::text_answer;

/// How far each target is.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Targets {
    pub targets: Vec<Target>,
    /// The position of the last event.
    pub last_position: i64,
}

/// A target that is configured, or a replay to one.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Target {
    pub name: String,
    /// `webhook`, `eventbridge`, `sqs` or `file`.
    pub kind: String,
    /// Its host, or its file.
    pub place: String,
    /// The target of a replay; null for a target itself.
    pub replays: Option<String>,
    /// Every event up to this position is received, parked, or not for this target.
    pub position: i64,
    /// The age of the oldest event that it has not received, dead letters aside.
    pub lag_seconds: f64,
    /// Events that it accepted from this node.
    pub delivered: u64,
    /// Attempts of this node that failed.
    pub failed: u64,
    /// Events that it refused and that are tried again, and those that wait behind them.
    pub parked: i64,
    /// Events that it refused for the last time.
    pub dead_letters: i64,
}

/// Which events to list.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventFilter {
    /// Those after this position; without it, the newest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
    /// Those that this event pattern matches, in JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// How many events are looked at.
    #[serde(default)]
    pub limit: Limit<100, 1000>,
}

/// Which events to stream.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StreamFilter {
    /// Those after this position; without it, and without the header `Last-Event-ID`, those that
    /// are stored from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
    /// Those that this event pattern matches, in JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub filter: Option<String>,
    /// Whether the stream goes on with every new event; without, it ends after a page.
    #[serde(default = "follow")]
    pub follow: bool,
    /// Whether it also says when a request was recorded: as `request`, with the number of the
    /// newest one as its data, at most ten times a second.
    #[serde(default)]
    pub requests: bool,
}

fn follow() -> bool {
    true
}

text_answer! {
    /// Server-sent events: each has its position as its id, `event` as its name, and the event's
    /// JSON as its data.
    pub struct EventStream = "text/event-stream"
}

/// Events in their order.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Events {
    pub events: Vec<Event>,
    /// Where the list goes on: what `after` has to be.
    pub position: i64,
}

/// An event at its position.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    pub position: i64,
    /// Its number among the events of its account and resource.
    pub sequence: i64,
    /// The opportunity or the engagement that it is about.
    pub resource: String,
    /// What targets receive; null if the stored event cannot be read.
    pub event: Option<BTreeMap<String, Value>>,
}

/// Which dead letters to list.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LetterFilter {
    /// Those after this position.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
    #[serde(default)]
    pub limit: Limit<50, 200>,
}

/// Events that a target has refused for the last time.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DeadLetters {
    pub dead_letters: Vec<DeadLetter>,
}

/// An event that a target has refused for the last time, and why.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DeadLetter {
    pub attempts: i64,
    pub error: String,
    #[serde(flatten)]
    pub event: Event,
}

/// Which dead letters.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Which {
    /// The one at this position; without it, all of the target.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub position: Option<i64>,
}

/// How many dead letters were sent again or dropped.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Changed {
    pub dead_letters: u64,
}

/// Which events to send once more.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Range {
    /// The position of the first.
    pub from: i64,
    /// The position of the last; without it, the last event.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<i64>,
}

/// A replay that has begun.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Replay {
    /// Its name in the list of targets, until all of its events are received.
    pub name: String,
}

/// The outcome of a test event.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Tested {
    /// The id of the test event.
    pub id: String,
    pub delivered: bool,
    /// Why it was not delivered.
    pub error: Option<String>,
}
