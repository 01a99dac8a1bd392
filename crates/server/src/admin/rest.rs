//! What follows the answer of a page, piece by piece.

use std::fs::File;
use std::io::Read as _;

use bytes::Bytes;
use cosell_domain::Error;
use futures_util::stream;
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{Either, StreamBody};
use hyper::Response;
use hyper::body::Frame;
use hyper::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};

use super::event_stream::Live;
use crate::reply::{self, Reply};

/// Bytes of a file that are read together.
const PIECE: usize = 64 * 1024;

/// What follows an answer.
#[derive(Debug)]
pub(super) enum Rest {
    /// Events, as they are stored.
    Events(Live),
    /// A file of this machine, from where it stands.
    File(File),
}

impl Rest {
    /// The response that begins with these bytes.
    pub(super) fn reply(self, media_type: &'static str, begin: Vec<u8>) -> Reply {
        let body: reply::Stream = match self {
            Self::Events(live) => live.body(begin),
            Self::File(file) => {
                let pieces = stream::try_unfold(file, async |mut file| {
                    let mut piece = vec![0; PIECE];
                    let read = file.read(&mut piece);
                    let length = read.map_err(cosell_store::Error::from)?;
                    piece.truncate(length);
                    let piece = (length > 0).then(|| Frame::data(Bytes::from(piece)));
                    Ok::<_, Error>(piece.map(|piece| (piece, file)))
                });
                UnsyncBoxBody::new(StreamBody::new(pieces))
            }
        };
        let mut reply = Response::new(Either::Right(body));
        let headers = reply.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        reply
    }
}
