//! A span, as the exporter sends it.

use std::borrow::Cow;

use cosell_world::machine;

use crate::context::{SpanContext, SpanId};

/// The bytes of a text that are kept: clients choose some of them, such as `User-Agent`.
const MAX_TEXT: usize = 256;

/// The most points in time of a span.
const MAX_EVENTS: usize = 32;

/// On which side of a message or a call a span is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Kind {
    #[default]
    Internal,
    /// It answers a request.
    Server,
    /// It sends a message.
    Producer,
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(Cow<'static, str>),
    Integer(i64),
}

impl Value {
    /// A text, cut off where it is too long.
    pub fn text(text: &str) -> Self {
        let end = text.floor_char_boundary(MAX_TEXT);
        Self::Text(text[..end].to_owned().into())
    }
}

impl From<&'static str> for Value {
    fn from(text: &'static str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<i64> for Value {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

/// A span. Times are in nanoseconds since 1970, in real time.
#[derive(Clone, Debug, Default)]
pub struct Span {
    pub context: SpanContext,
    pub parent: Option<SpanId>,
    pub name: Cow<'static, str>,
    pub kind: Kind,
    pub began: u64,
    pub ended: u64,
    pub attributes: Vec<(&'static str, Value)>,
    /// Points in time within it.
    pub events: Vec<(&'static str, u64)>,
    /// The span that caused it, which is not of its trace.
    pub link: Option<SpanContext>,
    /// Whether it failed.
    pub failed: bool,
}

impl Span {
    /// Adds an attribute.
    pub fn set(&mut self, name: &'static str, value: impl Into<Value>) {
        self.attributes.push((name, value.into()));
    }

    /// Adds an attribute whose text is not the program's own.
    pub fn set_text(&mut self, name: &'static str, text: &str) {
        self.attributes.push((name, Value::text(text)));
    }

    /// Adds a point in time, as far as there is room for it.
    pub fn add_event(&mut self, name: &'static str, at: u64) {
        if self.events.len() < MAX_EVENTS {
            self.events.push((name, at));
        }
    }

    /// Records that it failed, and the kind of the error.
    pub fn fail(&mut self, error: &str) {
        self.failed = true;
        self.set_text("error.type", error);
    }
}

/// The time of a span: nanoseconds since 1970, in real time.
pub fn now() -> u64 {
    u64::try_from(machine::timestamp().as_nanosecond()).unwrap_or(0)
}
