//! What the log, the metrics and the recorder say of a request.

use std::sync::Arc;

use crate::recorder::Called;

/// What the steps of the pipeline learn of a request.
#[derive(Debug, Default)]
pub(crate) struct Trace {
    pub(crate) operation: Option<&'static str>,
    pub(crate) account: Option<Arc<str>>,
    /// The call of an operation, if requests are recorded.
    pub(crate) called: Option<Called>,
}
