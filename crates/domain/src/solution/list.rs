//! `ListSolutions`: pages of the caller's solutions, filtered and sorted.
//!
//! An account has a handful of solutions, all in the settings, so the whole list is sorted and a
//! page is taken from it.

use std::str::FromStr;

use cosell_api::DateTime;
use cosell_api::operations::ListSolutions;
use cosell_api::types::{
    ListSolutionsRequest, ListSolutionsResponse, SolutionBase, SolutionSortName, SolutionStatus,
    SortOrder,
};
use cosell_store::{Tx, Value};

use crate::page::{Column, Cursor};
use crate::permission::{Requirement, Subject, ask};
use crate::settings::Solution;
use crate::{Context, Error, Handler, arn};

/// The default page size.
const DEFAULT_SIZE: usize = 20;

/// The order without a sort, as documented and as in a recorded response.
const DEFAULT_SORT: (SolutionSortName, SortOrder) =
    (SolutionSortName::Identifier, SortOrder::Descending);

impl Handler for ListSolutions {
    const REQUIRES: &'static [Requirement] = &[ask("partnercentral:ListSolutions", Subject::Any)];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &ListSolutionsRequest,
    ) -> Result<ListSolutionsResponse, Error> {
        let filters = ListSolutionsRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let token = input.next_token.as_deref();
        let columns = [Column::Text; 2];
        let most = input.max_results;
        let cursor =
            Cursor::open::<Self>(cx, tx, &filters, token, most, DEFAULT_SIZE, &columns).await?;
        let (by, order) = input
            .sort
            .as_ref()
            .map_or(DEFAULT_SORT, |sort| (sort.sort_by, sort.sort_order));
        let descending = order == SortOrder::Descending;
        let mut solutions = cx.account(tx, &cx.account).await?.into_owned().solutions;
        solutions.retain(|solution| wanted(input, solution));
        solutions.sort_by_cached_key(|solution| key(by, solution));
        if descending {
            solutions.reverse();
        }
        if let Some((Value::Text(first), Value::Text(second))) = cursor.after_pair() {
            let after = (first.into_owned(), second.into_owned());
            solutions.retain(|solution| {
                let key = key(by, solution);
                if descending { key < after } else { key > after }
            });
        }
        let next_token = cursor.close(&mut solutions, |solution| {
            let (first, second) = key(by, solution);
            vec![first.into(), second.into()]
        });
        let summaries = solutions
            .into_iter()
            .filter_map(|solution| summary(cx, solution));
        Ok(ListSolutionsResponse {
            solution_summaries: summaries.collect(),
            next_token,
            ..Default::default()
        })
    }
}

fn wanted(input: &ListSolutionsRequest, solution: &Solution) -> bool {
    fn among<T: AsRef<str>>(list: Option<&Vec<T>>, value: &str) -> bool {
        list.is_none_or(|list| list.is_empty() || list.iter().any(|known| known.as_ref() == value))
    }
    let statuses: Option<Vec<&str>> = input
        .status
        .as_ref()
        .map(|list| list.iter().map(|status| status.as_str()).collect());
    among(statuses.as_ref(), &solution.status)
        && among(input.identifier.as_ref(), &solution.id)
        && among(input.category.as_ref(), &solution.category)
        && among(
            input.aws_marketplace_solution_arn.as_ref(),
            solution.marketplace_arn.as_deref().unwrap_or_default(),
        )
}

fn key(by: SolutionSortName, solution: &Solution) -> (String, String) {
    let first = match by {
        SolutionSortName::Identifier => solution.id.clone(),
        SolutionSortName::Name => solution.name.clone(),
        SolutionSortName::Status => solution.status.clone(),
        SolutionSortName::Category => solution.category.clone(),
        // Instants of the same length sort as text.
        SolutionSortName::CreatedDate => DateTime::from_millis(solution.created_at).to_string(),
    };
    (first, solution.id.clone())
}

/// A solution as the API shows it; the configuration is checked when it is read, so no solution is
/// left out.
fn summary(cx: &Context, solution: Solution) -> Option<SolutionBase> {
    Some(SolutionBase {
        arn: Some(arn::solution(&cx.account, cx.catalog, &solution.id)),
        aws_marketplace_solution_arn: solution.marketplace_arn,
        ..SolutionBase::required(
            cx.catalog_name().to_owned(),
            solution.id,
            solution.name,
            SolutionStatus::from_str(&solution.status).ok()?,
            solution.category,
            DateTime::from_millis(solution.created_at),
        )
    })
}
