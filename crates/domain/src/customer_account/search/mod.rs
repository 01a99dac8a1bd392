//! `SearchCustomerAccounts`: pages of the caller's customer accounts by filter tree and sort.
//!
//! By company and dates the search walks along an index and stops when the page is full. By a
//! score, and where a range of dates leaves few accounts, it walks over all that columns do not
//! rule out and keeps the first. It reads no documents.

mod facts;
pub(crate) mod index;
mod narrow;
mod statistics;
mod walk;

use cosell_api::operations::SearchCustomerAccounts;
use cosell_api::types::{
    AwsEnrichmentCustomerSummary, AwsEnrichmentInsightsSummary, AwsEnrichmentSummary,
    CustomerAccountDetailsSummary, CustomerAccountSummary, FilterableField as Name,
    SearchCustomerAccountsRequest, SearchCustomerAccountsResponse, SortableField as SortBy,
};
use cosell_store::table::customer_account::Status;
use cosell_store::table::customer_account_search::{self as table, Order};
use cosell_store::{Direction, Tx};

use self::walk::{Match, Walk};
use crate::error::instant;
use crate::page::Cursor;
use crate::permission::{Requirement, Subject, ask};
use crate::rule::rules;
use crate::search::field::Field;
use crate::search::{Expression, First, Limits, SortKey, sort_columns};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler, arn};

rules! {
    DEFAULTS = "customer-account.search.defaults", Inferred,
        "SearchCustomerAccounts returns 20 accounts at a time, the newest first, unless it is \
         asked for something else.";
    OWN = "customer-account.search.own", Inferred,
        "Searches and statistics look at the customer accounts of the caller in the catalog, and \
         find a change and the end of a match at once.";
    CONTAINS = "customer-account.search.contains-any", Inferred,
        "ContainsAny of COMPANY_NAME finds a part of the name, whatever its case. Of every other \
         key it finds the whole value, with case: US is a part of AUSTRALIA.";
    TREE = "customer-account.search.tree", Inferred,
        "A filter of customer accounts has at most 100 conditions. Its depth is not limited beyond \
         that of JSON.";
    SORT = "customer-account.search.sort", Inferred,
        "Scores sort as texts: High, Low, Medium. Accounts without a score come last in both \
         directions; ties are broken by id.";
    /// The groups of statistics.
    BUCKETS = "customer-account.statistics.buckets", Inferred,
        "Buckets are sorted by falling count, then by value; there are at most 100. OtherCount \
         counts the accounts with a value that is in no bucket. An account counts once in the \
         bucket of each of its programs.";
    /// Accounts without a value.
    MISSING = "customer-account.statistics.missing", Inferred,
        "With IncludeMissing the accounts without the value are the last bucket, whose value is an \
         empty text, if there are such accounts and fewer than 100 other buckets. OtherCount never \
         counts them.";
}

/// Accounts on a page whose size the caller does not say.
const DEFAULT_SIZE: usize = 20;

/// The most accounts in a range of dates that are read for a page in another order.
const FEW: i64 = 2_000;

/// The model limits neither; a bound must be.
const LIMITS: Limits = Limits {
    depth: None,
    leaves: Some(100),
};

impl Handler for SearchCustomerAccounts {
    const REQUIRES: &'static [Requirement] =
        &[ask("partnercentral:SearchCustomerAccounts", Subject::Any)];

    fn check(input: &SearchCustomerAccountsRequest) -> Result<(), Error> {
        Expression::of(input.filter.as_ref(), LIMITS).map(drop)
    }

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &SearchCustomerAccountsRequest,
    ) -> Result<SearchCustomerAccountsResponse, Error> {
        let expression = Expression::of(input.filter.as_ref(), LIMITS)?;
        let request = SearchCustomerAccountsRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let (sort, direction) = sort(input);
        let columns = sort_columns(sort.kind());
        let (token, most) = (input.next_token.as_deref(), input.max_results);
        let cursor =
            Cursor::open::<Self>(cx, tx, &request, token, most, DEFAULT_SIZE, &columns).await?;
        let after = cursor.after.as_deref().and_then(SortKey::read);
        let filter = narrow::of(expression.as_ref());
        let (along, in_order) = along(cx, tx, &filter, order(sort)).await?;
        let from = after.as_ref().filter(|_| in_order);
        let mut walk = Walk::new(expression.as_ref(), filter, along, direction, from);
        let mut first = First::new(direction, after, cursor.size + 1);
        while let Some(found) = walk.next(cx, tx).await? {
            for one in found {
                let held = one.record().held(sort);
                let key = SortKey::new(sort.kind(), &held, &one.facts.id, direction);
                if first.takes(&key) {
                    first.add(key, one);
                }
            }
            if in_order && first.is_full() {
                break;
            }
        }
        let mut found = first.into_results();
        let next_token = cursor.close(&mut found, |(key, _)| key.values());
        let summaries = found.into_iter().map(|(_, one)| summary(one)).collect();
        Ok(SearchCustomerAccountsResponse {
            customer_account_summaries: summaries,
            next_token,
            ..Default::default()
        })
    }
}

fn summary(one: Match) -> CustomerAccountSummary {
    let Match { facts, programs } = one;
    let is_enriched = facts.status == Status::Enriched;
    let enrichment = is_enriched.then_some(AwsEnrichmentSummary {
        customer: Some(AwsEnrichmentCustomerSummary {
            industry: facts.industry,
            account_planning_qualification: facts.qualification,
            eligible_programs: Some(programs),
            geo: facts.geo,
            country: facts.country,
            segment: facts.segment,
            ..Default::default()
        }),
        insights: Some(AwsEnrichmentInsightsSummary {
            marketplace_engagement_score: facts.marketplace_score,
            solution_category: facts.solution_category,
            solution_score: facts.solution_score,
            ..Default::default()
        }),
        ..Default::default()
    });
    CustomerAccountSummary {
        partner_account_identifier: facts.partner_id,
        aws_enrichment: enrichment,
        ..CustomerAccountSummary::required(
            arn::customer_account(&facts.account, facts.catalog, &facts.id),
            facts.id,
            facts.catalog.to_string(),
            facts.status.wire(),
            instant(facts.created_at),
            instant(facts.modified_at),
            CustomerAccountDetailsSummary {
                company_name: facts.company,
                ..Default::default()
            },
        )
    }
}

/// The newest first, if nothing else is asked for.
fn sort(input: &SearchCustomerAccountsRequest) -> (Name, Direction) {
    let Some(sort) = &input.sort else {
        return (Name::CreatedDate, Direction::Descending);
    };
    let name = match sort.sort_by {
        SortBy::CompanyName => Name::CompanyName,
        SortBy::CreatedDate => Name::CreatedDate,
        SortBy::LastModifiedDate => Name::LastModifiedDate,
        SortBy::MarketplaceEngagementScore => Name::MarketplaceEngagementScore,
        SortBy::SolutionScore => Name::SolutionScore,
    };
    (name, Direction::stored(sort.sort_order))
}

/// The index to walk along, and whether that is the order of the results.
async fn along(
    cx: &Context,
    tx: &mut Tx,
    filter: &table::Filter,
    sort: Option<Order>,
) -> Result<(Order, bool), Error> {
    let ranged = narrow::ranged(filter);
    let Some(sort) = sort else {
        return Ok((ranged.unwrap_or(Order::CreatedAt), false));
    };
    if let Some(ranged) = ranged.filter(|ranged| *ranged != sort) {
        let place = (&*cx.account, cx.catalog_name());
        if table::has_few(tx, place, filter, ranged, FEW).await? {
            return Ok((ranged, false));
        }
    }
    Ok((sort, true))
}

/// The index of a sort, if it has one.
fn order(sort: Name) -> Option<Order> {
    match sort {
        Name::CreatedDate => Some(Order::CreatedAt),
        Name::LastModifiedDate => Some(Order::ModifiedAt),
        Name::CompanyName => Some(Order::Company),
        _ => None,
    }
}
