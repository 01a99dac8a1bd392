//! Limits and timeouts: how many connections, bytes and seconds a client may use.
//!
//! The memory of a connection is bounded by its head, [`Limits::head_bytes`], and by the bytes that
//! each body may have without a reservation, [`Limits::body_free`]; the memory of all connections
//! by their number. Beyond that, bodies share [`Limits::body_memory`].

use std::time::Duration;

use crate::body::MAX_BODY;

/// Limits and timeouts of requests and connections.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Concurrent connections. A connection beyond them is answered with 503.
    pub connections: usize,
    /// Concurrent connections of one peer: an IPv4 address, or an IPv6 /64 network, because a host
    /// usually owns a whole one.
    pub connections_per_peer: usize,
    /// Timeout of a TLS handshake.
    pub handshake_timeout: Duration,
    /// Bytes of the request line and the headers together. Must not be below 8192.
    pub head_bytes: usize,
    /// Timeout of a request head, from its first byte on.
    pub header_timeout: Duration,
    /// How long an idle connection is kept open.
    pub idle_timeout: Duration,
    /// Timeout of a whole request body.
    pub body_timeout: Duration,
    /// The window of the minimum upload rate: within each, [`Limits::body_rate_bytes`] bytes or the
    /// end of the body must arrive.
    pub body_rate_window: Duration,
    /// Bytes of the minimum upload rate.
    pub body_rate_bytes: usize,
    /// Bytes of memory for all bodies in flight, beyond [`Limits::body_free`] of each. A body that
    /// finds no memory is read, discarded and refused.
    pub body_memory: usize,
    /// The part of this memory that one peer may use.
    pub body_memory_per_peer: usize,
    /// Bytes that each body may have without a reservation.
    pub body_free: usize,
    /// Timeout of a response write: how long a client may read nothing of a response.
    pub write_timeout: Duration,
}

impl Limits {
    /// Bytes of a request body.
    pub const BODY_BYTES: usize = MAX_BODY;
    /// Header fields of a request: hyper's default limit, which needs no allocation.
    pub const HEAD_FIELDS: usize = 100;
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // An SDK's connection pool has 10 to 50 connections; two dozen programs with such pools
            // fit. An attacker needs four addresses to use up all of them.
            connections: 1024,
            connections_per_peer: 256,
            // Two round trips and a signature.
            handshake_timeout: Duration::from_secs(10),
            // A session token has up to a few kilobytes, and is the largest common header.
            head_bytes: 64 << 10,
            // One or two packets.
            header_timeout: Duration::from_secs(10),
            // As long as the SDKs' connection pools keep idle connections.
            idle_timeout: Duration::from_mins(1),
            // A mebibyte a minute is slower than any link that a server is used over.
            body_timeout: Duration::from_mins(1),
            // Half a kilobyte a second: a lost packet is retransmitted within three seconds, and a
            // client that is slower than this is slow on purpose.
            body_rate_window: Duration::from_secs(10),
            body_rate_bytes: 5 << 10,
            // 128 of the largest bodies at a time; only four or more peers together can fill it.
            body_memory: 128 << 20,
            body_memory_per_peer: 32 << 20,
            // Nearly all requests are smaller than this, and succeed whatever other clients send.
            body_free: 16 << 10,
            write_timeout: Duration::from_secs(30),
        }
    }
}

/// The documented limits. `docs/limits.md` has a row for each, and a test covers each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    Connections,
    ConnectionsPerPeer,
    HandshakeTimeout,
    HeadBytes,
    /// hyper's default, which needs no allocation.
    HeadFields,
    HeaderTimeout,
    BodyBytes,
    BodyTimeout,
    UploadRate,
    /// [`cosell_domain::upload::LARGEST`].
    FileBytes,
    FileRate,
    BodyMemory,
    BodyMemoryPerPeer,
    /// [`cosell_api::Findings`].
    Findings,
    WriteTimeout,
    IdleTimeout,
}

impl Limit {
    /// All limits.
    pub const ALL: [Self; 16] = [
        Self::Connections,
        Self::ConnectionsPerPeer,
        Self::HandshakeTimeout,
        Self::HeadBytes,
        Self::HeadFields,
        Self::HeaderTimeout,
        Self::BodyBytes,
        Self::BodyTimeout,
        Self::UploadRate,
        Self::FileBytes,
        Self::FileRate,
        Self::BodyMemory,
        Self::BodyMemoryPerPeer,
        Self::Findings,
        Self::WriteTimeout,
        Self::IdleTimeout,
    ];

    /// The name of the limit in the documentation.
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
            Self::UploadRate => "minimum upload rate",
            Self::FileBytes => "size of an uploaded file",
            Self::FileRate => "minimum rate of an uploaded file",
            Self::BodyMemory => "memory for large bodies",
            Self::BodyMemoryPerPeer => "memory for large bodies of one peer",
            Self::Findings => "findings in an answer",
            Self::WriteTimeout => "response write timeout",
            Self::IdleTimeout => "idle timeout",
        }
    }
}
