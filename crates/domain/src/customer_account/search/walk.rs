//! A walk over the caller's customer accounts that match a filter, batch by batch.

use cosell_api::types::FilterableField as Name;
use cosell_store::table::customer_account_search::{self as table, Facts, Filter, Order};
use cosell_store::{Direction, Tx, Value};

use super::facts::{Record, programs};
use crate::search::{Batches, Expression, SortKey};
use crate::{Context, Error};

/// Accounts of one statement, at first and at most.
const BATCHES: (i64, i64) = (64, 1_024);

/// An account that matches.
#[derive(Debug)]
pub(super) struct Match {
    pub facts: Facts,
    pub programs: Vec<String>,
}

impl Match {
    pub(super) fn record(&self) -> Record<'_> {
        Record {
            facts: &self.facts,
            programs: &self.programs,
        }
    }
}

/// The rest of a walk.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    expression: Option<&'a Expression<Name>>,
    filter: Filter,
    order: Order,
    batches: Batches,
}

impl<'a> Walk<'a> {
    /// A walk over those that match the expression, among those that fulfil the filter, after the
    /// one with this key.
    pub(super) fn new(
        expression: Option<&'a Expression<Name>>,
        filter: Filter,
        order: Order,
        direction: Direction,
        after: Option<&SortKey>,
    ) -> Self {
        Self {
            expression,
            filter,
            order,
            batches: Batches::new(direction, after, BATCHES),
        }
    }

    /// Those of the next accounts that match; `None` when there are no more accounts.
    pub(super) async fn next(
        &mut self,
        cx: &Context,
        tx: &mut Tx,
    ) -> Result<Option<Vec<Match>>, Error> {
        let Some(page) = self.batches.next() else {
            return Ok(None);
        };
        let place = (&*cx.account, cx.catalog_name());
        let all = table::list(tx, place, &self.filter, self.order, page).await?;
        let last = all.last().map(|last| {
            let value = match self.order {
                Order::CreatedAt => last.created_at.into(),
                Order::ModifiedAt => last.modified_at.into(),
                Order::Company => Value::from(last.company.clone()),
            };
            (value, last.id.as_str())
        });
        self.batches.read(all.len(), last);
        let mut found = Vec::new();
        for facts in all {
            let programs = programs(&facts)?;
            let one = Match { facts, programs };
            let matches =
                |expression: &Expression<Name>| expression.matches(&|name| one.record().held(name));
            if self.expression.is_none_or(matches) {
                found.push(one);
            }
        }
        Ok(Some(found))
    }
}
