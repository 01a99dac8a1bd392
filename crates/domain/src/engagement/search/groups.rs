//! `ListEngagementGroups`: the groups of engagements that are available to the caller.
//!
//! A group is defined by criteria and not by a list of engagements. One walk over the caller's
//! engagements counts for all groups that the request asks for, so counts agree with
//! `SearchEngagements` at that moment.

use cosell_api::operations::ListEngagementGroups;
use cosell_api::types::{
    EngagementGroupSortName as SortName, EngagementGroupSummary,
    EngagementSearchFilterName as Name, ListEngagementGroupsRequest, ListEngagementGroupsResponse,
    ReadinessLevel, SortOrder,
};
use cosell_store::{Direction, Tx, Value};

use super::narrow;
use super::record::Record;
use super::walk::{Walk, asks_members};
use super::{DEFAULT_SIZE, LIMITS};
use crate::engagement::Document;
use crate::engagement::list::identifiers;
use crate::error::{instant, read_document};
use crate::page::{Column, Cursor};
use crate::permission::{Requirement, Subject, ask};
use crate::search::Expression;
use crate::settings::EngagementGroup;
use crate::{Context, Error, Handler, arn};

impl Handler for ListEngagementGroups {
    const REQUIRES: &'static [Requirement] =
        &[ask("partnercentral:ListEngagementGroups", Subject::Any)];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &ListEngagementGroupsRequest,
    ) -> Result<ListEngagementGroupsResponse, Error> {
        let request = ListEngagementGroupsRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let (token, most) = (input.next_token.as_deref(), input.max_results);
        let columns = [Column::Integer, Column::Integer, Column::Text];
        let cursor =
            Cursor::open::<Self>(cx, tx, &request, token, most, DEFAULT_SIZE, &columns).await?;
        let mut groups = Vec::new();
        for group in asked(cx, input) {
            groups.push(Counted::new(group)?);
        }
        count(cx, tx, &mut groups).await?;
        let order = Order::of(input);
        groups.sort_by_key(|group| order.place(group));
        if order.is_descending() {
            groups.reverse();
        }
        if let Some(after) = cursor.after.as_deref().and_then(read) {
            groups.retain(|group| {
                let place = order.place(group);
                if order.is_descending() {
                    place < after
                } else {
                    place > after
                }
            });
        }
        let next_token = cursor.close(&mut groups, |group| {
            let (first, second, id) = order.place(group);
            vec![first.into(), second.into(), Value::from(id)]
        });
        let summaries = groups.into_iter().map(|group| group.summary(cx)).collect();
        Ok(ListEngagementGroupsResponse {
            engagement_group_summaries: Some(summaries),
            next_token,
            ..Default::default()
        })
    }
}

/// The groups that the caller sees.
pub(super) fn shown(cx: &Context) -> impl Iterator<Item = &EngagementGroup> {
    let groups = cx.settings.engagement_groups.iter();
    groups.filter(|group| group.is_shown(&cx.account, cx.catalog))
}

/// The criteria of a group. The configuration checks them, so criteria that do not fit are an error
/// of the server.
pub(super) fn criteria(group: &EngagementGroup) -> Result<Expression<Name>, Error> {
    Expression::check(&group.criteria, LIMITS).map_err(|error| {
        tracing::error!(
            group = group.id,
            ?error,
            "the criteria of a group do not fit"
        );
        cosell_api::Error::internal().into()
    })
}

/// Those that a request asks for.
fn asked<'a>(
    cx: &'a Context,
    input: &'a ListEngagementGroupsRequest,
) -> impl Iterator<Item = &'a EngagementGroup> {
    let ids = input.engagement_group_identifiers.as_deref();
    let ids = ids.map(|given| identifiers(cx, Some(given)));
    shown(cx).filter(move |group| {
        let readiness = input.readiness_level;
        readiness.is_none_or(|level| group.readiness == Some(level))
            && ids.as_ref().is_none_or(|ids| ids.contains(&group.id))
    })
}

/// A group, and what it has at the moment.
struct Counted<'a> {
    group: &'a EngagementGroup,
    criteria: Expression<Name>,
    count: i64,
    /// When an engagement of the group last changed.
    changed_at: Option<i64>,
}

impl<'a> Counted<'a> {
    fn new(group: &'a EngagementGroup) -> Result<Self, Error> {
        Ok(Self {
            group,
            criteria: criteria(group)?,
            count: 0,
            changed_at: None,
        })
    }

    fn updated_at(&self) -> i64 {
        self.changed_at.unwrap_or(self.group.defined_at)
    }

    fn summary(self, cx: &Context) -> EngagementGroupSummary {
        let updated_at = self.updated_at();
        EngagementGroupSummary {
            id: self.group.id.clone(),
            arn: Some(arn::engagement_group(cx.catalog, &self.group.id)),
            catalog: Some(cx.catalog.to_string()),
            name: Some(self.group.name.clone()),
            description: self.group.description.clone(),
            count: Some(self.count),
            readiness_level: self.group.readiness,
            updated_at: Some(instant(updated_at)),
            ..Default::default()
        }
    }
}

/// Counts the caller's engagements in each group.
async fn count(cx: &Context, tx: &mut Tx, groups: &mut [Counted<'_>]) -> Result<(), Error> {
    if groups.is_empty() {
        return Ok(());
    }
    let with_members = groups.iter().any(|group| asks_members(&group.criteria));
    let filter = narrow::any_of(groups.iter().map(|group| &group.criteria));
    let mut walk = Walk::new(filter, Direction::Ascending, None, with_members);
    while let Some(batch) = walk.next(cx, tx).await? {
        for row in &batch.rows {
            let document: Document = read_document(&row.document)?;
            let record = Record {
                row,
                document: &document,
                members: batch.members(&row.id),
            };
            for group in &mut *groups {
                if group.criteria.matches(&|name| record.held(name)) {
                    group.count += 1;
                    group.changed_at = group.changed_at.max(Some(row.modified_at));
                }
            }
        }
    }
    Ok(())
}

/// What groups are listed by.
#[derive(Clone, Copy)]
enum Order {
    Recommended,
    By(SortName, SortOrder),
}

impl Order {
    fn of(input: &ListEngagementGroupsRequest) -> Self {
        match &input.sort {
            Some(sort) => Self::By(sort.sort_by, sort.sort_order),
            None => Self::Recommended,
        }
    }

    fn is_descending(self) -> bool {
        matches!(self, Self::By(_, SortOrder::Descending))
    }

    /// Where a group stands in ascending order.
    fn place(self, group: &Counted<'_>) -> (i64, i64, String) {
        let id = group.group.id.clone();
        match self {
            Self::Recommended => (rank(group.group.readiness), -group.count, id),
            Self::By(SortName::Count, _) => (group.count, 0, id),
            Self::By(SortName::UpdatedAt, _) => (group.updated_at(), 0, id),
        }
    }
}

/// The most ready first, and last what has no readiness.
fn rank(readiness: Option<ReadinessLevel>) -> i64 {
    match readiness {
        Some(ReadinessLevel::SalesReady) => 0,
        Some(ReadinessLevel::MarketingReady) => 1,
        Some(ReadinessLevel::LowPotential) => 2,
        None => 3,
    }
}

/// The place that a token carried.
fn read(values: &[Value<'static>]) -> Option<(i64, i64, String)> {
    match values {
        [
            Value::Integer(first),
            Value::Integer(second),
            Value::Text(id),
        ] => Some((*first, *second, id.to_string())),
        _ => None,
    }
}
