//! `ListEngagements`: the engagements of which the caller is a member, the newest first by default.

use cosell_api::operations::ListEngagements;
use cosell_api::types::{
    EngagementContextType, EngagementSummary, ListEngagementsRequest, ListEngagementsResponse,
};
use cosell_store::table::Page;
use cosell_store::table::engagement::{self as table, Engagement, Filter};
use cosell_store::{Direction, Tx, Value};

use crate::error::instant;
use crate::page::{Column, Cursor};
use crate::permission::{Requirement, Subject, ask};
use crate::stored::Wire as _;
use crate::stored::column;
use crate::{Context, Error, Handler, arn};

/// The default page size. Inferred from the other lists.
const PAGE: usize = 20;

impl Handler for ListEngagements {
    const REQUIRES: &'static [Requirement] = &[ask("partnercentral:ListEngagements", Subject::Any)];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &ListEngagementsRequest,
    ) -> Result<ListEngagementsResponse, Error> {
        let filters = ListEngagementsRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let token = input.next_token.as_deref();
        let columns = [Column::Integer, Column::Text];
        let most = input.max_results;
        let cursor = Cursor::open::<Self>(cx, tx, &filters, token, most, PAGE, &columns).await?;
        let filter = Filter {
            ids: identifiers(cx, input.engagement_identifier.as_deref()),
            created_by: filters.created_by.unwrap_or_default(),
            not_created_by: filters.exclude_created_by.unwrap_or_default(),
            context_types: names(input.context_types.as_deref()),
            not_context_types: names(input.exclude_context_types.as_deref()),
            ..Filter::default()
        };
        let page = Page {
            direction: input
                .sort
                .as_ref()
                .map(|sort| sort.sort_order)
                .map_or(Direction::Descending, Direction::stored),
            after: cursor.after_pair(),
            limit: cursor.limit(),
        };
        let found = table::list(tx, &cx.account, cx.catalog_name(), &filter, page).await?;
        let (rows, next_token) = cursor.close_found(found, |row| {
            vec![row.created_at.into(), Value::from(&row.id)]
        });
        let summaries = rows.into_iter().map(|row| summary(cx, row));
        Ok(ListEngagementsResponse {
            engagement_summary_list: summaries.collect::<Result<_, Error>>()?,
            next_token,
            ..Default::default()
        })
    }
}

/// The ids in a filter of ids and ARNs. An ARN of another catalog stays as it is: it equals no id,
/// and a filter that matches nothing must not become an absent filter.
pub(crate) fn identifiers(cx: &Context, given: Option<&[String]>) -> Vec<String> {
    let id = |given: &String| arn::id_of(given, cx.catalog).unwrap_or(given).to_owned();
    given.unwrap_or_default().iter().map(id).collect()
}

fn names(types: Option<&[EngagementContextType]>) -> Vec<String> {
    types
        .unwrap_or_default()
        .iter()
        .map(ToString::to_string)
        .collect()
}

fn summary(cx: &Context, row: Engagement) -> Result<EngagementSummary, Error> {
    let place = ("engagement", &*row.id, "context_types");
    let names = row.context_types.split('|').filter(|name| !name.is_empty());
    let types = names.map(|name| column(EngagementContextType::from_wire(name), place));
    let types = types.collect::<Result<_, _>>()?;
    Ok(EngagementSummary {
        arn: Some(arn::engagement(cx.catalog, &row.id)),
        context_types: Some(types),
        id: Some(row.id),
        title: Some(row.title).filter(|title| !title.is_empty()),
        created_at: Some(instant(row.created_at)),
        created_by: Some(row.created_by),
        member_count: Some(row.member_count),
        modified_at: Some(instant(row.modified_at)),
        modified_by: Some(row.modified_by),
        ..Default::default()
    })
}
