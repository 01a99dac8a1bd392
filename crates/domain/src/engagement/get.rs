//! `GetEngagement`: one engagement that the caller is a member of, with its contexts.

use cosell_api::operations::GetEngagement;
use cosell_api::types::{GetEngagementRequest, GetEngagementResponse};
use cosell_store::Tx;

use super::{Stored, customer, store};
use crate::error::instant;
use crate::permission::ResourceType::Engagement;
use crate::permission::{Requirement, ask};
use crate::{Context, Error, Handler, arn};

impl Handler for GetEngagement {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:GetEngagement",
        Engagement.named("Identifier"),
    )];

    const READS_BY_KEY: bool = true;

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &GetEngagementRequest,
    ) -> Result<GetEngagementResponse, Error> {
        let Stored { row, mut document } = store::load(cx, tx, &input.identifier).await?;
        customer::fill(cx, tx, &mut document.contexts).await?;
        Ok(GetEngagementResponse {
            arn: Some(arn::engagement(cx.catalog, &row.id)),
            id: Some(row.id),
            title: Some(row.title).filter(|title| !title.is_empty()),
            description: document.description,
            created_at: Some(instant(row.created_at)),
            created_by: Some(row.created_by),
            member_count: Some(row.member_count),
            modified_at: Some(instant(row.modified_at)),
            modified_by: Some(row.modified_by),
            contexts: Some(document.contexts),
            ..Default::default()
        })
    }
}
