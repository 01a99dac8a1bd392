//! The parent opportunity that a project may name.

use cosell_api::types::OpportunityType;
use cosell_store::Tx;

use crate::opportunity::{Document, store};
use crate::rule::rules;
use crate::{Context, Error};

rules! {
    pub EXISTS = "opportunity.related-opportunity.exists", Documented,
        "The related opportunity must exist, unless the opportunity is net new business, which has \
         no related opportunity.";

    /// What becomes of one that a request names for net new business.
    pub NOT_STORED = "opportunity.related-opportunity.net-new-business", Documented,
        "The related opportunity that a request names for net new business is not stored.";
}

/// Removes what [`NOT_STORED`] is about.
pub fn normalise(document: &mut Document) {
    if document.opportunity_type == Some(OpportunityType::NetNewBusiness)
        && let Some(project) = &mut document.project
    {
        project.related_opportunity_identifier = None;
    }
}

/// Refuses a document with a related opportunity that the caller does not have.
pub async fn exists(cx: &Context, tx: &mut Tx, document: &Document) -> Result<(), Error> {
    let project = document.project.as_ref();
    let Some(id) = project.and_then(|project| project.related_opportunity_identifier.as_deref())
    else {
        return Ok(());
    };
    if document.opportunity_type == Some(OpportunityType::NetNewBusiness)
        || store::row(cx, tx, id).await?.is_some()
    {
        return Ok(());
    }
    Err(Error::not_found_by(&EXISTS, id))
}
