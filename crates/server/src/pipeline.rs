//! The way of a request, from its head to its answer; [`carry_out`] reads as the list of its
//! stations.
//!
//! Every request leaves one line in the log: its id, operation, account, status, error and time.
//! Bodies and their members never get there.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use cosell_api::{ProtocolError, ProtocolErrorKind, wire};
use cosell_domain::{CallError, Error};
use cosell_engine::fault::Point;
use cosell_world::machine;
use hyper::body::Incoming;
use hyper::header::{ALLOW, HeaderName, HeaderValue};
use hyper::{Request, StatusCode};
use uuid::Uuid;

use crate::access::{self, Mode};
use crate::admin::{self, Visitor};
use crate::body::{self, Unread};
use crate::cors;
use crate::front::Front;
use crate::head::Head;
use crate::host;
use crate::pace::Progress;
use crate::peer::Peer;
use crate::refusal::Refusal;
use crate::reply::{self, Reply};
use crate::route::{self, Form, Route};

/// The header that carries the id of a request, on every answer.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// What the log and the metrics call a browser's question whether a page may call.
const PREFLIGHT: &str = "preflight";

/// The fault point of a request whose operation is known.
const RECEIVED: [&str; 2] = ["request", "received"];

/// The fault point of a request whose caller is known.
const PROVEN: [&str; 2] = ["auth", "done"];

/// How often a caller is proven for one request, because identities changed meanwhile.
const PROOFS: usize = 8;

/// When a caller may come again that could not be proven for all the changes.
const AGAIN: Duration = Duration::from_secs(1);

/// What the log says of a request.
#[derive(Debug, Default)]
struct Trace {
    operation: Option<&'static str>,
    account: Option<Arc<str>>,
}

/// Why a request is not answered: a fault rule asked for it.
#[derive(Debug, thiserror::Error)]
#[error("a fault rule dropped the connection")]
pub(crate) struct Dropped;

/// Answers a request, whatever it is. An error ends the connection without an answer.
pub(crate) async fn answer(
    front: &Front,
    peer: Peer,
    request: Request<Incoming>,
    progress: &Progress,
) -> Result<Reply, Dropped> {
    let started = front.world().instant();
    let id = machine::uuid();
    let (head, body) = request.into_parts();
    let head = Head::from(head);
    let content_type = Form::of(&head).content_type();
    let share = front.bodies.share(peer.address);
    let body = match body::read(&head, body, &front.limits, share).await {
        Err(Unread::Broken(error)) => {
            tracing::debug!(request_id = %id, %error, "a body could not be read");
            Err(broken().closing(true))
        }
        Err(Unread::TooLarge { rest }) => Err(too_large().closing(rest)),
        Err(Unread::NoRoom) => Err(no_room()),
        Err(Unread::Late) => Err(late().closing(true)),
        Ok(body) => Ok(body),
    };
    progress.answering();
    let mut trace = Trace::default();
    let outcome = match body {
        Ok(body) => carry_out(front, peer, &head, &body.bytes, content_type, &mut trace).await,
        Err(refusal) => Err(refusal),
    };
    let dropped = matches!(&outcome, Err(refusal) if refusal.dropped);
    let (error, mut reply) = match outcome {
        Ok(reply) => (None, reply),
        Err(refusal) => {
            if let Some(failure) = &refusal.failure {
                tracing::error!(request_id = %id, error = %failure, "the store failed");
            }
            (
                Some(refusal.name),
                reply::refusal(content_type, &refusal, front.explain),
            )
        }
    };
    let mut buffer = Uuid::encode_buffer();
    if let Ok(id) = HeaderValue::from_str(id.hyphenated().encode_lower(&mut buffer)) {
        reply.headers_mut().insert(REQUEST_ID, id);
    }
    if reply.status() == StatusCode::METHOD_NOT_ALLOWED
        && let Ok(methods) = HeaderValue::try_from(admin::allowed(head.path()))
    {
        reply.headers_mut().insert(ALLOW, methods);
    }
    cors::mark(front, &head, &mut reply);
    let took = machine::elapsed(started);
    let outcome = if dropped {
        "dropped"
    } else {
        error.unwrap_or("ok")
    };
    front.requests.answered(trace.operation, outcome, took);
    tracing::info!(
        request_id = %id,
        peer = %peer.address,
        tls = peer.secure,
        operation = trace.operation.unwrap_or("-"),
        account = trace.account.as_deref().unwrap_or("-"),
        status = reply.status().as_u16(),
        error = error.unwrap_or("-"),
        micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX),
        dropped,
        "request",
    );
    if dropped {
        return Err(Dropped);
    }
    Ok(reply)
}

async fn carry_out(
    front: &Front,
    peer: Peer,
    head: &Head,
    body: &Bytes,
    content_type: &'static str,
    trace: &mut Trace,
) -> Result<Reply, Refusal> {
    let route = route::find(head);
    if front.mode() == Mode::Open {
        let administration = matches!(route, Ok(Route::Admin(_)));
        host::check(head, &front.allowed, administration)?;
    }
    if let Some(reply) = cors::preflight(front, head) {
        trace.operation = Some(PREFLIGHT);
        return Ok(reply);
    }
    let entry = match route? {
        Route::Operation(entry) => entry,
        Route::Admin(page) => {
            trace.operation = Some(page.name());
            let name = access::administrator(front.mode(), &front.tokens, head, page.is_open())?;
            readable(head)?;
            let visitor = Visitor {
                peer,
                name: name.as_deref(),
            };
            return admin::answer(front, visitor, &page, body).await;
        }
    };
    let operation = entry.meta.name;
    trace.operation = Some(operation);
    let point = |name| Point {
        operation: Some(operation),
        ..Point::named(name)
    };
    front.service.pass(point(&RECEIVED)).await?;
    let mut caller = front.caller(peer, head, body).await?;
    trace.account = Some(Arc::clone(caller.account()));
    let proven = Point {
        account: Some(caller.account()),
        ..point(&PROVEN)
    };
    front.service.pass(proven).await?;
    readable(head)?;
    for _ in 0..PROOFS {
        let input = wire::parse(body)?;
        match front.service.call(entry, caller, input).await {
            Err(CallError::Operation(Error::Stale { .. })) => {
                caller = front.caller(peer, head, body).await?;
            }
            answered => return Ok(reply::success(content_type, answered?.body)),
        }
    }
    let message = "Accounts and policies change all the time. Try again later.";
    Err(cosell_api::Error::throttling(message, Some(AGAIN)).into())
}

fn too_large() -> Refusal {
    let message = format!("The body is larger than {} bytes.", body::MAX_BODY);
    ProtocolError::new(ProtocolErrorKind::RequestEntityTooLarge, message).into()
}

fn no_room() -> Refusal {
    let message = "Too many large requests are under way. Try again later.";
    cosell_api::Error::throttling(message, Some(AGAIN)).into()
}

fn broken() -> Refusal {
    let message = "The body cannot be read: it ends too early, or its chunks are not well formed.";
    ProtocolError::serialization(message).into()
}

/// Refuses a body that is encoded.
fn readable(head: &Head) -> Result<(), Refusal> {
    let Some(encoding) = body::encoding(head) else {
        return Ok(());
    };
    let message = format!(
        "The Content-Encoding {encoding} is not supported: send the body as it is, without the \
         header or with identity."
    );
    let refusal = Refusal::from(ProtocolError::serialization(message));
    Err(refusal.with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE))
}

fn late() -> Refusal {
    ProtocolError::serialization("The body did not arrive in time.").into()
}
