//! How the records of a search are found.
//!
//! ```text
//!  few may match ───► read these, judge them, sort what matches
//!  many may match ──► walk along the sort's index, judge, stop when the page is full
//!                     or after so many that the next page goes on from there
//!                     without such an index: judge all, keep the first of them
//! ```
//!
//! "Few" is decided by the indexes, which count no further than [`FEW`] and [`SCANNED`]. Whatever
//! the way, every record is judged by the same expression and sorted by the same key, so it only
//! decides what a search costs. Records are read in chunks; no more than a page is kept.

use std::collections::{BTreeMap, BTreeSet};

use cosell_api::types::{OpportunitySearchFilterName as Name, Tag};
use cosell_store::table::opportunity::{Opportunity, Order};
use cosell_store::table::opportunity_search::{self as table, Range, Walk};
use cosell_store::table::tag;
use cosell_store::{Direction, Tx, Value};

use super::narrow::{Alternative, alternatives};
use super::record::Record;
use crate::error::{instant, read_document};
use crate::opportunity::Document;
use crate::search::field::Field;
use crate::search::{Expression, First, Keyword, SortKey};
use crate::{Context, Error, arn};

/// The most records that are judged for what an index says of them. For a page of twenty out of a
/// million, more are found sooner on the way along the sort.
const FEW: usize = 2_000;

/// The most entries of a range that are looked through for those in the other ranges.
const SCANNED: usize = 50_000;

/// The most records that a page judges on its way along the sort. A page that has judged so many
/// ends, and says where the next one goes on.
const JUDGED: usize = 4_000;

/// Records of one statement: few at first, since a page is often full soon.
const CHUNKS: (usize, usize) = (64, 1_024);

/// A checked search.
pub(super) struct Search {
    pub keyword: Option<Keyword>,
    pub filter: Option<Expression<Name>>,
    pub sort: Name,
    pub direction: Direction,
    pub after: Option<SortKey>,
    /// The most results.
    pub limit: usize,
}

/// A record that matches.
pub(super) struct Found {
    pub row: Opportunity,
    pub document: Document,
}

impl Search {
    /// The results, and the key after which the search goes on if it ended before its page is full.
    pub(super) async fn run(
        &self,
        cx: &Context,
        tx: &mut Tx,
    ) -> Result<(Vec<(SortKey, Found)>, Option<SortKey>), Error> {
        let mut first = First::new(self.direction, self.after.clone(), self.limit);
        let alternatives = alternatives(self.keyword.as_ref(), self.filter.as_ref());
        if let Some(ids) = few(cx, tx, &alternatives).await? {
            self.among(cx, tx, &ids, &mut first).await?;
            return Ok((first.into_results(), None));
        }
        let ranges = match alternatives.as_slice() {
            [only] => only.ranges.as_slice(),
            _ => &[],
        };
        let end = if let Some(order) = order(self.sort) {
            self.along(cx, tx, order, ranges, &mut first).await?
        } else {
            self.all(cx, tx, ranges, &mut first).await?;
            None
        };
        Ok((first.into_results(), end))
    }

    /// Judges these records.
    async fn among(
        &self,
        cx: &Context,
        tx: &mut Tx,
        ids: &[String],
        first: &mut First<Found>,
    ) -> Result<(), Error> {
        for ids in ids.chunks(CHUNKS.1) {
            let place = (&*cx.account, cx.catalog_name());
            let rows = table::with_ids(tx, place, ids).await?;
            self.judge(cx, tx, rows, first).await?;
        }
        Ok(())
    }

    /// Judges all records in these ranges and keeps the first.
    async fn all(
        &self,
        cx: &Context,
        tx: &mut Tx,
        ranges: &[Range],
        first: &mut First<Found>,
    ) -> Result<(), Error> {
        let walk = self.walk(cx, Order::Id, true, ranges);
        let mut after = None;
        loop {
            let rows = walk.next(tx, after, chunk(CHUNKS.1)).await?;
            let Some(last) = rows.last() else { break };
            after = Some((Value::from(""), last.id.clone()));
            self.judge(cx, tx, rows, first).await?;
        }
        Ok(())
    }

    /// Walks along an index of the sort: those with the value, then those without. Returns the key
    /// of the last record if it has judged enough before the page is full.
    async fn along(
        &self,
        cx: &Context,
        tx: &mut Tx,
        order: Order,
        ranges: &[Range],
        first: &mut First<Found>,
    ) -> Result<Option<SortKey>, Error> {
        let mut judged = 0;
        for present in [true, false] {
            let resumed = self.after.as_ref();
            let resumed_absent = resumed.is_some_and(|key| key.is_absent(self.direction));
            if present && resumed_absent || !present && !has_absent(order) {
                continue;
            }
            let resumed = resumed.filter(|_| resumed_absent != present);
            let mut after = resumed.map(|key| (stored(order, key.value()), key.id().to_owned()));
            let walk = self.walk(cx, order, present, ranges);
            let mut size = CHUNKS.0;
            loop {
                let rows = walk.next(tx, after, chunk(size)).await?;
                let Some(last) = rows.last() else { break };
                after = Some((order.key(last).into_owned(), last.id.clone()));
                judged += rows.len();
                let end = (judged >= JUDGED).then(|| self.key(last)).transpose()?;
                self.judge(cx, tx, rows, first).await?;
                if first.is_full() {
                    return Ok(None);
                }
                if end.is_some() {
                    return Ok(end);
                }
                size = (size * 2).min(CHUNKS.1);
            }
        }
        Ok(None)
    }

    /// The key by which a record is sorted along an index.
    fn key(&self, row: &Opportunity) -> Result<SortKey, Error> {
        let document: Document = read_document(&row.document)?;
        let record = Record {
            row,
            document: &document,
            tags: &[],
        };
        let held = record.held(self.sort);
        Ok(SortKey::new(
            self.sort.kind(),
            &held,
            &row.id,
            self.direction,
        ))
    }

    fn walk<'a>(
        &self,
        cx: &'a Context,
        order: Order,
        present: bool,
        ranges: &'a [Range],
    ) -> Walk<'a> {
        Walk {
            account: &cx.account,
            catalog: cx.catalog_name(),
            order,
            direction: self.direction,
            present,
            ranges,
        }
    }

    /// Adds those that match.
    async fn judge(
        &self,
        cx: &Context,
        tx: &mut Tx,
        rows: Vec<Opportunity>,
        first: &mut First<Found>,
    ) -> Result<(), Error> {
        let asks = |filter: &Expression<Name>| filter.asks(Name::Tags);
        let with_tags = self.sort == Name::Tags || self.filter.as_ref().is_some_and(asks);
        let arn = |row: &Opportunity| arn::opportunity(&row.account, cx.catalog, &row.id);
        let mut tags: BTreeMap<String, Vec<Tag>> = BTreeMap::new();
        if with_tags {
            let arns: Vec<String> = rows.iter().map(arn).collect();
            for (arn, key, value) in tag::of_all(tx, &arns).await? {
                tags.entry(arn).or_default().push(Tag {
                    key,
                    value,
                    ..Default::default()
                });
            }
        }
        for row in rows {
            let document: Document = read_document(&row.document)?;
            let own = with_tags.then(|| tags.remove(&arn(&row))).flatten();
            let record = Record {
                row: &row,
                document: &document,
                tags: own.as_deref().unwrap_or_default(),
            };
            if let Some(key) = self.matches(record, first) {
                first.add(key, Found { row, document });
            }
        }
        Ok(())
    }

    /// The key of a record that may be one of the results.
    fn matches(&self, record: Record<'_>, first: &First<Found>) -> Option<SortKey> {
        let filter = self.filter.as_ref();
        let matches = filter.is_none_or(|filter| filter.matches(&|name| record.held(name)));
        if !matches {
            return None;
        }
        if let Some(keyword) = &self.keyword {
            let texts: Vec<_> = record.texts().collect();
            if !keyword.matches(texts.iter().map(AsRef::as_ref)) {
                return None;
            }
        }
        let (kind, held) = (self.sort.kind(), record.held(self.sort));
        let key = SortKey::new(kind, &held, &record.row.id, self.direction);
        first.takes(&key).then_some(key)
    }
}

fn chunk(size: usize) -> i64 {
    i64::try_from(size).unwrap_or(i64::MAX)
}

/// The ids of all records that can match, if an index says that there are few.
async fn few(
    cx: &Context,
    tx: &mut Tx,
    alternatives: &[Alternative],
) -> Result<Option<Vec<String>>, Error> {
    let place = (&*cx.account, cx.catalog_name());
    let mut all = BTreeSet::new();
    for Alternative { text, ranges } in alternatives {
        let by_text = match text {
            Some(text) => table::with_text(tx, text, FEW).await?,
            None => None,
        };
        let ids = match by_text {
            Some(ids) => Some(ids),
            None => in_ranges(tx, place, ranges).await?,
        };
        let Some(ids) = ids else {
            return Ok(None);
        };
        all.extend(ids);
    }
    Ok(Some(all.into_iter().collect()))
}

/// The ids of the records in all of these ranges, found along the shortest of them, unless there
/// are many.
async fn in_ranges(
    tx: &mut Tx,
    place: (&str, &str),
    ranges: &[Range],
) -> Result<Option<Vec<String>>, Error> {
    let mut shortest: Option<(usize, &Range)> = None;
    for range in ranges {
        let most = shortest.map_or(SCANNED, |(count, _)| count);
        let count = table::count(tx, place, range, most).await?;
        if count < most {
            shortest = Some((count, range));
        }
    }
    match shortest {
        Some((_, range)) => Ok(table::in_ranges(tx, place, ranges, range.column, FEW).await?),
        None => Ok(None),
    }
}

/// The index of a sort, if it has one.
fn order(sort: Name) -> Option<Order> {
    match sort {
        Name::LastModifiedDate => Some(Order::ModifiedAt),
        Name::CreatedDate => Some(Order::CreatedAt),
        Name::TargetCloseDate => Some(Order::TargetClose),
        Name::OpportunityId => Some(Order::Id),
        Name::CustomerCompanyName => Some(Order::Company),
        Name::EstimatedMrr => Some(Order::EstimatedMrr),
        _ => None,
    }
}

/// Whether a record can lack the value of this order.
fn has_absent(order: Order) -> bool {
    matches!(
        order,
        Order::TargetClose | Order::Company | Order::EstimatedMrr
    )
}

/// A value of a sort as its column has it.
fn stored(order: Order, value: &Value<'static>) -> Value<'static> {
    match (order, value) {
        (Order::TargetClose, Value::Integer(midnight)) => {
            let date = instant(*midnight).to_string();
            Value::from(date.chars().take(10).collect::<String>())
        }
        (_, value) => value.clone(),
    }
}
