//! Files: uploads, as S3 clients send them, and the reports of bulk jobs.
//!
//! ```text
//! place      which file a request is about, and what it asks for
//! sender     who sends it, and whether it may
//! payload    how the content is sent          chunked   the encoding aws-chunked
//! body       the pieces of a body, in time    digest    checksums
//! put        a file, or a part of one         multipart the beginning and the end of several parts
//! report     downloads                    fetch     files from other hosts
//! refusal  xml   errors and documents
//! ```
//!
//! The bucket is write-only. The steps of a request are those of an operation: host, fault points,
//! authentication, permission, quota. Only the body is read last, and goes to the store as it
//! arrives.

mod body;
mod chunked;
mod digest;
pub(crate) mod fetch;
mod multipart;
mod payload;
mod place;
mod put;
mod refusal;
mod report;
mod sender;
mod xml;

use std::sync::Arc;

use cosell_domain::upload::{LARGEST, Refused};
use cosell_domain::{CallError, Error};
use cosell_engine::fault::Point;
use hyper::body::Incoming;
use hyper::header::HeaderName;
use serde_json::Value;

use crate::body::{MAX_DISCARDED, expects_continue};
use crate::front::Front;
use crate::head::Head;
use crate::peer::Peer;
use crate::refusal::Refusal;
use crate::reply::{self, Reply};
use crate::trace::Trace;
pub(crate) use body::Source;
use place::{Asked, elsewhere, object};
pub(crate) use place::{Place, find};
use put::Target;
use sender::Request;

/// The header with the id of a request, as S3 names it.
pub(crate) const REQUEST_ID: HeaderName = HeaderName::from_static("x-amz-request-id");

/// The fault points of a request, as of operations.
const RECEIVED: [&str; 2] = ["request", "received"];
const AUTHENTICATED: [&str; 2] = ["auth", "done"];

/// The name of a download in the log and the metrics.
const REPORT: &str = "GetReport";

/// Handles a request about a file.
pub(crate) async fn handle(
    front: &Front,
    peer: Peer,
    head: &Head,
    place: &Place<'_>,
    body: Incoming,
    trace: &mut Trace,
) -> Result<Reply, Refusal> {
    let mut source = Source::new(body, &front.limits);
    let handled = dispatch(front, peer, head, place, &mut source, trace).await;
    let refusal = match handled {
        Ok(reply) => return Ok(reply),
        Err(refusal) => refusal::in_s3_words(refusal),
    };
    if refusal.close || refusal.dropped {
        return Err(refusal);
    }
    // Only an account of its own may make the server read much in vain.
    let most = match trace.account {
        Some(_) => usize::try_from(LARGEST).unwrap_or(MAX_DISCARDED),
        None => MAX_DISCARDED,
    };
    let rest = if expects_continue(head) && !source.is_begun() {
        !source.is_over()
    } else {
        source.discard(most).await
    };
    Err(refusal.closing(rest))
}

async fn dispatch(
    front: &Front,
    peer: Peer,
    head: &Head,
    place: &Place<'_>,
    source: &mut Source,
    trace: &mut Trace,
) -> Result<Reply, Refusal> {
    if *place == Place::Report {
        trace.operation = Some(REPORT);
    }
    front.check_host(head, Some(front.bucket()), false)?;
    let path = match *place {
        Place::Report => return report::get(front, head).await,
        Place::Bucket(path) => path,
        Place::Elsewhere => return Err(elsewhere(head, front.bucket())),
    };
    let asked = Asked::read(head)?;
    let act = asked.act();
    trace.operation = Some(act.name());
    let object = object(path, front.bucket())?;
    let point = |name| Point {
        operation: Some(act.name()),
        ..Point::named(name)
    };
    front.service.inject(point(&RECEIVED)).await?;
    let request = Request {
        front,
        peer,
        head,
        object: &object,
        act,
    };
    let sender = request.authenticate().await?;
    let account: Arc<str> = object.account.as_str().into();
    trace.account = Some(Arc::clone(&account));
    let authenticated = Point {
        account: Some(&account),
        ..point(&AUTHENTICATED)
    };
    front.service.inject(authenticated).await?;
    let checked = front.service.uploads().check(&sender.permit).await;
    match checked {
        // The transaction that writes authenticates again.
        Ok(()) | Err(Refused::Store(Error::Stale { .. })) => {}
        Err(error) => return Err(refusal::not_taken(error)),
    }
    let now = front.service.world().now();
    let counted = front.service.throttle().call(act.name(), &account, now);
    counted.map_err(|error| Refusal::from(CallError::from(Error::from(error))))?;
    match &asked {
        Asked::Put | Asked::Part { .. } => {
            let target = match &asked {
                Asked::Part { upload, number } => Target::Part(upload, *number),
                _ => Target::File,
            };
            put::put(request, sender, &target, source).await
        }
        Asked::Create => multipart::create(request, sender).await,
        Asked::Complete { upload } => multipart::complete(request, sender, upload, source).await,
        Asked::Abort { upload } => multipart::abort(request, sender, upload).await,
    }
}

/// The response to a refused request.
pub(crate) fn refusal(head: &Head, refusal: &Refusal, request: &str, explain: bool) -> Reply {
    let message = refusal.body.get("Message").and_then(Value::as_str);
    let text = xml::error(
        refusal.name,
        message.unwrap_or_default(),
        head.path(),
        request,
    );
    let mut reply = reply::refusal("application/xml", refusal, explain);
    *reply.body_mut() = reply::whole(text.into_bytes());
    reply
}
