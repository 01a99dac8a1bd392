//! Pages of an account's opportunities, whatever they are filtered by.
//!
//! Each order and each part of a filter has an index whose entries have the columns that filters
//! look at, so an opportunity is read only if it is on the page. The index by id has none of them,
//! and the time of the last change is in the indexes by change and by stage only. No page passes
//! over more than a bounded number of entries:
//!
//! ```text
//!  1. the next NEAR entries of the order ──► the page is full, as with filters that many match
//!  2. stages alone, newest first ──► the first of each stage and review status, merged
//!  3. a part of the filter that at most SCANNED or READ match ──► these, sorted
//!  4. the next SCANNED or READ entries of the order ──► a page that may end before it is full
//! ```
//!
//! A filter that few or none match ends in 2 or 3, whose pages are complete. Only where each part
//! matches many and all of them together few, a page may say where the next one goes on.

use super::super::Page;
use super::super::bounded::{Found, PASSED, Walk};
use super::filter::{Filter, Part};
use super::{Opportunity, Order};
use crate::record::Record as _;
use crate::{Error, Row, Select, Tx, Value};

/// Entries in which a page is looked for before anything else.
const NEAR: i64 = 1_000;

/// The most entries that a page passes over.
const SCANNED: i64 = 10_000;

/// The same where the opportunity of each entry is read.
const READ: i64 = PASSED;

/// One page of an account's opportunities in a catalog.
pub async fn list(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    filter: &Filter,
    order: Order,
    page: Page,
) -> Result<Found<Opportunity>, Error> {
    let mut walk = Walk::new(order.keys(), page);
    if order == Order::Id {
        // The id alone is unique; it is both parts of the key.
        walk.after = walk.after.map(|key| key.into_iter().skip(1).collect());
    }
    let list = List {
        account,
        catalog,
        filter,
        order,
        walk,
    };
    let mut found = list.run(tx).await?;
    if order == Order::Id {
        found.end = found.end.map(|key| [key.clone(), key].concat());
    }
    Ok(found)
}

struct List<'a> {
    account: &'a str,
    catalog: &'a str,
    filter: &'a Filter,
    order: Order,
    walk: Walk<'a>,
}

impl<'a> List<'a> {
    async fn run(&self, tx: &mut Tx) -> Result<Found<Opportunity>, Error> {
        if !self.filter.ids.is_empty() {
            return self.named(tx).await.map(Found::whole);
        }
        let own = Part::of(self.order);
        if self.filter.parts().all(|part| Some(part) == own) {
            return self.along(tx, None).await.map(Found::whole);
        }
        let near = self.walk.end(tx, self.entries(), NEAR).await?;
        let rows = self.along(tx, near.as_deref()).await?;
        if near.is_none() || self.is_full(&rows) {
            return Ok(Found::whole(rows));
        }
        let is_merged = |part| matches!(part, Part::Stages | Part::Modified);
        if self.order == Order::ModifiedAt && self.filter.parts().all(is_merged) {
            return self.merged(tx).await.map(Found::whole);
        }
        if let Some(leading) = self.shortest(tx).await? {
            return self.among(tx, leading).await.map(Found::whole);
        }
        let passed = if self.lacks(Part::of(self.order)) {
            READ
        } else {
            SCANNED
        };
        let end = self.walk.end(tx, self.entries(), passed).await?;
        let rows = self.along(tx, end.as_deref()).await?;
        let is_full = self.is_full(&rows);
        Ok(Found {
            rows,
            end: end.filter(|_| !is_full),
        })
    }

    /// Whether entries of the index that has this part lack a column of the filter; without a part,
    /// of the index by id.
    fn lacks(&self, part: Option<Part>) -> bool {
        match part {
            None => true,
            Some(Part::Modified | Part::Stages) => false,
            Some(Part::Companies | Part::Created | Part::TargetClose) => {
                self.filter.parts().any(|part| part == Part::Modified)
            }
        }
    }

    /// The most matches of a part that are read to find the page among them.
    fn most(&self, part: Part) -> i64 {
        if self.reads_each(part) { READ } else { SCANNED }
    }

    /// Whether the opportunity of each entry that a part matches is read: the index of the part
    /// lacks a column of the filter or of the order.
    fn reads_each(&self, part: Part) -> bool {
        let sorted_apart =
            self.order == Order::ModifiedAt && !matches!(part, Part::Modified | Part::Stages);
        sorted_apart || self.lacks(Some(part))
    }

    fn is_full(&self, rows: &[Opportunity]) -> bool {
        i64::try_from(rows.len()).unwrap_or(i64::MAX) >= self.walk.limit
    }

    fn own(&self, head: &str) -> Select<'a> {
        Select::new(head)
            .equal("account", self.account)
            .equal("catalog", self.catalog)
    }

    /// The selection of what the filter leaves, by the index that has the leading part.
    fn filtered(&self, head: &str, leading: Option<Part>) -> Select<'a> {
        let parts = self.filter.parts();
        parts.fold(self.own(head), |select, part| {
            self.filter.narrow(select, part, leading == Some(part))
        })
    }

    /// The entries of the order's index, in the range that the filter has of it.
    fn entries(&self) -> Select<'a> {
        let head = format!("SELECT {} FROM opportunity", self.walk.keys.join(", "));
        let own = Part::of(self.order);
        let parts = self.filter.parts().filter(|part| Some(*part) == own);
        parts.fold(self.own(&head), |select, part| {
            self.filter.narrow(select, part, true)
        })
    }

    /// The opportunities of these ids: they are found by id and sorted.
    async fn named(&self, tx: &mut Tx) -> Result<Vec<Opportunity>, Error> {
        let select = self.filtered(Opportunity::SELECT, None);
        let (text, values) = select.any_of("id", &self.filter.ids).page_of(
            self.order.computed_keys(),
            self.walk.direction,
            self.walk.after.clone(),
            self.walk.limit,
        );
        Opportunity::read_all(tx.query(&text, &values).await?)
    }

    /// The first matches along the order, up to this key.
    async fn along(
        &self,
        tx: &mut Tx,
        end: Option<&[Value<'static>]>,
    ) -> Result<Vec<Opportunity>, Error> {
        let Walk {
            keys,
            direction,
            after,
            limit,
        } = &self.walk;
        let select = self.filtered(Opportunity::SELECT, Part::of(self.order));
        let (text, values) =
            select
                .up_to(keys, *direction, end)
                .page_of(keys, *direction, after.clone(), *limit);
        Opportunity::read_all(tx.query(&text, &values).await?)
    }

    /// The part of the filter that the fewest opportunities match, if these are not too many.
    async fn shortest(&self, tx: &mut Tx) -> Result<Option<Part>, Error> {
        let mut shortest: Option<(i64, Part)> = None;
        for part in self.filter.parts() {
            let most = self.most(part);
            let most = shortest.map_or(most, |(count, _)| most.min(count));
            let select = self.own("SELECT id FROM opportunity");
            let (text, values) = self.filter.narrow(select, part, true).limit(most);
            let text = format!("SELECT COUNT(*) FROM ({text}) AS matches");
            let row = tx.query_one(&text, &values).await?;
            let count = row.map_or(Ok(0), |mut row| row.integer(0))?;
            if count < most {
                shortest = Some((count, part));
            }
            if count == 0 {
                break;
            }
        }
        Ok(shortest.map(|(_, part)| part))
    }

    /// The page, of all that match the leading part.
    async fn among(&self, tx: &mut Tx, leading: Part) -> Result<Vec<Opportunity>, Error> {
        let mut select = self.filtered("SELECT id FROM opportunity", Some(leading));
        if self.reads_each(leading) {
            // Always true. No index of a part has this column, so none of them answers the whole
            // statement, and SQLite does not prefer one that does to the one that leads.
            select = select.literal("COALESCE(estimated_mrr, 0) IS NOT NULL");
        }
        let (text, values) = select.page_of(
            self.order.computed_keys(),
            self.walk.direction,
            self.walk.after.clone(),
            self.walk.limit,
        );
        Opportunity::read_all(self.of_ids(tx, &text, &values).await?)
    }

    /// The page of the newest or oldest changes: the first of each stage and review status, merged.
    async fn merged(&self, tx: &mut Tx) -> Result<Vec<Opportunity>, Error> {
        let (keys, direction) = (self.walk.keys, self.walk.direction);
        let mut values = Vec::new();
        let mut parts = Vec::new();
        for stage in &self.filter.stages {
            for review_status in &self.filter.review_statuses {
                let head = "SELECT modified_at, id FROM opportunity";
                let select = Select::part(head, values.len())
                    .equal("account", self.account)
                    .equal("catalog", self.catalog)
                    .equal("stage", stage)
                    .equal("review_status", review_status);
                let select = self.filter.narrow(select, Part::Modified, true);
                let (text, more) =
                    select.page_of(keys, direction, self.walk.after.clone(), self.walk.limit);
                let number = parts.len();
                parts.push(format!("SELECT * FROM ({text}) AS part_{number}"));
                values.extend(more);
            }
        }
        values.push(self.walk.limit.into());
        let order = direction.keyword();
        let text = format!(
            "SELECT id FROM ({}) AS parts ORDER BY modified_at {order}, id {order} LIMIT ${}",
            parts.join(" UNION ALL "),
            values.len()
        );
        Opportunity::read_all(self.of_ids(tx, &text, &values).await?)
    }

    /// The opportunities whose ids a statement selects, in the order of the list.
    async fn of_ids(
        &self,
        tx: &mut Tx,
        ids: &str,
        values: &[Value<'a>],
    ) -> Result<Vec<Row>, Error> {
        let count = values.len();
        let (account, catalog) = (count + 1, count + 2);
        let text = format!(
            "{} WHERE account = ${account} AND catalog = ${catalog} AND id IN ({ids}){}",
            Opportunity::SELECT,
            self.order.sorted(self.walk.direction)
        );
        let own = [self.account.into(), self.catalog.into()];
        tx.query(&text, &[values, &own].concat()).await
    }
}
