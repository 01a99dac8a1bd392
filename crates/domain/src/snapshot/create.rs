//! `CreateResourceSnapshot`: shows the current state of an opportunity to the members of an
//! engagement.
//!
//! The first snapshot links the opportunity to the engagement and gives the engagement its customer
//! project. A snapshot that would show nothing new is not taken: the response is the newest
//! revision.

use std::sync::Arc;

use cosell_api::operations::CreateResourceSnapshot;
use cosell_api::types::{
    CreateResourceSnapshotRequest, CreateResourceSnapshotResponse, EngagementContextPayload,
    EngagementContextType,
};
use cosell_store::Tx;
use cosell_store::table::association::{self, Association};
use cosell_store::table::snapshot::{self as table, Snapshot};
use cosell_store::table::{ResourceType, member};

use super::{rules, view};
use crate::error::write_document;
use crate::permission::ResourceType::Opportunity;
use crate::permission::{Requirement, Subject, ask};
use crate::settings::AWS;
use crate::{Context, Error, Handler, arn, engagement, event, opportunity};

/// A snapshot, and whether it is new.
#[derive(Clone, Debug)]
pub struct Taken {
    pub snapshot: Snapshot,
    pub new: bool,
}

impl Handler for CreateResourceSnapshot {
    const REQUIRES: &'static [Requirement] = &[
        ask("partnercentral:CreateResourceSnapshot", Subject::Snapshot),
        ask(
            "partnercentral:GetAwsOpportunitySummary",
            Opportunity.named("ResourceIdentifier"),
        ),
        ask(
            "partnercentral:GetOpportunity",
            Opportunity.named("ResourceIdentifier"),
        ),
    ];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &CreateResourceSnapshotRequest,
    ) -> Result<CreateResourceSnapshotResponse, Error> {
        let template = &input.resource_snapshot_template_identifier;
        let (engagement, opportunity) = (&input.engagement_identifier, &input.resource_identifier);
        let taken = take(cx, tx, engagement, opportunity, template)
            .await?
            .snapshot;
        Ok(CreateResourceSnapshotResponse {
            arn: Some(arn_of(cx, &taken)),
            revision: Some(taken.revision),
            ..Default::default()
        })
    }
}

/// The ARN of a revision.
pub(super) fn arn_of(cx: &Context, row: &Snapshot) -> String {
    arn::snapshot(
        cx.catalog,
        &row.engagement_id,
        row.resource_type.as_str(),
        &row.resource_id,
        &row.template,
        row.revision,
    )
}

/// Takes a snapshot of an opportunity of the caller for an engagement of which the caller is a
/// member, unless the newest one shows the same.
pub async fn take(
    cx: &Context,
    tx: &mut Tx,
    engagement_id: &str,
    opportunity_id: &str,
    template: &str,
) -> Result<Taken, Error> {
    let opportunity = show(cx, tx, engagement_id, opportunity_id, template).await?;
    revise(cx, tx, engagement_id, &opportunity, template).await
}

/// Prepares the first snapshot: links an opportunity of the caller to an engagement of which the
/// caller is a member. Returns the opportunity.
pub(crate) async fn show(
    cx: &Context,
    tx: &mut Tx,
    engagement_id: &str,
    opportunity_id: &str,
    template: &str,
) -> Result<Arc<opportunity::Stored>, Error> {
    // The opportunity is locked first, and an absent engagement is told first.
    let opportunity = opportunity::store::find(cx, tx, opportunity_id).await?;
    let engagement = engagement::store::load(cx, tx, engagement_id).await?;
    let opportunity = opportunity.ok_or_else(|| Error::not_found(opportunity_id))?;
    Error::unless_empty(rules::template(template))?;
    link(cx, tx, engagement, &opportunity).await?;
    Ok(opportunity)
}

/// Stores a new revision of a linked opportunity, if there is anything new, and notifies the
/// members. The owner is its creator, whoever changed the opportunity.
pub(crate) async fn revise(
    cx: &Context,
    tx: &mut Tx,
    engagement_id: &str,
    opportunity: &opportunity::Stored,
    template: &str,
) -> Result<Taken, Error> {
    let document = write_document(&view::summary(&opportunity.document))?;
    let newest = table::find(tx, engagement_id, &opportunity.row.id, template, None).await?;
    let revision = match newest {
        Some(newest) if newest.document == document => {
            return Ok(Taken {
                snapshot: newest,
                new: false,
            });
        }
        Some(newest) => newest.revision + 1,
        None => 1,
    };
    let snapshot = Snapshot {
        engagement_id: engagement_id.to_owned(),
        resource_type: ResourceType::Opportunity,
        resource_id: opportunity.row.id.clone(),
        template: template.to_owned(),
        revision,
        catalog: cx.catalog,
        created_by: opportunity.row.account.clone(),
        created_at: cx.millis(),
        audience: None,
        document,
    };
    table::insert(tx, &snapshot).await?;
    let members = member::all(tx, engagement_id).await?;
    let targets: Vec<&str> = members.iter().map(|member| &*member.account).collect();
    for account in targets.iter().filter(|account| **account != AWS) {
        event::snapshot_created(cx, tx, account, &snapshot, &targets)?;
    }
    Ok(Taken {
        snapshot,
        new: true,
    })
}

/// Associates the opportunity with the engagement, which gets a customer project if it has none.
async fn link(
    cx: &Context,
    tx: &mut Tx,
    mut engagement: engagement::Stored,
    opportunity: &opportunity::Stored,
) -> Result<(), Error> {
    let is_project = |r#type| r#type == EngagementContextType::CustomerProject;
    if !engagement
        .document
        .contexts
        .iter()
        .any(|context| is_project(context.r#type))
    {
        let payload =
            EngagementContextPayload::CustomerProject(view::context(&opportunity.document));
        engagement::store::add_context(cx, &mut engagement, payload)?;
        engagement::store::save(cx, tx, &mut engagement).await?;
    }
    let association = Association {
        engagement_id: engagement.row.id,
        resource_type: ResourceType::Opportunity,
        resource_id: opportunity.row.id.clone(),
        catalog: cx.catalog,
        created_by: opportunity.row.account.clone(),
        created_at: cx.millis(),
    };
    association::ensure(tx, &association).await?;
    Ok(())
}
