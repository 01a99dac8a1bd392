//! A stand-in for what AWS knows of a customer.
//!
//! The customer data of AWS are not to be had. Every value here follows from what the partner says,
//! by fixed rules, so that the same account always gets the same enrichment and a test can expect
//! it. None of it is true of any real company.

use cosell_api::types::{
    AwsEnrichment, AwsEnrichmentCustomer, AwsEnrichmentInsights, CustomerAccountData, Industry,
};

use crate::geography::place;

/// Facts from which a score is medium, and from which it is high.
const MEDIUM: usize = 2;
const HIGH: usize = 4;

/// What the stand-in adds to an account.
pub(super) fn of(account: &CustomerAccountData) -> AwsEnrichment {
    let address = account.address.as_ref();
    let country = address.and_then(|address| address.country_code);
    let (geo, region) = country.and_then(place).unzip();
    let country = country.map(|country| country.as_str().to_owned());
    let (score, qualification) = match facts(account) {
        HIGH.. => ("High", "Qualified"),
        MEDIUM.. => ("Medium", "Qualified"),
        _ => ("Low", "Not Qualified"),
    };
    let industry = account.industry.clone();
    AwsEnrichment {
        customer: Some(AwsEnrichmentCustomer {
            account_name: Some(account.company_name.clone()),
            industry: industry.filter(|name| Industry::from_wire(name).is_some()),
            sub_industry: account.other_industry.clone(),
            region: region.map(str::to_owned),
            sub_region: country.clone(),
            geo: geo.map(str::to_owned),
            country,
            customer_account_planning_qualification: Some(qualification.to_owned()),
            eligible_programs: Some(Vec::new()),
            ..AwsEnrichmentCustomer::default()
        }),
        insights: Some(AwsEnrichmentInsights {
            marketplace_engagement_score: Some(score.to_owned()),
            solution_category: Some("General".to_owned()),
            solution_score: Some(score.to_owned()),
            solution_sub_category: None,
            ..Default::default()
        }),
        ..Default::default()
    }
}

/// How many of the five facts that count an account says.
fn facts(account: &CustomerAccountData) -> usize {
    let says = |text: &Option<String>| text.as_ref().is_some_and(|text| !text.trim().is_empty());
    let address = account.address.as_ref();
    let facts = [
        says(&account.website_url) || says(&account.domain),
        says(&account.duns),
        says(&account.industry),
        address.is_some_and(|address| address.country_code.is_some()),
        says(&account.parent_company_name),
    ];
    facts.into_iter().filter(|said| *said).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_grow_with_what_is_said() {
        let mut account = CustomerAccountData {
            company_name: "Quay".to_owned(),
            ..CustomerAccountData::default()
        };
        let score = |account: &CustomerAccountData| {
            let enrichment = of(account);
            let insights = enrichment.insights.expect("insights");
            let customer = enrichment.customer.expect("a customer");
            let qualification = customer.customer_account_planning_qualification;
            (
                insights.solution_score.expect("a score"),
                qualification.expect("a qualification"),
            )
        };
        let expected = |score: &str, says: &str| (score.to_owned(), says.to_owned());
        assert_eq!(score(&account), expected("Low", "Not Qualified"));
        account.website_url = Some("https://quay.example.com".to_owned());
        account.domain = Some("quay.example.com".to_owned());
        assert_eq!(score(&account), expected("Low", "Not Qualified"));
        account.duns = Some("123456789".to_owned());
        assert_eq!(score(&account), expected("Medium", "Qualified"));
        account.industry = Some("Fishery".to_owned());
        account.parent_company_name = Some("Harbour".to_owned());
        assert_eq!(score(&account), expected("High", "Qualified"));
    }

    #[test]
    fn an_industry_that_the_model_does_not_list_is_not_repeated() {
        for (industry, shown) in [("Fishery", None), ("Agriculture", Some("Agriculture"))] {
            let account = CustomerAccountData {
                company_name: "Quay".to_owned(),
                industry: Some(industry.to_owned()),
                ..CustomerAccountData::default()
            };
            let customer = of(&account).customer.expect("a customer");
            assert_eq!(customer.industry.as_deref(), shown);
        }
    }
}
