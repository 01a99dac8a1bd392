//! `CreateEngagementContext`: a member adds a lead, a customer project or a prospecting result to
//! an engagement, or the customer account that it is to plan.

use cosell_api::operations::CreateEngagementContext;
use cosell_api::types::{CreateEngagementContextRequest, CreateEngagementContextResponse};
use cosell_store::Tx;

use super::{context, customer, rules, store};
use crate::error::instant;
use crate::permission::ResourceType::Engagement;
use crate::permission::{Requirement, ask};
use crate::{Context, Error, Handler, arn};

impl Handler for CreateEngagementContext {
    const REQUIRES: &'static [Requirement] = &[
        ask(
            "partnercentral:CreateEngagementContext",
            Engagement.named("EngagementIdentifier"),
        ),
        ask(
            "partnercentral:GetEngagement",
            Engagement.named("EngagementIdentifier"),
        ),
    ];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &CreateEngagementContextRequest,
    ) -> Result<CreateEngagementContextResponse, Error> {
        let mut engagement = store::load(cx, tx, &input.engagement_identifier).await?;
        let given = rules::type_of(&input.payload);
        let other = rules::payload("payload", input.r#type, given);
        let mut findings: Vec<_> = other.into_iter().collect();
        findings.extend(customer::check(cx, tx, "payload.customerAccount", &input.payload).await?);
        Error::unless_empty(findings)?;
        let id = context::add(cx, tx, &mut engagement, input.payload.clone()).await?;
        Ok(CreateEngagementContextResponse {
            engagement_arn: Some(arn::engagement(cx.catalog, &engagement.row.id)),
            engagement_last_modified_at: Some(instant(engagement.row.modified_at)),
            engagement_id: Some(engagement.row.id),
            context_id: Some(id),
            ..Default::default()
        })
    }
}
