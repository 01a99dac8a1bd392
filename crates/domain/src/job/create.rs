//! `CreateResourceSnapshotJob`: a new job, which is stopped.

use cosell_api::operations::CreateResourceSnapshotJob;
use cosell_api::types::{CreateResourceSnapshotJobRequest, CreateResourceSnapshotJobResponse, Tag};
use cosell_store::Tx;
use cosell_store::table::ResourceType;
use cosell_store::table::job::{self as table, Job, Status};

use super::rules;
use crate::permission::ResourceType::{Opportunity, ResourceSnapshotJob};
use crate::permission::{Requirement, Subject, ask, ask_when_tagged};
use crate::{Context, Error, Handler, arn, engagement, opportunity, snapshot, tag};

/// Characters of a job's id after `job-`.
const ID_LENGTH: usize = 13;

impl Handler for CreateResourceSnapshotJob {
    const REQUIRES: &'static [Requirement] = &[
        ask(
            "partnercentral:CreateResourceSnapshotJob",
            ResourceSnapshotJob.created(),
        ),
        ask("partnercentral:CreateResourceSnapshot", Subject::Snapshot),
        ask(
            "partnercentral:GetOpportunity",
            Opportunity.named("ResourceIdentifier"),
        ),
        ask_when_tagged("partnercentral:TagResource", ResourceSnapshotJob.created()),
    ];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &CreateResourceSnapshotJobRequest,
    ) -> Result<CreateResourceSnapshotJobResponse, Error> {
        let (engagement, opportunity) = (&input.engagement_identifier, &input.resource_identifier);
        let template = &input.resource_snapshot_template_identifier;
        let tags = input.tags.as_deref();
        let created = create(cx, tx, engagement, opportunity, template, tags).await?;
        Ok(CreateResourceSnapshotJobResponse {
            arn: Some(arn::job(&cx.account, cx.catalog, &created.id)),
            id: Some(created.id),
            ..Default::default()
        })
    }
}

/// Creates a job for an opportunity of the caller in an engagement of which the caller is a member.
pub async fn create(
    cx: &Context,
    tx: &mut Tx,
    engagement_id: &str,
    opportunity_id: &str,
    template: &str,
    tags: Option<&[Tag]>,
) -> Result<Job, Error> {
    // The opportunity is locked first, and an absent engagement is told first.
    let opportunity = opportunity::store::find(cx, tx, opportunity_id).await?;
    let engagement = engagement::store::load(cx, tx, engagement_id).await?.row.id;
    let opportunity = opportunity.ok_or_else(|| Error::not_found(opportunity_id))?;
    let opportunity = opportunity.row.id.clone();
    let tags = tags.unwrap_or_default();
    let mut findings = snapshot::rules::template(template);
    findings.extend(tag::rules::findings(tags, std::iter::empty()));
    Error::unless_empty(findings)?;
    if table::find_for(tx, &cx.account, &engagement, &opportunity, template)
        .await?
        .is_some()
    {
        let message = format!("A snapshot job for {opportunity} in {engagement} already exists.");
        return Err(Error::ruled(
            &rules::ONE,
            cosell_api::Error::conflict(message),
        ));
    }
    let job = Job {
        id: format!("job-{}", cx.world.id(ID_LENGTH)),
        account: cx.account.to_string(),
        catalog: cx.catalog,
        engagement_id: engagement,
        resource_type: ResourceType::Opportunity,
        resource_id: opportunity,
        template: template.to_owned(),
        status: Status::Stopped,
        created_at: cx.millis(),
        last_success_at: None,
        last_failure: None,
        due_at: None,
    };
    table::insert(tx, &job).await?;
    let arn = arn::job(&cx.account, cx.catalog, &job.id);
    tag::add(cx, tx, &arn, tags).await?;
    Ok(job)
}
