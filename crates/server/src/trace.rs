//! What the log and the metrics say of a request.

use std::sync::Arc;

/// The fields of a request's log line that the steps of the pipeline fill in.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    pub(crate) operation: Option<&'static str>,
    pub(crate) account: Option<Arc<str>>,
}
