//! `GetCustomerAccountStatistics`: how many accounts match a filter, in groups by their values.
//!
//! One walk over the accounts counts for all groups, in bounded batches and without documents.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use cosell_api::operations::GetCustomerAccountStatistics;
use cosell_api::types::{
    AggregatableField, AggregationResult, Bucket, GetCustomerAccountStatisticsRequest,
    GetCustomerAccountStatisticsResponse,
};
use cosell_store::table::customer_account_search::Order;
use cosell_store::{Direction, Tx};

use super::facts::Record;
use super::walk::Walk;
use super::{LIMITS, narrow};
use crate::permission::{Requirement, Subject, ask};
use crate::search::Expression;
use crate::{Context, Error, Handler};

/// The most buckets of a group.
const MOST: usize = 100;

impl Handler for GetCustomerAccountStatistics {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:GetCustomerAccountStatistics",
        Subject::Any,
    )];

    fn check(input: &GetCustomerAccountStatisticsRequest) -> Result<(), Error> {
        Expression::of(input.filter.as_ref(), LIMITS).map(drop)
    }

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &GetCustomerAccountStatisticsRequest,
    ) -> Result<GetCustomerAccountStatisticsResponse, Error> {
        let expression = Expression::of(input.filter.as_ref(), LIMITS)?;
        let asked = input.aggregations.as_deref().unwrap_or_default();
        let fields = asked.iter().filter_map(|one| one.group_by.first().copied());
        let mut groups: Vec<Group> = fields.map(Group::new).collect();
        let mut total = 0;
        let filter = narrow::of(expression.as_ref());
        let order = narrow::ranged(&filter).unwrap_or(Order::CreatedAt);
        let mut walk = Walk::new(
            expression.as_ref(),
            filter,
            order,
            Direction::Ascending,
            None,
        );
        while let Some(found) = walk.next(cx, tx).await? {
            for one in &found {
                total += 1;
                for group in &mut groups {
                    group.add(one.record());
                }
            }
        }
        let with_missing = input.include_missing.unwrap_or_default();
        let results = groups.into_iter().map(|group| group.result(with_missing));
        let results: Vec<_> = results.collect();
        Ok(GetCustomerAccountStatisticsResponse {
            total_count: total,
            aggregations: Some(results).filter(|results| !results.is_empty()),
            ..Default::default()
        })
    }
}

/// Accounts by their values under one name.
#[derive(Debug)]
struct Group {
    field: AggregatableField,
    /// Accounts without a value.
    missing: i64,
    /// Accounts with this value alone.
    alone: BTreeMap<String, i64>,
    /// Accounts with these values, of which there are several.
    several: BTreeMap<BTreeSet<String>, i64>,
}

impl Group {
    fn new(field: AggregatableField) -> Self {
        Self {
            field,
            missing: 0,
            alone: BTreeMap::new(),
            several: BTreeMap::new(),
        }
    }

    /// Counts an account.
    fn add(&mut self, record: Record<'_>) {
        match record.grouped(self.field).as_slice() {
            [] => self.missing += 1,
            [value] => match self.alone.get_mut(&**value) {
                Some(count) => *count += 1,
                None => {
                    self.alone.insert(value.to_string(), 1);
                }
            },
            values => {
                let values = values.iter().map(ToString::to_string).collect();
                *self.several.entry(values).or_default() += 1;
            }
        }
    }

    /// The buckets, and how many accounts have values but are in none of them.
    fn result(self, with_missing: bool) -> AggregationResult {
        let mut counts: BTreeMap<&str, i64> = BTreeMap::new();
        for (value, count) in &self.alone {
            *counts.entry(value).or_default() += count;
        }
        for (values, count) in &self.several {
            for value in values {
                *counts.entry(value).or_default() += count;
            }
        }
        let mut counts: Vec<(&str, i64)> = counts.into_iter().collect();
        // Stable, so that equal counts stay sorted by value.
        counts.sort_by_key(|(_, count)| Reverse(*count));
        counts.truncate(MOST);
        let shown: BTreeSet<&str> = counts.iter().map(|(value, _)| *value).collect();
        let alone = self.alone.iter();
        let alone = alone.filter(|(value, _)| !shown.contains(value.as_str()));
        let several = self.several.iter();
        let several = several.filter(|(values, _)| {
            let is_shown = |value: &String| shown.contains(value.as_str());
            !values.iter().any(is_shown)
        });
        let left_out = alone.map(|(_, count)| count);
        let other_count = left_out.chain(several.map(|(_, count)| count)).sum();
        if with_missing && self.missing > 0 && counts.len() < MOST {
            counts.push(("", self.missing));
        }
        let bucket = |(value, count): &(&str, i64)| Bucket {
            values: vec![(*value).to_owned()],
            count: *count,
            ..Default::default()
        };
        AggregationResult {
            group_by: vec![self.field],
            buckets: counts.iter().map(bucket).collect(),
            other_count,
            ..Default::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(accounts: &[&[&str]]) -> Group {
        let mut group = Group::new(AggregatableField::ProgramEligibility);
        for values in accounts {
            let programs: Vec<String> = values.iter().map(ToString::to_string).collect();
            let facts = super::super::facts::tests::facts();
            group.add(Record {
                facts: &facts,
                programs: &programs,
            });
        }
        group
    }

    fn buckets(result: &AggregationResult) -> Vec<(&str, i64)> {
        let buckets = result.buckets.iter();
        buckets.map(|one| (&*one.values[0], one.count)).collect()
    }

    #[test]
    fn an_account_counts_once_for_each_of_its_values() {
        let accounts: [&[&str]; 5] = [&["b", "a", "b"], &["b"], &[], &["c"], &["a", "b"]];
        let result = group(&accounts).result(false);
        assert_eq!(buckets(&result), [("b", 3), ("a", 2), ("c", 1)]);
        assert_eq!(result.other_count, 0);
        let result = group(&accounts).result(true);
        assert_eq!(buckets(&result), [("b", 3), ("a", 2), ("c", 1), ("", 1)]);
    }

    #[test]
    fn what_is_in_no_bucket_is_counted_beside_them_and_missing_ones_are_not() {
        let names: Vec<String> = (0..104).map(|number| format!("{number:03}")).collect();
        let mut accounts: Vec<Vec<&str>> = names.iter().map(|name| vec![name.as_str()]).collect();
        // One more account with a value in a bucket and one that is in none, one with two that are
        // in none, and one without.
        accounts.extend([vec!["000", "103"], vec!["102", "103"], Vec::new()]);
        let accounts: Vec<&[&str]> = accounts.iter().map(Vec::as_slice).collect();
        let result = group(&accounts).result(true);
        assert_eq!(result.buckets.len(), 100);
        assert_eq!(&buckets(&result)[..3], [("103", 3), ("000", 2), ("102", 2)]);
        assert_eq!(buckets(&result).last(), Some(&("097", 1)));
        assert_eq!(result.other_count, 4, "098 to 101");
    }
}
