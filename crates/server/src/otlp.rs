//! OpenTelemetry: spans and metrics are sent to a collector by OTLP over HTTP, as
//! protobuf or as JSON.
//!
//! [`settings`] says where to and with which intervals, [`exporter`] is the loop that sends, and
//! [`resource`], [`spans`] and [`metrics`] write what is sent. Requests only queue their spans
//! ([`cosell_trace`]), so a collector that is slow or down costs them nothing.

pub(crate) mod exporter;
mod json;
mod metrics;
mod protobuf;
mod resource;
mod settings;
mod spans;

pub(crate) use settings::Exported;
pub use settings::{Encoding, Signal, Telemetry};
