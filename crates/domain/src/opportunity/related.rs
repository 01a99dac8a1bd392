//! The lists of entities that are associated with an opportunity, and their rules.

use cosell_api::shape::{Kind, Shape};
use cosell_api::shapes;
use cosell_api::types::{
    RelatedEntityIdentifiers, RelatedEntityType, ReviewStatus, Stage,
    ValidationExceptionErrorCode as Code,
};

use super::Document;
use super::rules::life_cycle;
use crate::rule::{Finding, rules};
use crate::settings::StoredLimits;

rules! {
    pub(super) FORMAT = "opportunity.associate.format", Documented,
        "An identifier must have the format of its type: S- and digits for solutions, an ARN for \
         entities of the marketplace, letters and digits for AWS products.";

    pub(super) TOO_MANY = "opportunity.associate.too-many", Documented,
        "An opportunity has at most 20 AWS products, 10 solutions, 10 marketplace solutions, 10 \
         marketplace products, and one private offer or offer set.";

    pub(super) OFFER_XOR_SET = "opportunity.associate.offer-or-set", Documented,
        "An opportunity may have a private offer or an offer set, not both.";

    pub(super) OFFER_TAKEN = "opportunity.associate.offer-taken", Documented,
        "A private offer may belong to one opportunity only; here the same applies to an offer \
         set.";

    pub(super) SELLER = "opportunity.associate.seller", Documented,
        "An offer of the marketplace must be the caller's own; here the same applies to a \
         solution, a product and an offer set: an ARN with another account is not found.";

    pub(super) CLOSED_LOST = "opportunity.associate.closed-lost", Documented,
        "The offers of a lost opportunity cannot be changed.";

    pub(super) ANY_STATE = "opportunity.associate.any-state", Documented,
        "Entities may be associated at any stage, also during AWS's review; an integrator's report \
         that they are locked then is not followed.";

    pub(super) LAST_SOLUTION = "opportunity.disassociate.last-solution", Inferred,
        "The last solution, marketplace solution or marketplace product cannot be removed while \
         the opportunity is submitted or in review, and at stage Committed or Launched.";

    pub(super) SOLUTION_ACTIVE = "opportunity.associate.solution-active", Documented,
        "An associated solution must be one that ListSolutions shows as active.";

    pub(super) SOLUTION_REPLACES_DESCRIPTION = "opportunity.associate.replaces-description",
        Observed,
        "An associated solution replaces the description of another one.";
}

/// Whether the type is a private offer or an offer set.
pub(super) fn is_offer(entity: RelatedEntityType) -> bool {
    use RelatedEntityType::{AwsMarketplaceOfferSets, AwsMarketplaceOffers};
    matches!(entity, AwsMarketplaceOffers | AwsMarketplaceOfferSets)
}

/// The account in the ARN of an entity of the marketplace; `None` for any other identifier.
pub(super) fn seller(entity: RelatedEntityType, identifier: &str) -> Option<&str> {
    let named = match entity {
        RelatedEntityType::Solutions | RelatedEntityType::AwsProducts => None,
        RelatedEntityType::AwsMarketplaceOffers
        | RelatedEntityType::AwsMarketplaceOfferSets
        | RelatedEntityType::AwsMarketplaceSolutions
        | RelatedEntityType::AwsMarketplaceProducts => identifier.split(':').nth(4),
    };
    named.filter(|account| !account.is_empty())
}

/// The list of a type, created if it is absent.
pub(super) fn list(
    related: &mut RelatedEntityIdentifiers,
    entity: RelatedEntityType,
) -> &mut Vec<String> {
    let list = match entity {
        RelatedEntityType::Solutions => &mut related.solutions,
        RelatedEntityType::AwsProducts => &mut related.aws_products,
        RelatedEntityType::AwsMarketplaceOffers => &mut related.aws_marketplace_offers,
        RelatedEntityType::AwsMarketplaceOfferSets => &mut related.aws_marketplace_offer_sets,
        RelatedEntityType::AwsMarketplaceSolutions => &mut related.aws_marketplace_solutions,
        RelatedEntityType::AwsMarketplaceProducts => &mut related.aws_marketplace_products,
    };
    list.get_or_insert_default()
}

fn most(limits: &StoredLimits, entity: RelatedEntityType) -> usize {
    let most = match entity {
        RelatedEntityType::AwsProducts => limits.aws_products,
        RelatedEntityType::Solutions => limits.solutions,
        RelatedEntityType::AwsMarketplaceSolutions => limits.marketplace_solutions,
        RelatedEntityType::AwsMarketplaceProducts => limits.marketplace_products,
        RelatedEntityType::AwsMarketplaceOffers | RelatedEntityType::AwsMarketplaceOfferSets => 1,
    };
    usize::try_from(most).unwrap_or(usize::MAX)
}

fn shape(entity: RelatedEntityType) -> Option<&'static Shape> {
    match entity {
        RelatedEntityType::Solutions => Some(&shapes::SOLUTION_IDENTIFIER),
        RelatedEntityType::AwsProducts => None,
        RelatedEntityType::AwsMarketplaceOffers => Some(&shapes::AWS_MARKETPLACE_OFFER_IDENTIFIER),
        RelatedEntityType::AwsMarketplaceOfferSets => {
            Some(&shapes::AWS_MARKETPLACE_OFFER_SET_IDENTIFIER)
        }
        RelatedEntityType::AwsMarketplaceSolutions => {
            Some(&shapes::AWS_MARKETPLACE_SOLUTION_IDENTIFIER)
        }
        RelatedEntityType::AwsMarketplaceProducts => Some(&shapes::AWS_MARKETPLACE_PRODUCT_ARN),
    }
}

/// AWS's message about a product that is not one of its own.
pub(super) const UNKNOWN_PRODUCT: &str = "Field RelatedEntityIdentifiers.AwsProducts must be one \
     of the allowed AWS products. Refer to the complete list at https://github.com/aws-samples/\
     partner-crm-integration-samples/blob/main/resources/aws_products.json";

/// The finding that an identifier does not have its format.
pub(super) fn format(entity: RelatedEntityType, identifier: &str) -> Option<Finding> {
    let kind = shape(entity).map(|shape| &shape.kind);
    let wanted = if let Some(Kind::Text {
        pattern: Some(pattern),
        ..
    }) = kind
    {
        (!pattern.matches(identifier)).then_some(pattern.published)
    } else {
        let product = identifier.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (!product).then_some("[A-Za-z0-9]+")
    }?;
    Some(Finding::new(
        &FORMAT,
        "relatedEntityIdentifier",
        Code::InvalidStringFormat,
        format_message(entity, wanted),
    ))
}

/// The message about a wrong format: AWS publishes three, and the others are alike.
fn format_message(entity: RelatedEntityType, wanted: &str) -> String {
    match entity {
        RelatedEntityType::Solutions => {
            "Field RelatedEntityIdentifiers.Solutions does not match the required format: Solution \
             ID must follow the pattern S-[0-9]{1,19}."
                .to_owned()
        }
        RelatedEntityType::AwsMarketplaceOffers => {
            "Field RelatedEntityIdentifiers.AWSMarketplaceOffers does not match the required \
             format: must follow the AWS Marketplace offer ARN pattern."
                .to_owned()
        }
        RelatedEntityType::AwsProducts => UNKNOWN_PRODUCT.to_owned(),
        RelatedEntityType::AwsMarketplaceOfferSets
        | RelatedEntityType::AwsMarketplaceSolutions
        | RelatedEntityType::AwsMarketplaceProducts => format!(
            "Field RelatedEntityIdentifiers.{entity} does not match the required format: must \
             follow the pattern {wanted}."
        ),
    }
}

/// The findings against one more entity of this type.
pub(super) fn room(
    limits: &StoredLimits,
    document: &Document,
    entity: RelatedEntityType,
) -> Vec<Finding> {
    let mut findings: Vec<_> = closed_lost(document, entity).into_iter().collect();
    let mut related = document.related.clone();
    let most = most(limits, entity);
    if list(&mut related, entity).len() >= most {
        findings.push(Finding::new(
            &TOO_MANY,
            "relatedEntityIdentifier",
            Code::TooManyValues,
            format!("An opportunity can be associated with at most {most} {entity}."),
        ));
    }
    let other = match entity {
        RelatedEntityType::AwsMarketplaceOffers => RelatedEntityType::AwsMarketplaceOfferSets,
        RelatedEntityType::AwsMarketplaceOfferSets => RelatedEntityType::AwsMarketplaceOffers,
        _ => return findings,
    };
    if !list(&mut related, other).is_empty() {
        findings.push(Finding::new(
            &OFFER_XOR_SET,
            "relatedEntityType",
            Code::ActionNotPermitted,
            "An opportunity can be associated with an AWS Marketplace offer or an offer set, not \
             with both.",
        ));
    }
    findings
}

/// The finding that the opportunity is lost and this would change its offers.
pub(super) fn closed_lost(document: &Document, entity: RelatedEntityType) -> Option<Finding> {
    (is_offer(entity) && document.stage() == Stage::ClosedLost).then(|| {
        Finding::new(
            &CLOSED_LOST,
            "relatedEntityType",
            Code::ActionNotPermitted,
            "Cannot associate/disassociate offers when opportunity is in 'Closed Lost'.",
        )
    })
}

/// The finding that the opportunity still needs the entity that is removed: it is under review, or
/// its stage requires a solution.
pub(super) fn last_solution(document: &Document, entity: RelatedEntityType) -> Option<Finding> {
    use RelatedEntityType::{AwsMarketplaceProducts, AwsMarketplaceSolutions, Solutions};
    let solves = matches!(
        entity,
        Solutions | AwsMarketplaceSolutions | AwsMarketplaceProducts
    );
    if !solves || life_cycle::has_solution(document) {
        return None;
    }
    let (status, stage) = (document.review_status(), document.stage());
    let because = match (status, stage) {
        (ReviewStatus::Submitted | ReviewStatus::InReview, _) => {
            format!("ReviewStatus is '{status}'")
        }
        (_, Stage::Committed | Stage::Launched) => format!("Stage is '{stage}'"),
        _ => return None,
    };
    Some(Finding::new(
        &LAST_SOLUTION,
        "relatedEntityIdentifier",
        Code::ActionNotPermitted,
        format!("Cannot disassociate the only solution of an opportunity whose {because}."),
    ))
}

/// The id of an offer or an offer set: its ARN may have different regions for the same offer.
pub(super) fn offer_id(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or(arn)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_have_the_form_of_their_type() {
        let offer = "arn:aws:aws-marketplace:us-east-1:999999999999:AWSMarketplace/Offer/offer-1";
        for (entity, identifier, fits) in [
            (RelatedEntityType::Solutions, "S-1234567", true),
            (RelatedEntityType::Solutions, "Other", false),
            (RelatedEntityType::AwsProducts, "AmazonEC2Linux", true),
            (RelatedEntityType::AwsProducts, "Amazon EC2", false),
            (RelatedEntityType::AwsMarketplaceOffers, offer, true),
            (RelatedEntityType::AwsMarketplaceOfferSets, offer, false),
        ] {
            assert_eq!(
                format(entity, identifier).is_none(),
                fits,
                "{entity} {identifier}"
            );
        }
    }

    #[test]
    fn an_offer_excludes_another_offer_and_an_offer_set() {
        let mut document = Document::default();
        document.related.aws_marketplace_offers = Some(vec!["offer".to_owned()]);
        let rules = |entity| -> Vec<_> {
            room(&StoredLimits::default(), &document, entity)
                .into_iter()
                .map(|finding| finding.rule.id)
                .collect()
        };
        assert_eq!(
            rules(RelatedEntityType::AwsMarketplaceOffers),
            [TOO_MANY.id]
        );
        assert_eq!(
            rules(RelatedEntityType::AwsMarketplaceOfferSets),
            [OFFER_XOR_SET.id]
        );
        assert_eq!(rules(RelatedEntityType::Solutions), [""; 0]);
    }
}
