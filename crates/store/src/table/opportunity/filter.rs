//! What a list of opportunities is filtered by, and the ranges of indexes that answer each part.

use super::Order;
use crate::{Direction, Select};

/// The filter of a list. The values of one filter are alternatives, different filters must all
/// match; ranges include both ends.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub ids: Vec<String>,
    /// Stages and review statuses share an index: if one of them is named, both are.
    pub stages: Vec<String>,
    pub review_statuses: Vec<String>,
    pub companies: Vec<String>,
    pub modified: (Option<i64>, Option<i64>),
    pub created: (Option<i64>, Option<i64>),
    pub target_close: (Option<String>, Option<String>),
}

/// A part of a filter that is a range of an index, or several.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Stages,
    Companies,
    Modified,
    Created,
    TargetClose,
}

/// Every part.
const PARTS: [Part; 5] = [
    Part::Stages,
    Part::Companies,
    Part::Modified,
    Part::Created,
    Part::TargetClose,
];

impl Part {
    /// The part that the index of an order answers.
    pub(super) fn of(order: Order) -> Option<Self> {
        match order {
            Order::ModifiedAt => Some(Self::Modified),
            Order::CreatedAt => Some(Self::Created),
            Order::Company => Some(Self::Companies),
            Order::TargetClose => Some(Self::TargetClose),
            Order::Id | Order::EstimatedMrr => None,
        }
    }
}

impl Filter {
    /// The parts that leave something out.
    pub(super) fn parts(&self) -> impl Iterator<Item = Part> {
        PARTS.into_iter().filter(|part| match part {
            Part::Stages => !self.stages.is_empty() || !self.review_statuses.is_empty(),
            Part::Companies => !self.companies.is_empty(),
            Part::Modified => self.modified != (None, None),
            Part::Created => self.created != (None, None),
            Part::TargetClose => self.target_close != (None, None),
        })
    }

    /// Adds one part to a selection. Columns of a part that does not lead are written as
    /// expressions: no index matches them, so none can lead the database away from the index that
    /// was chosen, whose entries have all of these columns.
    pub(super) fn narrow<'a>(&'a self, select: Select<'a>, part: Part, leads: bool) -> Select<'a> {
        let name = |column: &'static str, computed: &'static str| {
            if leads { column } else { computed }
        };
        match part {
            Part::Stages => select
                .any_of(name("stage", "stage || ''"), &self.stages)
                .any_of(
                    name("review_status", "review_status || ''"),
                    &self.review_statuses,
                ),
            Part::Companies => select.any_of(name("company", "company || ''"), &self.companies),
            Part::Modified => between(
                select,
                name("modified_at", "modified_at + 0"),
                self.modified,
            ),
            Part::Created => between(select, name("created_at", "created_at + 0"), self.created),
            Part::TargetClose => {
                let column = name("target_close", "target_close || ''");
                let (from, to) = &self.target_close;
                // An absent date is '', which sorts before every date but belongs to no range.
                let present = to.as_ref().filter(|_| from.is_none()).map(|_| "");
                select
                    .maybe(column, ">", present)
                    .maybe(column, ">=", from.as_ref())
                    .maybe(column, "<", to.as_ref())
            }
        }
    }
}

/// From the first time on and before the second one.
fn between<'a>(
    select: Select<'a>,
    column: &str,
    (from, to): (Option<i64>, Option<i64>),
) -> Select<'a> {
    select.maybe(column, ">=", from).maybe(column, "<", to)
}

impl Order {
    /// The key of the order: its column, and the id, which alone is unique.
    pub(super) fn keys(self) -> &'static [&'static str] {
        match self {
            Self::Id => &["id"],
            Self::ModifiedAt => &["modified_at", "id"],
            Self::CreatedAt => &["created_at", "id"],
            Self::Company => &["company", "id"],
            Self::TargetClose => &["target_close", "id"],
            Self::EstimatedMrr => &["estimated_mrr", "id"],
        }
    }

    /// The key as expressions of the same values, which no index matches.
    pub(super) fn computed_keys(self) -> &'static [&'static str] {
        match self {
            Self::Id => &["id || ''"],
            Self::ModifiedAt => &["modified_at + 0", "id || ''"],
            Self::CreatedAt => &["created_at + 0", "id || ''"],
            Self::Company => &["company || ''", "id || ''"],
            Self::TargetClose => &["target_close || ''", "id || ''"],
            Self::EstimatedMrr => &["estimated_mrr + 0", "id || ''"],
        }
    }

    /// `ORDER BY` the key as expressions.
    pub(super) fn sorted(self, direction: Direction) -> String {
        let keys = self.computed_keys().iter();
        let keys: Vec<String> = keys
            .map(|key| format!("{key} {}", direction.keyword()))
            .collect();
        format!(" ORDER BY {}", keys.join(", "))
    }
}
