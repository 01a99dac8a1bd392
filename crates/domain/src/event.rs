//! Events: what EventBridge would send to the parties, written to the outbox in the transaction of
//! the change.
//!
//! Their names and payloads are those of AWS's event reference and of captured events.

pub mod envelope;

use cosell_api::DateTime;
use cosell_store::table::engagement::Engagement;
use cosell_store::table::event::{self, Event};
use cosell_store::table::invitation::{Invitation, Status};
use cosell_store::table::snapshot::Snapshot;
use cosell_store::{Notice, Tx};
use serde_json::{Value, json};

use crate::settings::AWS;
use crate::{Context, Error, arn};

/// The schema version in the details of opportunity and snapshot events.
const SCHEMA: &str = "1";

/// The schema version in the details of invitation events.
const INVITATION_SCHEMA: &str = "1.0";

/// Characters of an event's key, from which the id that the receiver sees is derived.
const KEY_LENGTH: usize = 16;

/// Stores an event about a resource. Events of an account and a resource are received in the order
/// of these calls, so whatever creates something calls for the creation first.
fn emit(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    resource: &str,
    detail_type: &str,
    detail: &Value,
) {
    // The account of AWS has no event bus, so it gets no events.
    if account == AWS {
        return;
    }
    let event = Event {
        id: cx.world.id(KEY_LENGTH),
        account: account.to_owned(),
        resource: resource.to_owned(),
        catalog: cx.catalog_name().to_owned(),
        detail_type: detail_type.to_owned(),
        created_at: cx.millis(),
        // Receivers do not use the virtual clock of this service.
        stored_at: cx.world.true_now(),
        // Faster than the formatting of a value, which is what is left if it fails.
        document: serde_json::to_string(detail).unwrap_or_else(|_| detail.to_string()),
        traceparent: cx.span().map_or_else(String::new, |span| span.to_string()),
    };
    event::post(tx, &event);
    tx.notify(Notice::EventDue);
}

fn opportunity(cx: &Context, tx: &mut Tx, account: &str, detail_type: &str, id: &str) {
    let detail = json!({
        "schemaVersion": SCHEMA,
        "catalog": cx.catalog_name(),
        "opportunity": { "identifier": id },
    });
    emit(cx, tx, account, id, detail_type, &detail);
}

/// Notifies the owner of a new opportunity.
pub fn opportunity_created(cx: &Context, tx: &mut Tx, account: &str, id: &str) {
    opportunity(cx, tx, account, "Opportunity Created", id);
}

/// Notifies the owner of a changed opportunity, whoever changed it.
pub fn opportunity_updated(cx: &Context, tx: &mut Tx, account: &str, id: &str) {
    opportunity(cx, tx, account, "Opportunity Updated", id);
}

/// Notifies the creator of a new engagement.
pub fn engagement_created(cx: &Context, tx: &mut Tx, id: &str, context_types: &[&str]) {
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
    emit(cx, tx, &cx.account, id, "Engagement Created", &detail);
}

/// Notifies a member of an engagement that its contexts changed.
pub fn engagement_updated(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    engagement: &Engagement,
    context_types: &[&str],
) {
    let detail = json!({
        "schemaVersion": SCHEMA,
        "catalog": cx.catalog_name(),
        "engagement": {
            "engagementArn": arn::engagement(cx.catalog, &engagement.id),
            "engagementId": engagement.id,
            "LastModifiedAt": cosell_api::DateTime::from_millis(engagement.modified_at),
            "LastModifiedBy": engagement.modified_by,
            "ContextTypes": context_types,
        },
    });
    let id = &engagement.id;
    emit(cx, tx, account, id, "Engagement Updated", &detail);
}

/// Notifies an account that `member` joined an engagement.
pub async fn member_added(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    engagement_id: &str,
    member: &str,
) -> Result<(), Error> {
    let company = cx.account(tx, member).await?.company_name;
    let detail = json!({
        "schemaVersion": SCHEMA,
        "catalog": cx.catalog_name(),
        "engagement": { "id": engagement_id },
        "engagementMember": {
            "accountId": member,
            "companyName": company,
        },
    });
    let id = engagement_id;
    emit(cx, tx, account, id, "Engagement Member Added", &detail);
    Ok(())
}

/// Notifies an account of a new revision of a resource, which `targets` may read.
pub fn snapshot_created(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    snapshot: &Snapshot,
    targets: &[&str],
) {
    let detail = json!({
        "schemaVersion": SCHEMA,
        "catalog": cx.catalog_name(),
        "resourceSnapshot": {
            "arn": arn::snapshot(
                cx.catalog,
                &snapshot.engagement_id,
                snapshot.resource_type.as_str(),
                &snapshot.resource_id,
                &snapshot.template,
                snapshot.revision,
            ),
            "engagementId": snapshot.engagement_id,
            "resourceType": snapshot.resource_type.as_str(),
            "resourceId": snapshot.resource_id,
            "createdBy": snapshot.created_by,
            "targetMemberAccounts": targets,
            "resourceSnapshotTemplateName": snapshot.template,
        },
    });
    emit(
        cx,
        tx,
        account,
        &snapshot.engagement_id,
        "Engagement Resource Snapshot Created",
        &detail,
    );
}

/// Notifies both parties of a new invitation.
pub async fn invitation_created(
    cx: &Context,
    tx: &mut Tx,
    invitation: &Invitation,
) -> Result<(), Error> {
    let company = cx.account(tx, &invitation.sender).await?.company_name;
    for side in parties(invitation) {
        let mut detail = invitation_detail(cx, invitation, side.1);
        detail["senderCompanyName"] = json!(company);
        detail["expirationDate"] = json!(DateTime::from_millis(invitation.expires_at));
        let id = &invitation.engagement_id;
        invitation_event(cx, tx, side.0, id, "Engagement Invitation Created", &detail);
    }
    Ok(())
}

/// Notifies both parties of the final status of an invitation.
pub fn invitation_closed(cx: &Context, tx: &mut Tx, invitation: &Invitation, status: Status) {
    let detail_type = match status {
        Status::Accepted => "Engagement Invitation Accepted",
        Status::Rejected => "Engagement Invitation Rejected",
        Status::Expired => "Engagement Invitation Expired",
        Status::Pending => return,
    };
    for (account, side) in parties(invitation) {
        let detail = invitation_detail(cx, invitation, side);
        let id = &invitation.engagement_id;
        invitation_event(cx, tx, account, id, detail_type, &detail);
    }
}

/// The two parties of an invitation and the role of each.
fn parties(invitation: &Invitation) -> [(&str, &'static str); 2] {
    [
        (&invitation.sender, "SENDER"),
        (&invitation.receiver, "RECEIVER"),
    ]
}

fn invitation_detail(cx: &Context, invitation: &Invitation, side: &str) -> Value {
    json!({
        "arn": arn::invitation(cx.catalog, &invitation.id),
        "id": invitation.id,
        "engagementId": invitation.engagement_id,
        "senderAccountId": invitation.sender,
        "receiverAccountId": invitation.receiver,
        "participantType": side,
        "payloadType": invitation.payload_type.as_str(),
    })
}

fn invitation_event(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    engagement_id: &str,
    detail_type: &str,
    invitation: &Value,
) {
    let detail = json!({
        "schemaVersion": INVITATION_SCHEMA,
        "catalog": cx.catalog_name(),
        "engagementInvitation": invitation,
    });
    emit(cx, tx, account, engagement_id, detail_type, &detail);
}
