//! A walk over the caller's engagements along the index of its memberships, batch by batch.

use std::collections::BTreeMap;

use cosell_api::types::EngagementSearchFilterName as Name;
use cosell_store::table::engagement::{self as table, Engagement, Filter};
use cosell_store::table::member::{self, Member};
use cosell_store::{Direction, Tx};

use crate::search::{Batches, Expression, SortKey};
use crate::{Context, Error};

/// Engagements of one statement, at first and at most.
const BATCHES: (i64, i64) = (32, 256);

/// The rest of a walk.
#[derive(Debug)]
pub(super) struct Walk {
    filter: Filter,
    batches: Batches,
    /// Whether the members are read as well.
    with_members: bool,
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
    /// A walk over those that fulfil the filter, by their creation, after the one with this key.
    pub(super) fn new(
        filter: Filter,
        direction: Direction,
        after: Option<&SortKey>,
        with_members: bool,
    ) -> Self {
        Self {
            filter,
            batches: Batches::new(direction, after, BATCHES),
            with_members,
        }
    }

    /// The next engagements; `None` when there are no more.
    pub(super) async fn next(&mut self, cx: &Context, tx: &mut Tx) -> Result<Option<Batch>, Error> {
        let Some(page) = self.batches.next() else {
            return Ok(None);
        };
        let rows = table::batch(tx, &cx.account, cx.catalog_name(), &self.filter, page).await?;
        let last = rows.last();
        let last = last.map(|last| (last.created_at.into(), last.id.as_str()));
        self.batches.read(rows.len(), last);
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
