//! Closes an invitation, which happens once.

use cosell_store::Tx;
use cosell_store::table::invitation::{self as table, Invitation, Status};

use super::{Document, rules, status};
use crate::error::write_document;
use crate::{Context, Error, event};

/// Moves an open invitation to its final status and notifies both parties. An answered or expired
/// invitation is a conflict.
pub(super) async fn close(
    cx: &Context,
    tx: &mut Tx,
    invitation: &Invitation,
    to: Status,
    document: &Document,
) -> Result<(), Error> {
    match status(invitation, cx.millis()) {
        Status::Pending => {}
        Status::Expired => {
            let message = "The invitation has expired.";
            return Err(Error::ruled(
                &rules::EXPIRY,
                cosell_api::Error::conflict(message),
            ));
        }
        Status::Accepted => return Err(answered("The invitation was already accepted.")),
        Status::Rejected => return Err(answered("The invitation was already rejected.")),
    }
    let document = write_document(document)?;
    if !table::close(tx, invitation, to, &document).await? {
        return Err(answered("The invitation was already answered."));
    }
    event::invitation_closed(cx, tx, invitation, to)?;
    Ok(())
}

fn answered(message: &str) -> Error {
    Error::ruled(&rules::ANSWERED, cosell_api::Error::conflict(message))
}
