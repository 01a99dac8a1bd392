//! Why a run is not a measurement.

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("the connection failed: {0}")]
    Connection(#[from] std::io::Error),
    #[error("the key to sign with is none: {0}")]
    Key(&'static str),
    #[error("the server closed a connection before its answer was complete")]
    Closed,
    #[error("the answer is not HTTP: {0}")]
    Http(#[from] httparse::Error),
    #[error("an answer without a content-length")]
    Length,
    #[error("{operation} answered {status}: {body}")]
    Unexpected {
        operation: &'static str,
        status: u16,
        body: String,
    },
    #[error("no date half a year from now: {0}")]
    Date(#[from] jiff::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("nothing was called within the time")]
    Nothing,
    #[error("{list} holds {found} records over all its pages, and should hold {expected}")]
    Walk {
        list: &'static str,
        found: usize,
        expected: usize,
    },
    #[error("{list} shows {id} on two pages")]
    Twice { list: &'static str, id: String },
}
