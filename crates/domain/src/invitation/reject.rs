//! `RejectEngagementInvitation`: the receiver of an invitation declines it.
//!
//! The sender reads the reason. The receiver still finds the invitation, without its details.

use cosell_api::operations::RejectEngagementInvitation;
use cosell_api::types::RejectEngagementInvitationRequest;
use cosell_store::Tx;
use cosell_store::table::invitation::{Invitation, Status};

use super::close::close;
use super::{Document, received, rules};
use crate::error::read_document;
use crate::permission::ResourceType::EngagementInvitation;
use crate::permission::{Requirement, ask};
use crate::settings::Strictness;
use crate::{Context, Error, Handler};

impl Handler for RejectEngagementInvitation {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:RejectEngagementInvitation",
        EngagementInvitation.named("Identifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &RejectEngagementInvitationRequest,
    ) -> Result<(), Error> {
        let invitation = received(cx, tx, &input.identifier).await?;
        let reason = input.rejection_reason.clone();
        if cx.settings.strictness == Strictness::Documented {
            Error::unless_empty(rules::reason(reason.as_deref()).into_iter().collect())?;
        }
        reject(cx, tx, &invitation, reason).await
    }
}

/// Rejects an invitation that the caller received.
pub(crate) async fn reject(
    cx: &Context,
    tx: &mut Tx,
    invitation: &Invitation,
    reason: Option<String>,
) -> Result<(), Error> {
    let mut document: Document = read_document(&invitation.document)?;
    document.rejection_reason = reason;
    close(cx, tx, invitation, Status::Rejected, &document).await
}
