//! Reading a body of bounded size in bounded time.
//!
//! A body that arrives in one piece is not copied. Of a body that is too large nothing is kept: a
//! client that waits for leave to send it is answered at once, any other may first send a little
//! more, because many clients read no answer before they have sent all, and a connection closed
//! under their hands looks like a crash.

use std::time::Duration;

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Incoming};
use hyper::header::{CONTENT_ENCODING, EXPECT};
use hyper::http::HeaderMap;

/// The largest body that the service takes, in bytes.
pub(crate) const MAX_BODY: usize = 1 << 20;

/// How much beyond its limit a body is read and thrown away before its sender is cut off.
const DISCARDED: usize = 4 << 20;

/// How long a body may take. A mebibyte in that time is slower than any link a server is used over.
const BODY_TIME: Duration = Duration::from_mins(1);

/// How many characters of an encoding's name an answer repeats; the registered ones are shorter.
const LONGEST_CODING: usize = 32;

/// Why a body was not read.
#[derive(Debug)]
pub(crate) enum Unread {
    /// It is larger than [`MAX_BODY`]; `rest` tells whether some of it was left in the connection.
    TooLarge { rest: bool },
    /// It did not arrive in [`BODY_TIME`].
    Late,
    /// It ended before its announced end, or its framing was no HTTP.
    Broken(hyper::Error),
}

/// Reads a request's body.
pub(crate) async fn read(headers: &HeaderMap, body: Incoming) -> Result<Bytes, Unread> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > MAX_BODY && waits_for_leave(headers) {
        return Err(Unread::TooLarge { rest: true });
    }
    tokio::time::timeout(BODY_TIME, collect(body, announced.min(MAX_BODY)))
        .await
        .unwrap_or(Err(Unread::Late))
}

/// The first encoding of the body that would have to be undone, as the request names it. `identity`
/// is none.
pub(crate) fn encoding(headers: &HeaderMap) -> Option<String> {
    headers.get_all(CONTENT_ENCODING).iter().find_map(|value| {
        let value = String::from_utf8_lossy(value.as_bytes());
        let mut codings = value.split(',').map(str::trim);
        let coding = codings
            .find(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case("identity"))?;
        Some(coding.chars().take(LONGEST_CODING).collect())
    })
}

fn waits_for_leave(headers: &HeaderMap) -> bool {
    headers
        .get(EXPECT)
        .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"100-continue"))
}

async fn collect(mut body: Incoming, announced: usize) -> Result<Bytes, Unread> {
    let mut first = Bytes::new();
    let mut all = BytesMut::new();
    let mut length = 0_usize;
    while let Some(frame) = body.frame().await {
        let Ok(data) = frame.map_err(Unread::Broken)?.into_data() else {
            // Trailers mean nothing to the service.
            continue;
        };
        length = length.saturating_add(data.len());
        if length > MAX_BODY {
            if length > MAX_BODY + DISCARDED {
                return Err(Unread::TooLarge { rest: true });
            }
            (first, all) = (Bytes::new(), BytesMut::new());
        } else if first.is_empty() && all.is_empty() {
            first = data;
        } else {
            if all.is_empty() {
                all.reserve(announced.max(length));
                all.extend_from_slice(&first);
                first = Bytes::new();
            }
            all.extend_from_slice(&data);
        }
    }
    if length > MAX_BODY {
        return Err(Unread::TooLarge { rest: false });
    }
    Ok(if all.is_empty() { first } else { all.freeze() })
}
