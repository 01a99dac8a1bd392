//! A walk over the caller's customer accounts that match a filter, batch by batch.

use cosell_api::types::FilterableField as Name;
use cosell_store::table::Page;
use cosell_store::table::customer_account_search::{self as table, Facts, Filter, Order};
use cosell_store::{Direction, Tx, Value};

use super::facts::{Record, programs};
use crate::search::Expression;
use crate::{Context, Error};

/// Accounts of one statement: few at first, since a page is often full soon.
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
    direction: Direction,
    /// The value of the order and the id of the last account that was read.
    after: Option<(Value<'static>, Value<'static>)>,
    size: i64,
    ended: bool,
}

impl<'a> Walk<'a> {
    /// A walk over those that match the expression, among those that fulfil the filter.
    pub(super) fn new(
        expression: Option<&'a Expression<Name>>,
        filter: Filter,
        order: Order,
        direction: Direction,
    ) -> Self {
        Self {
            expression,
            filter,
            order,
            direction,
            after: None,
            size: BATCHES.0,
            ended: false,
        }
    }

    /// The same behind the account with this value and id.
    pub(super) fn starting_after(mut self, value: Value<'static>, id: &str) -> Self {
        self.after = Some((value, Value::from(id.to_owned())));
        self
    }

    /// Those of the next accounts that match; `None` when there are no more accounts.
    pub(super) async fn next(
        &mut self,
        cx: &Context,
        tx: &mut Tx,
    ) -> Result<Option<Vec<Match>>, Error> {
        if self.ended {
            return Ok(None);
        }
        let page = Page {
            direction: self.direction,
            after: self.after.take(),
            limit: self.size,
        };
        let limit = usize::try_from(self.size).unwrap_or(usize::MAX);
        let place = (&*cx.account, cx.catalog_name());
        let all = table::list(tx, place, &self.filter, self.order, page).await?;
        self.ended = all.len() < limit;
        self.size = (self.size * 2).min(BATCHES.1);
        self.after = all.last().map(|last| {
            let value = match self.order {
                Order::CreatedAt => last.created_at.into(),
                Order::ModifiedAt => last.modified_at.into(),
                Order::Company => Value::from(last.company.clone()),
            };
            (value, Value::from(last.id.clone()))
        });
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
