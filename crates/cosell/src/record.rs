//! `cosell record`: a proxy that passes an integration's calls on and keeps them as a scenario.
//!
//! A client calls the proxy as it calls the API, and uploads files for bulk jobs to it ([`asked`]).
//! Each call is signed with the keys of whoever runs the proxy, sent to the upstream, and answered
//! byte for byte ([`proxy`]). What was asked and
//! answered goes to one recorder ([`recorder`]), which replaces personal details ([`clean`]) and
//! ids ([`references`]) and appends the call to the file ([`file`]). A call is recorded before its
//! answer is sent, so a call that uses an id stands behind the one that answered it.

mod asked;
mod clean;
mod error;
mod file;
mod proxy;
mod recorder;
mod references;
mod rows;
mod stand_in;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use tokio::signal::unix::{SignalKind, signal};

use crate::client;
use crate::endpoint::Endpoint;
use crate::endpoint::keys::Keys;
use crate::start;
pub(crate) use error::RecordError;
use proxy::Proxy;
use recorder::Recorder;

/// Pass an integration's calls on to AWS, and keep them as a scenario for `cosell compare`
///
/// Clients call the proxy instead of AWS. Calls are signed anew with the keys of the environment or
/// of a profile of the AWS CLI. Personal details and amounts are replaced in the file. Stop it with
/// Ctrl-C.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// File to write, in JSON, which must not exist
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Loopback address to listen on; port 0 takes a free one
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:7229")]
    listen: SocketAddr,
    /// URL of the endpoint that calls are passed on to, or `aws`
    #[arg(long, value_name = "ENDPOINT", default_value = "aws")]
    upstream: String,
    /// Profile of the AWS CLI that signs the calls
    #[arg(long, value_name = "PROFILE")]
    profile: Option<String>,
    /// Region in the signatures
    #[arg(long, value_name = "REGION", default_value = "us-east-1")]
    region: String,
    /// CA bundle in PEM that verifies the certificate [default: that of the system]
    #[arg(long, env = "COSELL_CA_FILE", value_name = "FILE")]
    ca_file: Option<PathBuf>,
    /// Pass on calls about the catalog AWS, which has real deals, to other machines
    #[arg(long)]
    allow_catalog_aws: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), RecordError> {
    if !arguments.listen.ip().is_loopback() {
        return Err(RecordError::NotLoopback(arguments.listen));
    }
    let upstream = Endpoint::open(
        "the upstream",
        &arguments.upstream,
        &arguments.region,
        Keys::find(arguments.profile.as_deref())?,
        arguments.ca_file.as_deref(),
    )?;
    let runtime = start::runtime().map_err(RecordError::Runtime)?;
    let recorded = runtime.block_on(record(arguments, upstream))?;
    let calls = match recorded {
        1 => "1 call".to_owned(),
        calls => format!("{calls} calls"),
    };
    client::print(&format!("recorded {calls} in {}", arguments.file.display()))?;
    Ok(())
}

/// Records until the process is asked to stop. Returns how many calls are in the file.
async fn record(arguments: &Arguments, upstream: Endpoint) -> Result<usize, RecordError> {
    let mut terminate = signal(SignalKind::terminate()).map_err(RecordError::Runtime)?;
    let mut interrupt = signal(SignalKind::interrupt()).map_err(RecordError::Runtime)?;
    let listener = tokio::net::TcpListener::bind(arguments.listen).await;
    let listener = listener.map_err(|source| RecordError::Listen {
        address: arguments.listen,
        source,
    })?;
    let address = listener.local_addr().map_err(RecordError::Runtime)?;
    let recorder = Recorder::create(&arguments.file, &upstream.url)?;
    let (proxy, recording) =
        Proxy::start(Arc::new(upstream), recorder, arguments.allow_catalog_aws);
    client::print(&format!("listening on http://{address}"))?;
    proxy
        .serve(listener, async move {
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
        })
        .await;
    match recording.await {
        Ok(outcome) => outcome,
        Err(_) => Err(RecordError::Interrupted),
    }
}
