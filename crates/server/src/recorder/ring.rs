//! The bounded list of requests.

use std::collections::{BTreeMap, VecDeque};
use std::sync::Arc;

use uuid::Uuid;

use super::{Entry, Place};

/// The requests of each space, in the order of their numbers.
///
/// Invariant: `oldest` has the first request of each space, none of which is empty, and `bytes` is
/// the sum of the sizes. The numbers of a space are ascending, so the oldest request of all is the
/// first of its space. A request is found by its id among those of its space: people look for one
/// now and then, and every call adds one.
#[derive(Debug, Default)]
pub(super) struct Ring {
    last: u64,
    bytes: usize,
    places: BTreeMap<Place, VecDeque<Arc<Entry>>>,
    oldest: BTreeMap<u64, Place>,
}

impl Ring {
    /// Adds a request, and drops the oldest ones beyond `most` of its space and beyond `bytes` of
    /// all. Returns it, and what was dropped.
    pub(super) fn add(
        &mut self,
        place: &Place,
        mut entry: Entry,
        (most, bytes): (usize, usize),
    ) -> (Arc<Entry>, Vec<Arc<Entry>>) {
        self.last += 1;
        entry.number = self.last;
        self.bytes += entry.size();
        let entry = Arc::new(entry);
        let of_place = if let Some(known) = self.places.get_mut(place) {
            known
        } else {
            self.oldest.insert(entry.number, place.clone());
            self.places.entry(place.clone()).or_default()
        };
        of_place.push_back(Arc::clone(&entry));
        let beyond = of_place.len().saturating_sub(most.max(1));
        let mut dropped = Vec::new();
        for _ in 0..beyond {
            dropped.extend(self.remove_oldest_of(place));
        }
        while self.bytes > bytes {
            let Some(place) = self.oldest.values().next().cloned() else {
                break;
            };
            dropped.extend(self.remove_oldest_of(&place));
        }
        (entry, dropped)
    }

    fn remove_oldest_of(&mut self, place: &Place) -> Option<Arc<Entry>> {
        let of_place = self.places.get_mut(place)?;
        let removed = of_place.pop_front()?;
        self.bytes = self.bytes.saturating_sub(removed.size());
        let known = self.oldest.remove(&removed.number);
        match of_place.front() {
            Some(next) => {
                self.oldest
                    .insert(next.number, known.unwrap_or_else(|| place.clone()));
            }
            None => {
                self.places.remove(place);
            }
        }
        Some(removed)
    }

    pub(super) fn list(&self, place: &Place) -> Vec<Arc<Entry>> {
        let of_place = self.places.get(place).into_iter().flatten();
        of_place.rev().cloned().collect()
    }

    pub(super) fn find(&self, place: &Place, id: Uuid) -> Option<Arc<Entry>> {
        let mut of_place = self.places.get(place)?.iter().rev();
        of_place.find(|entry| entry.id == id).cloned()
    }

    pub(super) fn forget(&mut self, place: &Place) -> VecDeque<Arc<Entry>> {
        let dropped = self.places.remove(place).unwrap_or_default();
        if let Some(first) = dropped.front() {
            self.oldest.remove(&first.number);
        }
        let sizes = dropped.iter().map(|entry| entry.size());
        self.bytes = self.bytes.saturating_sub(sizes.sum());
        dropped
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
        ring.add(&place(name), entry, limits).0.id
    }

    fn check(ring: &Ring, bytes: usize) {
        let sizes = ring.places.values().flatten().map(|entry| entry.size());
        assert_eq!(ring.bytes, sizes.sum::<usize>());
        assert!(ring.bytes <= bytes);
        let first = |(place, requests): (&Place, &VecDeque<Arc<Entry>>)| {
            let first = requests.front().expect("a request");
            (first.number, place.clone())
        };
        let oldest: BTreeMap<u64, Place> = ring.places.iter().map(first).collect();
        assert_eq!(ring.oldest, oldest);
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
        let kept = ring.places.values().map(VecDeque::len);
        assert!(kept.sum::<usize>() > 10);
        // What is larger than everything is not kept at all.
        add(&mut ring, "", 200_000, limits);
        check(&ring, limits.1);
        assert!(ring.places.is_empty());
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
