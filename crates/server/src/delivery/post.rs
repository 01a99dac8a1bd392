//! One request after another on a connection that is kept.
//!
//! An attempt has one time for everything: connecting, sending and the answer. Of an answer the
//! status counts; its body is thrown away, and if it is short the connection is used again.
//! Redirections are no success.

use std::io;
use std::time::Duration;

use bytes::Bytes;
use cosell_engine::world::World;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body as _, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{CONTENT_TYPE, HOST, USER_AGENT};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::net::TcpStream;

use super::Target;

/// How long an attempt may take: the time that EventBridge gives to the API destinations it calls.
pub(super) const ATTEMPT: Duration = Duration::from_secs(5);

/// How long the rest of an answer may take before its connection is given up.
const REST: Duration = Duration::from_secs(1);

/// How much of an answer's body is read before its connection is given up.
const DISCARDED: usize = 64 << 10;

/// The longest head of an answer.
const HEAD: usize = 16 << 10;

const AGENT: &str = concat!("cosell/", env!("CARGO_PKG_VERSION"));

/// Why an event was not received, as far as the sender knows.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error("it was answered with status {0}")]
    Refused(StatusCode),
    #[error("it was not answered in {} seconds", ATTEMPT.as_secs())]
    Late,
    #[error("could not connect: {0}")]
    Unreachable(io::Error),
    #[error("the connection failed: {0}")]
    Broken(hyper::Error),
    #[error("a fault rule asked for {0}")]
    Struck(String),
    #[error("a fault rule dropped the connection")]
    Dropped,
    #[error("what is stored of it cannot be read")]
    Unreadable,
}

impl Failure {
    /// Whether the next event would meet the same.
    pub(super) fn concerns_all(&self) -> bool {
        match self {
            Self::Late | Self::Unreachable(_) | Self::Broken(_) | Self::Dropped => true,
            Self::Refused(_) | Self::Struck(_) | Self::Unreadable => false,
        }
    }
}

/// The receiver's client.
pub(super) struct Client {
    target: Target,
    world: World,
    kept: Option<Connection>,
}

impl Client {
    pub(super) fn new(target: &Target, world: World) -> Self {
        Self {
            target: target.clone(),
            world,
            kept: None,
        }
    }

    /// Sends a JSON document. Without a success nobody knows whether it was received.
    pub(super) async fn post(&mut self, body: Vec<u8>) -> Result<(), Failure> {
        let kept = self.kept.take();
        let (answer, connection) = tokio::select! {
            answered = exchange(&self.target, kept, body) => answered?,
            () = self.world.sleep(ATTEMPT) => return Err(Failure::Late),
        };
        let status = answer.status();
        // The status stands, whatever becomes of the rest.
        self.kept = tokio::select! {
            whole = discard(answer.into_body()) => whole.then_some(connection),
            () = self.world.sleep(REST) => None,
        };
        if status.is_success() {
            Ok(())
        } else {
            Err(Failure::Refused(status))
        }
    }
}

type Connection = SendRequest<Full<Bytes>>;

/// Sends a request on the connection that was kept, if it still stands, or on a new one.
async fn exchange(
    target: &Target,
    kept: Option<Connection>,
    body: Vec<u8>,
) -> Result<(Response<Incoming>, Connection), Failure> {
    let mut connection = match standing(kept).await {
        Some(kept) => kept,
        None => connect(target).await?,
    };
    let request = Request::post(target.path())
        .header(HOST, target.authority())
        .header(USER_AGENT, AGENT)
        .header(CONTENT_TYPE, "application/json")
        .body(Full::from(body));
    let Ok(request) = request else {
        // A path and a host that were read from a URL can be written.
        return Err(Failure::Unreadable);
    };
    let answer = connection.send_request(request).await;
    Ok((answer.map_err(Failure::Broken)?, connection))
}

/// The connection, unless the receiver has ended it.
async fn standing(kept: Option<Connection>) -> Option<Connection> {
    let mut kept = kept?;
    kept.ready().await.ok().map(|()| kept)
}

async fn connect(target: &Target) -> Result<Connection, Failure> {
    let stream = TcpStream::connect(target.address()).await;
    let stream = stream.map_err(Failure::Unreachable)?;
    stream.set_nodelay(true).map_err(Failure::Unreachable)?;
    let mut builder = http1::Builder::new();
    builder.max_buf_size(HEAD);
    let (sender, connection) = builder
        .handshake(TokioIo::new(stream))
        .await
        .map_err(Failure::Broken)?;
    // It ends with its sender.
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "the connection to the receiver of events ended");
        }
    });
    Ok(sender)
}

/// Reads a body to its end. `false` when it is long or broken.
async fn discard(mut body: Incoming) -> bool {
    let mut read = 0;
    while !body.is_end_stream() {
        match body.frame().await {
            Some(Ok(frame)) => read += frame.data_ref().map_or(0, Bytes::len),
            Some(Err(_)) => return false,
            None => return true,
        }
        if read > DISCARDED {
            return false;
        }
    }
    true
}
