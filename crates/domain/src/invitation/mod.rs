//! Invitations: how an account becomes a member of an engagement.
//!
//! Only its sender and its receiver see an invitation. It expires without any write: after its
//! expiration date a pending invitation reads as expired, both in [`status`] and in the store's
//! filter.

pub(crate) mod accept;
mod close;
pub mod create;
mod get;
mod list;
pub(crate) mod payload;
pub(crate) mod refresh;
pub(crate) mod reject;
pub mod review;
pub mod rules;

use cosell_api::types::{AccountReceiver, Payload, Receiver};
use cosell_store::table::engagement;
use cosell_store::table::invitation::{self as table, Invitation, Status};
use cosell_store::{Database, Tx};
use serde::{Deserialize, Serialize};

use crate::{Context, Error, arn};

/// What the store keeps of an invitation besides its columns. Title and description are those of
/// the engagement at the time of the invitation: the receiver sees them instead of the engagement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub message: String,
    pub receiver_alias: Option<String>,
    pub payload: Payload,
    pub engagement_title: Option<String>,
    pub engagement_description: Option<String>,
    pub rejection_reason: Option<String>,
    /// The opportunity of the task that sent it; `None` if `CreateEngagementInvitation` sent it.
    #[serde(default)]
    pub opportunity_id: Option<String>,
}

/// Reads an invitation that the caller sent or received, by its id or ARN, without a lock. Any
/// other invitation is not found.
pub(crate) async fn load(cx: &Context, tx: &mut Tx, identifier: &str) -> Result<Invitation, Error> {
    let id = arn::id_of(identifier, cx.catalog).ok_or_else(|| Error::not_found(identifier))?;
    table::peek(tx, cx.catalog_name(), id)
        .await?
        .filter(|found| {
            [&found.sender, &found.receiver]
                .iter()
                .any(|party| ***party == *cx.account)
        })
        .ok_or_else(|| Error::not_found(identifier))
}

/// Reads an invitation that the caller received, without a lock. Any other invitation is not found,
/// not even one that the caller sent.
pub(crate) async fn peek_received(
    cx: &Context,
    tx: &mut Tx,
    identifier: &str,
) -> Result<Invitation, Error> {
    let found = load(cx, tx, identifier).await?;
    if *found.receiver == *cx.account {
        Ok(found)
    } else {
        Err(Error::not_found(identifier))
    }
}

/// The same, with its engagement and itself locked for an answer.
pub(crate) async fn received(
    cx: &Context,
    tx: &mut Tx,
    identifier: &str,
) -> Result<Invitation, Error> {
    let found = peek_received(cx, tx, identifier).await?;
    lock(tx, found).await
}

/// Locks the engagement of an invitation and the invitation, and returns it as it is then.
pub(crate) async fn lock(tx: &mut Tx, found: Invitation) -> Result<Invitation, Error> {
    if tx.database() == Database::Sqlite {
        return Ok(found);
    }
    engagement::lock_all(tx, std::slice::from_ref(&found.engagement_id)).await?;
    let locked = table::lock(tx, &found).await?;
    locked.ok_or_else(|| Error::not_found(&found.id))
}

/// The status of an invitation at a time.
pub fn status(row: &Invitation, now: i64) -> Status {
    match row.status {
        Status::Pending if row.expires_at <= now => Status::Expired,
        status => status,
    }
}

/// The receiver as responses name it.
fn receiver(row: &Invitation, document: &Document) -> Receiver {
    Receiver::Account(AccountReceiver {
        alias: document.receiver_alias.clone(),
        aws_account_id: row.receiver.clone(),
        ..Default::default()
    })
}
