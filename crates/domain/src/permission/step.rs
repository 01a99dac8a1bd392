//! Permission for the steps of a task.
//!
//! A task runs on behalf of the principal that started it, with the policies that this principal
//! has when a step runs: the row of the task stores the principal. A principal that was disabled or
//! deleted since, or whose name now belongs to another principal, may do nothing. No policy is
//! evaluated for the service's own work and for tasks of callers that were not authenticated.

use cosell_store::table::task::Task as Record;
use cosell_store::{Tx, table};
use serde_json::Value;

use super::facts::{self, RequestContext};
use super::resource::ResourceType;
use super::step_requirement::{Requires, StepRequirement};
use super::subject::{Access, applies, resource_arn, snapshot_name};
use super::{Denial, authorize_all, authorize_with_tags};
use crate::error::read_document;
use crate::identity::starter::is_unauthenticated;
use crate::identity::{Directory, Name, StoredCaller};
use crate::{Error, snapshot};

/// Authorizes what a step requires as a whole.
pub(crate) async fn check(
    directory: &Directory,
    tx: &mut Tx,
    task: &Record,
    requires: Requires,
    now: i64,
) -> Result<(), Error> {
    let Requires::All(requirements) = requires else {
        return Ok(());
    };
    if is_unauthenticated(task) {
        return Ok(());
    }
    let input: Value = read_document(&task.input)?;
    let tagged = !facts::list(&input, "Tags").is_empty();
    let accesses: Vec<_> = requirements
        .iter()
        .filter(|requirement| applies(requirement.when, tagged))
        .map(|requirement| access(task, *requirement))
        .collect();
    check_all(directory, tx, task, &input, &accesses, now).await
}

/// Authorizes what a step requires for each of its resources, for the resource of this id.
pub(crate) async fn check_each(
    directory: &Directory,
    tx: &mut Tx,
    task: &Record,
    requires: Requires,
    id: &str,
    now: i64,
) -> Result<(), Error> {
    if is_unauthenticated(task) {
        return Ok(());
    }
    let accesses: Vec<_> = match requires {
        Requires::All(_) => Vec::new(),
        Requires::Each(requirement) => {
            let (resource, account) = (requirement.resource, &task.account);
            vec![Access {
                action: requirement.action,
                resource: resource_arn(resource, account, task.catalog, Some(id)),
            }]
        }
    };
    check_all(directory, tx, task, &Value::Null, &accesses, now).await
}

async fn check_all(
    directory: &Directory,
    tx: &mut Tx,
    task: &Record,
    input: &Value,
    accesses: &[Access],
    now: i64,
) -> Result<(), Error> {
    let caller: StoredCaller = read_document(&task.caller)?;
    let Some(name) = Name::parse(&caller.arn) else {
        // Only a damaged row names no principal.
        return Err(cosell_api::Error::internal().into());
    };
    let grants = directory.grants(tx, &name).await?;
    let Some(grants) = grants.filter(|grants| grants.id() == caller.id) else {
        return Err(Error::from(Denial {
            name: &name,
            access: accesses.first(),
            explicit: false,
        }));
    };
    if grants.allow_everything() {
        return Ok(());
    }
    let request_context = RequestContext {
        name: &name,
        grants: &grants,
        source: &caller.source,
        catalog: task.catalog,
        input,
        now,
        via_service: true,
    };
    let mut facts = request_context.facts();
    if grants.use_resource_tags() {
        return authorize_with_tags(tx, &name, &grants, accesses, &facts).await;
    }
    Ok(authorize_all(&name, &grants, accesses, &mut facts)?)
}

/// The access that a requirement of a step needs: to the resource that the record links to, or to
/// one that does not exist yet.
fn access(task: &Record, requirement: StepRequirement) -> Access {
    let StepRequirement {
        action, resource, ..
    } = requirement;
    let snapshots;
    let id = match resource {
        ResourceType::Opportunity => task.opportunity_id.as_deref(),
        ResourceType::Engagement => task.engagement_id.as_deref(),
        ResourceType::EngagementInvitation => task.invitation_id.as_deref(),
        ResourceType::ResourceSnapshotJob => task.job_id.as_deref(),
        ResourceType::ResourceSnapshot => {
            snapshots = snapshot_name(
                task.engagement_id.as_deref().unwrap_or("*"),
                table::ResourceType::Opportunity.as_str(),
                task.opportunity_id.as_deref().unwrap_or("*"),
                snapshot::SUMMARY_VIEW,
                None,
            );
            Some(snapshots.as_str())
        }
        _ => None,
    };
    Access {
        action,
        resource: resource_arn(resource, &task.account, task.catalog, id),
    }
}
