//! Reads request bodies of bounded size in bounded time, from clients that keep sending.
//!
//! A body that arrives in one piece is not copied. The pieces of any other body are collected in
//! a buffer that grows with them, whatever `Content-Length` announced. All bodies share this
//! memory: beyond [`Limits::body_free`] each byte is reserved in a
//! [`Budget`](crate::budget::Budget), and released when the request is answered.
//!
//! Nothing is kept of a body that is too large or finds no memory. A client that sent
//! `Expect: 100-continue` is then answered at once. Any other client may first send the rest, up to
//! a limit, because many clients read no response before they have sent everything, and a
//! connection that is closed while they send looks like a crash.

use bytes::Bytes;
use cosell_world::machine;
use http_body_util::BodyExt as _;
use hyper::body::{Body as _, Incoming};

use crate::budget::Reservation;
use crate::head::{Head, Header};
use crate::limits::Limits;

/// The largest request body that the service accepts, in bytes.
pub(crate) const MAX_BODY: usize = 1 << 20;

/// The smallest buffer for a body that arrives in pieces, in bytes.
const MIN_CAPACITY: usize = 1 << 10;

/// How many bytes beyond the limit are read and discarded before the connection is closed.
pub(crate) const MAX_DISCARDED: usize = 4 << 20;

/// How many characters of an encoding's name a response repeats; the registered ones are shorter.
const MAX_CODING_LENGTH: usize = 32;

/// A body that was read, and its memory reservation, which is released with it.
#[derive(Debug)]
pub(crate) struct Body {
    pub(crate) bytes: Bytes,
    _reservation: Option<Reservation>,
}

/// Why a body could not be read.
#[derive(Debug)]
pub(crate) enum ReadError {
    /// The body is larger than [`MAX_BODY`]; `rest` says whether some of it is still unread.
    TooLarge { rest: bool },
    /// Other bodies have reserved all the memory for bodies.
    NoMemory,
    /// The body exceeded [`Limits::body_timeout`], or fell below the minimum upload rate.
    TimedOut,
    /// The body ended before its announced length, or its framing is malformed.
    Broken(hyper::Error),
}

/// Reads a request body. `reservation` is its peer's empty reservation of memory for bodies.
pub(crate) async fn read(
    head: &Head,
    body: &mut Incoming,
    limits: &Limits,
    reservation: Reservation,
) -> Result<Body, ReadError> {
    if body.is_end_stream() {
        return Ok(Body {
            bytes: Bytes::new(),
            _reservation: None,
        });
    }
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > MAX_BODY && expects_continue(head) {
        return Err(ReadError::TooLarge { rest: true });
    }
    let collected = Collected::new(reservation, limits.body_free);
    machine::timeout(limits.body_timeout, collect(body, collected, limits))
        .await
        .unwrap_or(Err(ReadError::TimedOut))
}

/// The first content coding of the body other than `identity`, as the request names it.
pub(crate) fn encoding(head: &Head) -> Option<String> {
    head.all(Header::ContentEncoding).iter().find_map(|value| {
        let value = String::from_utf8_lossy(value.as_bytes());
        let mut codings = value.split(',').map(str::trim);
        let coding = codings
            .find(|coding| !coding.is_empty() && !coding.eq_ignore_ascii_case("identity"))?;
        Some(coding.chars().take(MAX_CODING_LENGTH).collect())
    })
}

pub(crate) fn expects_continue(head: &Head) -> bool {
    head.get(Header::Expect)
        .is_some_and(|value| value.as_bytes().eq_ignore_ascii_case(b"100-continue"))
}

async fn collect(
    body: &mut Incoming,
    mut collected: Collected,
    limits: &Limits,
) -> Result<Body, ReadError> {
    let mut ended = false;
    while !ended {
        let read = collected.read_at_least(body, limits.body_rate_bytes);
        ended = machine::timeout(limits.body_rate_window, read)
            .await
            .unwrap_or(Err(ReadError::TimedOut))?;
    }
    collected.into_body()
}

/// The part of a body that has arrived.
struct Collected {
    /// How many bytes arrived, including discarded ones.
    length: usize,
    /// The whole body, if it arrived in one piece.
    whole: Option<Bytes>,
    /// The concatenated pieces.
    pieces: Vec<u8>,
    reservation: Reservation,
    /// How many bytes of `pieces` need no reservation.
    free: usize,
    /// Why the body is discarded, if it is.
    refused: Option<Refused>,
}

#[derive(Clone, Copy)]
enum Refused {
    TooLarge,
    NoMemory,
}

impl Collected {
    fn new(reservation: Reservation, free: usize) -> Self {
        Self {
            length: 0,
            whole: None,
            pieces: Vec::new(),
            reservation,
            free,
            refused: None,
        }
    }

    /// Reads at least `least` bytes, or to the end of the body. Returns whether the body ended.
    async fn read_at_least(
        &mut self,
        body: &mut Incoming,
        least: usize,
    ) -> Result<bool, ReadError> {
        let enough = self.length.saturating_add(least);
        while self.length < enough {
            let Some(frame) = body.frame().await else {
                return Ok(true);
            };
            // The service ignores trailers.
            if let Ok(data) = frame.map_err(ReadError::Broken)?.into_data() {
                self.add(data, body.is_end_stream())?;
            }
        }
        Ok(false)
    }

    /// Adds a piece; `last` says whether it is known to be the last one.
    fn add(&mut self, data: Bytes, last: bool) -> Result<(), ReadError> {
        let is_first = self.length == 0;
        self.length = self.length.saturating_add(data.len());
        if self.length > MAX_BODY {
            self.refuse(Refused::TooLarge);
            if self.length > MAX_BODY + MAX_DISCARDED {
                return Err(ReadError::TooLarge { rest: true });
            }
        } else if self.refused.is_some() {
            // The rest of a body that found no memory is discarded.
        } else if is_first && last {
            self.whole = Some(data);
        } else if self.reserve() {
            self.pieces.extend_from_slice(&data);
        } else {
            self.refuse(Refused::NoMemory);
        }
        Ok(())
    }

    /// Grows the buffer to twice what arrived, so that a body of many pieces is not copied with
    /// each piece. Returns whether the memory could be reserved.
    fn reserve(&mut self) -> bool {
        let capacity = self.pieces.capacity();
        if self.length <= capacity {
            return true;
        }
        let wanted = self.length.saturating_mul(2).clamp(MIN_CAPACITY, MAX_BODY);
        let counted = |bytes: usize| bytes.saturating_sub(self.free);
        if !self.reservation.grow(counted(wanted) - counted(capacity)) {
            return false;
        }
        self.pieces.reserve_exact(wanted - self.pieces.len());
        true
    }

    fn refuse(&mut self, why: Refused) {
        self.refused = Some(why);
        self.pieces = Vec::new();
        self.reservation.clear();
    }

    fn into_body(self) -> Result<Body, ReadError> {
        match self.refused {
            Some(Refused::TooLarge) => Err(ReadError::TooLarge { rest: false }),
            Some(Refused::NoMemory) => Err(ReadError::NoMemory),
            None => Ok(Body {
                bytes: self.whole.unwrap_or_else(|| self.pieces.into()),
                _reservation: Some(self.reservation),
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
    fn memory_grows_with_the_bytes_that_arrived_and_is_counted_beyond_the_free_ones() {
        for length in [1, 7, 1_000, 8_191, 65_536] {
            let budget = Budget::new(MAX_BODY, MAX_BODY);
            let mut collected = Collected::new(budget.reservation(PEER), FREE);
            while collected.length + length <= MAX_BODY.min(20_000 * length) {
                collected.add(piece(length), false).expect("it fits");
                let capacity = collected.pieces.capacity();
                let most = MIN_CAPACITY.max(2 * collected.length).min(MAX_BODY);
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
            assert_eq!(budget.taken(), 0, "it is released with the body");
        }
    }

    #[test]
    fn a_body_in_one_piece_is_not_copied_and_reserves_nothing() {
        let budget = Budget::new(0, 0);
        let mut collected = Collected::new(budget.reservation(PEER), FREE);
        let sent = piece(MAX_BODY);
        collected.add(sent.clone(), true).expect("it fits");
        let body = collected.into_body().expect("a body");
        assert_eq!(body.bytes.as_ptr(), sent.as_ptr());
    }

    #[test]
    fn a_refused_body_is_not_kept_in_memory() {
        let budget = Budget::new(100_000, 100_000);
        for (pieces, no_room) in [(20, true), (200, false)] {
            let mut collected = Collected::new(budget.reservation(PEER), FREE);
            for _ in 0..pieces {
                collected.add(piece(8_000), false).expect("it is read on");
            }
            assert_eq!((collected.pieces.capacity(), budget.taken()), (0, 0));
            let refused = collected.into_body().expect_err("a refusal");
            assert_eq!(
                matches!(refused, ReadError::NoMemory),
                no_room,
                "{refused:?}"
            );
        }
    }
}
