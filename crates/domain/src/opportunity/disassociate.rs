//! `DisassociateOpportunity`: removes an association that `AssociateOpportunity` made.

use std::sync::Arc;

use cosell_api::operations::DisassociateOpportunity;
use cosell_api::types::DisassociateOpportunityRequest;
use cosell_store::Tx;
use cosell_store::table::offer;

use super::{associate, related, store};
use crate::permission::ResourceType::Opportunity;
use crate::permission::{Requirement, ask};
use crate::rule::rules;
use crate::{Context, Error, Handler};

rules! {
    /// A recorded refusal of this operation is a `ResourceNotFoundException`; only its name and
    /// length are known.
    pub(super) NOT_ASSOCIATED = "opportunity.disassociate.not-associated", Inferred,
        "Disassociating an entity that is not associated is refused as not found.";
}

impl Handler for DisassociateOpportunity {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:DisassociateOpportunity",
        Opportunity.named("OpportunityIdentifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &DisassociateOpportunityRequest,
    ) -> Result<(), Error> {
        let entity = input.related_entity_type;
        let identifier = &input.related_entity_identifier;
        let mut stored =
            Arc::unwrap_or_clone(store::load(cx, tx, &input.opportunity_identifier).await?);
        let list = related::list(&mut stored.document.related, entity);
        let Some(position) = list.iter().position(|known| known == identifier) else {
            return Err(Error::not_found_by(&NOT_ASSOCIATED, identifier));
        };
        list.remove(position);
        let mut findings: Vec<_> = related::closed_lost(&stored.document, entity)
            .into_iter()
            .collect();
        findings.extend(related::last_solution(&stored.document, entity));
        Error::unless_empty(findings)?;
        if related::is_offer(entity) {
            let offer = related::offer_id(identifier);
            offer::free(tx, &cx.account, cx.catalog_name(), offer).await?;
        }
        associate::save(cx, tx, &mut stored, entity).await
    }
}
