//! `StartResourceSnapshotJob` and `StopResourceSnapshotJob`: the switch of a job.
//!
//! Both are done when the job is in the asked state, whether or not it was before. A job that
//! starts catches up at once with what changed while it stood still.

use cosell_api::Error as ApiError;
use cosell_api::operations::{StartResourceSnapshotJob, StopResourceSnapshotJob};
use cosell_api::types::{
    ResourceSnapshotJobStatus as Status, StartResourceSnapshotJobRequest,
    StopResourceSnapshotJobRequest,
};
use cosell_store::Tx;
use cosell_store::table::job::{self as table, Job};

use super::refresh;
use crate::service::modelled::as_finding;
use crate::{Context, Error, Handler, snapshot};

impl Handler for StartResourceSnapshotJob {
    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &StartResourceSnapshotJobRequest,
    ) -> Result<(), Error> {
        let mut job = load(cx, tx, &input.resource_snapshot_job_identifier).await?;
        set_running(cx, tx, &mut job).await.map_err(full)
    }
}

impl Handler for StopResourceSnapshotJob {
    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &StopResourceSnapshotJobRequest,
    ) -> Result<(), Error> {
        let mut job = load(cx, tx, &input.resource_snapshot_job_identifier).await?;
        set_stopped(tx, &mut job).await
    }
}

/// An engagement that has no room for the customer project of the first snapshot: the model lists no
/// quota for this operation.
fn full(error: Error) -> Error {
    match error {
        Error::Refused {
            error: error @ ApiError::ServiceQuotaExceeded { .. },
            rules,
        } => Error::Refused {
            error: as_finding(error),
            rules,
        },
        other => other,
    }
}

/// Reads a job of the caller. Another account's is not found.
pub(super) async fn load(cx: &Context, tx: &mut Tx, id: &str) -> Result<Job, Error> {
    let found = table::find(tx, &cx.account, cx.catalog_name(), id).await?;
    found.ok_or_else(|| Error::not_found(id))
}

/// Starts a job of the caller, unless it runs: takes a snapshot if there is anything new to show,
/// and if it may.
pub async fn set_running(cx: &Context, tx: &mut Tx, job: &mut Job) -> Result<(), Error> {
    if job.status == Status::Running.as_str() {
        return Ok(());
    }
    if refresh::may_act(cx, tx, &job.account).await? {
        snapshot::create::take(cx, tx, &job.engagement_id, &job.resource_id, &job.template).await?;
        job.last_success_at = Some(cx.millis());
        job.last_failure = None;
    } else {
        job.last_failure = Some(refresh::NO_ROLE.to_owned());
    }
    Status::Running.as_str().clone_into(&mut job.status);
    table::update(tx, job).await?;
    Ok(())
}

/// Stops a job, unless it stands still.
pub async fn set_stopped(tx: &mut Tx, job: &mut Job) -> Result<(), Error> {
    if job.status == Status::Stopped.as_str() {
        return Ok(());
    }
    Status::Stopped.as_str().clone_into(&mut job.status);
    table::update(tx, job).await?;
    Ok(())
}
