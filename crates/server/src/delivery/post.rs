//! An HTTP client that sends one request after another on a keep-alive connection.
//!
//! One timeout covers a whole attempt: connecting, sending and the response. Only the status of a
//! response counts; its body is discarded, and if the body is short the connection is reused.
//! Redirects are failures. The certificate of an `https://` receiver must be issued by a CA of the
//! system, or by one in the file that `SSL_CERT_FILE` names.

use std::io;
use std::time::Duration;

use bytes::Bytes;
use cosell_world::World;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body as _, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{CONTENT_TYPE, HOST, USER_AGENT};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio::net::TcpStream;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls;

use super::EventTarget;
use crate::trust;

/// The timeout of an attempt: the same as that of EventBridge's API destinations.
pub(super) const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(5);

/// The timeout of a response body, after which the connection is not reused.
const BODY_TIMEOUT: Duration = Duration::from_secs(1);

/// How many bytes of a response body are read before the connection is not reused.
const MAX_DISCARDED: usize = 64 << 10;

/// The largest head of a response, in bytes.
const MAX_HEAD: usize = 16 << 10;

const USER_AGENT_VALUE: &str = concat!("cosell/", env!("CARGO_PKG_VERSION"));

/// Why the delivery of an event failed, as far as the sender knows.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error("the receiver responded with status {0}")]
    Rejected(StatusCode),
    #[error("no response within {} seconds", ATTEMPT_TIMEOUT.as_secs())]
    TimedOut,
    #[error("could not connect: {0}")]
    Unreachable(io::Error),
    #[error("TLS handshake failed: {0}")]
    Tls(io::Error),
    #[error("the connection failed: {0}")]
    Disconnected(hyper::Error),
    #[error("fault injected: {0}")]
    Injected(String),
    #[error("fault injected: connection dropped")]
    Dropped,
    #[error("the stored event cannot be read")]
    Unreadable,
}

impl Failure {
    /// Whether the next event would fail too.
    pub(super) fn concerns_all(&self) -> bool {
        match self {
            Self::TimedOut
            | Self::Unreachable(_)
            | Self::Tls(_)
            | Self::Disconnected(_)
            | Self::Dropped => true,
            Self::Rejected(_) | Self::Injected(_) | Self::Unreadable => false,
        }
    }
}

/// The client of the receiver.
pub(super) struct Client {
    endpoint: Endpoint,
    world: World,
    idle: Option<Connection>,
}

/// The receiver's URL, and the TLS configuration of connections to it.
struct Endpoint {
    target: EventTarget,
    tls: TlsConnector,
}

impl Client {
    /// A client without a connection. Fails only if rustls is built without a TLS version.
    pub(super) fn new(target: &EventTarget, world: World) -> Result<Self, rustls::Error> {
        let tls = match target.name() {
            Some(_) => trust::connector()?,
            None => trust::without_roots()?,
        };
        let endpoint = Endpoint {
            target: target.clone(),
            tls,
        };
        Ok(Self {
            endpoint,
            world,
            idle: None,
        })
    }

    /// Sends a JSON document. After a failure the document may still have been received.
    pub(super) async fn post(&mut self, body: Vec<u8>) -> Result<(), Failure> {
        let idle = self.idle.take();
        let (answer, connection) = tokio::select! {
            answered = exchange(&self.endpoint, idle, body) => answered?,
            () = self.world.sleep(ATTEMPT_TIMEOUT) => return Err(Failure::TimedOut),
        };
        let status = answer.status();
        // The status counts, whether or not the body can be read.
        self.idle = tokio::select! {
            whole = discard(answer.into_body()) => whole.then_some(connection),
            () = self.world.sleep(BODY_TIMEOUT) => None,
        };
        if status.is_success() {
            Ok(())
        } else {
            Err(Failure::Rejected(status))
        }
    }
}

type Connection = SendRequest<Full<Bytes>>;

/// Sends a request on the idle connection, if it is still open, or on a new one.
async fn exchange(
    endpoint: &Endpoint,
    idle: Option<Connection>,
    body: Vec<u8>,
) -> Result<(Response<Incoming>, Connection), Failure> {
    let mut connection = match reusable(idle).await {
        Some(idle) => idle,
        None => connect(endpoint).await?,
    };
    let request = Request::post(endpoint.target.path())
        .header(HOST, endpoint.target.authority())
        .header(USER_AGENT, USER_AGENT_VALUE)
        .header(CONTENT_TYPE, "application/json")
        .body(Full::from(body));
    let Ok(request) = request else {
        // Cannot happen: the path and the host were parsed from a URL.
        return Err(Failure::Unreadable);
    };
    let answer = connection.send_request(request).await;
    Ok((answer.map_err(Failure::Disconnected)?, connection))
}

/// The idle connection, unless the receiver has closed it.
async fn reusable(idle: Option<Connection>) -> Option<Connection> {
    let mut idle = idle?;
    idle.ready().await.ok().map(|()| idle)
}

async fn connect(endpoint: &Endpoint) -> Result<Connection, Failure> {
    let stream = TcpStream::connect(endpoint.target.address()).await;
    let stream = stream.map_err(Failure::Unreachable)?;
    stream.set_nodelay(true).map_err(Failure::Unreachable)?;
    match endpoint.target.name() {
        None => handshake(stream).await,
        Some(name) => {
            let stream = endpoint.tls.connect(name.clone(), stream).await;
            handshake(stream.map_err(Failure::Tls)?).await
        }
    }
}

/// Starts HTTP on a stream.
async fn handshake<S>(stream: S) -> Result<Connection, Failure>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
    let mut builder = http1::Builder::new();
    builder.max_buf_size(MAX_HEAD);
    let (sender, connection) = builder
        .handshake(TokioIo::new(stream))
        .await
        .map_err(Failure::Disconnected)?;
    // The task ends with its sender.
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "connection to the event target closed");
        }
    });
    Ok(sender)
}

/// Reads a body to its end. Returns `false` when it is too long or broken.
async fn discard(mut body: Incoming) -> bool {
    let mut read = 0;
    while !body.is_end_stream() {
        match body.frame().await {
            Some(Ok(frame)) => read += frame.data_ref().map_or(0, Bytes::len),
            Some(Err(_)) => return false,
            None => return true,
        }
        if read > MAX_DISCARDED {
            return false;
        }
    }
    true
}
