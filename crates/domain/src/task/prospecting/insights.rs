//! A stand-in for AWS's insights about a customer.
//!
//! The live service uses models and data that only AWS has. Here fixed rules derive every value
//! from the engagement, so that the same engagement always gets the same result and a test can
//! expect it. No value is a fact about a real company, and the profile says so.

use cosell_api::types::{
    CountryCode, EngagementContextPayload, EngagementContextType, Industry, LeadInteraction,
    ProspectingInsights, ProspectingResultCustomer,
};

use crate::engagement::{self, Stored};
use crate::geography::place;
use crate::rule::rules;

rules! {
    /// Where insights come from.
    pub(in crate::task) STAND_IN = "task.prospecting.stand-in", Inferred,
        "Prospecting results come from a deterministic stand-in: they are derived from the \
         customer in the engagement and are not insights of AWS. The id ctx-… of a result is the \
         task's own id for it; the engagement numbers the context like every other.";
}

/// The numbers of interactions with a lead from which its score is medium and high.
const MEDIUM: usize = 2;
const HIGH: usize = 4;

/// What an engagement says about its customer.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Customer {
    company: String,
    industry: Option<String>,
    website: Option<String>,
    country: Option<CountryCode>,
    segment: Option<String>,
    maturity: Option<String>,
    use_case: Option<String>,
    interactions: usize,
}

/// The customer of the first lead, or else of the first customer project.
pub(super) fn customer(engagement: &Stored) -> Option<Customer> {
    let first = |r#type| engagement::context::first(engagement, r#type);
    if let Some(EngagementContextPayload::Lead(lead)) = first(EngagementContextType::Lead) {
        let known = &lead.customer;
        let country = known
            .address
            .as_ref()
            .and_then(|address| address.country_code.as_deref());
        let use_case = |interaction: &LeadInteraction| interaction.usecase.clone();
        return Some(Customer {
            company: known.company_name.clone(),
            industry: known.industry.clone(),
            website: known.website_url.clone(),
            country: country.and_then(CountryCode::from_wire),
            segment: known.market_segment.clone(),
            maturity: known.aws_maturity.clone(),
            use_case: lead.interactions.iter().rev().find_map(use_case),
            interactions: lead.interactions.len(),
        });
    }
    let project = first(EngagementContextType::CustomerProject)?;
    let EngagementContextPayload::CustomerProject(project) = project else {
        return None;
    };
    let known = project.customer.as_ref()?;
    Some(Customer {
        company: known.company_name.clone(),
        industry: Some(known.industry.as_str().to_owned()),
        website: Some(known.website_url.clone()),
        country: Some(known.country_code),
        ..Customer::default()
    })
}

/// The customer as the result describes it.
pub(super) fn profile(customer: &Customer) -> ProspectingResultCustomer {
    let (geo, region) = customer.country.and_then(place).unzip();
    let industry = customer.industry.as_deref();
    ProspectingResultCustomer {
        account_name: Some(customer.company.clone()),
        geo: geo.map(str::to_owned),
        region: region.map(str::to_owned),
        sub_region: customer.country.map(|country| country.as_str().to_owned()),
        country: customer.country,
        industry: industry.and_then(Industry::from_wire),
        sub_industry: customer.industry.clone(),
        segment: customer.segment.clone(),
        company_size: None,
        eligible_programs: Some(Vec::new()),
        public_profile_summary: Some(format!(
            "Stand-in profile of {}, made from the engagement alone.",
            customer.company
        )),
        ..Default::default()
    }
}

/// The insights about the customer.
pub(super) fn of(customer: &Customer) -> ProspectingInsights {
    let score = match customer.interactions {
        HIGH.. => "High",
        MEDIUM.. => "Medium",
        _ => "Low",
    };
    let facts = [
        customer.industry.is_some(),
        customer.website.is_some(),
        customer.country.is_some(),
        customer.segment.is_some(),
        customer.maturity.is_some(),
    ];
    let known = facts.into_iter().filter(|known| *known).count();
    ProspectingInsights {
        marketplace_engagement_score: Some(score.to_owned()),
        solution_score: Some((known * 100 / facts.len()).to_string()),
        solution_category: Some(
            customer
                .use_case
                .clone()
                .unwrap_or_else(|| "General".to_owned()),
        ),
        solution_sub_category: customer.maturity.clone(),
        ..Default::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_customer_always_gets_the_same_result() {
        let customer = Customer {
            company: "Quarry & Sons".to_owned(),
            industry: Some("Mining".to_owned()),
            country: CountryCode::from_wire("SE"),
            use_case: Some("Database".to_owned()),
            interactions: 2,
            ..Customer::default()
        };
        assert_eq!(of(&customer), of(&customer.clone()));
        let insights = of(&customer);
        assert_eq!(
            insights.marketplace_engagement_score.as_deref(),
            Some("Medium")
        );
        assert_eq!(insights.solution_score.as_deref(), Some("40"));
        assert_eq!(insights.solution_category.as_deref(), Some("Database"));
        let profile = profile(&customer);
        assert_eq!(profile.region.as_deref(), Some("Europe"));
        assert!(
            profile
                .public_profile_summary
                .is_some_and(|text| text.contains("Stand-in"))
        );
    }

    #[test]
    fn scores_grow_with_the_interactions() {
        let score = |interactions| {
            let customer = Customer {
                interactions,
                ..Customer::default()
            };
            of(&customer)
                .marketplace_engagement_score
                .unwrap_or_default()
        };
        assert_eq!(
            [0, 2, 3, 4, 10].map(score),
            ["Low", "Medium", "Medium", "High", "High"]
        );
    }
}
