//! `ListOpportunities`: pages of the caller's opportunities, filtered and sorted.

use cosell_api::DateTime;
use cosell_api::operations::ListOpportunities;
use cosell_api::types::{
    AccountSummary, AddressSummary, CustomerSummary, LifeCycleSummary, ListOpportunitiesRequest,
    ListOpportunitiesResponse, OpportunitySortName, OpportunitySummary, ProjectSummary,
    ReviewStatus, Stage,
};
use cosell_store::table::Page;
use cosell_store::table::opportunity::{self as table, Filter, Opportunity, Order};
use cosell_store::{Direction, Tx, Value};

use super::Document;
use crate::error::{instant, read_document};
use crate::page::{Column, Cursor};
use crate::permission::{Requirement, Subject, ask};
use crate::rule::rules;
use crate::stored::Wire as _;
use crate::{Context, Error, Handler, arn};

rules! {
    PART = "opportunity.list.part", Inferred,
        "A page of ListOpportunities that has passed over 10,000 opportunities ends, even with \
         fewer than MaxResults or with none, and its NextToken leads to those that follow; sorted \
         by Identifier it is 2,000. Where fewer than 2,000 match one of the filters, a page is \
         complete.";
}

/// The default page size.
const DEFAULT_SIZE: usize = 20;

impl Handler for ListOpportunities {
    const REQUIRES: &'static [Requirement] =
        &[ask("partnercentral:ListOpportunities", Subject::Any)];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &ListOpportunitiesRequest,
    ) -> Result<ListOpportunitiesResponse, Error> {
        let filters = ListOpportunitiesRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let token = input.next_token.as_deref();
        let (order, direction) = sort(input);
        let columns = [column(order), Column::Text];
        let most = input.max_results;
        let cursor =
            Cursor::open::<Self>(cx, tx, &filters, token, most, DEFAULT_SIZE, &columns).await?;
        let page = Page {
            direction,
            after: cursor.after_pair(),
            limit: cursor.limit(),
        };
        let catalog = cx.catalog_name();
        let found = table::list(tx, &cx.account, catalog, &filter(input), order, page).await?;
        let (rows, next_token) =
            cursor.close_found(found, |row| vec![order.key(row), Value::from(&row.id)]);
        let summaries = rows.into_iter().map(|row| summary(cx, row));
        Ok(ListOpportunitiesResponse {
            opportunity_summaries: summaries.collect::<Result<_, _>>()?,
            next_token,
            ..Default::default()
        })
    }
}

/// The default order is the newest change first.
fn sort(input: &ListOpportunitiesRequest) -> (Order, Direction) {
    let Some(sort) = &input.sort else {
        return (Order::ModifiedAt, Direction::Descending);
    };
    let order = match sort.sort_by {
        OpportunitySortName::LastModifiedDate => Order::ModifiedAt,
        OpportunitySortName::Identifier => Order::Id,
        OpportunitySortName::CustomerCompanyName => Order::Company,
        OpportunitySortName::CreatedDate => Order::CreatedAt,
        OpportunitySortName::TargetCloseDate => Order::TargetClose,
    };
    (order, Direction::stored(sort.sort_order))
}

fn column(order: Order) -> Column {
    match order {
        Order::ModifiedAt | Order::CreatedAt | Order::EstimatedMrr => Column::Integer,
        Order::Id | Order::Company | Order::TargetClose => Column::Text,
    }
}

fn filter(input: &ListOpportunitiesRequest) -> Filter {
    fn names<T: ToString>(list: Option<&Vec<T>>) -> Vec<String> {
        list.into_iter()
            .flatten()
            .map(ToString::to_string)
            .collect()
    }
    let modified = input.last_modified_date.as_ref();
    let created = input.created_date.as_ref();
    let close = input.target_close_date.as_ref();
    let mut stages = names(input.life_cycle_stage.as_ref());
    let mut review_statuses = names(input.life_cycle_review_status.as_ref());
    // They share an index: who names one of them asks for every value of the other.
    if stages.is_empty() && !review_statuses.is_empty() {
        stages = names(Some(&Stage::ALL.to_vec()));
    }
    if review_statuses.is_empty() && !stages.is_empty() {
        review_statuses = names(Some(&ReviewStatus::ALL.to_vec()));
    }
    Filter {
        ids: names(input.identifier.as_ref()),
        stages,
        review_statuses,
        companies: names(input.customer_company_name.as_ref()),
        modified: (
            modified
                .and_then(|range| range.after_last_modified_date)
                .map(DateTime::as_millis),
            modified
                .and_then(|range| range.before_last_modified_date)
                .map(DateTime::as_millis),
        ),
        created: (
            created
                .and_then(|range| range.after_created_date)
                .map(DateTime::as_millis),
            created
                .and_then(|range| range.before_created_date)
                .map(DateTime::as_millis),
        ),
        target_close: (
            close.and_then(|range| range.after_target_close_date.clone()),
            close.and_then(|range| range.before_target_close_date.clone()),
        ),
    }
}

fn summary(cx: &Context, row: Opportunity) -> Result<OpportunitySummary, Error> {
    let document: Document = read_document(&row.document)?;
    let account = document.account().map(|account| AccountSummary {
        industry: account.industry,
        other_industry: account.other_industry.clone(),
        company_name: account.company_name.clone(),
        website_url: account.website_url.clone(),
        address: account.address.as_ref().map(|address| AddressSummary {
            city: address.city.clone(),
            postal_code: address.postal_code.clone(),
            state_or_region: address.state_or_region.clone(),
            country_code: address.country_code,
            ..Default::default()
        }),
        ..Default::default()
    });
    let life_cycle = document.life_cycle;
    Ok(OpportunitySummary {
        arn: Some(arn::opportunity(&row.account, cx.catalog, &row.id)),
        catalog: row.catalog.to_string(),
        id: Some(row.id),
        partner_opportunity_identifier: document.partner_opportunity_identifier,
        opportunity_type: document.opportunity_type,
        last_modified_date: Some(instant(row.modified_at)),
        created_date: Some(instant(row.created_at)),
        life_cycle: Some(LifeCycleSummary {
            stage: life_cycle.stage,
            closed_lost_reason: life_cycle.closed_lost_reason,
            next_steps: life_cycle.next_steps,
            target_close_date: life_cycle.target_close_date,
            review_status: life_cycle.review_status,
            review_comments: life_cycle.review_comments,
            review_status_reason: life_cycle.review_status_reason,
            ..Default::default()
        }),
        customer: document.customer.as_ref().map(|_| CustomerSummary {
            account,
            ..Default::default()
        }),
        project: document.project.map(|project| ProjectSummary {
            delivery_models: project.delivery_models,
            expected_customer_spend: project.expected_customer_spend,
            expected_contract_duration: project.expected_contract_duration.into_option(),
            ..Default::default()
        }),
        ..Default::default()
    })
}
