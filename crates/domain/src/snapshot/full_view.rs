//! The template `AwsOpportunitySummaryFullView`: AWS's side of an opportunity, as AWS shows it to
//! the owner.
//!
//! AWS is the creator of the revision, whoever the caller is, and only the owner sees it. AWS
//! has a side from submission on. The snapshot is taken when AWS has decided its review; the same
//! side is not shown twice.

use cosell_api::types::{AwsOpportunitySummaryFullView, ResourceSnapshotPayload};
use cosell_store::Tx;
use cosell_store::table::ResourceType;
use cosell_store::table::snapshot::{self as table, Snapshot};

use super::AWS_FULL_VIEW;
use super::create::Taken;
use crate::error::write_document;
use crate::opportunity::{Stored, aws_summary};
use crate::settings::AWS;
use crate::{Context, Error, event};

/// Takes AWS's snapshot of an opportunity for an engagement that shows it, unless the newest one
/// shows the same.
pub async fn take(
    cx: &Context,
    tx: &mut Tx,
    engagement_id: &str,
    opportunity: &Stored,
) -> Result<Taken, Error> {
    let row = &opportunity.row;
    let document = write_document(&payload(opportunity))?;
    let newest = table::find(tx, engagement_id, &row.id, AWS_FULL_VIEW, None).await?;
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
        resource_id: row.id.clone(),
        template: AWS_FULL_VIEW.to_owned(),
        revision,
        catalog: row.catalog,
        created_by: AWS.to_owned(),
        created_at: cx.millis(),
        audience: Some(row.account.clone()),
        document,
    };
    table::insert(tx, &snapshot).await?;
    event::snapshot_created(cx, tx, &row.account, &snapshot, &[&row.account])?;
    Ok(Taken {
        snapshot,
        new: true,
    })
}

/// AWS's side as the template has it: all that `GetAwsOpportunitySummary` returns.
fn payload(opportunity: &Stored) -> ResourceSnapshotPayload {
    let shown = aws_summary::response(opportunity.clone());
    ResourceSnapshotPayload::AwsOpportunitySummaryFullView(AwsOpportunitySummaryFullView {
        related_opportunity_id: shown.related_opportunity_id,
        origin: shown.origin,
        involvement_type: shown.involvement_type,
        visibility: shown.visibility,
        life_cycle: shown.life_cycle,
        opportunity_team: shown.opportunity_team,
        insights: shown.insights,
        involvement_type_change_reason: shown.involvement_type_change_reason,
        related_entity_ids: shown.related_entity_ids,
        customer: shown.customer,
        project: shown.project,
        cosell_motion: shown.cosell_motion,
        cosell_motion_reason: shown.cosell_motion_reason,
        software_revenue: shown.software_revenue,
        ..Default::default()
    })
}
