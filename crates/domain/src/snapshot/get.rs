//! `GetResourceSnapshot`: one revision of what a member of an engagement shows, by default the
//! newest.

use cosell_api::operations::GetResourceSnapshot;
use cosell_api::types::{GetResourceSnapshotRequest, GetResourceSnapshotResponse};
use cosell_store::Tx;
use cosell_store::table::member;
use cosell_store::table::snapshot::{self as table, Snapshot};

use super::create::arn_of;
use crate::error::{instant, read_document};
use crate::permission::{self, Requirement, Subject, ask};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler, engagement};

const GET: &str = "partnercentral:GetResourceSnapshot";

impl Handler for GetResourceSnapshot {
    const REQUIRES: &'static [Requirement] = &[ask(GET, Subject::Snapshot)];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &GetResourceSnapshotRequest,
    ) -> Result<GetResourceSnapshotResponse, Error> {
        let engagement_id = engagement::store::load(cx, tx, &input.engagement_identifier)
            .await?
            .row
            .id;
        let (resource, template) = (
            &input.resource_identifier,
            &input.resource_snapshot_template_identifier,
        );
        let row = table::find(tx, &engagement_id, resource, template, input.revision).await?;
        let row = row
            .filter(|row| shown_to(cx, row))
            .ok_or_else(|| Error::not_found(resource))?;
        let arn = arn_of(cx, &row);
        if input.revision.is_none() {
            // The number of the newest revision was not known when the request was authorized.
            permission::check_resource(cx, tx, GET, arn.clone()).await?;
        }
        let audience = if let Some(account) = &row.audience {
            vec![account.clone()]
        } else {
            let members = member::all(tx, &engagement_id).await?;
            members.into_iter().map(|member| member.account).collect()
        };
        Ok(GetResourceSnapshotResponse {
            arn: Some(arn),
            catalog: row.catalog.to_string(),
            created_by: Some(row.created_by),
            created_at: Some(instant(row.created_at)),
            engagement_id: Some(row.engagement_id),
            resource_type: Some(row.resource_type.wire()),
            resource_id: Some(row.resource_id),
            resource_snapshot_template_name: Some(row.template),
            revision: Some(row.revision),
            payload: Some(read_document(&row.document)?),
            target_member_accounts: Some(audience),
            ..Default::default()
        })
    }
}

/// Whether a member of the engagement may see the revision: it is for all members, for the caller
/// alone, or the caller is AWS, which made it.
fn shown_to(cx: &Context, row: &Snapshot) -> bool {
    cx.is_aws()
        || row
            .audience
            .as_deref()
            .is_none_or(|account| account == &*cx.account)
}
