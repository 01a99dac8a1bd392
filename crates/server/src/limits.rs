//! How much a client may take of the server: connections, bytes and time.
//!
//! The memory of a connection is bounded by its head, [`Limits::head_bytes`], and by what a body
//! may take without asking, [`Limits::body_free`]; that of all of them by their number. Beyond
//! that, bodies share [`Limits::body_memory`].

use std::time::Duration;

use crate::body::MAX_BODY;

/// What is allowed.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at the same time. What is beyond them is answered with 503.
    pub connections: usize,
    /// The same of one peer: an IPv4 address, or a network of 64 bits in IPv6, since a host has one
    /// of those to itself.
    pub connections_per_peer: usize,
    /// How long a TLS handshake may take.
    pub handshake_timeout: Duration,
    /// Bytes of a request's line and headers together. Not below 8192.
    pub head_bytes: usize,
    /// How long a head may take from its first byte on.
    pub header_timeout: Duration,
    /// How long a connection is kept on which nothing is asked.
    pub idle_timeout: Duration,
    /// How long a body may take as a whole.
    pub body_timeout: Duration,
    /// The time in which something of a body must arrive: [`Limits::body_least`] bytes, or its end.
    pub body_pause: Duration,
    /// Bytes.
    pub body_least: usize,
    /// Bytes that bodies under way may have together, beyond [`Limits::body_free`] of each. A body
    /// that finds no room is read, thrown away and refused.
    pub body_memory: usize,
    /// The same of one peer.
    pub body_memory_per_peer: usize,
    /// Bytes that a body has without asking.
    pub body_free: usize,
    /// How long a client may take nothing of an answer.
    pub answer_pause: Duration,
}

impl Limits {
    /// Bytes of a body.
    pub const BODY_BYTES: usize = MAX_BODY;
    /// Header fields of a request; hyper's own limit, which costs no allocation.
    pub const HEAD_FIELDS: usize = 100;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // A pool of an SDK holds 10 to 50; two dozen programs with such pools find room. A
            // stranger who would take them all needs four addresses.
            connections: 1024,
            connections_per_peer: 256,
            // Two round trips and a signature.
            handshake_timeout: Duration::from_secs(10),
            // A session token has up to a few kilobytes; nobody sends more.
            head_bytes: 64 << 10,
            // One or two packets.
            header_timeout: Duration::from_secs(10),
            // As long as the connection pools of the SDKs keep theirs.
            idle_timeout: Duration::from_mins(1),
            // A mebibyte in that time is slower than any link a server is used over.
            body_timeout: Duration::from_mins(1),
            // Half a kilobyte a second: a lost packet is sent again within three seconds, and what
            // is slower than this is meant to be.
            body_pause: Duration::from_secs(10),
            body_least: 5 << 10,
            // So many of the largest bodies at a time; four peers have to send for it to be full.
            body_memory: 128 << 20,
            body_memory_per_peer: 32 << 20,
            // Nearly all requests are smaller than this, and get through whatever the others do.
            body_free: 16 << 10,
            answer_pause: Duration::from_secs(30),
        }
    }
}

/// What there is a limit of. `docs/limits.md` has a row for each, and the tests try each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    Connections,
    ConnectionsPerPeer,
    HandshakeTimeout,
    HeadBytes,
    /// hyper's own, which is the one that costs no allocation.
    HeadFields,
    HeaderTimeout,
    BodyBytes,
    BodyTimeout,
    BodyPace,
    BodyMemory,
    BodyMemoryPerPeer,
    /// [`cosell_api::Findings`].
    Findings,
    AnswerPause,
    IdleTimeout,
}

impl Limit {
    /// Every one.
    pub const ALL: [Self; 14] = [
        Self::Connections,
        Self::ConnectionsPerPeer,
        Self::HandshakeTimeout,
        Self::HeadBytes,
        Self::HeadFields,
        Self::HeaderTimeout,
        Self::BodyBytes,
        Self::BodyTimeout,
        Self::BodyPace,
        Self::BodyMemory,
        Self::BodyMemoryPerPeer,
        Self::Findings,
        Self::AnswerPause,
        Self::IdleTimeout,
    ];

    /// What the documentation calls it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Connections => "connections",
            Self::ConnectionsPerPeer => "connections of one peer",
            Self::HandshakeTimeout => "TLS handshake timeout",
            Self::HeadBytes => "size of request line and headers",
            Self::HeadFields => "number of headers",
            Self::HeaderTimeout => "request header timeout",
            Self::BodyBytes => "size of a body",
            Self::BodyTimeout => "request body timeout",
            Self::BodyPace => "minimum upload rate",
            Self::BodyMemory => "memory for large bodies",
            Self::BodyMemoryPerPeer => "memory for large bodies of one peer",
            Self::Findings => "findings in an answer",
            Self::AnswerPause => "response write timeout",
            Self::IdleTimeout => "idle timeout",
        }
    }
}
