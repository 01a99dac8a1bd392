//! `GetEngagementInvitation`: one invitation that the caller sent or received.

use cosell_api::operations::GetEngagementInvitation;
use cosell_api::types::{
    EngagementInvitationPayloadType, EngagementMemberSummary, GetEngagementInvitationRequest,
    GetEngagementInvitationResponse, InvitationStatus,
};
use cosell_store::Tx;
use cosell_store::table::{invitation as table, member};

use super::{Document, receiver, status};
use crate::error::{instant, read_document};
use crate::{Context, Error, Handler, arn};

impl Handler for GetEngagementInvitation {
    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &GetEngagementInvitationRequest,
    ) -> Result<GetEngagementInvitationResponse, Error> {
        let absent = || Error::not_found(&input.identifier);
        let id = arn::id_of(&input.identifier, cx.catalog).ok_or_else(absent)?;
        let row = table::find(tx, cx.catalog_name(), id)
            .await?
            .ok_or_else(absent)?;
        if ![&row.sender, &row.receiver]
            .into_iter()
            .any(|party| **party == *cx.account)
        {
            return Err(absent());
        }
        let document: Document = read_document(&row.document)?;
        let members = member::all(tx, &row.engagement_id).await?;
        let members = members.into_iter().map(|member| {
            let account = cx.settings.account(&member.account);
            EngagementMemberSummary {
                company_name: Some(account.company_name),
                website_url: Some(account.website_url),
            }
        });
        let status = status(&row, cx.millis());
        Ok(GetEngagementInvitationResponse {
            arn: Some(arn::invitation(cx.catalog, &row.id)),
            payload_type: EngagementInvitationPayloadType::from_wire(&row.payload_type),
            receiver: Some(receiver(&row, &document)),
            id: row.id,
            engagement_id: Some(row.engagement_id),
            engagement_title: document.engagement_title,
            status,
            invitation_date: Some(instant(row.invited_at)),
            expiration_date: (status == Some(InvitationStatus::Pending))
                .then(|| instant(row.expires_at)),
            sender_company_name: Some(cx.settings.account(&row.sender).company_name),
            sender_aws_account_id: Some(row.sender),
            catalog: row.catalog,
            rejection_reason: document.rejection_reason,
            payload: Some(document.payload),
            invitation_message: Some(document.message),
            engagement_description: document.engagement_description,
            existing_members: Some(members.collect()),
            enrichment_context: None,
        })
    }
}
