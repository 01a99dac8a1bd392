//! A budget with a limit for all clients together and a limit for each client.
//!
//! Connections are counted in one budget, and the memory of bodies, in bytes, in another. A
//! reservation never waits, because its holder might wait for another one: it succeeds or fails at
//! once. The budget keeps no entry for a peer that has released everything.

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::{Arc, Mutex, PoisonError};

/// The two limits, and how much each peer has reserved.
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

/// What a peer has reserved; dropping it releases all of it.
#[derive(Debug)]
pub(crate) struct Reservation {
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

    /// How much is reserved in total.
    #[cfg(test)]
    pub(crate) fn taken(&self) -> usize {
        self.taken.lock().expect("a lock").all
    }

    /// An empty reservation of this address.
    pub(crate) fn reservation(&self, address: IpAddr) -> Reservation {
        Reservation {
            peer: host(address),
            amount: 0,
            budget: self.clone(),
        }
    }
}

impl Reservation {
    /// Reserves `more` in addition. Returns whether the limits allow it; otherwise nothing changes.
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

    /// Releases everything.
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

impl Drop for Reservation {
    fn drop(&mut self) {
        self.clear();
    }
}

/// The address that stands for a host: an IPv6 host may use any address of its /64 network.
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

    fn take(budget: &Budget, text: &str, amount: usize) -> Option<Reservation> {
        let mut reservation = budget.reservation(address(text));
        reservation.grow(amount).then_some(reservation)
    }

    #[test]
    fn one_peer_cannot_take_every_slot() {
        let budget = Budget::new(4, 2);
        let greedy = "192.0.2.1";
        let held: Vec<_> = (0..3).filter_map(|_| take(&budget, greedy, 1)).collect();
        assert_eq!(held.len(), 2);
        assert!(take(&budget, "192.0.2.2", 1).is_some());
        drop(held);
        assert!(take(&budget, greedy, 1).is_some());
    }

    #[test]
    fn a_host_counts_once_whatever_ipv6_address_it_uses() {
        let budget = Budget::new(10, 1);
        let _held = take(&budget, "2001:db8::1", 1).expect("a slot");
        assert!(take(&budget, "2001:db8::ffff:1", 1).is_none());
        assert!(take(&budget, "2001:db8:0:1::1", 1).is_some());
    }

    #[test]
    fn a_reservation_grows_up_to_the_limits_and_is_released_as_a_whole() {
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
