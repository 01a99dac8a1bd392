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

use crate::answer::text_answer;
use crate::schema::Instant;
use crate::word::words;
use crate::{DateTime, Limit};

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

words! {
    /// What has become of an event at a target.
    pub enum Outcome {
        /// The target received it.
        Delivered = "delivered",
        /// The target has not been sent it yet.
        Pending = "pending",
        /// The target refused it, or it waits behind one that was refused; it is tried again.
        Waiting = "waiting",
        /// The target refused it for the last time.
        Dead = "dead",
        /// The filter of the target does not match it.
        Filtered = "filtered",
        /// The target has passed it, and this node does not remember how: it received it, it was
        /// deleted as a dead letter, or the target was added later.
        Passed = "passed",
    }
}

/// What has become of an event at each target.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Deliveries {
    pub deliveries: Vec<Delivery>,
}

/// What has become of an event at a target.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Delivery {
    /// The target, or the replay.
    pub target: String,
    /// The target of a replay.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub replays: Option<String>,
    pub outcome: Outcome,
    /// How often it was refused; only while it is parked.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub refused: Option<i64>,
    /// Why the last attempt failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
    /// The attempts that this node remembers, the oldest first.
    pub attempts: Vec<DeliveryAttempt>,
    /// Why the filter does not match.
    pub mismatches: Vec<Mismatch>,
}

/// An attempt to deliver an event.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct DeliveryAttempt {
    /// When it ended, by true time.
    #[schemars(with = "Instant")]
    pub time: DateTime,
    /// Why it failed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

/// A field of an event that does not match.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Mismatch {
    /// Its path, with dots.
    pub field: String,
    /// What the pattern says of it.
    pub wanted: Value,
    /// The values that the event has there; none where it has no such field.
    pub found: Vec<Value>,
}

/// An event pattern to try on stored events.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Trial {
    /// An event pattern, as JSON or as a text of JSON.
    pub pattern: Value,
    /// It is tried on events after this position; without it, on the newest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub after: Option<i64>,
    /// On how many events it is tried.
    #[serde(default)]
    pub limit: TrialLimit,
}

/// On how many events a pattern is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct TrialLimit(#[schemars(range(min = 1, max = 1000))] u16);

impl Default for TrialLimit {
    fn default() -> Self {
        Self(100)
    }
}

impl TrialLimit {
    /// Within what is allowed.
    pub fn get(self) -> u16 {
        self.0.clamp(1, 1000)
    }
}

impl From<u16> for TrialLimit {
    fn from(limit: u16) -> Self {
        Self(limit)
    }
}

/// What a pattern says of stored events.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Tried {
    /// How many of the events it matches.
    pub matched: u64,
    pub events: Vec<TriedEvent>,
    /// Where it goes on: what `after` has to be.
    pub position: i64,
}

/// An event that a pattern was tried on.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct TriedEvent {
    pub matches: bool,
    /// Why it does not match.
    pub mismatches: Vec<Mismatch>,
    #[serde(flatten)]
    pub event: Event,
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
