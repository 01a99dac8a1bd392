//! The end of an invitation, which it has once.

use cosell_api::types::InvitationStatus;
use cosell_store::Tx;
use cosell_store::table::invitation::{self as table, Invitation};

use super::{Document, rules, status};
use crate::error::write_document;
use crate::{Context, Error, event};

/// Moves an open invitation to its final status and tells both parties. One that was answered, or
/// whose time is over, is a conflict.
pub(super) async fn settle(
    cx: &Context,
    tx: &mut Tx,
    invitation: &Invitation,
    to: InvitationStatus,
    document: &Document,
) -> Result<(), Error> {
    match status(invitation, cx.millis()) {
        Some(InvitationStatus::Pending) => {}
        Some(InvitationStatus::Expired) => {
            let message = "The invitation has expired.";
            return Err(Error::ruled(
                &rules::EXPIRY,
                cosell_api::Error::conflict(message),
            ));
        }
        answer => return Err(answered(answer)),
    }
    let document = write_document(document)?;
    if !table::settle(tx, &invitation.id, to.as_str(), &document).await? {
        return Err(answered(None));
    }
    event::invitation_settled(cx, tx, invitation, to).await
}

fn answered(answer: Option<InvitationStatus>) -> Error {
    let message = match answer {
        Some(InvitationStatus::Accepted) => "The invitation was accepted already.",
        Some(InvitationStatus::Rejected) => "The invitation was rejected already.",
        _ => "The invitation was answered already.",
    };
    Error::ruled(&rules::ANSWERED, cosell_api::Error::conflict(message))
}
