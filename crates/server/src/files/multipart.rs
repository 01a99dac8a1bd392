//! The beginning and the end of a file that comes in parts.

use std::sync::Arc;

use cosell_domain::Error;
use cosell_domain::upload::{Permit, Refused};
use hyper::StatusCode;
use ring::digest::{SHA256, digest};

use super::body::Source;
use super::digest::{hexadecimal, joined_etag};
use super::payload::Payload;
use super::refusal::{bad, not_taken, slow_down, unreadable};
use super::sender::{Request, Sender};
use super::xml;
use crate::body;
use crate::refusal::Refusal;
use crate::reply::{self, Reply};

/// How often a request is attempted when the caller's identity changes meanwhile.
const MAX_ATTEMPTS: usize = 8;

/// What is done to an upload.
enum Step<'a> {
    Create,
    Join(&'a str, Vec<(i64, String)>),
    Abort(&'a str),
}

/// `CreateMultipartUpload`.
pub(super) async fn create(request: Request<'_>, sender: Sender) -> Result<Reply, Refusal> {
    let upload = run(request, sender.permit, Step::Create).await?;
    Ok(document(xml::created(
        request.front.bucket(),
        request.object,
        &upload,
    )))
}

/// `CompleteMultipartUpload`.
pub(super) async fn complete(
    request: Request<'_>,
    sender: Sender,
    upload: &str,
    source: &mut Source,
) -> Result<Reply, Refusal> {
    let front = request.front;
    let memory = front.bodies.reservation(request.peer.address);
    let read = body::read(request.head, source.body(), &front.limits, memory).await;
    let body = read.map_err(|error| unreadable(&error))?;
    if let Payload::Plain(Some(stated)) = Payload::read(request.head)?
        && !hexadecimal(digest(&SHA256, &body.bytes).as_ref()).eq_ignore_ascii_case(&stated)
    {
        let message =
            "The provided 'x-amz-content-sha256' header does not match what was computed.";
        return Err(bad("XAmzContentSHA256Mismatch", message));
    }
    let parts = xml::parts(&body.bytes).ok_or_else(|| {
        let message = "The XML you provided was not well-formed or did not validate against our \
                       published schema.";
        bad("MalformedXML", message)
    })?;
    let etag = run(request, sender.permit, Step::Join(upload, parts)).await?;
    let mut reply = document(xml::completed(front.bucket(), request.object, &etag));
    if let Ok(version) = upload.try_into() {
        reply.headers_mut().insert(super::put::VERSION, version);
    }
    Ok(reply)
}

/// `AbortMultipartUpload`.
pub(super) async fn abort(
    request: Request<'_>,
    sender: Sender,
    upload: &str,
) -> Result<Reply, Refusal> {
    run(request, sender.permit, Step::Abort(upload)).await?;
    Ok(reply::empty(StatusCode::NO_CONTENT))
}

/// Runs a step, again if the identity of the caller changes meanwhile. Returns the id of the
/// upload, or the tag of the file.
async fn run(
    request: Request<'_>,
    mut permit: Arc<Permit>,
    step: Step<'_>,
) -> Result<String, Refusal> {
    let uploads = request.front.service.uploads();
    let object = request.object;
    for _ in 0..MAX_ATTEMPTS {
        let done = match &step {
            Step::Create => uploads.create(&permit, object).await,
            Step::Join(upload, parts) => {
                let parts = parts.clone();
                uploads
                    .join(&permit, object, upload, parts, joined_etag)
                    .await
            }
            Step::Abort(upload) => {
                let aborted = uploads.abort(&permit, object, upload).await;
                aborted.map(|()| String::new())
            }
        };
        match done {
            Err(Refused::Store(Error::Stale { .. })) => {
                permit = request.authenticate().await?.permit;
            }
            done => return done.map_err(not_taken),
        }
    }
    Err(slow_down())
}

fn document(text: String) -> Reply {
    reply::success("application/xml", Some(text.into_bytes()))
}
