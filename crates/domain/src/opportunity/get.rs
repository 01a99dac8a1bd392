//! `GetOpportunity`: the current state of an opportunity of the caller.

use cosell_api::operations::GetOpportunity;
use cosell_api::types::{GetOpportunityRequest, GetOpportunityResponse, RelatedEntityIdentifiers};
use cosell_store::Tx;

use super::{Stored, store};
use crate::error::instant;
use crate::permission::ResourceType::Opportunity;
use crate::permission::{Requirement, ask};
use crate::{Context, Error, Handler, arn};

impl Handler for GetOpportunity {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:GetOpportunity",
        Opportunity.named("Identifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &GetOpportunityRequest,
    ) -> Result<GetOpportunityResponse, Error> {
        let stored = store::load(cx, tx, &input.identifier).await?;
        Ok(response(cx, stored))
    }
}

/// An opportunity as its owner reads it.
pub fn response(cx: &Context, stored: Stored) -> GetOpportunityResponse {
    let Stored { row, document, .. } = stored;
    GetOpportunityResponse {
        primary_needs_from_aws: document.primary_needs_from_aws,
        national_security: document.national_security,
        partner_opportunity_identifier: document.partner_opportunity_identifier,
        customer: document.customer,
        project: document.project,
        opportunity_type: document.opportunity_type,
        marketing: document.marketing,
        software_revenue: document.software_revenue,
        arn: Some(arn::opportunity(&row.account, cx.catalog, &row.id)),
        life_cycle: Some(document.life_cycle),
        opportunity_team: Some(document.opportunity_team),
        ..GetOpportunityResponse::required(
            row.catalog.to_string(),
            row.id,
            instant(row.modified_at),
            instant(row.created_at),
            all_lists(document.related),
        )
    }
}

/// Related entities with an empty list for each absent one.
pub fn all_lists(related: RelatedEntityIdentifiers) -> RelatedEntityIdentifiers {
    let list = |list: Option<Vec<String>>| Some(list.unwrap_or_default());
    RelatedEntityIdentifiers {
        aws_marketplace_offers: list(related.aws_marketplace_offers),
        aws_marketplace_offer_sets: list(related.aws_marketplace_offer_sets),
        solutions: list(related.solutions),
        aws_products: list(related.aws_products),
        aws_marketplace_solutions: list(related.aws_marketplace_solutions),
        aws_marketplace_products: list(related.aws_marketplace_products),
        ..Default::default()
    }
}
