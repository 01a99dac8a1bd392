//! `GetEngagementInvitation`: one invitation that the caller sent or received.
//!
//! The receiver reads all of it, until it rejects the invitation: then only the rejection is left.

use cosell_api::operations::GetEngagementInvitation;
use cosell_api::types::{
    EngagementMemberSummary, GetEngagementInvitationRequest, GetEngagementInvitationResponse,
};
use cosell_store::Tx;
use cosell_store::table::invitation::Status;
use cosell_store::table::member;

use super::{Document, load, receiver, status};
use crate::error::{instant, read_document};
use crate::permission::ResourceType::EngagementInvitation;
use crate::permission::{Requirement, ask};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler, arn};

impl Handler for GetEngagementInvitation {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:GetEngagementInvitation",
        EngagementInvitation.named("Identifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &GetEngagementInvitationRequest,
    ) -> Result<GetEngagementInvitationResponse, Error> {
        let row = load(cx, tx, &input.identifier).await?;
        let document: Document = read_document(&row.document)?;
        let mut members = Vec::new();
        for member in member::all(tx, &row.engagement_id).await? {
            let account = cx.account(tx, &member.account).await?.into_owned();
            members.push(EngagementMemberSummary {
                company_name: Some(account.company_name),
                website_url: Some(account.website_url),
                ..Default::default()
            });
        }
        let sender = cx.account(tx, &row.sender).await?.into_owned();
        let status = status(&row, cx.millis());
        // A receiver that rejected an invitation may not read its content any more.
        let shown = status != Status::Rejected || *row.receiver != *cx.account;
        Ok(GetEngagementInvitationResponse {
            arn: Some(arn::invitation(cx.catalog, &row.id)),
            payload_type: Some(row.payload_type.wire()),
            receiver: Some(receiver(&row, &document)),
            id: row.id,
            engagement_id: Some(row.engagement_id),
            engagement_title: document.engagement_title,
            status: Some(status.wire()),
            invitation_date: Some(instant(row.invited_at)),
            expiration_date: (status == Status::Pending).then(|| instant(row.expires_at)),
            sender_company_name: Some(sender.company_name),
            sender_aws_account_id: Some(row.sender),
            catalog: row.catalog.to_string(),
            rejection_reason: document.rejection_reason,
            payload: shown.then_some(document.payload),
            invitation_message: shown.then_some(document.message),
            engagement_description: document.engagement_description.filter(|_| shown),
            existing_members: Some(if shown { members } else { Vec::new() }),
            enrichment_context: None,
            ..Default::default()
        })
    }
}
