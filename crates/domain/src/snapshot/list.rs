//! `ListResourceSnapshots`: every revision that an engagement shows to the caller, who must be a
//! member.

use cosell_api::operations::ListResourceSnapshots;
use cosell_api::types::{
    ListResourceSnapshotsRequest, ListResourceSnapshotsResponse, ResourceSnapshotSummary,
};
use cosell_store::table::snapshot::{self as table, Filter};
use cosell_store::{Tx, Value};

use super::create::arn_of;
use crate::page::{Column, Cursor};
use crate::permission::{Requirement, Subject, ask};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler, engagement};

/// The default page size. Inferred.
const PAGE: usize = 100;

impl Handler for ListResourceSnapshots {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:ListResourceSnapshots",
        Subject::Snapshot,
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &ListResourceSnapshotsRequest,
    ) -> Result<ListResourceSnapshotsResponse, Error> {
        let filters = ListResourceSnapshotsRequest {
            next_token: None,
            max_results: None,
            ..input.clone()
        };
        let token = input.next_token.as_deref();
        let columns = [Column::Text, Column::Text, Column::Integer];
        let most = input.max_results;
        let cursor = Cursor::open::<Self>(cx, tx, &filters, token, most, PAGE, &columns).await?;
        let engagement = engagement::store::load(cx, tx, &input.engagement_identifier).await?;
        let filter = Filter {
            seen_by: (!cx.is_aws()).then(|| cx.account.to_string()),
            resource_type: filters.resource_type.map(|resource| resource.to_string()),
            resource_id: filters.resource_identifier,
            template: filters.resource_snapshot_template_identifier,
            created_by: filters.created_by,
        };
        let (after, limit) = (cursor.after.clone(), cursor.limit());
        let found = table::list(tx, &engagement.row.id, &filter, after, limit).await?;
        let (rows, next_token) = cursor.close_found(found, |row| {
            vec![
                Value::from(&row.resource_id),
                Value::from(&row.template),
                row.revision.into(),
            ]
        });
        let summaries = rows.into_iter().map(|row| ResourceSnapshotSummary {
            arn: Some(arn_of(cx, &row)),
            revision: Some(row.revision),
            resource_type: Some(row.resource_type.wire()),
            resource_id: Some(row.resource_id),
            resource_snapshot_template_name: Some(row.template),
            created_by: Some(row.created_by),
            ..Default::default()
        });
        Ok(ListResourceSnapshotsResponse {
            resource_snapshot_summaries: summaries.collect(),
            next_token,
            ..Default::default()
        })
    }
}
