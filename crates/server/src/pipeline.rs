//! The request pipeline, from the head of a request to its response; [`handle`] lists its steps.
//!
//! The server writes one log line per request: its id, operation, account, status, error and
//! duration. Bodies and their members are never logged.

use std::fs::File;
use std::mem;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use cosell_api::{ProtocolError, ProtocolErrorKind, wire};
use cosell_domain::{CallError, Error};
use cosell_engine::fault::Point;
use cosell_world::machine;
use hyper::body::Incoming;
use hyper::header::{ALLOW, CONNECTION, HeaderName, HeaderValue};
use hyper::{Request, StatusCode};
use uuid::Uuid;

use crate::access;
use crate::admin::{self, Requester};
use crate::body::{self, ReadError};
use crate::caller;
use crate::console;
use crate::cors;
use crate::files;
use crate::form::Form;
use crate::front::Front;
use crate::head::{Head, Header};
use crate::mcp;
use crate::pace::Progress;
use crate::peer::Peer;
use crate::recorder::{self, Called, Entry};
use crate::refusal::Refusal;
use crate::reply::{self, Reply};
use crate::route::{self, Route};
use crate::spaces::{self, Space, Spaces};
use crate::sts;
use crate::trace::Trace;
use crate::upload::{self, UploadError};

/// The header with the id of a request, in every response.
const REQUEST_ID: HeaderName = HeaderName::from_static("x-amzn-requestid");

/// The operation of a preflight request in the log and the metrics.
const PREFLIGHT: &str = "preflight";

/// The fault point of a request whose caller is authenticated.
const AUTHENTICATED: [&str; 2] = ["auth", "done"];

/// When a caller may retry whose request found no memory.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// A fault rule dropped the connection, so there is no response.
#[derive(Debug, thiserror::Error)]
#[error("fault injected: connection dropped")]
pub(crate) struct Dropped;

/// Answers any request. An error closes the connection without a response.
pub(crate) async fn answer(
    spaces: &Spaces,
    peer: Peer,
    request: Request<Incoming>,
    progress: &Progress,
) -> Result<Reply, Dropped> {
    let started = machine::instant();
    let id = machine::uuid();
    let (head, body) = request.into_parts();
    let head = Head::from(head);
    let (space, unknown) = match spaces.of(&head, check_makes).await {
        Ok(space) => (space, None),
        Err(refusal) => (spaces.unnamed(), Some(refusal.closing(true))),
    };
    let mut trace = Trace::begin(&space, &head, peer, id);
    let front = &space.front;
    let place = files::find(&head, front.bucket());
    let content_type = Form::of(&head).content_type();
    let is_sts = place.is_none() && sts::is_for(&head);
    let outcome = match (unknown, &place) {
        (Some(refusal), _) => Err(refusal),
        (None, Some(place)) => files::handle(front, peer, &head, place, body, &mut trace).await,
        (None, None) => {
            let place = Place {
                spaces,
                space: &space,
                peer,
            };
            respond(place, &head, body, progress, (id, &mut trace)).await
        }
    };
    progress.answering();
    let dropped = matches!(&outcome, Err(refusal) if refusal.dropped);
    let mut rules = Vec::new();
    let (error, mut reply) = match outcome {
        Ok(reply) => (None, reply),
        Err(mut refusal) => {
            if let Some(failure) = &refusal.failure {
                tracing::error!(request_id = %id, error = %failure, "store failed");
            }
            let reply = match &place {
                Some(_) => files::refusal(&head, &refusal, &id.to_string(), front.explain),
                None if is_sts => sts::refusal(&refusal, id),
                None => reply::refusal(content_type, &refusal, front.explain),
            };
            rules = mem::take(&mut refusal.rules);
            (Some(refusal.name), reply)
        }
    };
    let mut buffer = Uuid::encode_buffer();
    if let Ok(id) = HeaderValue::from_str(id.hyphenated().encode_lower(&mut buffer)) {
        if place.is_some() {
            reply.headers_mut().insert(files::REQUEST_ID, id.clone());
        }
        reply.headers_mut().insert(REQUEST_ID, id);
    }
    if place.is_none()
        && reply.status() == StatusCode::METHOD_NOT_ALLOWED
        && !reply.headers().contains_key(ALLOW)
        && let Ok(methods) = HeaderValue::try_from(admin::allowed(head.path()))
    {
        reply.headers_mut().insert(ALLOW, methods);
    }
    if place.is_none() {
        cors::add_headers(front, &head, &mut reply);
    }
    let took = machine::elapsed(started);
    let micros = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
    if let Some(recorder) = &front.recorder
        && place.is_none()
        && !is_sts
        && recorder::is_call(&head, trace.called.as_ref())
    {
        let mut called = trace.called.take();
        let within = called.as_mut().and_then(|called| called.within.take());
        let entry = Entry {
            at: front.world().true_now(),
            micros,
            error,
            rules,
            ..Entry::new(id, &head, peer, called)
        };
        let entry = match within {
            Some(call) => entry.within(call, dropped),
            None => entry.answered(&reply, dropped),
        };
        recorder.record(&space.name, entry);
    }
    let outcome = if dropped {
        "dropped"
    } else {
        error.unwrap_or("ok")
    };
    front.requests.answered(trace.operation, outcome, took);
    let code = reply.status().as_u16();
    // A dropped answer has no status, because nothing of it is sent.
    let none = tracing::field::display("-");
    let status: &dyn tracing::Value = if dropped { &none } else { &code };
    tracing::info!(
        request_id = %id,
        peer = %peer.address,
        tls = peer.secure,
        operation = trace.operation.unwrap_or("-"),
        account = trace.account.as_deref().unwrap_or("-"),
        status,
        error = if dropped { "dropped" } else { error.unwrap_or("-") },
        micros,
        dropped,
        "request",
    );
    trace.end(reply.status(), error, dropped);
    if dropped {
        return Err(Dropped);
    }
    Ok(reply)
}

/// Refuses a request that must not make the namespace that it names: one of the console, one for a
/// page that anybody may see, and one that the administrative API refuses anyway. A monitor of a
/// mistyped name would otherwise see an empty namespace that is well.
pub(crate) fn check_makes(front: &Front, head: &Head) -> Result<(), Refusal> {
    if files::find(head, front.bucket()).is_some() {
        return Ok(());
    }
    match route::find(head) {
        Ok(Route::Console) => Err(spaces::unknown()),
        Ok(Route::Admin(page)) if page.is_open() => Err(spaces::unknown()),
        Ok(Route::Admin(_)) => {
            access::authorize(front.mode(), &front.tokens, head, false).map(drop)
        }
        Err(refusal) if head.path().starts_with(admin::PREFIX) => Err(refusal),
        Ok(Route::Operation(_) | Route::Mcp) | Err(_) => Ok(()),
    }
}

/// Who sent a request, and to which space.
#[derive(Clone, Copy)]
struct Place<'a> {
    spaces: &'a Spaces,
    space: &'a Arc<Space>,
    peer: Peer,
}

/// Reads the body of a request to an operation or page, and handles the request.
async fn respond(
    place: Place<'_>,
    head: &Head,
    mut body: Incoming,
    progress: &Progress,
    (id, trace): (Uuid, &mut Trace),
) -> Result<Reply, Refusal> {
    let front = &place.space.front;
    if upload::is_file(head) {
        return handle_file(place, head, body, progress, trace).await;
    }
    if console::is_upload(head) {
        return handle_upload(place, head, body, progress, trace).await;
    }
    let reservation = front.bodies.reservation(place.peer.address);
    let body = match body::read(head, &mut body, &front.limits, reservation).await {
        Err(ReadError::Broken(error)) => {
            tracing::debug!(%error, "request body could not be read");
            return Err(unreadable_body().closing(true));
        }
        Err(ReadError::TooLarge { rest }) => return Err(too_large().closing(rest)),
        Err(ReadError::NoMemory) => return Err(overloaded()),
        Err(ReadError::TimedOut) => return Err(body_timeout().closing(true)),
        Ok(body) => body,
    };
    progress.answering();
    if sts::is_for(head) {
        return sts::handle(front, place.peer, head, &body.bytes, (id, trace)).await;
    }
    let content_type = Form::of(head).content_type();
    handle(place, None, head, &body.bytes, content_type, trace).await
}

/// Handles a request whose body is a file. Only an administrator makes the server keep it.
async fn handle_file(
    place: Place<'_>,
    head: &Head,
    body: Incoming,
    progress: &Progress,
    trace: &mut Trace,
) -> Result<Reply, Refusal> {
    let front = &place.space.front;
    front.check_host(head, None, true)?;
    access::authorize(front.mode(), &front.tokens, head, false)
        .map_err(|refusal| refusal.closing(true))?;
    let content_type = Form::of(head).content_type();
    let Ok(file) = place.spaces.scratch() else {
        // The page says why.
        let handled = handle(place, None, head, &Bytes::new(), content_type, trace).await;
        return handled.map_err(|refusal| refusal.closing(true));
    };
    let received = upload::receive(body, &front.limits, file).await;
    let file = received.map_err(|error| upload_refusal(error).closing(true))?;
    progress.answering();
    handle(place, Some(&file), head, &Bytes::new(), content_type, trace).await
}

/// Handles a form of the console that has a file. Its other fields become the body.
async fn handle_upload(
    place: Place<'_>,
    head: &Head,
    body: Incoming,
    progress: &Progress,
    trace: &mut Trace,
) -> Result<Reply, Refusal> {
    let front = &place.space.front;
    front.check_host(head, None, true)?;
    let scratch = || place.spaces.scratch();
    let received = console::receive(front, head, body, scratch).await;
    let received = received.map_err(|error| upload_refusal(error).closing(true))?;
    progress.answering();
    let content_type = Form::of(head).content_type();
    let (file, fields) = (received.file.as_ref(), &received.fields);
    let handled = handle(place, file, head, fields, content_type, trace).await;
    if received.whole {
        return handled;
    }
    let mut reply = handled.map_err(|refusal| refusal.closing(true))?;
    let close = HeaderValue::from_static("close");
    reply.headers_mut().insert(CONNECTION, close);
    Ok(reply)
}

fn upload_refusal(error: UploadError) -> Refusal {
    match error {
        UploadError::Read(ReadError::TimedOut) => body_timeout(),
        UploadError::Read(_) | UploadError::Form => unreadable_body(),
        UploadError::Write(error) => {
            tracing::error!(%error, "could not write the body of a request");
            spaces::no_disk()
        }
    }
}

async fn handle(
    place: Place<'_>,
    upload: Option<&File>,
    head: &Head,
    body: &Bytes,
    content_type: &'static str,
    trace: &mut Trace,
) -> Result<Reply, Refusal> {
    let Place {
        spaces,
        space,
        peer,
    } = place;
    let front = &space.front;
    let route = route::find(head);
    let administration = matches!(route, Ok(Route::Admin(_) | Route::Console | Route::Mcp));
    front.check_host(head, None, administration)?;
    if let Some(reply) = cors::preflight(front, head) {
        trace.operation = Some(PREFLIGHT);
        return Ok(reply);
    }
    let entry = match route? {
        Route::Operation(entry) => entry,
        Route::Admin(page) => {
            trace.operation = Some(page.name());
            let administrator =
                access::authorize(front.mode(), &front.tokens, head, page.is_open())?;
            check_encoding(head)?;
            let requester = Requester {
                spaces,
                space,
                upload,
                peer,
                administrator: administrator.as_deref(),
                last_event: head.text(Header::LastEventId),
            };
            return admin::handle(requester, &page, body).await;
        }
        Route::Console => {
            trace.operation = Some(console::NAME);
            check_encoding(head)?;
            let requester = Requester {
                spaces,
                space,
                upload,
                peer,
                administrator: None,
                last_event: head.text(Header::LastEventId),
            };
            return console::handle(requester, head, body).await;
        }
        Route::Mcp => {
            check_encoding(head)?;
            let requester = Requester {
                spaces,
                space,
                upload: None,
                peer,
                administrator: None,
                last_event: None,
            };
            return mcp::handle(requester, head, body, trace).await;
        }
    };
    let operation = entry.meta.name;
    trace.operation = Some(operation);
    let point = |name| Point {
        operation: Some(operation),
        ..Point::named(name)
    };
    front.service.inject(point(&caller::RECEIVED)).await?;
    trace.called = front.recorder.as_ref().map(|_| Called {
        body: body.clone(),
        caller: None,
        within: None,
    });
    let mut caller = front.authenticate(peer, head, body).await?;
    if let Some(called) = &mut trace.called {
        called.caller = Some(caller.clone());
    }
    trace.account = Some(Arc::clone(caller.account()));
    let authenticated = Point {
        account: Some(caller.account()),
        ..point(&AUTHENTICATED)
    };
    front.service.inject(authenticated).await?;
    check_encoding(head)?;
    for _ in 0..caller::MAX_ATTEMPTS {
        let input = wire::parse(body)?;
        let traced = caller.within(trace.scope());
        match front.service.call(entry, traced, input).await {
            Err(CallError::Operation(Error::Stale { .. })) => {
                caller = front.authenticate(peer, head, body).await?;
            }
            answered => return Ok(reply::success(content_type, answered?.body)),
        }
    }
    Err(caller::unsteady())
}

fn too_large() -> Refusal {
    let message = format!("The body is larger than {} bytes.", body::MAX_BODY);
    ProtocolError::new(ProtocolErrorKind::RequestEntityTooLarge, message).into()
}

fn overloaded() -> Refusal {
    let message = "Too many large requests are in flight. Try again later.";
    cosell_api::Error::throttling(message, Some(RETRY_AFTER)).into()
}

fn unreadable_body() -> Refusal {
    let message = "The body cannot be read: it ends too early, or its chunks are malformed.";
    ProtocolError::serialization(message).into()
}

/// Refuses a body with a content coding.
fn check_encoding(head: &Head) -> Result<(), Refusal> {
    let Some(encoding) = body::encoding(head) else {
        return Ok(());
    };
    let message = format!(
        "The Content-Encoding {encoding} is not supported: send the body without an encoding, and \
         without the header or with identity."
    );
    let refusal = Refusal::from(ProtocolError::serialization(message));
    Err(refusal.with_status(StatusCode::UNSUPPORTED_MEDIA_TYPE))
}

fn body_timeout() -> Refusal {
    ProtocolError::serialization("The body did not arrive in time.").into()
}

#[cfg(test)]
mod tests {
    use std::io::ErrorKind;

    use super::*;

    #[test]
    fn a_file_for_which_there_is_no_room_is_refused_in_the_form_of_the_page() {
        let refusal = upload_refusal(UploadError::Write(ErrorKind::StorageFull.into()));
        assert_eq!(refusal.status, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(refusal.body["error"], "Unavailable");
    }
}
