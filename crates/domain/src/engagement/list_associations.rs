//! `ListEngagementResourceAssociations`: the resources of all members that are shown in the
//! engagements of which the caller is a member.

use cosell_api::operations::ListEngagementResourceAssociations;
use cosell_api::types::{
    EngagementResourceAssociationSummary, ListEngagementResourceAssociationsRequest,
    ListEngagementResourceAssociationsResponse,
};
use cosell_store::table::Page;
use cosell_store::table::association::{self as table, Filter};
use cosell_store::{Direction, Tx, Value};

use crate::page::{Column, Cursor};
use crate::permission::{Requirement, Subject, ask};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler};

/// The default page size. Inferred.
const PAGE: usize = 100;

impl Handler for ListEngagementResourceAssociations {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:ListEngagementResourceAssociations",
        Subject::Snapshot,
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &ListEngagementResourceAssociationsRequest,
    ) -> Result<ListEngagementResourceAssociationsResponse, Error> {
        let filters = ListEngagementResourceAssociationsRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let token = input.next_token.as_deref();
        let columns = [Column::Text, Column::Text];
        let most = input.max_results;
        let cursor = Cursor::open::<Self>(cx, tx, &filters, token, most, PAGE, &columns).await?;
        let filter = Filter {
            engagement_id: filters.engagement_identifier,
            resource_type: filters.resource_type.map(|resource| resource.to_string()),
            resource_id: filters.resource_identifier,
            created_by: filters.created_by,
        };
        let page = Page {
            direction: Direction::Ascending,
            after: cursor.after_pair(),
            limit: cursor.limit(),
        };
        let found = table::list(tx, &cx.account, cx.catalog_name(), &filter, page).await?;
        let (rows, next_token) = cursor.close_found(found, |row| {
            vec![
                Value::from(&row.engagement_id),
                Value::from(&row.resource_id),
            ]
        });
        let summaries = rows
            .into_iter()
            .map(|row| EngagementResourceAssociationSummary {
                catalog: row.catalog.to_string(),
                engagement_id: Some(row.engagement_id),
                resource_type: Some(row.resource_type.wire()),
                resource_id: Some(row.resource_id),
                created_by: Some(row.created_by),
                ..Default::default()
            });
        Ok(ListEngagementResourceAssociationsResponse {
            engagement_resource_association_summaries: summaries.collect(),
            next_token,
            ..Default::default()
        })
    }
}
