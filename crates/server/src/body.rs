//! Reading a body of bounded size in bounded time, from a client that keeps sending.
//!
//! A body that arrives in one piece is not copied. Of a body that is too large nothing is kept: a
//! client that waits for leave to send it is answered at once, any other may first send a little
//! more, because many clients read no answer before they have sent all, and a connection closed
//! under their hands looks like a crash.

use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Incoming};

use crate::head::{Head, Header};
use crate::limits::Limits;

/// The largest body that the service takes, in bytes.
pub(crate) const MAX_BODY: usize = 1 << 20;

/// How much beyond its limit a body is read and thrown away before its sender is cut off.
const DISCARDED: usize = 4 << 20;

/// How many characters of an encoding's name an answer repeats; the registered ones are shorter.
const LONGEST_CODING: usize = 32;

/// Why a body was not read.
#[derive(Debug)]
pub(crate) enum Unread {
    /// It is larger than [`MAX_BODY`]; `rest` tells whether some of it was left in the connection.
    TooLarge { rest: bool },
    /// It did not arrive in [`Limits::body_time`], or stopped on the way.
    Late,
    /// It ended before its announced end, or its framing was no HTTP.
    Broken(hyper::Error),
}

/// Reads a request's body.
pub(crate) async fn read(head: &Head, body: Incoming, limits: &Limits) -> Result<Bytes, Unread> {
    if body.is_end_stream() {
        return Ok(Bytes::new());
    }
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > MAX_BODY && waits_for_leave(head) {
        return Err(Unread::TooLarge { rest: true });
    }
    let collected = Collected {
        announced: announced.min(MAX_BODY),
        ..Collected::default()
    };
    tokio::time::timeout(limits.body_time, collect(body, collected, limits))
        .await
        .unwrap_or(Err(Unread::Late))
}

/// The first encoding of the body that would have to be undone, as the request names it. `identity`
/// is none.
pub(crate) fn encoding(head: &Head) -> Option<String> {
    head.all(Header::ContentEncoding).iter().find_map(|value| {
        let value = String::from_utf8_lossy(value.as_bytes());
        let mut codings = value.split(',').map(str::trim);
        let coding = codings
            .find(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case("identity"))?;
        Some(coding.chars().take(LONGEST_CODING).collect())
    })
}

fn waits_for_leave(head: &Head) -> bool {
    head.get(Header::Expect)
        .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"100-continue"))
}

async fn collect(
    mut body: Incoming,
    mut collected: Collected,
    limits: &Limits,
) -> Result<Bytes, Unread> {
    let mut ended = false;
    while !ended {
        let some = collected.some(&mut body, limits.body_least);
        ended = tokio::time::timeout(limits.body_pause, some)
            .await
            .unwrap_or(Err(Unread::Late))?;
    }
    if collected.length > MAX_BODY {
        return Err(Unread::TooLarge { rest: false });
    }
    Ok(collected.into_bytes())
}

/// What there is of a body: one piece as it came, or several put together.
#[derive(Default)]
struct Collected {
    announced: usize,
    length: usize,
    first: Bytes,
    all: BytesMut,
}

impl Collected {
    /// Takes `least` bytes or a few more. Whether the body ended instead.
    async fn some(&mut self, body: &mut Incoming, least: usize) -> Result<bool, Unread> {
        let enough = self.length.saturating_add(least);
        while self.length < enough {
            let Some(frame) = body.frame().await else {
                return Ok(true);
            };
            // Trailers mean nothing to the service.
            if let Ok(data) = frame.map_err(Unread::Broken)?.into_data() {
                self.add(data)?;
            }
        }
        Ok(false)
    }

    fn add(&mut self, data: Bytes) -> Result<(), Unread> {
        self.length = self.length.saturating_add(data.len());
        if self.length > MAX_BODY {
            if self.length > MAX_BODY + DISCARDED {
                return Err(Unread::TooLarge { rest: true });
            }
            (self.first, self.all) = (Bytes::new(), BytesMut::new());
        } else if self.first.is_empty() && self.all.is_empty() {
            self.first = data;
        } else {
            if self.all.is_empty() {
                self.all.reserve(self.announced.max(self.length));
                self.all.extend_from_slice(&self.first);
                self.first = Bytes::new();
            }
            self.all.extend_from_slice(&data);
        }
        Ok(())
    }

    fn into_bytes(self) -> Bytes {
        if self.all.is_empty() {
            self.first
        } else {
            self.all.freeze()
        }
    }
}
