//! Events: what EventBridge would tell the parties, written to the outbox with the change itself.
//!
//! Names and payloads are those of AWS's event reference and of captured events.

use cosell_store::Tx;
use cosell_store::table::event::{self, Event};
use cosell_store::table::invitation::Invitation;
use cosell_store::table::snapshot::Snapshot;
use serde_json::{Value, json};

use crate::{Context, Error, arn};

/// The schema version in the details of opportunity and snapshot events.
const SCHEMA: &str = "1";

/// Characters of an event's key; not part of what its receiver sees.
const KEY_LENGTH: usize = 16;

async fn emit(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    detail_type: &str,
    detail: &Value,
) -> Result<(), Error> {
    let event = Event {
        id: cx.world.id(KEY_LENGTH),
        account: account.to_owned(),
        catalog: cx.catalog_name().to_owned(),
        detail_type: detail_type.to_owned(),
        created_at: cx.millis(),
        document: detail.to_string(),
    };
    event::insert(tx, &event).await?;
    Ok(())
}

async fn opportunity(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    detail_type: &str,
    id: &str,
) -> Result<(), Error> {
    let detail = json!({
        "schemaVersion": SCHEMA,
        "catalog": cx.catalog_name(),
        "opportunity": { "identifier": id },
    });
    emit(cx, tx, account, detail_type, &detail).await
}

/// Tells the owner of a new opportunity.
pub async fn opportunity_created(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    id: &str,
) -> Result<(), Error> {
    opportunity(cx, tx, account, "Opportunity Created", id).await
}

/// Tells the owner of a changed opportunity, whoever changed it.
pub async fn opportunity_updated(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    id: &str,
) -> Result<(), Error> {
    opportunity(cx, tx, account, "Opportunity Updated", id).await
}

/// Tells the creator of a new engagement.
pub async fn engagement_created(
    cx: &Context,
    tx: &mut Tx,
    id: &str,
    context_types: &[&str],
) -> Result<(), Error> {
    let arn = arn::engagement(cx.catalog, id);
    let detail = json!({
        "schemaVersion": SCHEMA,
        "catalog": cx.catalog_name(),
        "engagement": {
            "engagementArn": arn,
            "engagementId": id,
            "CreatedAt": cx.now,
            "CreatedBy": &*cx.account,
            "ContextTypes": context_types,
        },
    });
    emit(cx, tx, &cx.account, "Engagement Created", &detail).await
}

/// Tells an account that `member` takes part in an engagement now.
pub async fn member_added(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    engagement_id: &str,
    member: &str,
) -> Result<(), Error> {
    let detail = json!({
        "schemaVersion": SCHEMA,
        "catalog": cx.catalog_name(),
        "engagement": { "id": engagement_id },
        "engagementMember": {
            "accountId": member,
            "companyName": cx.settings.account(member).company_name,
        },
    });
    emit(cx, tx, account, "Engagement Member Added", &detail).await
}

/// Tells an account of a new revision of a resource.
pub async fn snapshot_created(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    snapshot: &Snapshot,
) -> Result<(), Error> {
    let detail = json!({
        "schemaVersion": SCHEMA,
        "catalog": cx.catalog_name(),
        "resourceSnapshot": {
            "arn": arn::snapshot(
                cx.catalog,
                &snapshot.engagement_id,
                &snapshot.resource_type,
                &snapshot.resource_id,
                &snapshot.template,
                snapshot.revision,
            ),
            "engagementId": snapshot.engagement_id,
            "resourceType": snapshot.resource_type,
            "resourceId": snapshot.resource_id,
            "createdBy": snapshot.created_by,
            "resourceSnapshotTemplateName": snapshot.template,
        },
    });
    emit(cx, tx, account, "Engagement Resource Snapshot Created", &detail).await
}

/// Tells both parties of a new invitation. AWS needs no telling.
pub async fn invitation_created(
    cx: &Context,
    tx: &mut Tx,
    invitation: &Invitation,
) -> Result<(), Error> {
    let sides = [(&invitation.sender, "SENDER"), (&invitation.receiver, "RECEIVER")];
    for (account, side) in sides {
        if account == crate::context::AWS {
            continue;
        }
        let detail = json!({
            "schemaVersion": "1.0",
            "catalog": cx.catalog_name(),
            "engagementInvitation": {
                "arn": arn::invitation(cx.catalog, &invitation.id),
                "id": invitation.id,
                "engagementId": invitation.engagement_id,
                "senderAccountId": invitation.sender,
                "receiverAccountId": invitation.receiver,
                "senderCompanyName": cx.settings.account(&invitation.sender).company_name,
                "expirationDate": cosell_api::DateTime::from_millis(invitation.expires_at),
                "participantType": side,
                "payloadType": invitation.payload_type,
            },
        });
        emit(cx, tx, account, "Engagement Invitation Created", &detail).await?;
    }
    Ok(())
}
