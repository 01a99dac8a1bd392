//! One request after another on a connection that is kept.
//!
//! An attempt has one time for everything: connecting, sending and the answer. Of an answer the
//! status counts; its body is thrown away, and if it is short the connection is used again.
//! Redirections are no success. A receiver at an `https://` URL must prove itself to an authority
//! that the system knows, or to one in the file that `SSL_CERT_FILE` names.

use std::io;
use std::sync::Arc;
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
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::{self, ClientConfig, RootCertStore};

use super::EventTarget;

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
    #[error("TLS was not agreed on: {0}")]
    Unproven(io::Error),
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
            Self::Late
            | Self::Unreachable(_)
            | Self::Unproven(_)
            | Self::Broken(_)
            | Self::Dropped => true,
            Self::Refused(_) | Self::Struck(_) | Self::Unreadable => false,
        }
    }
}

/// The receiver's client.
pub(super) struct Client {
    way: Way,
    world: World,
    kept: Option<Connection>,
}

/// Where the receiver is, and how connections to it are encrypted.
struct Way {
    target: EventTarget,
    tls: TlsConnector,
}

impl Client {
    /// A client without a connection. `Err` when there is no TLS as rustls is built, which it is.
    pub(super) fn new(target: &EventTarget, world: World) -> Result<Self, rustls::Error> {
        let mut authorities = RootCertStore::empty();
        if target.name().is_some() {
            let found = rustls_native_certs::load_native_certs();
            // Some systems carry one or the other that nobody can read.
            let (known, _) = authorities.add_parsable_certificates(found.certs);
            if known == 0 {
                tracing::warn!(
                    errors = ?found.errors,
                    "the system knows no authorities: no receiver can prove itself"
                );
            }
        }
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()?
            .with_root_certificates(authorities)
            .with_no_client_auth();
        let way = Way {
            target: target.clone(),
            tls: TlsConnector::from(Arc::new(config)),
        };
        Ok(Self {
            way,
            world,
            kept: None,
        })
    }

    /// Sends a JSON document. Without a success nobody knows whether it was received.
    pub(super) async fn post(&mut self, body: Vec<u8>) -> Result<(), Failure> {
        let kept = self.kept.take();
        let (answer, connection) = tokio::select! {
            answered = exchange(&self.way, kept, body) => answered?,
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
    way: &Way,
    kept: Option<Connection>,
    body: Vec<u8>,
) -> Result<(Response<Incoming>, Connection), Failure> {
    let mut connection = match standing(kept).await {
        Some(kept) => kept,
        None => connect(way).await?,
    };
    let request = Request::post(way.target.path())
        .header(HOST, way.target.authority())
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

async fn connect(way: &Way) -> Result<Connection, Failure> {
    let stream = TcpStream::connect(way.target.address()).await;
    let stream = stream.map_err(Failure::Unreachable)?;
    stream.set_nodelay(true).map_err(Failure::Unreachable)?;
    match way.target.name() {
        None => speak(stream).await,
        Some(name) => {
            let stream = way.tls.connect(name.clone(), stream).await;
            speak(stream.map_err(Failure::Unproven)?).await
        }
    }
}

/// Begins to speak HTTP.
async fn speak<S>(stream: S) -> Result<Connection, Failure>
where
    S: AsyncRead + AsyncWrite + Unpin + Send + 'static,
{
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
