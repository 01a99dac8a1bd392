//! Who is at the other end of a connection.

use std::net::{IpAddr, SocketAddr};

/// The other end of a connection, as the socket tells it; headers that claim something else are
/// not believed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peer {
    /// Where it is, without the tunnel through IPv6 that a dual socket shows.
    pub address: IpAddr,
    /// Whether nobody between can read or change what is sent.
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
