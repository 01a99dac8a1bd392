//! The steps with which tasks show an opportunity in an engagement, and what they require: one
//! takes a snapshot, one starts a job that keeps it up to date. Both continue with what an earlier
//! task left.

use cosell_api::types::Tag;
use cosell_engine::Done;
use cosell_store::Tx;
use cosell_store::table::job as table;
use cosell_store::table::{engagement as engagements, opportunity as opportunities};

use crate::permission::ResourceType::{Opportunity, ResourceSnapshot, ResourceSnapshotJob};
use crate::permission::{Requires, always, when_tagged};
use crate::{Context, Error, job, snapshot};

/// What a step that creates an opportunity requires.
pub(super) const OPPORTUNITY_REQUIRES: Requires = Requires::All(&[
    always("partnercentral:CreateOpportunity", Opportunity),
    when_tagged("partnercentral:TagResource", Opportunity),
]);

/// What a step that takes a snapshot requires: the same as the operation of its name, except
/// `GetAwsOpportunitySummary`, which AWS lists for none of the tasks.
pub(super) const SNAPSHOT_REQUIRES: Requires = Requires::All(&[
    always("partnercentral:CreateResourceSnapshot", ResourceSnapshot),
    always("partnercentral:GetOpportunity", Opportunity),
]);

/// What a step that creates and starts a snapshot job requires: the same as the two operations.
pub(super) const JOB_REQUIRES: Requires = Requires::All(&[
    always(
        "partnercentral:CreateResourceSnapshotJob",
        ResourceSnapshotJob,
    ),
    always("partnercentral:CreateResourceSnapshot", ResourceSnapshot),
    always("partnercentral:GetOpportunity", Opportunity),
    always(
        "partnercentral:StartResourceSnapshotJob",
        ResourceSnapshotJob,
    ),
    when_tagged("partnercentral:TagResource", ResourceSnapshotJob),
]);

/// The template with which partners see each other's opportunities.
const TEMPLATE: &str = snapshot::SUMMARY_VIEW;

/// Takes a snapshot of the caller's opportunity, unless the newest one shows the same.
pub(super) async fn snapshot(
    cx: &Context,
    tx: &mut Tx,
    engagement: &str,
    opportunity: &str,
) -> Result<Done, Error> {
    let taken = snapshot::create::take(cx, tx, engagement, opportunity, TEMPLATE).await?;
    let revision = taken.snapshot.revision;
    Ok(if taken.new {
        Done::Effect(format!(
            "took revision {revision} of {opportunity} as {TEMPLATE}"
        ))
    } else {
        Done::Skipped(format!(
            "revision {revision} of {opportunity} shows the same"
        ))
    })
}

/// Creates and starts a job for the caller's opportunity, or starts the existing one. Returns the
/// job's id.
pub(super) async fn job(
    cx: &Context,
    tx: &mut Tx,
    engagement: &str,
    opportunity: &str,
    tags: Option<&[Tag]>,
) -> Result<(String, Done), Error> {
    // The opportunity and its engagement are locked before the job.
    let resource = (opportunity.to_owned(), cx.account.to_string());
    opportunities::lock_all(tx, &[resource]).await?;
    engagements::lock_all(tx, &[engagement.to_owned()]).await?;
    let known = table::find_for(tx, &cx.account, engagement, opportunity, TEMPLATE).await?;
    let is_new = known.is_none();
    let mut job = match known {
        Some(job) => job,
        None => job::create::create(cx, tx, engagement, opportunity, TEMPLATE, tags).await?,
    };
    job::control::set_running(cx, tx, &mut job).await?;
    let done = if is_new {
        Done::Effect(format!("created and started {}", job.id))
    } else {
        Done::Skipped(format!("{} already keeps {opportunity} up to date", job.id))
    };
    Ok((job.id, done))
}
