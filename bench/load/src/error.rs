//! Why a run failed.

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error("the connection failed: {0}")]
    Connection(#[from] std::io::Error),
    #[error("invalid COSELL_LOAD_KEY: {0}")]
    Key(&'static str),
    #[error("the server closed a connection before the response was complete")]
    Closed,
    #[error("the response is not HTTP: {0}")]
    Http(#[from] httparse::Error),
    #[error("the response has no content-length")]
    Length,
    #[error("{operation} returned an unexpected response, status {status}: {body}")]
    Unexpected {
        operation: &'static str,
        status: u16,
        body: String,
    },
    #[error("could not compute a date half a year from now: {0}")]
    Date(#[from] jiff::Error),
    #[error(transparent)]
    Json(#[from] serde_json::Error),
    #[error("PostgreSQL: {0}")]
    Postgres(#[from] tokio_postgres::Error),
    #[error("no call was completed in time")]
    Nothing,
    #[error("{list} shows {found} records over all its pages, but must show {expected}")]
    Walk {
        list: &'static str,
        found: usize,
        expected: usize,
    },
    #[error("{list} shows {id} on two pages")]
    Twice { list: &'static str, id: String },
}
