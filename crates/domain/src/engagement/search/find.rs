//! How a search of engagements finds its page.
//!
//! By creation it walks along the index of memberships and stops when the page is full; by anything
//! else it walks over all that columns do not rule out and keeps the first. Either way each
//! engagement is judged by the same filters, and sorted by the same key.

use std::collections::BTreeMap;

use cosell_api::types::EngagementSearchFilterName as Name;
use cosell_store::table::engagement::Engagement;
use cosell_store::table::member::Member;
use cosell_store::{Direction, Tx};

use super::narrow;
use super::record::{Record, of_row};
use super::walk::{Walk, asks_members};
use crate::engagement::{Document, Stored, customer};
use crate::error::read_document;
use crate::search::field::Field;
use crate::search::{Expression, First, Keyword, SortKey};
use crate::{Context, Error};

/// A checked search.
pub(super) struct Search {
    pub keyword: Option<Keyword>,
    /// The filter of the request and the criteria of its group.
    pub filters: Vec<Expression<Name>>,
    pub sort: Name,
    pub direction: Direction,
    pub after: Option<SortKey>,
    /// The most results.
    pub limit: usize,
}

/// Names of companies by account, each read once.
type Companies = BTreeMap<String, String>;

impl Search {
    pub(super) async fn run(
        &self,
        cx: &Context,
        tx: &mut Tx,
    ) -> Result<Vec<(SortKey, Stored)>, Error> {
        let with_members = self.keyword.is_some()
            || self.sort == Name::PartnerId
            || self.filters.iter().any(asks_members);
        let by_creation = self.sort == Name::CreatedAt;
        let after = self.after.as_ref().filter(|_| by_creation);
        let filter = narrow::all_of(&self.filters);
        let mut walk = Walk::new(filter, self.direction, after, with_members);
        let mut first = First::new(self.direction, self.after.clone(), self.limit);
        let mut companies = Companies::new();
        while let Some(mut batch) = walk.next(cx, tx).await? {
            for row in std::mem::take(&mut batch.rows) {
                let members = batch.members(&row.id);
                self.judge(cx, tx, (row, members), &mut companies, &mut first)
                    .await?;
            }
            if by_creation && first.is_full() {
                break;
            }
        }
        Ok(first.into_results())
    }

    /// Adds an engagement if it is one of the results.
    async fn judge(
        &self,
        cx: &Context,
        tx: &mut Tx,
        (row, members): (Engagement, &[Member]),
        companies: &mut Companies,
        first: &mut First<Stored>,
    ) -> Result<(), Error> {
        let key = |held| SortKey::new(self.sort.kind(), &held, &row.id, self.direction);
        // Where a column decides, the document of an engagement that comes too late is not read.
        let known = of_row(&row, self.sort).map(key);
        if known.as_ref().is_some_and(|key| !first.takes(key)) {
            return Ok(());
        }
        let mut document: Document = read_document(&row.document)?;
        let record = Record {
            row: &row,
            document: &document,
            members,
        };
        let matches = |filter: &Expression<Name>| filter.matches(&|name| record.held(name));
        if !self.filters.iter().all(matches) {
            return Ok(());
        }
        let key = known.unwrap_or_else(|| key(record.held(self.sort)));
        if !first.takes(&key) {
            return Ok(());
        }
        if let Some(keyword) = &self.keyword {
            customer::fill(cx, tx, &mut document.contexts).await?;
            let record = Record {
                row: &row,
                document: &document,
                members,
            };
            let names = names(cx, tx, members, companies).await?;
            if !keyword.matches(record.texts().chain(names)) {
                return Ok(());
            }
        }
        first.add(key, Stored { row, document });
        Ok(())
    }
}

/// The names of the members' companies.
async fn names<'a>(
    cx: &Context,
    tx: &mut Tx,
    members: &[Member],
    companies: &'a mut Companies,
) -> Result<Vec<&'a str>, Error> {
    for member in members {
        if !companies.contains_key(&member.account) {
            let account = cx.account(tx, &member.account).await?.into_owned();
            companies.insert(member.account.clone(), account.company_name);
        }
    }
    let names = members
        .iter()
        .filter_map(|member| companies.get(&member.account));
    Ok(names.map(String::as_str).collect())
}
