//! What columns can say of a search of customer accounts: conditions that every match fulfils. Each
//! account that they leave is judged by the whole filter.

use cosell_api::types::FilterableField as Name;
use cosell_store::table::customer_account_search::{Column, Filter, Order};

use crate::search::{Expression, Leaf, Test};

/// The conditions of accounts that match.
pub(super) fn of(expression: Option<&Expression<Name>>) -> Filter {
    let mut found = Filter::default();
    if let Some(expression) = expression {
        add(&mut found, expression);
    }
    found
}

/// The index of dates that rules most out, if one does.
pub(super) fn ranged(filter: &Filter) -> Option<Order> {
    let is_bounded = |(from, to): (Option<i64>, Option<i64>)| from.or(to).is_some();
    if is_bounded(filter.modified) {
        Some(Order::ModifiedAt)
    } else if is_bounded(filter.created) {
        Some(Order::CreatedAt)
    } else {
        None
    }
}

fn add(found: &mut Filter, expression: &Expression<Name>) {
    match expression {
        Expression::All(all) => {
            for expression in all {
                add(found, expression);
            }
        }
        Expression::Leaf(Leaf { field, test }) => match (field, test) {
            (Name::CreatedDate, Test::Compares(comparison, bound)) => {
                comparison.tighten(&mut found.created, *bound);
            }
            (Name::LastModifiedDate, Test::Compares(comparison, bound)) => {
                comparison.tighten(&mut found.modified, *bound);
            }
            (_, Test::OneOf(values)) => {
                let known = |column| found.equal.iter().any(|(one, _)| *one == column);
                if let Some(column) = column(*field).filter(|column| !known(*column)) {
                    found.equal.push((column, values.clone()));
                }
            }
            _ => {}
        },
        Expression::Any(_) | Expression::Not(_) => {}
    }
}

/// The column of a name with one text.
fn column(name: Name) -> Option<Column> {
    Some(match name {
        Name::EnrichmentStatus => Column::Status,
        Name::CompanyName => Column::Company,
        Name::AwsIndustry => Column::Industry,
        Name::AccountPlanningQualification => Column::Qualification,
        Name::ImportId => Column::Import,
        Name::Geo => Column::Geo,
        Name::Country => Column::Country,
        Name::Segment => Column::Segment,
        Name::SolutionCategory => Column::SolutionCategory,
        Name::MarketplaceEngagementScore => Column::MarketplaceScore,
        Name::SolutionScore => Column::SolutionScore,
        Name::ProgramEligibility | Name::CreatedDate | Name::LastModifiedDate => return None,
    })
}
