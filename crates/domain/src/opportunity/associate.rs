//! `AssociateOpportunity`: associates a solution, a product or an offer with an opportunity.

use std::sync::Arc;

use cosell_api::operations::AssociateOpportunity;
use cosell_api::types::{
    AssociateOpportunityRequest, RelatedEntityType, ValidationExceptionErrorCode as Code,
};
use cosell_store::Tx;
use cosell_store::table::offer;

use super::related::{self, OFFER_TAKEN, SELLER, SOLUTION_ACTIVE};
use super::{Stored, store};
use crate::permission::ResourceType::Opportunity;
use crate::permission::{Requirement, ask};
use crate::rule::{Finding, rules};
use crate::{Context, Error, Handler};

rules! {
    /// The operation has no client token, so a caller that got no response can only retry.
    pub(super) ALREADY_ASSOCIATED = "opportunity.associate.again", Inferred,
        "Associating an entity that is already associated succeeds and changes nothing.";

    PRODUCT_KNOWN = "opportunity.associate.product-known", Documented,
        "With a list of AWS products in the configuration, an associated product must be in it; \
         without one, every product is accepted.";

    OFFER_UNSHOWN = "opportunity.associate.offer-snapshot", Documented,
        "Associating an offer takes no snapshot: AWS's table of events has none for it. Here the \
         same applies to an offer set and to a disassociation. The next snapshot shows the offer.";
}

/// The status of a solution that can be associated.
const ACTIVE: &str = "Active";

impl Handler for AssociateOpportunity {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:AssociateOpportunity",
        Opportunity.named("OpportunityIdentifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &AssociateOpportunityRequest,
    ) -> Result<(), Error> {
        let entity = input.related_entity_type;
        let identifier = &input.related_entity_identifier;
        let mut stored =
            Arc::unwrap_or_clone(store::load(cx, tx, &input.opportunity_identifier).await?);
        let mut findings: Vec<_> = related::format(entity, identifier).into_iter().collect();
        // Nothing has an identifier of another form, so such a one is not looked up.
        if findings.is_empty() {
            findings.extend(known(cx, tx, entity, identifier).await?);
        }
        if related::list(&mut stored.document.related, entity).contains(identifier) {
            return Ok(());
        }
        findings.extend(related::room(&cx.settings.stored, &stored.document, entity));
        if related::is_offer(entity) {
            findings.extend(taken(cx, tx, &stored, identifier).await?);
        }
        Error::unless_empty(findings)?;

        related::list(&mut stored.document.related, entity).push(identifier.clone());
        if related::is_offer(entity) {
            let (account, catalog) = (&cx.account, cx.catalog_name());
            let offer = related::offer_id(identifier);
            offer::take(tx, account, catalog, offer, &stored.row.id).await?;
        }
        if let (RelatedEntityType::Solutions, Some(project)) =
            (entity, &mut stored.document.project)
        {
            project.other_solution_description = None;
        }
        save(cx, tx, &mut stored, entity).await
    }
}

/// Writes an opportunity whose list of this type changed; [`OFFER_UNSHOWN`].
pub(super) async fn save(
    cx: &Context,
    tx: &mut Tx,
    stored: &mut Stored,
    entity: RelatedEntityType,
) -> Result<(), Error> {
    if related::is_offer(entity) {
        store::save_unshown(cx, tx, stored).await
    } else {
        store::save(cx, tx, stored).await
    }
}

/// The finding that an entity is not one to associate. One that the caller does not have is not
/// found.
async fn known(
    cx: &Context,
    tx: &mut Tx,
    entity: RelatedEntityType,
    identifier: &str,
) -> Result<Option<Finding>, Error> {
    if related::seller(entity, identifier).is_some_and(|seller| seller != &*cx.account) {
        return Err(Error::not_found_by(&SELLER, identifier));
    }
    match entity {
        RelatedEntityType::Solutions => solution(cx, tx, identifier).await,
        RelatedEntityType::AwsProducts => Ok(product(cx, identifier)),
        _ => Ok(None),
    }
}

/// The finding that a solution of the caller is not active. A solution that the caller does not
/// have is not found.
async fn solution(cx: &Context, tx: &mut Tx, identifier: &str) -> Result<Option<Finding>, Error> {
    let account = cx.account(tx, &cx.account).await?;
    let Some(solution) = account
        .solutions
        .iter()
        .find(|solution| solution.id == identifier)
    else {
        return Err(Error::not_found(identifier));
    };
    Ok((solution.status != ACTIVE).then(|| {
        Finding::new(
            &SOLUTION_ACTIVE,
            "relatedEntityIdentifier",
            Code::InvalidResourceState,
            format!("Solution {identifier} is not active."),
        )
    }))
}

/// The finding that AWS has no such product, as far as the configuration knows.
fn product(cx: &Context, identifier: &str) -> Option<Finding> {
    let known = cx.settings.aws_products.as_ref()?;
    (!known.contains(identifier)).then(|| {
        Finding::new(
            &PRODUCT_KNOWN,
            "relatedEntityIdentifier",
            Code::InvalidEnumValue,
            related::UNKNOWN_PRODUCT,
        )
    })
}

/// The finding that another opportunity has the offer.
async fn taken(
    cx: &Context,
    tx: &mut Tx,
    stored: &Stored,
    identifier: &str,
) -> Result<Option<Finding>, Error> {
    let holder = offer::holder(
        tx,
        &cx.account,
        cx.catalog_name(),
        related::offer_id(identifier),
    )
    .await?;
    let other = holder.is_some_and(|holder| holder != stored.row.id);
    Ok(other.then(|| {
        Finding::new(
            &OFFER_TAKEN,
            "relatedEntityIdentifier",
            Code::DuplicateKeyValue,
            "One AWS Marketplace offer can only be associated with one opportunity. This offer is \
             already associated with another opportunity, try a different offer ID.",
        )
    }))
}
