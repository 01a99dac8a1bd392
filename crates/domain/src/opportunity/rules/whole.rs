//! What an update must send: it replaces the whole opportunity.
//!
//! AWS's workbook requires the stage only. Integrators report that the live service requires more,
//! also of drafts.

use cosell_api::types::ValidationExceptionErrorCode as Code;

use super::given;
use crate::opportunity::Document;
use crate::rule::{Finding, rules};

rules! {
    pub STAGE = "opportunity.stage.required", Documented,
        "An update must have the stage.";

    pub CUSTOMER = "opportunity.update.customer", Observed,
        "An update must have the name of the customer's company, as integrators report; with \
         strictness documented, every opportunity must.";

    pub MARKETING = "opportunity.update.marketing-source", Observed,
        "An update must have the source of marketing, as integrators report, also before \
         submission; with strictness documented it may leave it out.";

    pub TYPE = "opportunity.update.type", Observed,
        "An update must have the opportunity's type, as integrators report; with strictness \
         documented it may leave it out.";
}

/// What the request of an update lacks. `sent` is the opportunity of the request.
pub fn findings(sent: &Document, documented: bool) -> Vec<Finding> {
    let company = sent.account().map(|account| &account.company_name);
    let marketing = sent.marketing.as_ref();
    let source = marketing.and_then(|marketing| marketing.source);
    [
        (
            sent.life_cycle.stage.is_some(),
            &STAGE,
            "lifeCycle.stage",
            "Field LifeCycle.Stage is required.",
        ),
        (
            documented || given(company),
            &CUSTOMER,
            "customer.account.companyName",
            "Field Customer.Account.CompanyName is required.",
        ),
        (
            documented || source.is_some(),
            &MARKETING,
            "marketing.source",
            "Field Marketing.Source is required.",
        ),
        (
            documented || sent.opportunity_type.is_some(),
            &TYPE,
            "opportunityType",
            "Field OpportunityType is required.",
        ),
    ]
    .into_iter()
    .filter(|(met, ..)| !met)
    .map(|(_, rule, field, message)| Finding::new(rule, field, Code::RequiredFieldMissing, message))
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documents_require_less_than_the_live_service() {
        let broken_rules = |documented| -> Vec<_> {
            findings(&Document::default(), documented)
                .into_iter()
                .map(|finding| finding.rule)
                .collect()
        };
        assert_eq!(broken_rules(false), [&STAGE, &CUSTOMER, &MARKETING, &TYPE]);
        assert_eq!(broken_rules(true), [&STAGE]);
    }
}
