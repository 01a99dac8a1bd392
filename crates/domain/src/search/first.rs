//! The first results of a search behind the page before, of records that come in any order.

use cosell_store::Direction;

use super::sort::SortKey;

/// Keeps no more than a few pages, however many records there are.
#[derive(Debug)]
pub(crate) struct First<T> {
    direction: Direction,
    after: Option<SortKey>,
    /// The most results.
    limit: usize,
    kept: Vec<(SortKey, T)>,
    /// Once the limit was reached: the last result that counted then.
    last: Option<SortKey>,
}

impl<T> First<T> {
    pub(crate) fn new(direction: Direction, after: Option<SortKey>, limit: usize) -> Self {
        Self {
            direction,
            after,
            limit,
            kept: Vec::new(),
            last: None,
        }
    }

    /// Whether a record with this key may be one of the results.
    pub(crate) fn takes(&self, key: &SortKey) -> bool {
        let is_behind = |after: &SortKey| key.order(after, self.direction).is_gt();
        let is_before = |last: &SortKey| key.order(last, self.direction).is_lt();
        self.after.as_ref().is_none_or(is_behind) && self.last.as_ref().is_none_or(is_before)
    }

    /// Adds a record that matches.
    pub(crate) fn add(&mut self, key: SortKey, record: T) {
        self.kept.push((key, record));
        if self.kept.len() > 2 * self.limit {
            self.cut();
        }
    }

    /// Whether there are as many results as asked for: of records that come in order, these are
    /// the first.
    pub(crate) fn is_full(&self) -> bool {
        self.kept.len() >= self.limit
    }

    /// The results in order.
    pub(crate) fn into_results(mut self) -> Vec<(SortKey, T)> {
        self.cut();
        self.kept
    }

    fn cut(&mut self) {
        let direction = self.direction;
        self.kept
            .sort_by(|one, other| one.0.order(&other.0, direction));
        self.kept.truncate(self.limit);
        if self.kept.len() == self.limit {
            self.last = self.kept.last().map(|(key, _)| key.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::field::{Held, Kind};
    use super::*;

    fn key(number: i64) -> SortKey {
        SortKey::new(
            Kind::Whole,
            &Held::Number(number),
            "",
            Direction::Descending,
        )
    }

    #[test]
    fn the_first_behind_a_key_are_kept_in_order_and_no_record_behind_them_is_taken() {
        let mut first = First::new(Direction::Descending, Some(key(90)), 3);
        for number in (0..100).map(|number| number * 37 % 100) {
            if first.takes(&key(number)) {
                first.add(key(number), number);
            }
            assert!(first.kept.len() <= 6);
        }
        assert!(first.is_full() && !first.takes(&key(90)) && !first.takes(&key(3)));
        let found = first.into_results().into_iter().map(|(_, number)| number);
        assert_eq!(found.collect::<Vec<_>>(), [89, 88, 87]);
    }
}
