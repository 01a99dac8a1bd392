//! A form of the console that has a file, such as a saved state.
//!
//! The fields before the file are small and become the body of the request, as that of a form
//! without a file. The file is written piece by piece to a temporary file, and only for an
//! administrator whose form has the token of the session. So what a client sends takes at most
//! [`AHEAD`] of memory.

use std::fs::File;
use std::io::{self, Write as _};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use cosell_store::Growing;
use futures_util::stream::{Stream, try_unfold};
use hyper::Method;
use hyper::body::Incoming;
use multer::{Constraints, Multipart, SizeLimit};

use super::administrator;
use crate::body::ReadError;
use crate::files::Source;
use crate::front::Front;
use crate::head::{Head, Header};
use crate::limits::Limits;
use crate::refusal::Refusal;
use crate::upload::UploadError;

/// The field with the file.
pub(super) const FILE: &str = "file";

/// The longest other field, in bytes.
const LONGEST: u64 = 1 << 10;

/// How many other fields a form has at most.
const MOST: usize = 8;

/// How many bytes may arrive without a whole field, or a piece of the file, being found in them.
const AHEAD: usize = 1 << 20;

/// What a form has.
#[derive(Debug, Default)]
pub(crate) struct Received {
    /// The fields, as the body of a form without a file.
    pub(crate) fields: Bytes,
    pub(crate) file: Option<File>,
    /// Whether all of the body was read.
    pub(crate) whole: bool,
}

/// Whether a request is a form of the console that may have a file.
pub(crate) fn is_upload(head: &Head) -> bool {
    *head.method() == Method::POST && super::is_for(head) && boundary(head).is_some()
}

fn boundary(head: &Head) -> Option<String> {
    multer::parse_boundary(head.text(Header::ContentType)?).ok()
}

/// Reads a form. Of a form of somebody who may not send one it keeps no file.
pub(crate) async fn receive(
    front: &Front,
    head: &Head,
    body: Incoming,
    scratch: impl Fn() -> Result<File, Refusal>,
) -> Result<Received, UploadError> {
    let (administrator, session) = administrator(front, head);
    let (Some(_), Some(boundary)) = (administrator, boundary(head)) else {
        return Ok(Received::default());
    };
    let left = Arc::new(AtomicUsize::new(AHEAD));
    let sizes = SizeLimit::new()
        .per_field(LONGEST)
        .for_field(FILE, u64::MAX);
    let constraints = Constraints::new().size_limit(sizes);
    let pieces = pieces(body, &front.limits, Arc::clone(&left));
    let mut form = Multipart::with_constraints(pieces, boundary, constraints);
    let mut fields: Vec<(String, String)> = Vec::new();
    let mut received = Received::default();
    loop {
        let Some(mut field) = form
            .next_field()
            .await
            .map_err(|error| unreadable(&error))?
        else {
            received.whole = true;
            break;
        };
        left.store(AHEAD, Ordering::Relaxed);
        if field.name() != Some(FILE) {
            let name = field.name().unwrap_or_default().to_owned();
            let value = field.text().await.map_err(|error| unreadable(&error))?;
            fields.push((name, value));
            if fields.len() > MOST {
                break;
            }
            continue;
        }
        let token = fields.iter().find(|(name, _)| name == "form_token");
        let is_ours = token.is_some_and(|(_, token)| front.sessions.is_form_token(session, token));
        // Without a place for it the page says why.
        let (true, Ok(file)) = (is_ours && received.file.is_none(), scratch()) else {
            break;
        };
        let mut file = Growing::from(file);
        while let Some(piece) = field.chunk().await.map_err(|error| unreadable(&error))? {
            left.store(AHEAD, Ordering::Relaxed);
            file.write_all(&piece).map_err(UploadError::Write)?;
        }
        received.file = Some(file.into_file());
    }
    // Cannot fail: they are pairs of texts.
    let text = serde_urlencoded::to_string(fields).unwrap_or_default();
    received.fields = Bytes::from(text);
    Ok(received)
}

/// The pieces of a body, one at a time: the parser takes all that is ready, so between two pieces
/// nothing is ready once.
fn pieces(
    body: Incoming,
    limits: &Limits,
    left: Arc<AtomicUsize>,
) -> impl Stream<Item = io::Result<Bytes>> + Send + 'static {
    let begin = (Source::new(body, limits), left);
    try_unfold(begin, async |(mut source, left)| {
        tokio::task::yield_now().await;
        let piece = match source.next().await {
            Ok(piece) => piece,
            Err(ReadError::TimedOut) => return Err(io::ErrorKind::TimedOut.into()),
            Err(_) => return Err(io::ErrorKind::UnexpectedEof.into()),
        };
        let Some(piece) = piece else { return Ok(None) };
        let before = left.load(Ordering::Relaxed);
        let Some(after) = before.checked_sub(piece.len()) else {
            return Err(io::ErrorKind::InvalidData.into());
        };
        left.store(after, Ordering::Relaxed);
        Ok(Some((piece, (source, left))))
    })
}

fn unreadable(error: &multer::Error) -> UploadError {
    if let multer::Error::StreamReadFailed(cause) = error
        && let Some(cause) = cause.downcast_ref::<io::Error>()
        && cause.kind() == io::ErrorKind::TimedOut
    {
        return UploadError::Read(ReadError::TimedOut);
    }
    tracing::debug!(%error, "a form could not be read");
    UploadError::Form
}
