//! `GetResourceSnapshotJob`: one job of the caller, and the result of its last run.

use cosell_api::operations::GetResourceSnapshotJob;
use cosell_api::types::{GetResourceSnapshotJobRequest, GetResourceSnapshotJobResponse};
use cosell_store::Tx;

use super::control::peek;
use crate::error::instant;
use crate::permission::ResourceType::ResourceSnapshotJob;
use crate::permission::{Requirement, ask};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler, arn};

impl Handler for GetResourceSnapshotJob {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:GetResourceSnapshotJob",
        ResourceSnapshotJob.named("ResourceSnapshotJobIdentifier"),
    )];

    const READS_BY_KEY: bool = true;

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &GetResourceSnapshotJobRequest,
    ) -> Result<GetResourceSnapshotJobResponse, Error> {
        let job = peek(cx, tx, &input.resource_snapshot_job_identifier).await?;
        Ok(GetResourceSnapshotJobResponse {
            arn: Some(arn::job(&job.account, cx.catalog, &job.id)),
            resource_arn: Some(arn::opportunity(&job.account, cx.catalog, &job.resource_id)),
            catalog: job.catalog.to_string(),
            id: Some(job.id),
            engagement_id: Some(job.engagement_id),
            resource_type: Some(job.resource_type.wire()),
            resource_id: Some(job.resource_id),
            resource_snapshot_template_name: Some(job.template),
            created_at: Some(instant(job.created_at)),
            status: Some(job.status.wire()),
            last_successful_execution_date: job.last_success_at.map(instant),
            last_failure: job.last_failure,
            ..Default::default()
        })
    }
}
