//! Spans of OpenTelemetry: what a request, a transaction, a task and a delivery did, and when.
//!
//! ```text
//! Tracer ─ samples ─► Open (a span that has not ended) ─ dropped ─► queue ─ take ─► the exporter
//!    └─ Scope: the span of a request, which its operation carries as far as it reaches
//! ```
//!
//! Without a [`Tracer`] there are no spans: whoever could make one has an `Option`, which is
//! `None`, and nothing is allocated. A span is queued when it ends. The queue is bounded; what does
//! not fit is dropped and counted. A collector that does not answer therefore costs a fixed amount
//! of memory and no time of a request.

mod context;
mod sampler;
mod scope;
mod span;
mod tracer;

pub use context::{SpanContext, SpanId};
pub use sampler::{Sampler, SamplerError};
pub use scope::Scope;
pub use span::{Kind, Span, Value, now};
pub use tracer::{Open, Tracer};
