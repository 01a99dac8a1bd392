//! `PutObject` and `UploadPart`: the content of a file, or of a part of one.
//!
//! Everything that can be refused is refused before the body is read, so a client that sent
//! `Expect: 100-continue` sends nothing in vain. What arrived of a body that is not taken is
//! removed at once; what a crash leaves is removed when its time is over.

use std::sync::Arc;

use cosell_domain::Error;
use cosell_domain::upload::{Begun, Permit, Refused, Uploads};
use hyper::StatusCode;
use hyper::header::{ETAG, HeaderName, HeaderValue};

use super::body::Source;
use super::chunked::{Decoder, Wrong};
use super::digest::{Checksums, Summary};
use super::payload::Payload;
use super::refusal::{bad, not_taken, refused, slow_down, unreadable};
use super::sender::{Request, Sender};
use crate::head::Header;
use crate::refusal::Refusal;
use crate::reply::{self, Reply};

/// The response header with the version of a file.
pub(super) const VERSION: HeaderName = HeaderName::from_static("x-amz-version-id");

/// Bytes of memory that an upload takes: a chunk, its text in base64, and the piece that arrived.
const MEMORY: usize = 160 << 10;

/// How often an upload is attempted when the caller's identity changes meanwhile.
const MAX_ATTEMPTS: usize = 8;

/// What a body is for.
pub(super) enum Target<'a> {
    File,
    /// The part of this number of this upload.
    Part(&'a str, i64),
}

/// Takes a body.
pub(super) async fn put(
    request: Request<'_>,
    sender: Sender,
    target: &Target<'_>,
    source: &mut Source,
) -> Result<Reply, Refusal> {
    let head = request.head;
    for (header, name) in [
        (Header::CopySource, "x-amz-copy-source"),
        (Header::IfMatch, "If-Match"),
        (Header::IfNoneMatch, "If-None-Match"),
    ] {
        if head.has(header) {
            let message = format!("A header you provided is not implemented: {name}.");
            let status = StatusCode::NOT_IMPLEMENTED;
            return Err(refused(status, "NotImplemented", &message));
        }
    }
    let payload = Payload::read(head)?;
    let length = payload.length(head, source)?;
    let (hash, decoder) = match payload {
        Payload::Plain(hash) => (hash, None),
        Payload::Chunked(streamed) => (
            None,
            Some((Decoder::new(sender.signer), streamed.is_trailed)),
        ),
    };
    let checksums = Checksums::read(head, hash.as_deref())?;
    let mut memory = request.front.bodies.reservation(request.peer.address);
    if !memory.grow(MEMORY) {
        return Err(slow_down());
    }
    let uploads = request.front.service.uploads();
    let mut permit = sender.permit;
    let mut begun = begin(request, &uploads, &mut permit, target, length).await?;
    let mut taker = Taker {
        uploads: &uploads,
        begun: &mut begun,
        checksums,
        decoder,
    };
    let received = taker.receive(source).await;
    let finished = match received {
        Ok(()) => match taker.summary() {
            Ok(summary) => {
                finish(request, &uploads, &mut permit, &mut begun, target, summary).await
            }
            Err(refusal) => Err(refusal),
        },
        Err(refusal) => Err(refusal),
    };
    if finished.is_err()
        && let Err(error) = uploads.discard(&begun).await
    {
        tracing::warn!(%error, "an unfinished upload could not be removed, it is when it expires");
    }
    finished
}

async fn begin(
    request: Request<'_>,
    uploads: &Uploads,
    permit: &mut Arc<Permit>,
    target: &Target<'_>,
    length: i64,
) -> Result<Begun, Refusal> {
    let object = request.object;
    for _ in 0..MAX_ATTEMPTS {
        let begun = match *target {
            Target::File => uploads.begin(permit, object, length).await,
            Target::Part(upload, number) => {
                let part = (number, length);
                uploads.begin_part(permit, object, upload, part).await
            }
        };
        match begun {
            Err(Refused::Store(Error::Stale { .. })) => {
                *permit = request.authenticate().await?.permit;
            }
            begun => return begun.map_err(not_taken),
        }
    }
    Err(slow_down())
}

async fn finish(
    request: Request<'_>,
    uploads: &Uploads,
    permit: &mut Arc<Permit>,
    begun: &mut Begun,
    target: &Target<'_>,
    summary: Summary,
) -> Result<Reply, Refusal> {
    let etag = &summary.etag;
    for _ in 0..MAX_ATTEMPTS {
        let finished = match target {
            Target::File => uploads.finish(permit, begun, etag).await.map(Some),
            Target::Part(..) => uploads
                .finish_part(permit, begun, etag)
                .await
                .map(|()| None),
        };
        match finished {
            Err(Refused::Store(Error::Stale { .. })) => {
                *permit = request.authenticate().await?.permit;
            }
            finished => {
                let version = finished.map_err(not_taken)?;
                return Ok(answer(&summary, version.as_deref()));
            }
        }
    }
    Err(slow_down())
}

fn answer(summary: &Summary, version: Option<&str>) -> Reply {
    let mut reply = reply::empty(StatusCode::OK);
    let headers = reply.headers_mut();
    let etag = format!("\"{}\"", summary.etag);
    headers.extend(HeaderValue::try_from(etag).map(|etag| (ETAG, etag)));
    let version = version.and_then(|version| HeaderValue::from_str(version).ok());
    headers.extend(version.map(|version| (VERSION, version)));
    headers.extend(summary.checksum.clone());
    reply
}

/// Takes a body piece by piece.
struct Taker<'a> {
    uploads: &'a Uploads,
    begun: &'a mut Begun,
    checksums: Checksums,
    /// For a chunked body, and whether headers follow it.
    decoder: Option<(Decoder, bool)>,
}

impl Taker<'_> {
    async fn receive(&mut self, source: &mut Source) -> Result<(), Refusal> {
        while let Some(mut piece) = source.next().await.map_err(|error| unreadable(&error))? {
            let Some((decoder, _)) = &mut self.decoder else {
                self.checksums.update(&piece);
                self.uploads
                    .append(self.begun, &piece)
                    .await
                    .map_err(not_taken)?;
                continue;
            };
            while let Some(data) = decoder.next(&mut piece).map_err(wrong)? {
                self.checksums.update(&data);
                self.uploads
                    .append(self.begun, &data)
                    .await
                    .map_err(not_taken)?;
            }
        }
        if self.begun.missing() != 0 {
            let message = "You did not provide the number of bytes specified by the \
                           Content-Length HTTP header.";
            return Err(bad("IncompleteBody", message));
        }
        Ok(())
    }

    fn summary(self) -> Result<Summary, Refusal> {
        let trailers = match self.decoder {
            Some((decoder, is_trailed)) => decoder.finish(is_trailed).map_err(wrong)?,
            None => Vec::new(),
        };
        self.checksums.finish(&trailers)
    }
}

fn wrong(error: Wrong) -> Refusal {
    match error {
        Wrong::Form => {
            let message = "The body is not encoded as aws-chunked, as x-amz-content-sha256 says.";
            bad("IncompleteBody", message)
        }
        Wrong::Signature => {
            let message = "The signature of a chunk of the body does not match.";
            refused(StatusCode::FORBIDDEN, "SignatureDoesNotMatch", message)
        }
    }
}
