//! Events: what EventBridge would send to the parties, written to the outbox in the transaction of
//! the change.
//!
//! Their names and payloads are those of AWS's event reference and of captured events.

mod detail;
pub mod envelope;

use cosell_api::DateTime;
use cosell_store::table::engagement::Engagement;
use cosell_store::table::event::{self, Event};
use cosell_store::table::invitation::{Invitation, Status};
use cosell_store::table::snapshot::Snapshot;
use cosell_store::{Notice, Tx};

use self::detail::{About, Detail};
use crate::error::write_document;
use crate::settings::AWS;
use crate::{Context, Error, arn};

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
    about: impl About,
) -> Result<(), Error> {
    // The account of AWS has no event bus, so it gets no events.
    if account == AWS {
        return Ok(());
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
        document: write_document(&Detail::new(cx.catalog_name(), about))?,
        traceparent: cx.span().map_or_else(String::new, |span| span.to_string()),
    };
    event::post(tx, &event);
    tx.notify(Notice::EventDue);
    Ok(())
}

fn opportunity(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    detail_type: &str,
    id: &str,
) -> Result<(), Error> {
    let opportunity = detail::Identifier { identifier: id };
    let about = detail::Opportunity { opportunity };
    emit(cx, tx, account, id, detail_type, about)
}

/// Notifies the owner of a new opportunity.
pub fn opportunity_created(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    id: &str,
) -> Result<(), Error> {
    opportunity(cx, tx, account, "Opportunity Created", id)
}

/// Notifies the owner of a changed opportunity, whoever changed it.
pub fn opportunity_updated(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    id: &str,
) -> Result<(), Error> {
    opportunity(cx, tx, account, "Opportunity Updated", id)
}

/// Notifies the creator of a new engagement.
pub fn engagement_created(
    cx: &Context,
    tx: &mut Tx,
    id: &str,
    context_types: &[&str],
) -> Result<(), Error> {
    let engagement = detail::NewEngagement {
        arn: arn::engagement(cx.catalog, id),
        id,
        created_at: cx.now,
        created_by: &cx.account,
        context_types,
    };
    let about = detail::Engagement { engagement };
    emit(cx, tx, &cx.account, id, "Engagement Created", about)
}

/// Notifies a member of an engagement that its contexts changed.
pub fn engagement_updated(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    row: &Engagement,
    context_types: &[&str],
) -> Result<(), Error> {
    let engagement = detail::ChangedEngagement {
        arn: arn::engagement(cx.catalog, &row.id),
        id: &row.id,
        last_modified_at: DateTime::from_millis(row.modified_at),
        last_modified_by: &row.modified_by,
        context_types,
    };
    let about = detail::Engagement { engagement };
    emit(cx, tx, account, &row.id, "Engagement Updated", about)
}

/// Notifies an account that `member` joined an engagement.
pub async fn member_added(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    engagement_id: &str,
    member: &str,
) -> Result<(), Error> {
    let joined = cx.account(tx, member).await?;
    let about = detail::Joined {
        engagement: detail::Id { id: engagement_id },
        engagement_member: detail::Member {
            account_id: member,
            company_name: &joined.company_name,
        },
    };
    let id = engagement_id;
    emit(cx, tx, account, id, "Engagement Member Added", about)
}

/// Notifies an account of a new revision of a resource, which `targets` may read.
pub fn snapshot_created(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
    row: &Snapshot,
    targets: &[&str],
) -> Result<(), Error> {
    let resource_type = row.resource_type.as_str();
    let resource_snapshot = detail::Snapshot {
        arn: arn::snapshot(
            cx.catalog,
            &row.engagement_id,
            resource_type,
            &row.resource_id,
            &row.template,
            row.revision,
        ),
        engagement_id: &row.engagement_id,
        resource_type,
        resource_id: &row.resource_id,
        created_by: &row.created_by,
        target_member_accounts: targets,
        resource_snapshot_template_name: &row.template,
    };
    let about = detail::Revision { resource_snapshot };
    let detail_type = "Engagement Resource Snapshot Created";
    emit(cx, tx, account, &row.engagement_id, detail_type, about)
}

/// Notifies both parties of a new invitation.
pub async fn invitation_created(cx: &Context, tx: &mut Tx, row: &Invitation) -> Result<(), Error> {
    let sender = cx.account(tx, &row.sender).await?;
    let detail_type = "Engagement Invitation Created";
    for (account, side) in parties(row) {
        let engagement_invitation = detail::Invitation {
            sender_company_name: Some(&sender.company_name),
            expiration_date: Some(DateTime::from_millis(row.expires_at)),
            ..invitation(cx, row, side)
        };
        let about = detail::Invited {
            engagement_invitation,
        };
        emit(cx, tx, account, &row.engagement_id, detail_type, about)?;
    }
    Ok(())
}

/// Notifies both parties of the final status of an invitation.
pub fn invitation_closed(
    cx: &Context,
    tx: &mut Tx,
    row: &Invitation,
    status: Status,
) -> Result<(), Error> {
    let detail_type = match status {
        Status::Accepted => "Engagement Invitation Accepted",
        Status::Rejected => "Engagement Invitation Rejected",
        Status::Expired => "Engagement Invitation Expired",
        Status::Pending => return Ok(()),
    };
    for (account, side) in parties(row) {
        let about = detail::Invited {
            engagement_invitation: invitation(cx, row, side),
        };
        emit(cx, tx, account, &row.engagement_id, detail_type, about)?;
    }
    Ok(())
}

/// The two parties of an invitation and the role of each.
fn parties(row: &Invitation) -> [(&str, &'static str); 2] {
    [(&row.sender, "SENDER"), (&row.receiver, "RECEIVER")]
}

fn invitation<'a>(cx: &Context, row: &'a Invitation, side: &'static str) -> detail::Invitation<'a> {
    detail::Invitation {
        arn: arn::invitation(cx.catalog, &row.id),
        id: &row.id,
        engagement_id: &row.engagement_id,
        sender_account_id: &row.sender,
        receiver_account_id: &row.receiver,
        participant_type: side,
        payload_type: row.payload_type.as_str(),
        sender_company_name: None,
        expiration_date: None,
    }
}
