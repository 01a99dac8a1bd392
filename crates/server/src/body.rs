//! Reading a body of bounded size in bounded time, from a client that keeps sending.
//!
//! A body that arrives in one piece is not copied. What arrives in several is put together in
//! memory that grows with it, whatever length was announced, and that all bodies share: beyond
//! [`Limits::body_free`] each byte is taken from a [`Budget`](crate::budget::Budget), and comes
//! back when the request is answered.
//!
//! Of a body that is too large, or finds no room, nothing is kept: a client that waits for leave to
//! send too much is answered at once, any other may first send the rest, or a little more, because
//! many clients read no answer before they have sent all, and a connection closed under their hands
//! looks like a crash.

use bytes::Bytes;
use cosell_world::machine;
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Incoming};

use crate::budget::Share;
use crate::head::{Head, Header};
use crate::limits::Limits;

/// The largest body that the service takes, in bytes.
pub(crate) const MAX_BODY: usize = 1 << 20;

/// Room that is made at least for a body that arrives in pieces.
const SMALLEST: usize = 1 << 10;

/// How much beyond its limit a body is read and thrown away before its sender is cut off.
const DISCARDED: usize = 4 << 20;

/// How many characters of an encoding's name an answer repeats; the registered ones are shorter.
const LONGEST_CODING: usize = 32;

/// A body that was read, and its share of the memory, which comes back with it.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) bytes: Bytes,
    _share: Option<Share>,
}

/// Why a body was not read.
#[derive(Debug)]
pub(crate) enum Unread {
    /// It is larger than [`MAX_BODY`]; `rest` tells whether some of it was left in the connection.
    TooLarge { rest: bool },
    /// Other bodies have all the memory that there is for them.
    NoRoom,
    /// It did not arrive in [`Limits::body_timeout`], or stopped on the way.
    Late,
    /// It ended before its announced end, or its framing was no HTTP.
    Broken(hyper::Error),
}

/// Reads a request's body. `share` is what its peer has of the memory for bodies.
pub(crate) async fn read(
    head: &Head,
    body: Incoming,
    limits: &Limits,
    share: Share,
) -> Result<Body, Unread> {
    if body.is_end_stream() {
        return Ok(Body {
            bytes: Bytes::new(),
            _share: None,
        });
    }
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > MAX_BODY && waits_for_leave(head) {
        return Err(Unread::TooLarge { rest: true });
    }
    let collected = Collected::new(share, limits.body_free);
    machine::timeout(limits.body_timeout, collect(body, collected, limits))
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
) -> Result<Body, Unread> {
    let mut ended = false;
    while !ended {
        let some = collected.some(&mut body, limits.body_least);
        ended = machine::timeout(limits.body_pause, some)
            .await
            .unwrap_or(Err(Unread::Late))?;
    }
    collected.into_body()
}

/// What there is of a body.
struct Collected {
    /// How much arrived, of which not all need be here.
    length: usize,
    /// All of it, where it came in one piece.
    whole: Option<Bytes>,
    /// The pieces, put together.
    pieces: Vec<u8>,
    share: Share,
    /// Bytes of `pieces` that are not of the share.
    free: usize,
    /// Why nothing is kept any more.
    refused: Option<Refused>,
}

#[derive(Clone, Copy)]
enum Refused {
    TooLarge,
    NoRoom,
}

impl Collected {
    fn new(share: Share, free: usize) -> Self {
        Self {
            length: 0,
            whole: None,
            pieces: Vec::new(),
            share,
            free,
            refused: None,
        }
    }

    /// Takes `least` bytes or a few more. Whether the body ended instead.
    async fn some(&mut self, body: &mut Incoming, least: usize) -> Result<bool, Unread> {
        let enough = self.length.saturating_add(least);
        while self.length < enough {
            let Some(frame) = body.frame().await else {
                return Ok(true);
            };
            // Trailers mean nothing to the service.
            if let Ok(data) = frame.map_err(Unread::Broken)?.into_data() {
                self.add(data, body.is_end_stream())?;
            }
        }
        Ok(false)
    }

    /// Adds a piece; `last` is whether it is known to be the last one.
    fn add(&mut self, data: Bytes, last: bool) -> Result<(), Unread> {
        let is_first = self.length == 0;
        self.length = self.length.saturating_add(data.len());
        if self.length > MAX_BODY {
            self.refuse(Refused::TooLarge);
            if self.length > MAX_BODY + DISCARDED {
                return Err(Unread::TooLarge { rest: true });
            }
        } else if self.refused.is_some() {
            // The rest of what found no room.
        } else if is_first && last {
            self.whole = Some(data);
        } else if self.reserve() {
            self.pieces.extend_from_slice(&data);
        } else {
            self.refuse(Refused::NoRoom);
        }
        Ok(())
    }

    /// Makes room for all that arrived, and for as much again, so that a body of many pieces is not
    /// copied with each.
    fn reserve(&mut self) -> bool {
        let capacity = self.pieces.capacity();
        if self.length <= capacity {
            return true;
        }
        let wanted = self.length.saturating_mul(2).clamp(SMALLEST, MAX_BODY);
        let counted = |bytes: usize| bytes.saturating_sub(self.free);
        if !self.share.grow(counted(wanted) - counted(capacity)) {
            return false;
        }
        self.pieces.reserve_exact(wanted - self.pieces.len());
        true
    }

    fn refuse(&mut self, why: Refused) {
        self.refused = Some(why);
        self.pieces = Vec::new();
        self.share.clear();
    }

    fn into_body(self) -> Result<Body, Unread> {
        match self.refused {
            Some(Refused::TooLarge) => Err(Unread::TooLarge { rest: false }),
            Some(Refused::NoRoom) => Err(Unread::NoRoom),
            None => Ok(Body {
                bytes: self.whole.unwrap_or_else(|| self.pieces.into()),
                _share: Some(self.share),
            }),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::net::{IpAddr, Ipv4Addr};

    use super::*;
    use crate::budget::Budget;

    const FREE: usize = 16 << 10;
    const PEER: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

    fn piece(length: usize) -> Bytes {
        vec![b'x'; length].into()
    }

    #[test]
    fn memory_grows_with_what_arrived_and_is_counted_beyond_what_is_free() {
        for length in [1, 7, 1_000, 8_191, 65_536] {
            let budget = Budget::new(MAX_BODY, MAX_BODY);
            let mut collected = Collected::new(budget.share(PEER), FREE);
            while collected.length + length <= MAX_BODY.min(20_000 * length) {
                collected.add(piece(length), false).expect("it fits");
                let capacity = collected.pieces.capacity();
                let most = SMALLEST.max(2 * collected.length).min(MAX_BODY);
                assert!(
                    capacity <= most,
                    "{capacity} bytes for {}",
                    collected.length
                );
                assert_eq!(budget.taken(), capacity.saturating_sub(FREE));
            }
            let arrived = collected.length;
            let body = collected.into_body().expect("a body");
            assert_eq!(body.bytes.len(), arrived);
            drop(body);
            assert_eq!(budget.taken(), 0, "it comes back with the body");
        }
    }

    #[test]
    fn a_body_in_one_piece_is_not_copied_and_takes_nothing() {
        let budget = Budget::new(0, 0);
        let mut collected = Collected::new(budget.share(PEER), FREE);
        let sent = piece(MAX_BODY);
        collected.add(sent.clone(), true).expect("it fits");
        let body = collected.into_body().expect("a body");
        assert_eq!(body.bytes.as_ptr(), sent.as_ptr());
    }

    #[test]
    fn of_a_body_that_is_refused_nothing_is_kept() {
        let budget = Budget::new(100_000, 100_000);
        for (pieces, no_room) in [(20, true), (200, false)] {
            let mut collected = Collected::new(budget.share(PEER), FREE);
            for _ in 0..pieces {
                collected.add(piece(8_000), false).expect("it is read on");
            }
            assert_eq!((collected.pieces.capacity(), budget.taken()), (0, 0));
            let refused = collected.into_body().expect_err("a refusal");
            assert_eq!(matches!(refused, Unread::NoRoom), no_room, "{refused:?}");
        }
    }
}
