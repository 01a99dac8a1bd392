//! What columns can say of a search of engagements: conditions that every match fulfils.
//!
//! They only spare the search the documents of engagements that cannot match. Each engagement that
//! they leave is judged by the whole filter.

use std::collections::BTreeSet;

use cosell_api::types::{EngagementContextType as Type, EngagementSearchFilterName as Name};
use cosell_store::table::engagement::Filter;

use crate::search::{Expression, Leaf, Test};

/// The conditions of engagements that match all of these.
pub(super) fn all_of<'a>(filters: impl IntoIterator<Item = &'a Expression<Name>>) -> Filter {
    let mut found = Filter::default();
    for filter in filters {
        add(&mut found, filter);
        if found.context_types.is_empty() {
            found.context_types = names(types(filter));
        }
    }
    found
}

/// The conditions of engagements that match one of these.
pub(super) fn any_of<'a>(filters: impl IntoIterator<Item = &'a Expression<Name>>) -> Filter {
    let types: Option<Vec<_>> = filters.into_iter().map(types).collect();
    let types = types.map(|all| all.into_iter().flatten().collect());
    Filter {
        context_types: names(types),
        ..Filter::default()
    }
}

fn names(types: Option<BTreeSet<Type>>) -> Vec<String> {
    let types = types.unwrap_or_default();
    types.iter().map(ToString::to_string).collect()
}

/// Adds what the conditions say that every match fulfils.
fn add(found: &mut Filter, filter: &Expression<Name>) {
    match filter {
        Expression::All(all) => {
            for filter in all {
                add(found, filter);
            }
        }
        Expression::Leaf(Leaf { field, test }) => match (field, test) {
            (Name::EngagementId, Test::OneOf(ids)) if found.ids.is_empty() => {
                found.ids.clone_from(ids);
            }
            (Name::CreatedAt, Test::Compares(comparison, bound)) => {
                comparison.tighten(&mut found.created, *bound);
            }
            (Name::LastModifiedAt, Test::Compares(comparison, bound)) => {
                comparison.tighten(&mut found.modified, *bound);
            }
            _ => {}
        },
        Expression::Any(_) | Expression::Not(_) => {}
    }
}

/// Types of contexts of which every match has one. `None` when nothing is known.
fn types(filter: &Expression<Name>) -> Option<BTreeSet<Type>> {
    match filter {
        Expression::All(all) => all.iter().find_map(types),
        Expression::Any(any) => {
            let all: Option<Vec<_>> = any.iter().map(types).collect();
            Some(all?.into_iter().flatten().collect())
        }
        Expression::Not(_) => None,
        Expression::Leaf(Leaf { field, test }) => match (field, test) {
            (Name::ContextType, Test::OneOf(names)) => {
                let types: Option<BTreeSet<_>> =
                    names.iter().map(|name| Type::from_wire(name)).collect();
                types.filter(|types| !types.is_empty())
            }
            _ => of_name(*field).map(|name| BTreeSet::from([name])),
        },
    }
}

/// The type of the contexts that have a value under this name.
fn of_name(name: Name) -> Option<Type> {
    match name {
        Name::ProspectingCustomerGeo
        | Name::ProspectingCustomerRegion
        | Name::ProspectingCustomerIndustry
        | Name::ProspectingCustomerSegment
        | Name::ProspectingCustomerCountry
        | Name::ProspectingCustomerCompanySize
        | Name::ProspectingInsightsMarketplaceEngagementScore
        | Name::ProspectingInsightsSolutionCategory
        | Name::ProspectingInsightsSolutionSubCategory => Some(Type::ProspectingResult),
        Name::LeadQualificationStatus
        | Name::LeadReadinessScore
        | Name::LeadCustomerIndustry
        | Name::LeadCustomerCountryCode
        | Name::LeadCustomerAwsMaturity
        | Name::LeadCustomerMarketSegment
        | Name::LeadCustomerCompanyName
        | Name::LeadInteractionsUsecase
        | Name::LeadInteractionsSourceType
        | Name::LeadInteractionsSourceName
        | Name::LeadInteractionsContactFirstName
        | Name::LeadInteractionsContactLastName
        | Name::LeadInteractionsContactBusinessTitle => Some(Type::Lead),
        Name::EngagementId
        | Name::Title
        | Name::PartnerId
        | Name::CreatedAt
        | Name::LastModifiedAt
        | Name::MemberCount
        | Name::ContextType => None,
    }
}
