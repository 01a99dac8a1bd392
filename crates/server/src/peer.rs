//! The client of a connection.

use std::net::{IpAddr, SocketAddr};

/// The client of a connection, as the socket reports it; headers such as `X-Forwarded-For` are
/// ignored.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer {
    /// The client's address; an IPv4-mapped IPv6 address is converted to IPv4.
    pub address: IpAddr,
    /// Whether the connection uses TLS.
    pub secure: bool,
}

impl Peer {
    pub(crate) fn new(address: SocketAddr, secure: bool) -> Self {
        Self {
            address: address.ip().to_canonical(),
            secure,
        }
    }
}
