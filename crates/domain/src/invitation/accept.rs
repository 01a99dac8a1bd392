//! `AcceptEngagementInvitation`: the receiver of an invitation becomes a member of the engagement.
//!
//! It does not create an opportunity; `StartEngagementByAcceptingInvitationTask` does.

use cosell_api::operations::AcceptEngagementInvitation;
use cosell_api::types::AcceptEngagementInvitationRequest;
use cosell_store::Tx;
use cosell_store::table::invitation::{Invitation, Status};

use super::close::close;
use super::{Document, received};
use crate::error::read_document;
use crate::permission::ResourceType::EngagementInvitation;
use crate::permission::{Requirement, ask};
use crate::{Context, Error, Handler, engagement};

impl Handler for AcceptEngagementInvitation {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:AcceptEngagementInvitation",
        EngagementInvitation.named("Identifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &AcceptEngagementInvitationRequest,
    ) -> Result<(), Error> {
        let invitation = received(cx, tx, &input.identifier).await?;
        accept(cx, tx, &invitation).await
    }
}

/// Accepts an invitation that the caller received.
pub(crate) async fn accept(
    cx: &Context,
    tx: &mut Tx,
    invitation: &Invitation,
) -> Result<(), Error> {
    let document: Document = read_document(&invitation.document)?;
    close(cx, tx, invitation, Status::Accepted, &document).await?;
    engagement::join(cx, tx, &invitation.engagement_id).await
}
