//! The bounded list of requests.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::Arc;

use uuid::Uuid;

use super::{Entry, Place};

/// Requests in the order of their numbers, and where each space has its own.
///
/// Invariant: `requests`, `ids` and `places` have the same requests, and `bytes` is the sum of
/// their sizes. The numbers of a space are ascending, so the oldest request of all is the first of
/// its space.
#[derive(Debug, Default)]
pub(super) struct Ring {
    last: u64,
    bytes: usize,
    requests: BTreeMap<u64, (Place, Arc<Entry>)>,
    ids: HashMap<Uuid, u64>,
    places: BTreeMap<Place, VecDeque<u64>>,
}

impl Ring {
    /// Adds a request, and drops the oldest ones beyond `most` of its space and beyond `bytes` of
    /// all. Returns it, and what was dropped.
    pub(super) fn add(
        &mut self,
        place: Place,
        mut entry: Entry,
        (most, bytes): (usize, usize),
    ) -> (Arc<Entry>, Vec<Arc<Entry>>) {
        self.last += 1;
        let number = self.last;
        entry.number = number;
        self.bytes += entry.size();
        let entry = Arc::new(entry);
        self.ids.insert(entry.id, number);
        let numbers = self.places.entry(place.clone()).or_default();
        numbers.push_back(number);
        let beyond = numbers.len().saturating_sub(most.max(1));
        let old: Vec<u64> = numbers.iter().take(beyond).copied().collect();
        self.requests.insert(number, (place, Arc::clone(&entry)));
        let mut dropped: Vec<Arc<Entry>> =
            old.into_iter().filter_map(|old| self.remove(old)).collect();
        while self.bytes > bytes {
            let Some(oldest) = self.requests.keys().next().copied() else {
                break;
            };
            dropped.extend(self.remove(oldest));
        }
        (entry, dropped)
    }

    fn remove(&mut self, number: u64) -> Option<Arc<Entry>> {
        let (place, entry) = self.requests.remove(&number)?;
        self.bytes = self.bytes.saturating_sub(entry.size());
        self.ids.remove(&entry.id);
        if let Some(numbers) = self.places.get_mut(&place) {
            // The oldest of its space.
            numbers.pop_front();
            if numbers.is_empty() {
                self.places.remove(&place);
            }
        }
        Some(entry)
    }

    pub(super) fn list(&self, place: &Place) -> Vec<Arc<Entry>> {
        let numbers = self.places.get(place).into_iter().flatten().rev();
        let found = numbers.filter_map(|number| self.requests.get(number));
        found.map(|(_, entry)| Arc::clone(entry)).collect()
    }

    pub(super) fn find(&self, place: &Place, id: Uuid) -> Option<Arc<Entry>> {
        let (known, entry) = self.requests.get(self.ids.get(&id)?)?;
        (known == place).then(|| Arc::clone(entry))
    }

    pub(super) fn forget(&mut self, place: &Place) -> Vec<Arc<Entry>> {
        let numbers = self.places.get(place).cloned().unwrap_or_default();
        let dropped = numbers.into_iter();
        dropped.filter_map(|number| self.remove(number)).collect()
    }
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use cosell_world::machine;

    use super::*;

    fn place(name: &str) -> Place {
        (!name.is_empty()).then(|| name.parse().expect("a name"))
    }

    fn add(ring: &mut Ring, name: &str, length: usize, limits: (usize, usize)) -> Uuid {
        let entry = Entry {
            id: machine::uuid(),
            body: Some(Bytes::from(vec![b'x'; length])),
            ..Entry::default()
        };
        ring.add(place(name), entry, limits).0.id
    }

    fn check(ring: &Ring, bytes: usize) {
        let sizes = ring.requests.values().map(|(_, entry)| entry.size());
        assert_eq!(ring.bytes, sizes.sum::<usize>());
        assert!(ring.bytes <= bytes);
        assert_eq!(ring.ids.len(), ring.requests.len());
        let placed = ring.places.values().map(VecDeque::len);
        assert_eq!(placed.sum::<usize>(), ring.requests.len());
    }

    #[test]
    fn a_space_keeps_its_newest_requests_whatever_the_others_do() {
        let mut ring = Ring::default();
        let limits = (3, 1 << 20);
        let kept = add(&mut ring, "quiet", 10, limits);
        let busy: Vec<Uuid> = (0..9).map(|_| add(&mut ring, "", 10, limits)).collect();
        check(&ring, limits.1);
        assert!(ring.find(&place("quiet"), kept).is_some());
        assert!(
            ring.find(&place(""), kept).is_none(),
            "it is of another space"
        );
        let ids: Vec<Uuid> = ring.list(&None).iter().map(|entry| entry.id).collect();
        assert_eq!(ids, [busy[8], busy[7], busy[6]]);
        assert!(ring.find(&None, busy[5]).is_none());
    }

    #[test]
    fn all_spaces_together_stay_within_the_bytes() {
        let mut ring = Ring::default();
        let limits = (1_000, 100_000);
        for round in 0..300 {
            add(
                &mut ring,
                ["", "one", "two"][round % 3],
                1_000 + round,
                limits,
            );
            check(&ring, limits.1);
        }
        assert!(ring.requests.len() > 10);
        // What is larger than everything is not kept at all.
        add(&mut ring, "", 200_000, limits);
        check(&ring, limits.1);
        assert!(ring.requests.is_empty());
    }

    #[test]
    fn a_space_that_is_forgotten_leaves_nothing() {
        let mut ring = Ring::default();
        let limits = (9, 1 << 20);
        add(&mut ring, "one", 10, limits);
        add(&mut ring, "", 10, limits);
        assert_eq!(ring.forget(&place("one")).len(), 1);
        check(&ring, limits.1);
        assert_eq!(
            (ring.list(&place("one")).len(), ring.list(&None).len()),
            (0, 1)
        );
    }
}
