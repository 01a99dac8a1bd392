//! What the partner needs from AWS, and what national security requires.

use cosell_api::types::{
    Industry, NationalSecurity, PrimaryNeedFromAws, ValidationExceptionErrorCode as Code,
};

use crate::opportunity::Document;
use crate::rule::{Finding, rules};

rules! {
    pub CONTRADICTION = "opportunity.needs.contradiction", Documented,
        "The need for no support and the need for a co-sell exclude each other.";

    pub NATIONAL_SECURITY = "opportunity.national-security.needs", Documented,
        "An opportunity of national security must need support from AWS.";

    pub NATIONAL_SECURITY_INDUSTRY = "opportunity.national-security.industry", Documented,
        "The industry of the customer of an opportunity of national security must be Government.";
}

/// AWS's message about needs and visibility of an opportunity of national security.
pub(super) const SECRET: &str = "When National Security is 'Yes' , PrimaryNeedsFromAws MUST NOT Be \
     Donot Need Support from Aws AND Visibility MUST be Full";

/// Whether the needs say that no support is needed.
pub fn none_needed(needs: &[PrimaryNeedFromAws]) -> bool {
    needs.contains(&PrimaryNeedFromAws::DoNotNeedSupportFromAwsSalesRep)
}

/// Whether the needs include a co-sell of any kind: all values but one do.
pub fn co_sell(needs: &[PrimaryNeedFromAws]) -> bool {
    needs
        .iter()
        .any(|need| *need != PrimaryNeedFromAws::DoNotNeedSupportFromAwsSalesRep)
}

pub fn findings(document: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    let needs = document.needs();
    if none_needed(needs) && co_sell(needs) {
        findings.push(Finding::new(
            &CONTRADICTION,
            "primaryNeedsFromAws",
            Code::InvalidValue,
            "\"Do not need support from AWS Sales Rep\" and \"Co-Sell\" options cannot be \
             selected at the same time for primary need from AWS",
        ));
    }
    if document.national_security != Some(NationalSecurity::Yes) {
        return findings;
    }
    if none_needed(needs) {
        findings.push(Finding::new(
            &NATIONAL_SECURITY,
            "primaryNeedsFromAws",
            Code::InvalidValue,
            SECRET,
        ));
    }
    let industry = document.account().and_then(|account| account.industry);
    if industry.is_some_and(|industry| industry != Industry::Government) {
        findings.push(Finding::new(
            &NATIONAL_SECURITY_INDUSTRY,
            "customer.account.industry",
            Code::InvalidValue,
            "When National Security is 'Yes'  - Industry MUST be Government",
        ));
    }
    findings
}

#[cfg(test)]
mod tests {
    use cosell_api::types::{Account, Customer};

    use super::*;

    #[test]
    fn no_need_and_a_need_contradict_each_other() {
        let document = Document {
            primary_needs_from_aws: Some(vec![
                PrimaryNeedFromAws::DoNotNeedSupportFromAwsSalesRep,
                PrimaryNeedFromAws::CoSellDealSupport,
            ]),
            ..Document::default()
        };
        assert_eq!(
            findings(&document).first().map(|finding| finding.rule),
            Some(&CONTRADICTION)
        );
    }

    #[test]
    fn national_security_is_for_governments_that_need_support() {
        let account = Account {
            industry: Some(Industry::Gaming),
            ..Account::default()
        };
        let document = Document {
            national_security: Some(NationalSecurity::Yes),
            primary_needs_from_aws: Some(vec![PrimaryNeedFromAws::DoNotNeedSupportFromAwsSalesRep]),
            customer: Some(Customer {
                account: Some(account),
                contacts: None,
                ..Default::default()
            }),
            ..Document::default()
        };
        let rules: Vec<_> = findings(&document)
            .into_iter()
            .map(|finding| finding.rule)
            .collect();
        assert_eq!(rules, [&NATIONAL_SECURITY, &NATIONAL_SECURITY_INDUSTRY]);
    }
}
