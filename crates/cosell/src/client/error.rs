//! Why an operator command failed, and the exit status of each reason.

use std::io;

use cosell_admin_api::RequestError;

use crate::exit::Exit;
use crate::trust::TrustError;

/// Why the server did not do what an operator asked for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AdminError {
    /// Shown without the URL, which may hold a password.
    #[error("--url: {0}; write a URL such as http://127.0.0.1:7226")]
    Address(&'static str),
    /// Shown without the token.
    #[error(
        "--admin-token: a token has letters, digits and punctuation only, and no spaces; if \
         COSELL_ADMIN_TOKEN is empty, set it to the server's token or unset it"
    )]
    Token,
    #[error("cannot reach the server at {url}: {reason}; {advice}")]
    Unreachable {
        url: String,
        reason: String,
        advice: &'static str,
    },
    #[error(
        "the server at {url} answered with status {status} and without JSON: it is not a cosell \
         server, or a proxy answered for it"
    )]
    Foreign { url: String, status: u16 },
    #[error("the server at {url} returned 503: it is overloaded or has too many connections")]
    Busy { url: String },
    #[error(
        "the server at {url} answered in a form that this version of cosell does not know; use \
         the command of the server's version"
    )]
    Unexpected {
        url: String,
        #[source]
        source: serde_json::Error,
    },
    #[error("admin token required: set COSELL_ADMIN_TOKEN or --admin-token")]
    NoToken,
    #[error("invalid admin token: the server at {url} has another one")]
    WrongToken { url: String },
    #[error(
        "the server at {url} has no namespace {name}; check the name, or create it with `cosell \
         namespace create {name}`"
    )]
    NoNamespace { url: String, name: String },
    /// The server's own words.
    #[error("{message}")]
    Refused { status: u16, message: String },
    #[error("could not write the request")]
    Request(#[from] RequestError),
    #[error("could not write the output as YAML: {0}")]
    Yaml(String),
    #[error("the transfer of the file was cut off")]
    Transfer(#[source] io::Error),
    #[error("{file} exists already; remove it, or name another file")]
    Exists { file: String },
    #[error("could not write {file}")]
    Write { file: String, source: io::Error },
    #[error("could not write to standard output")]
    Output(#[source] io::Error),
    #[error("could not read {file}")]
    File { file: String, source: io::Error },
    #[error(transparent)]
    Trust(#[from] TrustError),
    /// The policies do not allow what was asked about.
    #[error("denied")]
    Denied,
    /// The output says why.
    #[error("the target did not accept the test event")]
    Undelivered,
    #[error("the task is {status}: {reason}")]
    Task { status: String, reason: String },
    /// The process that was waited for.
    #[error("the server with process id {0} has ended; its log says why")]
    Ended(u32),
    /// Another server has the address of the one that was waited for.
    #[error(
        "another server answers at {url}: process {process} with store {store}, not process \
         {wanted}, whose log says why it does not listen; stop the other one with `kill {process}`"
    )]
    Other {
        url: String,
        process: u32,
        store: String,
        wanted: u32,
    },
    /// Something that is due did not happen; it was listed.
    #[error("not settled: something that is due has not happened")]
    Unsettled,
    /// The server answers, and says that it is not well.
    #[error("the server is {0}")]
    Unhealthy(String),
    #[error("{name} of --init has not run to its end yet")]
    InitRuns { name: String },
    #[error("{name} of --init failed: {reason}")]
    InitFailed { name: String, reason: String },
}

impl AdminError {
    /// The exit status of a command that ends so.
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Address(_)
            | Self::Token
            | Self::Trust(_)
            | Self::File { .. }
            | Self::Exists { .. } => Exit::Usage,
            Self::Denied | Self::Refused { status: 403, .. } => Exit::Denied,
            Self::Write { source, .. } => Exit::of_written(source),
            Self::Task { .. } => Exit::TaskFailed,
            Self::NoToken | Self::WrongToken { .. } => Exit::Credentials,
            Self::Unreachable { .. } => Exit::Unreachable,
            Self::Foreign { .. }
            | Self::Busy { .. }
            | Self::Unexpected { .. }
            | Self::InitRuns { .. }
            | Self::Unhealthy(_) => Exit::Server,
            Self::NoNamespace { .. } | Self::Refused { status: 404, .. } => Exit::NotFound,
            Self::Refused { status, .. } if *status >= 500 => Exit::Server,
            Self::Refused { .. }
            | Self::Request(_)
            | Self::Yaml(_)
            | Self::Output(_)
            | Self::Transfer(_)
            | Self::Ended(_)
            | Self::InitFailed { .. }
            | Self::Undelivered
            | Self::Unsettled
            | Self::Other { .. } => Exit::Failed,
        }
    }
}
