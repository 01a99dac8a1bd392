//! The payload of an invitation: what it says about its opportunity.

use cosell_api::types::{
    EngagementCustomer, NationalSecurity, ProjectDetails, ValidationExceptionErrorCode as Code,
};

use crate::Error;
use crate::opportunity::Document;
use crate::rule::{Finding, rules};

rules! {
    /// What an invitation must say about its opportunity.
    pub(crate) NEEDS = "invitation.from-opportunity.complete", Documented,
        "An opportunity must have customer, country, industry, website, title, business problem \
         and target close date before it can be shared, because an invitation requires them.";
}

/// Customer and project of an opportunity as its invitations show them, or a refusal that lists
/// everything that is missing.
pub(crate) fn details(document: &Document) -> Result<(EngagementCustomer, ProjectDetails), Error> {
    read(document).map_err(|missing| match Error::unless_empty(missing) {
        Err(error) => error,
        Ok(()) => cosell_api::Error::internal().into(),
    })
}

/// What an opportunity lacks for an invitation.
pub(crate) fn missing(document: &Document) -> Vec<Finding> {
    read(document).err().unwrap_or_default()
}

fn read(document: &Document) -> Result<(EngagementCustomer, ProjectDetails), Vec<Finding>> {
    let mut missing = Missing::default();
    let (account, address) = (document.account(), document.address());
    let project = document.project.as_ref();

    let industry = missing.unless(
        "customer.account.industry",
        account.and_then(|account| account.industry),
    );
    let country = missing.unless(
        "customer.account.address.countryCode",
        address.and_then(|address| address.country_code),
    );
    let company = missing.unless(
        "customer.account.companyName",
        account
            .map(|account| &account.company_name)
            .filter(|name| !name.is_empty()),
    );
    // Not required of opportunities of national security.
    let secret = document.national_security == Some(NationalSecurity::Yes);
    let website = account.and_then(|account| account.website_url.clone());
    let website = missing.unless(
        "customer.account.websiteUrl",
        website.or(secret.then(String::new)),
    );
    let title = missing.unless(
        "project.title",
        project.and_then(|project| project.title.as_ref()),
    );
    let problem = missing.unless(
        "project.customerBusinessProblem",
        project.and_then(|project| project.customer_business_problem.as_ref()),
    );
    let close = missing.unless(
        "lifeCycle.targetCloseDate",
        document.life_cycle.target_close_date.as_ref(),
    );
    let (
        Some(industry),
        Some(country_code),
        Some(company),
        Some(website_url),
        Some(title),
        Some(problem),
        Some(close),
    ) = (industry, country, company, website, title, problem, close)
    else {
        return Err(missing.0);
    };
    let customer =
        EngagementCustomer::required(industry, company.clone(), website_url, country_code);
    let details = ProjectDetails {
        business_problem: problem.clone(),
        title: title.clone(),
        target_completion_date: close.clone(),
        expected_customer_spend: project
            .and_then(|project| project.expected_customer_spend.clone())
            .unwrap_or_default(),
        ..Default::default()
    };
    Ok((customer, details))
}

#[derive(Default)]
struct Missing(Vec<Finding>);

impl Missing {
    fn unless<T>(&mut self, field: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            let message = format!("{field} is required");
            self.0.push(Finding::new(
                &NEEDS,
                field,
                Code::RequiredFieldMissing,
                message,
            ));
        }
        value
    }
}
