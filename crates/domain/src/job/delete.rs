//! `DeleteResourceSnapshotJob`: deletes a stopped job of the caller, and its tags.
//!
//! The snapshots of the job stay: they belong to the engagement.

use cosell_api::operations::DeleteResourceSnapshotJob;
use cosell_api::types::DeleteResourceSnapshotJobRequest;
use cosell_store::Tx;
use cosell_store::table::job::{self as table, Status};
use cosell_store::table::tag;

use super::rules;
use crate::permission::ResourceType::ResourceSnapshotJob;
use crate::permission::{Requirement, ask};
use crate::{Context, Error, Handler, arn};

impl Handler for DeleteResourceSnapshotJob {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:DeleteResourceSnapshotJob",
        ResourceSnapshotJob.named("ResourceSnapshotJobIdentifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &DeleteResourceSnapshotJobRequest,
    ) -> Result<(), Error> {
        let id = &input.resource_snapshot_job_identifier;
        let found = table::find(tx, &cx.account, cx.catalog_name(), id).await?;
        let job = found.ok_or_else(|| Error::not_found(id))?;
        if job.status == Status::Running {
            let message = format!("{} is running; stop it before you delete it.", job.id);
            return Err(Error::ruled(
                &rules::STOPPED,
                cosell_api::Error::conflict(message),
            ));
        }
        tag::clear(tx, &arn::job(&job.account, cx.catalog, &job.id)).await?;
        table::delete(tx, &job.account, &job.id).await?;
        Ok(())
    }
}
