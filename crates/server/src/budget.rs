//! Something of which there is so much for all clients together, and so much for each.
//!
//! Connections are given out this way, one by one, and the memory of bodies, by the byte. Nobody
//! waits for a share, since who holds one may be waiting as well: there is room or there is none.
//! Nothing is counted of a peer that has given everything back.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// What there is, and who has how much of it.
#[derive(Clone, Debug)]
pub(crate) struct Budget {
    most: usize,
    most_per_peer: usize,
    taken: Arc<Mutex<Taken>>,
}

#[derive(Debug, Default)]
struct Taken {
    all: usize,
    peers: HashMap<IpAddr, usize>,
}

/// What a peer has of it, given back when it is dropped.
#[derive(Debug)]
pub(crate) struct Share {
    peer: IpAddr,
    amount: usize,
    budget: Budget,
}

impl Budget {
    pub(crate) fn new(most: usize, most_per_peer: usize) -> Self {
        Self {
            most,
            most_per_peer,
            taken: Arc::default(),
        }
    }

    /// How much all have together.
    #[cfg(test)]
    pub(crate) fn taken(&self) -> usize {
        self.taken.lock().expect("a lock").all
    }

    /// A share of this address, of nothing yet.
    pub(crate) fn share(&self, address: IpAddr) -> Share {
        Share {
            peer: host(address),
            amount: 0,
            budget: self.clone(),
        }
    }
}

impl Share {
    /// Takes so much more. Whether there was room; otherwise nothing was taken.
    pub(crate) fn grow(&mut self, more: usize) -> bool {
        let Budget {
            most,
            most_per_peer,
            ref taken,
        } = self.budget;
        let mut taken = taken.lock().unwrap_or_else(PoisonError::into_inner);
        let of_peer = taken.peers.get(&self.peer).copied().unwrap_or(0);
        let fits = |taken: usize, most: usize| more <= most.saturating_sub(taken);
        if !fits(taken.all, most) || !fits(of_peer, most_per_peer) {
            return false;
        }
        taken.all += more;
        taken.peers.insert(self.peer, of_peer + more);
        self.amount += more;
        true
    }

    /// Gives everything back.
    pub(crate) fn clear(&mut self) {
        let amount = std::mem::take(&mut self.amount);
        if amount == 0 {
            return;
        }
        let taken = self.budget.taken.lock();
        let mut taken = taken.unwrap_or_else(PoisonError::into_inner);
        taken.all = taken.all.saturating_sub(amount);
        if let Some(of_peer) = taken.peers.get_mut(&self.peer) {
            *of_peer = of_peer.saturating_sub(amount);
            if *of_peer == 0 {
                taken.peers.remove(&self.peer);
            }
        }
    }
}

impl Drop for Share {
    fn drop(&mut self) {
        self.clear();
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

    fn address(text: &str) -> IpAddr {
        text.parse().expect("an address")
    }

    fn take(budget: &Budget, text: &str, amount: usize) -> Option<Share> {
        let mut share = budget.share(address(text));
        share.grow(amount).then_some(share)
    }

    #[test]
    fn one_peer_cannot_take_every_place() {
        let budget = Budget::new(4, 2);
        let greedy = "192.0.2.1";
        let held: Vec<_> = (0..3).filter_map(|_| take(&budget, greedy, 1)).collect();
        assert_eq!(held.len(), 2);
        assert!(take(&budget, "192.0.2.2", 1).is_some());
        drop(held);
        assert!(take(&budget, greedy, 1).is_some());
    }

    #[test]
    fn a_host_does_not_become_many_by_its_ipv6_addresses() {
        let budget = Budget::new(10, 1);
        let _held = take(&budget, "2001:db8::1", 1).expect("a place");
        assert!(take(&budget, "2001:db8::ffff:1", 1).is_none());
        assert!(take(&budget, "2001:db8:0:1::1", 1).is_some());
    }

    #[test]
    fn a_share_grows_as_far_as_there_is_room_and_all_of_it_comes_back() {
        let budget = Budget::new(100, 60);
        let mut one = take(&budget, "192.0.2.1", 10).expect("room");
        assert!(one.grow(50) && !one.grow(1), "as much as a peer may have");
        let mut two = take(&budget, "192.0.2.2", 30).expect("room");
        assert!(
            !two.grow(11) && two.grow(10) && !two.grow(1),
            "as much as there is"
        );
        assert!(!two.grow(usize::MAX));
        one.clear();
        one.clear();
        assert!(two.grow(20));
        drop((one, two));
        let taken = budget.taken.lock().expect("a lock");
        assert_eq!((taken.all, taken.peers.len()), (0, 0));
    }
}
