//! An invitation that a task sent says of its opportunity what the opportunity said then. Until it
//! is answered, a later task on the same opportunity brings it up to date.

use cosell_api::types::Invitation as Message;
use cosell_store::Tx;
use cosell_store::table::invitation::{self as table, Invitation};

use super::Document;
use crate::error::{read_document, write_document};
use crate::{Context, Error, engagement};

/// Whether an invitation of the caller was sent by a task on this opportunity.
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

/// Lets an open invitation of the caller say this of its opportunity, and of the engagement what
/// that is named now. `false` when it said the same before.
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
    Ok(table::revise(tx, &sent.id, &write_document(&next)?).await?)
}
