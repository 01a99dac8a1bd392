//! A walk over the caller's engagements along the index of its memberships, batch by batch.

use std::collections::BTreeMap;

use cosell_api::types::EngagementSearchFilterName as Name;
use cosell_store::table::Page;
use cosell_store::table::engagement::{self as table, Engagement, Filter};
use cosell_store::table::member::{self, Member};
use cosell_store::{Direction, Tx, Value};

use crate::search::Expression;
use crate::{Context, Error};

/// Engagements of one statement: few at first, since a page is often full soon.
const BATCHES: (i64, i64) = (32, 256);

/// The rest of a walk.
#[derive(Debug)]
pub(super) struct Walk {
    filter: Filter,
    direction: Direction,
    /// Creation and id of the last engagement that was read.
    after: Option<(Value<'static>, Value<'static>)>,
    size: i64,
    /// Whether the members are read as well.
    with_members: bool,
    ended: bool,
}

/// Engagements with their members, which are by their ids and absent unless they are read.
#[derive(Debug, Default)]
pub(super) struct Batch {
    pub rows: Vec<Engagement>,
    members: BTreeMap<String, Vec<Member>>,
}

impl Batch {
    pub(super) fn members(&self, id: &str) -> &[Member] {
        self.members.get(id).map(Vec::as_slice).unwrap_or_default()
    }
}

/// Whether a filter looks at the members.
pub(super) fn asks_members(filter: &Expression<Name>) -> bool {
    filter.asks(Name::PartnerId)
}

impl Walk {
    /// A walk over those that fulfil the filter, by their creation.
    pub(super) fn new(filter: Filter, direction: Direction, with_members: bool) -> Self {
        Self {
            filter,
            direction,
            after: None,
            size: BATCHES.0,
            with_members,
            ended: false,
        }
    }

    /// The same behind the engagement with this creation and id.
    pub(super) fn starting_after(mut self, created_at: Value<'static>, id: &str) -> Self {
        self.after = Some((created_at, Value::from(id.to_owned())));
        self
    }

    /// The next engagements; `None` when there are no more.
    pub(super) async fn next(&mut self, cx: &Context, tx: &mut Tx) -> Result<Option<Batch>, Error> {
        if self.ended {
            return Ok(None);
        }
        let page = Page {
            direction: self.direction,
            after: self.after.take(),
            limit: self.size,
        };
        let limit = usize::try_from(self.size).unwrap_or(usize::MAX);
        let rows = table::list(tx, &cx.account, cx.catalog_name(), &self.filter, page).await?;
        self.ended = rows.len() < limit;
        self.size = (self.size * 2).min(BATCHES.1);
        self.after = rows
            .last()
            .map(|last| (last.created_at.into(), Value::from(last.id.clone())));
        let mut members: BTreeMap<String, Vec<Member>> = BTreeMap::new();
        if self.with_members {
            let ids: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
            for one in member::of_all(tx, &ids).await? {
                members
                    .entry(one.engagement_id.clone())
                    .or_default()
                    .push(one);
            }
        }
        Ok(Some(Batch { rows, members }))
    }
}
