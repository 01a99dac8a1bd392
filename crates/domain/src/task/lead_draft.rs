//! The draft opportunity that is created from a lead.
//!
//! The draft has what recorded responses of the live service have: a fixed title, a close date in
//! ninety days, the business problem of the latest interaction that has one, and the customer's
//! company, industry, website and country. Values that do not fit an opportunity are left out, so
//! that a client can read the draft and send it back unchanged; an industry outside the closed list
//! becomes `Other` with its name.

use std::sync::Arc;

use cosell_api::types::{
    Account, Address, CountryCode, Customer, Industry, LeadContext, LifeCycle, Marketing,
    MarketingSource, NationalSecurity, OpportunityType, Project,
};
use jiff::Span;

use crate::opportunity::{Document, rules};
use crate::rule::rules;
use crate::settings::Strictness;
use crate::{Context, Settings};

rules! {
    /// What a draft has.
    pub(super) DRAFT = "task.lead.draft", Observed,
        "A converted lead becomes a draft with the title \"Converted from Lead\", a target close \
         date in 90 days, the lead's company, industry, website and country, and the latest \
         business problem. The draft may be incomplete, with any strictness.";
}

const TITLE: &str = "Converted from Lead";

/// Days until the target close date of a draft.
const DAYS: i64 = 90;

/// The fewest and the most characters of an opportunity's business problem.
const PROBLEM: std::ops::RangeInclusive<usize> = 20..=2000;

/// Makes the opportunity from a lead.
pub(super) fn compose(cx: &Context, lead: &LeadContext) -> Document {
    let mut document = Document {
        national_security: Some(NationalSecurity::No),
        opportunity_type: Some(OpportunityType::NetNewBusiness),
        customer: Some(Customer {
            account: Some(account(lead)),
            contacts: Some(Vec::new()),
            ..Default::default()
        }),
        project: Some(Project {
            title: Some(TITLE.to_owned()),
            customer_business_problem: problem(lead),
            expected_customer_spend: Some(Vec::new()),
            ..Project::default()
        }),
        marketing: Some(Marketing {
            source: Some(MarketingSource::None),
            ..Marketing::default()
        }),
        life_cycle: LifeCycle {
            target_close_date: Some(
                cx.today()
                    .saturating_add(Span::new().days(DAYS))
                    .to_string(),
            ),
            ..LifeCycle::default()
        },
        ..Document::default()
    };
    let refused = rules::customer::findings(&document);
    if refused
        .iter()
        .any(|finding| finding.rule.id == rules::customer::WEBSITE_FORMAT.id)
        && let Some(account) = document
            .customer
            .as_mut()
            .and_then(|known| known.account.as_mut())
    {
        account.website_url = None;
    }
    document
}

fn account(lead: &LeadContext) -> Account {
    let customer = &lead.customer;
    let named = customer
        .industry
        .as_deref()
        .filter(|name| !name.trim().is_empty());
    let industry = named.map(|name| Industry::from_wire(name).unwrap_or(Industry::Other));
    let country = customer
        .address
        .as_ref()
        .and_then(|address| address.country_code.as_deref());
    Account {
        company_name: customer.company_name.clone(),
        industry,
        other_industry: named
            .filter(|_| industry == Some(Industry::Other))
            .filter(|name| *name != Industry::Other.as_str())
            .map(str::to_owned),
        website_url: customer.website_url.clone(),
        address: Some(Address {
            country_code: country.and_then(CountryCode::from_wire),
            ..Address::default()
        }),
        ..Account::default()
    }
}

/// The latest interaction is the one that was added last, whatever its date: a recorded conversion
/// took the problem of an interaction that was dated before the first one.
fn problem(lead: &LeadContext) -> Option<String> {
    let mut problems = lead
        .interactions
        .iter()
        .rev()
        .filter_map(|known| known.business_problem.as_ref());
    problems
        .find(|problem| PROBLEM.contains(&problem.chars().count()))
        .cloned()
}

/// The context in which a draft is created: a caller that converts a lead cannot add what the lead
/// lacks.
pub(super) fn lenient(cx: &Context) -> Context {
    let mut lenient = cx.clone();
    if cx.settings.strictness != Strictness::Observed {
        let settings = Settings {
            strictness: Strictness::Observed,
            ..Settings::clone(&cx.settings)
        };
        lenient.settings = Arc::new(settings);
    }
    lenient
}

#[cfg(test)]
mod tests {
    use cosell_api::types::{LeadAddress, LeadCustomer, LeadInteraction};

    use super::*;

    fn lead(industry: &str, problems: &[Option<&str>]) -> LeadContext {
        LeadContext {
            customer: LeadCustomer {
                company_name: "Quarry & Sons".to_owned(),
                industry: Some(industry.to_owned()),
                address: Some(LeadAddress {
                    country_code: Some("XX".to_owned()),
                    ..LeadAddress::default()
                }),
                ..LeadCustomer::default()
            },
            interactions: problems
                .iter()
                .map(|problem| LeadInteraction {
                    business_problem: problem.map(str::to_owned),
                    ..LeadInteraction::default()
                })
                .collect(),
            ..LeadContext::default()
        }
    }

    #[test]
    fn an_industry_that_opportunities_do_not_know_keeps_its_name() {
        let known = account(&lead("Mining", &[]));
        assert_eq!(
            (known.industry, known.other_industry),
            (Some(Industry::Mining), None)
        );
        let unknown = account(&lead("Stone cutting", &[]));
        assert_eq!(unknown.industry, Some(Industry::Other));
        assert_eq!(unknown.other_industry.as_deref(), Some("Stone cutting"));
        assert_eq!(
            unknown.address.and_then(|address| address.country_code),
            None
        );
    }

    #[test]
    fn the_problem_is_the_latest_that_an_opportunity_can_hold() {
        let first = "The saws stand still every other day.";
        let lead = lead(
            "Mining",
            &[Some("An older problem that was solved."), Some(first), None],
        );
        assert_eq!(problem(&lead).as_deref(), Some(first));
        let mut short = lead;
        for interaction in &mut short.interactions {
            interaction.business_problem = Some("Saws.".to_owned());
        }
        assert_eq!(problem(&short), None);
    }
}
