//! Invitations: how an account comes to take part in an engagement.
//!
//! An invitation is between its sender and its receiver; no other account sees it. Nothing has to
//! happen for it to expire: a pending one whose time is over reads as expired, here in [`status`]
//! and in the store's filter alike.

pub(crate) mod accept;
mod close;
pub mod create;
mod get;
mod list;
pub(crate) mod payload;
pub(crate) mod refresh;
mod reject;
pub mod review;
pub mod rules;

use cosell_api::types::{AccountReceiver, Payload, Receiver};
use cosell_store::Tx;
use cosell_store::table::invitation::{self as table, Invitation, Status};
use serde::{Deserialize, Serialize};

use crate::{Context, Error, arn};

/// What the store keeps of an invitation beside its columns. Title and description are the
/// engagement's at the time of inviting: the receiver sees these and not the engagement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    pub message: String,
    pub receiver_alias: Option<String>,
    pub payload: Payload,
    pub engagement_title: Option<String>,
    pub engagement_description: Option<String>,
    pub rejection_reason: Option<String>,
    /// The opportunity that a task sent it for; none of one that was sent by hand.
    #[serde(default)]
    pub opportunity_id: Option<String>,
}

/// Reads an invitation that the caller sent or received, by its id or ARN. Any other is not found.
pub(crate) async fn load(cx: &Context, tx: &mut Tx, identifier: &str) -> Result<Invitation, Error> {
    let id = arn::id_of(identifier, cx.catalog).ok_or_else(|| Error::not_found(identifier))?;
    table::find(tx, cx.catalog_name(), id)
        .await?
        .filter(|found| {
            [&found.sender, &found.receiver]
                .iter()
                .any(|party| ***party == *cx.account)
        })
        .ok_or_else(|| Error::not_found(identifier))
}

/// Reads an invitation that the caller received. Any other is not found, its own ones included.
pub(crate) async fn received(
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

/// Where an invitation stands at a time.
pub fn status(row: &Invitation, now: i64) -> Status {
    match row.status {
        Status::Pending if row.expires_at <= now => Status::Expired,
        status => status,
    }
}

/// The receiver as its responses name it.
fn receiver(row: &Invitation, document: &Document) -> Receiver {
    Receiver::Account(AccountReceiver {
        alias: document.receiver_alias.clone(),
        aws_account_id: row.receiver.clone(),
    })
}
