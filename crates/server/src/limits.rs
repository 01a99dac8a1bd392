//! How much a client may take of the server: connections, bytes and time.
//!
//! The memory of a connection is bounded by its head, [`Limits::head_bytes`], and its body, a
//! mebibyte; that of all of them by their number. Nothing is counted of a client that has gone.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// What is allowed.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at the same time. What is beyond them is answered with 503.
    pub connections: usize,
    /// The same of one peer: an IPv4 address, or a network of 64 bits in IPv6, since a host has one
    /// of those to itself.
    pub connections_per_peer: usize,
    /// How long a TLS handshake may take.
    pub handshake_time: Duration,
    /// Bytes of a request's line and headers together. Not below 8192.
    pub head_bytes: usize,
    /// How long a head may take from its first byte on.
    pub head_time: Duration,
    /// How long a connection is kept on which nothing is asked.
    pub idle_time: Duration,
    /// How long a body may take as a whole.
    pub body_time: Duration,
    /// The time in which something of a body must arrive: [`Limits::body_least`] bytes, or its end.
    pub body_pause: Duration,
    /// Bytes.
    pub body_least: usize,
    /// How long a client may take nothing of an answer.
    pub answer_pause: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            // A pool of an SDK holds 10 to 50; two dozen programs with such pools find room, and a
            // gibibyte of memory holds the largest bodies of all of them. A stranger who would take
            // them all needs four addresses.
            connections: 1024,
            connections_per_peer: 256,
            // Two round trips and a signature.
            handshake_time: Duration::from_secs(10),
            // A session token has up to a few kilobytes; nobody sends more.
            head_bytes: 64 << 10,
            // One or two packets.
            head_time: Duration::from_secs(10),
            // As long as the connection pools of the SDKs keep theirs.
            idle_time: Duration::from_mins(1),
            // A mebibyte in that time is slower than any link a server is used over.
            body_time: Duration::from_mins(1),
            // Half a kilobyte a second: a lost packet is sent again within three seconds, and what
            // is slower than this is meant to be.
            body_pause: Duration::from_secs(10),
            body_least: 5 << 10,
            answer_pause: Duration::from_secs(30),
        }
    }
}

/// What there is a limit of. `docs/network.md` has a row for each, and the tests try each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limit {
    Connections,
    ConnectionsPerPeer,
    HandshakeTime,
    HeadBytes,
    /// hyper's own, which is the one that costs no allocation.
    HeadFields,
    HeadTime,
    BodyBytes,
    BodyTime,
    BodyPace,
    /// [`cosell_api::Findings`].
    Findings,
    AnswerPause,
    IdleTime,
}

impl Limit {
    /// Every one.
    pub const ALL: [Self; 12] = [
        Self::Connections,
        Self::ConnectionsPerPeer,
        Self::HandshakeTime,
        Self::HeadBytes,
        Self::HeadFields,
        Self::HeadTime,
        Self::BodyBytes,
        Self::BodyTime,
        Self::BodyPace,
        Self::Findings,
        Self::AnswerPause,
        Self::IdleTime,
    ];

    /// What the documentation calls it.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Connections => "connections",
            Self::ConnectionsPerPeer => "connections of one peer",
            Self::HandshakeTime => "a handshake of TLS",
            Self::HeadBytes => "request line and headers",
            Self::HeadFields => "headers",
            Self::HeadTime => "time of a head",
            Self::BodyBytes => "body",
            Self::BodyTime => "time of a body",
            Self::BodyPace => "pace of a body",
            Self::Findings => "findings in an answer",
            Self::AnswerPause => "an answer that nobody takes",
            Self::IdleTime => "idle",
        }
    }
}

/// The connections that are open.
#[derive(Clone, Debug)]
pub(crate) struct Connections {
    most: usize,
    most_per_peer: usize,
    open: Arc<Mutex<Open>>,
}

#[derive(Debug, Default)]
struct Open {
    all: usize,
    peers: HashMap<IpAddr, usize>,
}

/// One connection's place among them, given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Place {
    peer: IpAddr,
    open: Arc<Mutex<Open>>,
}

impl Connections {
    pub(crate) fn new(limits: &Limits) -> Self {
        Self {
            most: limits.connections,
            most_per_peer: limits.connections_per_peer,
            open: Arc::default(),
        }
    }

    /// A place for a connection, if there is one.
    pub(crate) fn admit(&self, address: IpAddr) -> Option<Place> {
        let peer = host(address);
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        let of_peer = open.peers.get(&peer).copied().unwrap_or(0);
        if open.all >= self.most || of_peer >= self.most_per_peer {
            return None;
        }
        open.all += 1;
        open.peers.insert(peer, of_peer + 1);
        drop(open);
        Some(Place {
            peer,
            open: Arc::clone(&self.open),
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
        open.all = open.all.saturating_sub(1);
        if let Some(of_peer) = open.peers.get_mut(&self.peer) {
            *of_peer = of_peer.saturating_sub(1);
            if *of_peer == 0 {
                open.peers.remove(&self.peer);
            }
        }
    }
}

/// Whose address it is.
fn host(address: IpAddr) -> IpAddr {
    match address {
        IpAddr::V4(_) => address,
        IpAddr::V6(address) => {
            let network = address.to_bits() & !u128::from(u64::MAX);
            IpAddr::V6(network.into())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connections(all: usize, per_peer: usize) -> Connections {
        Connections::new(&Limits {
            connections: all,
            connections_per_peer: per_peer,
            ..Limits::default()
        })
    }

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    #[test]
    fn one_peer_cannot_take_every_place() {
        let connections = connections(4, 2);
        let greedy = address("192.0.2.1");
        let held: Vec<_> = (0..3).filter_map(|_| connections.admit(greedy)).collect();
        assert_eq!(held.len(), 2);
        assert!(connections.admit(address("192.0.2.2")).is_some());
        drop(held);
        assert!(connections.admit(greedy).is_some());
    }

    #[test]
    fn a_host_does_not_become_many_by_its_ipv6_addresses() {
        let connections = connections(10, 1);
        let _held = connections.admit(address("2001:db8::1")).expect("a place");
        assert!(connections.admit(address("2001:db8::ffff:1")).is_none());
        assert!(connections.admit(address("2001:db8:0:1::1")).is_some());
    }

    #[test]
    fn there_is_an_end_to_places_and_nothing_is_kept_of_who_left() {
        let connections = connections(2, 2);
        let held = ["192.0.2.1", "192.0.2.2"].map(|text| connections.admit(address(text)));
        assert!(held.iter().all(Option::is_some));
        assert!(connections.admit(address("192.0.2.3")).is_none());
        drop(held);
        let open = connections.open.lock().expect("a lock");
        assert_eq!((open.all, open.peers.len()), (0, 0));
    }
}
