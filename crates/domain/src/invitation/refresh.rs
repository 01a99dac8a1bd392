//! Updates open invitations. An invitation that a task sent shows its opportunity as it was then.
//! While it is open, a later task on the same opportunity updates it.

use cosell_api::types::Invitation as Message;
use cosell_store::Tx;
use cosell_store::table::invitation::{self as table, Invitation};

use super::Document;
use crate::error::{read_document, write_document};
use crate::{Context, Error, engagement};

/// Whether a task on this opportunity sent the invitation of the caller.
pub(crate) fn is_about(
    cx: &Context,
    sent: &Invitation,
    opportunity_id: &str,
) -> Result<bool, Error> {
    if *sent.sender != *cx.account {
        return Ok(false);
    }
    let document: Document = read_document(&sent.document)?;
    Ok(document.opportunity_id.as_deref() == Some(opportunity_id))
}

/// Updates an open invitation of the caller with this message, and with the current title and
/// description of the engagement. `false` when nothing changed.
pub(crate) async fn refresh(
    cx: &Context,
    tx: &mut Tx,
    sent: &Invitation,
    message: Message,
) -> Result<bool, Error> {
    let engagement = engagement::store::load(cx, tx, &sent.engagement_id).await?;
    let known: Document = read_document(&sent.document)?;
    let next = Document {
        message: message.message,
        payload: message.payload,
        engagement_title: Some(engagement.row.title).filter(|title| !title.is_empty()),
        engagement_description: engagement.document.description,
        ..known.clone()
    };
    if next == known {
        return Ok(false);
    }
    Ok(table::revise(tx, sent, &write_document(&next)?).await?)
}
