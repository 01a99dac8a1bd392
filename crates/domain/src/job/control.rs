//! `StartResourceSnapshotJob` and `StopResourceSnapshotJob`: start and stop a job.
//!
//! Both succeed if the job is in the requested state already. A job that starts is due at once and
//! catches up with the changes that were made while it was stopped. A job that is due when it is
//! stopped runs first.

use cosell_api::Error as ApiError;
use cosell_api::operations::{StartResourceSnapshotJob, StopResourceSnapshotJob};
use cosell_api::types::{StartResourceSnapshotJobRequest, StopResourceSnapshotJobRequest};
use cosell_store::table::job::{self as table, Job, Status};
use cosell_store::table::{engagement, opportunity};
use cosell_store::{Notice, Tx};

use super::refresh;
use crate::permission::ResourceType::ResourceSnapshotJob;
use crate::permission::{Requirement, ask};
use crate::service::modelled::as_finding;
use crate::{Context, Error, Handler, snapshot};

impl Handler for StartResourceSnapshotJob {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:StartResourceSnapshotJob",
        ResourceSnapshotJob.named("ResourceSnapshotJobIdentifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &StartResourceSnapshotJobRequest,
    ) -> Result<(), Error> {
        let mut job = load(cx, tx, &input.resource_snapshot_job_identifier).await?;
        make_running(cx, tx, &mut job).await.map_err(full)
    }
}

impl Handler for StopResourceSnapshotJob {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:StopResourceSnapshotJob",
        ResourceSnapshotJob.named("ResourceSnapshotJobIdentifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &StopResourceSnapshotJobRequest,
    ) -> Result<(), Error> {
        let mut job = load(cx, tx, &input.resource_snapshot_job_identifier).await?;
        set_stopped(cx, tx, &mut job).await
    }
}

/// Converts the quota error of an engagement that has no room for another customer project: the
/// model lists no quota for this operation.
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

/// Reads a job of the caller, and locks it, its opportunity and its engagement for a change. A job
/// of another account is not found.
async fn load(cx: &Context, tx: &mut Tx, id: &str) -> Result<Job, Error> {
    let job = peek(cx, tx, id).await?;
    lock_resources(tx, &[job]).await?;
    let found = table::find(tx, &cx.account, cx.catalog_name(), id).await?;
    found.ok_or_else(|| Error::not_found(id))
}

/// Reads a job of the caller without a lock.
pub(super) async fn peek(cx: &Context, tx: &mut Tx, id: &str) -> Result<Job, Error> {
    let found = table::peek(tx, &cx.account, cx.catalog_name(), id).await?;
    found.ok_or_else(|| Error::not_found(id))
}

/// Locks the opportunities and the engagements of jobs, which are locked before the jobs.
pub(crate) async fn lock_resources(tx: &mut Tx, jobs: &[Job]) -> Result<(), cosell_store::Error> {
    let key = |job: &Job| (job.resource_id.clone(), job.account.clone());
    let keys: Vec<_> = jobs.iter().map(key).collect();
    opportunity::lock_all(tx, &keys).await?;
    let ids: Vec<_> = jobs.iter().map(|job| job.engagement_id.clone()).collect();
    engagement::lock_all(tx, &ids).await
}

/// Starts a job of the caller, unless it runs: it takes its first snapshot after the commit of this
/// transaction. The engagement must have room for another customer project.
async fn make_running(cx: &Context, tx: &mut Tx, job: &mut Job) -> Result<(), Error> {
    if job.status == Status::Running {
        return Ok(());
    }
    if refresh::may_act(cx, tx, &job.account).await? {
        snapshot::create::show(cx, tx, &job.engagement_id, &job.resource_id, &job.template).await?;
    }
    job.status = Status::Running;
    job.due_at = Some(cx.millis());
    table::update(tx, job).await?;
    tx.notify(Notice::TimerDue);
    Ok(())
}

/// Starts a job of the caller in the step of a task, unless it runs: takes a snapshot at once if
/// there is anything new to show, and if the job may act.
pub async fn set_running(cx: &Context, tx: &mut Tx, job: &mut Job) -> Result<(), Error> {
    if job.status == Status::Running {
        return Ok(());
    }
    if refresh::may_act(cx, tx, &job.account).await? {
        snapshot::create::take(cx, tx, &job.engagement_id, &job.resource_id, &job.template).await?;
        job.last_success_at = Some(cx.millis());
        job.last_failure = None;
        job.due_at = None;
    } else {
        job.last_failure = Some(refresh::NO_ROLE.to_owned());
        job.due_at = Some(cx.millis().saturating_add(refresh::RETRY));
    }
    job.status = Status::Running;
    table::update(tx, job).await?;
    Ok(())
}

/// Stops a job of the caller, unless it is stopped. Changes that were made before are shown first.
pub async fn set_stopped(cx: &Context, tx: &mut Tx, job: &mut Job) -> Result<(), Error> {
    if job.status == Status::Stopped {
        return Ok(());
    }
    if job.due_at.is_some_and(|due| due <= cx.millis()) {
        refresh::run(cx, tx, job).await?;
    }
    job.status = Status::Stopped;
    job.due_at = None;
    table::update(tx, job).await?;
    Ok(())
}
