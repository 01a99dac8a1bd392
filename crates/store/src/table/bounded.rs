//! Pages of lists with filters, each of which passes over a bounded number of records.
//!
//! A list is a walk along an index. A filter that few records match would make the walk long, and
//! with it the time for which a page holds a reader. Therefore the key of the record that ends the
//! walk is found first, in the index alone, and the page looks no further:
//!
//! ```text
//!  after ─► 1 2 3 … PASSED ─► end        the page: the first matches between both
//! ```
//!
//! A page that is not full although the list goes on says where: the next page starts there. No
//! record is left out and none is returned twice, however the pages are cut.

use super::Page;
use crate::record::Record;
use crate::{Direction, Error, Row, Select, Tx, Value};

/// The most records that a page passes over where each of them is read.
pub(super) const PASSED: i64 = 2_000;

/// What a page of a list has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Found<R> {
    pub rows: Vec<R>,
    /// The key after which the list goes on, if the page ended there before it was full.
    pub end: Option<Vec<Value<'static>>>,
}

impl<R> Found<R> {
    /// A page that ended because it is full or because the list is.
    pub(super) fn whole(rows: Vec<R>) -> Self {
        Self { rows, end: None }
    }
}

/// The walk of a page: the keys of its index, and where it starts.
pub(super) struct Walk<'k> {
    pub keys: &'k [&'static str],
    pub direction: Direction,
    pub after: Option<Vec<Value<'static>>>,
    /// The records of a full page.
    pub limit: i64,
}

impl<'k> Walk<'k> {
    pub(super) fn new(keys: &'k [&'static str], page: Page) -> Self {
        Self {
            keys,
            direction: page.direction,
            after: page.after.map(|(first, second)| vec![first, second]),
            limit: page.limit,
        }
    }

    /// The key of the record that ends a walk of `passed` records along these entries of an index;
    /// `None` when there are fewer. The entries select the columns of the key.
    pub(super) async fn end(
        &self,
        tx: &mut Tx,
        entries: Select<'_>,
        passed: i64,
    ) -> Result<Option<Vec<Value<'static>>>, Error> {
        let (text, values) = entries.nth(self.keys, self.direction, self.after.clone(), passed - 1);
        let Some(mut row) = tx.query_one(&text, &values).await? else {
            return Ok(None);
        };
        let key = (0..self.keys.len()).map(|column| row.value(column));
        key.collect::<Result<_, _>>().map(Some)
    }

    /// A page of `list`, whose walk goes along `entries` and passes over [`PASSED`] of them at
    /// most. Without a filter there are no entries: such a page is always full.
    pub(super) async fn page<R>(
        self,
        tx: &mut Tx,
        entries: Option<Select<'_>>,
        list: Select<'_>,
        read: impl FnOnce(Vec<Row>) -> Result<Vec<R>, Error>,
    ) -> Result<Found<R>, Error> {
        let end = match entries {
            Some(entries) => self.end(tx, entries, PASSED).await?,
            None => None,
        };
        let (text, values) = list
            .up_to(self.keys, self.direction, end.as_deref())
            .page_of(self.keys, self.direction, self.after, self.limit);
        let rows = read(tx.query(&text, &values).await?)?;
        let is_full = i64::try_from(rows.len()).unwrap_or(i64::MAX) >= self.limit;
        Ok(Found {
            rows,
            end: end.filter(|_| !is_full),
        })
    }

    /// The same without the damaged rows, each of which is logged. Such a page ends behind its last
    /// row, sound or damaged.
    pub(super) async fn sound_page<R: Record>(
        self,
        tx: &mut Tx,
        entries: Option<Select<'_>>,
        list: Select<'_>,
    ) -> Result<Found<R>, Error> {
        let (keys, limit) = (self.keys, usize::try_from(self.limit).unwrap_or(usize::MAX));
        let mut behind: Option<Result<Vec<_>, Error>> = None;
        let read = |rows: Vec<Row>| {
            behind = rows.last().filter(|_| rows.len() >= limit).map(|row| {
                let place = |key| R::COLUMNS.iter().position(|(name, _)| *name == key);
                let key = keys.iter().filter_map(|key| place(*key));
                key.map(|place| row.copy(place)).collect()
            });
            Ok(R::read_undamaged(rows))
        };
        let mut found = self.page(tx, entries, list, read).await?;
        if found.rows.len() < limit
            && let Some(behind) = behind
        {
            found.end = Some(behind?);
        }
        Ok(found)
    }
}
