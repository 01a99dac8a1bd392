//! The batches in which a walk along an index reads its records.

use cosell_store::table::Page;
use cosell_store::{Direction, Value};

use super::sort::SortKey;

/// Where a walk goes on, and how many records it reads there.
#[derive(Debug)]
pub(crate) struct Batches {
    direction: Direction,
    /// The value of the index and the id of the last record that was read.
    after: Option<(Value<'static>, Value<'static>)>,
    size: i64,
    most: i64,
    ended: bool,
}

impl Batches {
    /// Batches of `least` records at first, since a page is often full soon, then of twice as many,
    /// up to `most`. They begin after the record with this key, or with the first.
    pub(crate) fn new(
        direction: Direction,
        after: Option<&SortKey>,
        (least, most): (i64, i64),
    ) -> Self {
        let after = after.map(|key| (key.value().clone(), Value::from(key.id().to_owned())));
        Self {
            direction,
            after,
            size: least,
            most,
            ended: false,
        }
    }

    /// The next batch to read; `None` when the last one was not full.
    pub(crate) fn next(&mut self) -> Option<Page> {
        (!self.ended).then(|| Page {
            direction: self.direction,
            after: self.after.take(),
            limit: self.size,
        })
    }

    /// Takes note of the records that were read: their number, and the value and the id of the
    /// last one.
    pub(crate) fn read(&mut self, count: usize, last: Option<(Value<'static>, &str)>) {
        self.ended = i64::try_from(count).unwrap_or(i64::MAX) < self.size;
        self.size = (self.size * 2).min(self.most);
        self.after = last.map(|(value, id)| (value, Value::from(id.to_owned())));
    }
}
