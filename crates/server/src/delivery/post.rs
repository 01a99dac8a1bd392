//! An HTTP client that sends requests to one host on keep-alive connections.
//!
//! One timeout covers a whole attempt: connecting, sending and the head of the response. The body
//! of a response is read as far as it is short and comes soon. Redirects are not followed. The
//! certificate of an `https://` host must be issued by a CA of the system, or by one in the file
//! that `SSL_CERT_FILE` names.

use std::io;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use cosell_world::World;
use http_body_util::{BodyExt as _, Full};
use hyper::body::{Body as _, Incoming};
use hyper::client::conn::http1::{self, SendRequest};
use hyper::header::{HOST, HeaderMap, HeaderName, USER_AGENT};
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use tokio::io::{AsyncRead, AsyncWrite};
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls;

use super::connect::connect;
use super::failure::Failure;
use super::target::EventTarget;
use crate::trust;

/// The timeout of an attempt: the same as that of EventBridge's API destinations.
pub(super) const ATTEMPT_TIMEOUT: Duration = Duration::from_secs(5);

/// The timeout of a response body, after which the connection is not reused.
const BODY_TIMEOUT: Duration = Duration::from_secs(1);

/// How many bytes of a response body are read before the connection is not reused.
const MAX_BODY: usize = 64 << 10;

/// The largest head of a response, in bytes.
const MAX_HEAD: usize = 16 << 10;

/// Idle connections that are kept.
const MAX_IDLE: usize = 64;

const USER_AGENT_VALUE: &str = concat!("cosell/", env!("CARGO_PKG_VERSION"));

/// The headers of a request, beside those that the client sets.
pub(crate) type Headers = Vec<(HeaderName, String)>;

/// A response: its status, and its body if it could be read.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Option<Bytes>,
}

/// The client of one host.
pub(crate) struct Client {
    target: EventTarget,
    tls: TlsConnector,
    /// Whether addresses of private networks may be connected to.
    private: bool,
    world: World,
    idle: Mutex<Vec<Connection>>,
}

impl Client {
    /// A client without a connection. Fails only if rustls is built without a TLS version.
    pub(crate) fn new(
        target: &EventTarget,
        private: bool,
        world: World,
    ) -> Result<Self, rustls::Error> {
        let tls = match target.name() {
            Some(_) => trust::connector()?,
            None => trust::without_roots()?,
        };
        Ok(Self {
            target: target.clone(),
            tls,
            private,
            world,
            idle: Mutex::default(),
        })
    }

    /// Sends a document. After a failure the document may still have been received.
    pub(crate) async fn post(&self, headers: Headers, body: Vec<u8>) -> Result<Answer, Failure> {
        let (answer, connection) = tokio::select! {
            answered = self.exchange(headers, body.into()) => answered?,
            () = self.world.sleep(ATTEMPT_TIMEOUT) => return Err(Failure::TimedOut),
        };
        let (head, body) = answer.into_parts();
        // The status counts, whether or not the body can be read.
        let body = tokio::select! {
            whole = collect(body) => whole,
            () = self.world.sleep(BODY_TIMEOUT) => None,
        };
        if body.is_some() {
            let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            if idle.len() < MAX_IDLE {
                idle.push(connection);
            }
        }
        Ok(Answer {
            status: head.status,
            headers: head.headers,
            body,
        })
    }

    /// Sends a request on an idle connection that is still open, or on a new one.
    async fn exchange(
        &self,
        headers: Headers,
        body: Bytes,
    ) -> Result<(Response<Incoming>, Connection), Failure> {
        if let Some(mut connection) = self.reusable().await {
            let request = self.request(&headers, body.clone())?;
            // The host may have closed the connection at the same time.
            if let Ok(answer) = connection.send_request(request).await {
                return Ok((answer, connection));
            }
        }
        let mut connection = self.connect().await?;
        let request = self.request(&headers, body)?;
        let answer = connection.send_request(request).await;
        Ok((answer.map_err(Failure::Disconnected)?, connection))
    }

    fn request(&self, headers: &Headers, body: Bytes) -> Result<Request<Full<Bytes>>, Failure> {
        let mut request = Request::post(self.target.path())
            .header(HOST, self.target.authority())
            .header(USER_AGENT, USER_AGENT_VALUE);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        // Cannot fail: path and host were parsed from a URL, and headers are checked texts.
        request
            .body(Full::from(body))
            .map_err(|_| Failure::Unreadable)
    }

    /// An idle connection that the host has not closed.
    async fn reusable(&self) -> Option<Connection> {
        loop {
            let idle = {
                let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
                idle.pop()
            };
            let mut idle = idle?;
            if idle.ready().await.is_ok() {
                return Some(idle);
            }
        }
    }

    async fn connect(&self) -> Result<Connection, Failure> {
        let stream = connect(&self.target, self.private).await?;
        match self.target.name() {
            None => handshake(stream).await,
            Some(name) => {
                let stream = self.tls.connect(name.clone(), stream).await;
                handshake(stream.map_err(Failure::Tls)?).await
            }
        }
    }
}

type Connection = SendRequest<Full<Bytes>>;

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
        .map_err(|error| Failure::Unreachable(io::Error::other(error)))?;
    // The task ends with its sender.
    tokio::spawn(async move {
        if let Err(error) = connection.await {
            tracing::debug!(%error, "connection to the event target closed");
        }
    });
    Ok(sender)
}

/// Reads a body to its end. Returns `None` when it is too long or broken.
async fn collect(mut body: Incoming) -> Option<Bytes> {
    let mut read = BytesMut::new();
    while !body.is_end_stream() {
        match body.frame().await {
            Some(Ok(frame)) => {
                if let Some(data) = frame.data_ref() {
                    read.extend_from_slice(data);
                }
            }
            Some(Err(_)) => return None,
            None => break,
        }
        if read.len() > MAX_BODY {
            return None;
        }
    }
    Some(read.freeze())
}
