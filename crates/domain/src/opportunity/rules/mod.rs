//! What is judged about an opportunity, beyond the formats of the model.
//!
//! Every rule is a constant with its evidence, and every judgement a pure function from values to
//! findings. [`findings`] holds at creation and at update; [`complete`] and [`involvement`] hold at
//! submission; [`whole`] says what an update must send, [`edit`] and [`review`] what it may change.
//! All findings of a request are listed at once.

pub mod complete;
pub mod contract;
pub mod customer;
pub mod edit;
pub mod involvement;
pub mod life_cycle;
pub mod marketing;
pub mod needs;
pub mod origin;
pub mod project;
pub mod related;
pub mod revenue;
pub mod review;
pub mod spend;
pub mod whole;

use super::Document;
use crate::Context;
use crate::rule::{Finding, Rule};
use crate::settings::Strictness;

/// Every rule about opportunities.
pub static RULES: &[&Rule] = &[
    &super::associate::ALREADY_ASSOCIATED,
    &super::aws_summary::SUBMITTED,
    &super::disassociate::NOT_ASSOCIATED,
    &super::received::REJECTION,
    &super::received::REVIEW,
    &super::received::THIN,
    &super::referral::INVITATION,
    &super::related::ANY_STATE,
    &super::related::CLOSED_LOST,
    &super::related::FORMAT,
    &super::related::LAST_SOLUTION,
    &super::related::SELLER,
    &super::related::OFFER_TAKEN,
    &super::related::OFFER_XOR_SET,
    &super::related::SOLUTION_ACTIVE,
    &super::related::SOLUTION_REPLACES_DESCRIPTION,
    &super::related::TOO_MANY,
    &super::update::LATEST,
    &complete::BUSINESS_PROBLEM,
    &complete::CLOSE_DATE,
    &complete::COMPANY_NAME,
    &complete::COUNTRY,
    &complete::DELIVERY_MODELS,
    &complete::FUTURE_CLOSE_DATE,
    &complete::INDUSTRY,
    &complete::NEEDS,
    &complete::OTHER_INDUSTRY,
    &complete::POSTAL_CODE,
    &complete::POSTAL_CODE_FORMAT,
    &complete::SALES_ACTIVITIES,
    &complete::SOLUTION,
    &complete::SPEND,
    &complete::STATE,
    &complete::TITLE,
    &complete::USE_CASE,
    &complete::WEBSITE,
    &contract::CURRENCY_MATCHES,
    &contract::DURATION,
    &contract::DURATION_REQUIRED,
    &contract::NO_ESTIMATE,
    &contract::ONE_SELF,
    &contract::SELF_REQUIRED,
    &contract::TARGET,
    &customer::STATE,
    &customer::WEBSITE_FORMAT,
    &edit::ACTION_REQUIRED,
    &edit::APPROVED,
    &edit::CLOSED_LOST,
    &edit::DECISION,
    &edit::LAUNCHED,
    &edit::NEEDS_STAY_CO_SELL,
    &edit::REVENUE_STAYS,
    &edit::STAGE_PENDING,
    &edit::UNDER_REVIEW,
    &involvement::ALREADY,
    &involvement::CO_SELL_LIMITED,
    &involvement::CO_SELL_WITHOUT_NEED,
    &involvement::ENGAGEMENT,
    &involvement::NATIONAL_SECURITY,
    &involvement::STAGE,
    &involvement::STATE,
    &involvement::VISIBILITY_WITH_NEED,
    &life_cycle::CLOSED_LOST_REASON,
    &life_cycle::CLOSED_LOST_REASON_ONLY,
    &life_cycle::CLOSE_DATE,
    &life_cycle::CLOSE_DATE_FORMAT,
    &life_cycle::SOLUTION,
    &marketing::CHANNELS,
    &marketing::FUNDING,
    &marketing::NONE,
    &marketing::UNFUNDED_USE_CASES,
    &marketing::USE_CASES,
    &needs::CONTRADICTION,
    &needs::NATIONAL_SECURITY,
    &needs::NATIONAL_SECURITY_INDUSTRY,
    &origin::AWS_REFERRAL,
    &project::APN_PROGRAMS,
    &project::COMPETITOR_NAMED,
    &project::COMPETITOR_UNNAMED,
    &project::USE_CASE,
    &related::EXISTS,
    &review::ANSWERED,
    &review::BY_AWS,
    &review::COMMENTS,
    &review::FINAL,
    &review::REASON,
    &review::RESUBMITTED,
    &review::TRANSITION,
    &revenue::PERIOD,
    &spend::AMOUNT,
    &spend::CURRENCY,
    &spend::EURO_PARTITION,
    &spend::FREQUENCY,
    &spend::UNRESOLVED_ESTIMATE,
    &whole::CUSTOMER,
    &whole::MARKETING,
    &whole::STAGE,
    &whole::TYPE,
];

/// What holds of an opportunity at creation and after every update: closed lists and conditions of
/// what is present; with strictness `documented` also what AWS's workbook marks as required.
pub fn findings(cx: &Context, previous: Option<&Document>, document: &Document) -> Vec<Finding> {
    let documented = cx.settings.strictness == Strictness::Documented;
    let mut findings = customer::findings(document);
    findings.extend(life_cycle::findings(
        cx.today(),
        previous,
        document,
        documented,
    ));
    findings.extend(marketing::findings(document, documented));
    findings.extend(needs::findings(document));
    findings.extend(project::findings(document));
    findings.extend(spend::findings(document));
    findings.extend(contract::findings(document));
    findings.extend(revenue::findings(document));
    if documented {
        findings.extend(complete::at_creation(document));
    }
    findings
}

/// Brings a document that was judged into the form in which it is kept.
pub fn normalise(document: &mut Document) {
    if let Some(project) = &mut document.project {
        contract::normalise(project);
        spend::normalise(project);
    }
}

/// Whether a text says something.
pub(crate) fn given(text: Option<&String>) -> bool {
    text.is_some_and(|text| !text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_have_names_of_their_own_in_order() {
        let mut ids: Vec<_> = RULES.iter().map(|rule| rule.id).collect();
        assert!(
            ids.iter().all(|id| id.starts_with("opportunity.")),
            "{ids:?}"
        );
        ids.sort_unstable();
        let count = ids.len();
        ids.dedup();
        assert_eq!(ids.len(), count, "an id is used twice");
    }
}
