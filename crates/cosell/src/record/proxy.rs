//! The proxy: takes a client's call, signs it anew, and gives the answer back as it came.
//!
//! Only this machine reaches it. A web page cannot: a request from another origin or with another
//! host name is refused. The signature of the client is not verified, and nothing of its headers is
//! passed on but the operation and the media type.

use std::convert::Infallible;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use cosell_supervisor::log;
use cosell_world::machine;
use http_body_util::{BodyExt as _, Full, Limited};
use hyper::body::Incoming;
use hyper::header::{
    CONNECTION, CONTENT_LENGTH, CONTENT_TYPE, HOST, HeaderMap, HeaderValue, ORIGIN,
    TRANSFER_ENCODING,
};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use percent_encoding::percent_decode_str;
use serde_json::{Value, json};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, mpsc};
use tokio::task::{JoinHandle, JoinSet};

use super::asked::{Asked, Refused, dechunked, refused};
use super::error::RecordError;
use super::recorder::{Exchange, Recorder};
use super::rows;
use crate::causes;
use crate::compare::is_about_production;
use crate::endpoint::{Endpoint, EndpointError, Exchanged, Outgoing, is_loopback, upload};

/// Connections at a time.
const MAX_CONNECTIONS: usize = 64;

/// Calls that wait to be recorded. A client waits while there are more.
const WAITING: usize = 16;

/// The timeout of calls in flight at a stop.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(5);

/// The pause after a failed `accept`, most often because no file descriptors are left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(50);

#[derive(Debug)]
pub(super) struct Proxy {
    upstream: Arc<Endpoint>,
    allow_catalog_aws: bool,
    recorder: mpsc::Sender<Exchange>,
}

impl Proxy {
    /// The proxy, and the recorder, which ends with it.
    pub(super) fn start(
        upstream: Arc<Endpoint>,
        mut recorder: Recorder,
        allow_catalog_aws: bool,
    ) -> (Self, JoinHandle<Result<usize, RecordError>>) {
        let (sender, mut exchanges) = mpsc::channel(WAITING);
        let recording = tokio::task::spawn_blocking(move || {
            while let Some(exchange) = exchanges.blocking_recv() {
                recorder.record(exchange)?;
            }
            recorder.end()
        });
        let proxy = Self {
            upstream,
            allow_catalog_aws,
            recorder: sender,
        };
        (proxy, recording)
    }

    /// Serves until `stop` is ready.
    pub(super) async fn serve(self, listener: TcpListener, stop: impl Future<Output = ()>) {
        let proxy = Arc::new(self);
        let places = Arc::new(Semaphore::new(MAX_CONNECTIONS));
        let mut connections = JoinSet::new();
        tokio::pin!(stop);
        loop {
            let accepted = tokio::select! {
                accepted = listener.accept() => accepted,
                Some(_) = connections.join_next() => continue,
                // Nothing is left that could be recorded.
                () = proxy.recorder.closed() => break,
                () = &mut stop => break,
            };
            match (accepted, places.clone().try_acquire_owned()) {
                (Ok((stream, _)), Ok(place)) => {
                    let proxy = proxy.clone();
                    connections.spawn(async move {
                        proxy.connection(stream).await;
                        drop(place);
                    });
                }
                // A connection beyond the limit is closed.
                (Ok(_), Err(_)) => {}
                (Err(_), _) => machine::sleep(ACCEPT_PAUSE).await,
            }
        }
        drop(listener);
        let rest = async { while connections.join_next().await.is_some() {} };
        // Idle connections never end by themselves.
        let _ = machine::timeout(DRAIN_TIMEOUT.min(idle(&places)), rest).await;
        connections.shutdown().await;
    }

    async fn connection(self: Arc<Self>, stream: TcpStream) {
        let service = service_fn(|request| {
            let proxy = self.clone();
            async move { Ok::<_, Infallible>(proxy.answer(request).await) }
        });
        let served = http1::Builder::new().serve_connection(TokioIo::new(stream), service);
        // A client that leaves is its own affair.
        let _ = served.await;
    }

    async fn answer(&self, request: Request<Incoming>) -> Response<Full<Bytes>> {
        match self.pass_on(request).await {
            Ok(response) => response,
            Err((status, message)) => {
                let name = match status {
                    StatusCode::FORBIDDEN => "AccessDeniedException",
                    StatusCode::BAD_GATEWAY => "InternalServerException",
                    _ => "ValidationException",
                };
                let body = json!({ "__type": name, "Message": message }).to_string();
                let mut response = Response::new(Full::from(body));
                *response.status_mut() = status;
                let media_type = HeaderValue::from_static("application/x-amz-json-1.0");
                response.headers_mut().insert(CONTENT_TYPE, media_type);
                response
            }
        }
    }

    async fn pass_on(&self, request: Request<Incoming>) -> Result<Response<Full<Bytes>>, Refused> {
        let (head, body) = request.into_parts();
        check_sender(&head.headers)?;
        let asked = Asked::read(
            &head.method,
            head.uri.path(),
            head.uri.query(),
            &head.headers,
        )?;
        let (largest, size) = asked.largest();
        let body = Limited::new(body, largest).collect().await;
        let cut = |_| {
            refused(&format!(
                "the request is larger than {size}, or was cut off"
            ))
        };
        let body = body.map_err(cut)?.to_bytes();
        let media_type = head
            .headers
            .get(CONTENT_TYPE)
            .and_then(|it| it.to_str().ok());
        let media_type = media_type.unwrap_or_default().to_owned();
        match asked {
            Asked::Call {
                target,
                path,
                operation,
            } => {
                let input = serde_json::from_slice::<Value>(&body).ok();
                let input = input.filter(Value::is_object);
                self.check_catalog(input.as_ref())?;
                let name = target.clone().unwrap_or_else(|| path.clone());
                let send = move |upstream: &Endpoint| {
                    let mut headers = vec![("content-type", media_type.as_str())];
                    headers.extend(target.as_deref().map(|target| ("x-amz-target", target)));
                    upstream.exchange(&Outgoing {
                        path: &path,
                        headers: &headers,
                        body: &body,
                    })
                };
                let exchanged = self.send(&name, send).await?;
                let recorded = operation.map(|meta| meta.name).zip(input);
                let answer = serde_json::from_slice(&exchanged.body).unwrap_or(Value::Null);
                Ok(self.keep(&name, recorded, answer, exchanged).await)
            }
            Asked::File { path, is_chunked } => {
                let whole = if is_chunked {
                    dechunked(&body)
                } else {
                    Some(body)
                };
                let body = whole.ok_or_else(|| refused("the body is not aws-chunked"))?;
                let name = format!("{} of {}", upload::OPERATION, path);
                let recorded = rows::parsed(&body).map(|_| {
                    let key = percent_decode_str(path.trim_start_matches('/')).decode_utf8_lossy();
                    let content = String::from_utf8_lossy(&body);
                    (upload::OPERATION, json!({ "Key": key, "Content": content }))
                });
                let send = move |upstream: &Endpoint| {
                    upstream.put(&Outgoing {
                        path: &path,
                        headers: &[("content-type", &media_type)],
                        body: &body,
                    })
                };
                let exchanged = self.send(&name, send).await?;
                let answer = upload::said(&exchanged);
                Ok(self.keep(&name, recorded, answer, exchanged).await)
            }
        }
    }

    /// Refuses a call about real deals, unless they are allowed.
    fn check_catalog(&self, input: Option<&Value>) -> Result<(), Refused> {
        let is_real = input.is_none_or(is_about_production);
        if !is_real || self.upstream.is_loopback() || self.allow_catalog_aws {
            return Ok(());
        }
        let message = "cosell record: the call is about the catalog AWS, which has real deals; use \
                       the catalog Sandbox, or allow it with --allow-catalog-aws";
        Err((StatusCode::FORBIDDEN, message.to_owned()))
    }

    /// Sends a request to the upstream.
    async fn send(
        &self,
        name: &str,
        send: impl FnOnce(&Endpoint) -> Result<Exchanged, EndpointError> + Send + 'static,
    ) -> Result<Exchanged, Refused> {
        let upstream = self.upstream.clone();
        let reason = match tokio::task::spawn_blocking(move || send(&upstream)).await {
            Ok(Ok(exchanged)) => return Ok(exchanged),
            Ok(Err(error)) => causes::chain(&error),
            Err(_) => "the call was interrupted".to_owned(),
        };
        log::write_line(&format!("cosell record: {name}: {reason}"));
        Err((StatusCode::BAD_GATEWAY, reason))
    }

    /// Keeps what was asked, if it can be recorded, and what was answered.
    async fn keep(
        &self,
        name: &str,
        recorded: Option<(&'static str, Value)>,
        answer: Value,
        exchanged: Exchanged,
    ) -> Response<Full<Bytes>> {
        if let Some((operation, input)) = recorded {
            let exchange = Exchange {
                operation,
                input,
                status: exchanged.status,
                headers: exchanged.headers.clone(),
                answer,
            };
            // It ends only with the command, which then says why.
            let _ = self.recorder.send(exchange).await;
        } else {
            log::write_line(&format!("cosell record: {name} is passed on, not recorded"));
        }
        response(exchanged)
    }
}

/// How long idle connections are waited for.
fn idle(places: &Semaphore) -> Duration {
    if places.available_permits() == MAX_CONNECTIONS {
        Duration::ZERO
    } else {
        DRAIN_TIMEOUT
    }
}

/// Refuses requests that a web page may have sent.
fn check_sender(headers: &HeaderMap) -> Result<(), Refused> {
    let host = headers.get(HOST).and_then(|host| host.to_str().ok());
    let name = host.map(|host| match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    });
    if headers.contains_key(ORIGIN) || !name.is_some_and(is_loopback) {
        let message = "cosell record answers programs on this machine only, by its address";
        return Err((StatusCode::FORBIDDEN, message.to_owned()));
    }
    Ok(())
}

/// The answer as it came. The length and the connection are those of this side.
fn response(exchanged: Exchanged) -> Response<Full<Bytes>> {
    let Exchanged {
        status,
        headers,
        body,
    } = exchanged;
    let mut response = Response::new(Full::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
    for (name, value) in &headers {
        if ![CONNECTION, CONTENT_LENGTH, TRANSFER_ENCODING].contains(name) {
            response.headers_mut().append(name.clone(), value.clone());
        }
    }
    response
}
