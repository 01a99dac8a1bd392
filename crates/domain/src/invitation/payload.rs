//! What an invitation says of the opportunity that it is to.

use cosell_api::types::{EngagementCustomer, ProjectDetails, ValidationExceptionErrorCode as Code};

use crate::Error;
use crate::opportunity::Document;
use crate::rule::{Evidence, Finding, Rule};

/// What an invitation must say of its opportunity.
pub(crate) static NEEDS: Rule = Rule {
    id: "invitation.from-opportunity.complete",
    evidence: Evidence::Documented,
    says: "An opportunity must name customer, country, industry, website, title, business problem \
           and target close date before it can be shared: an invitation requires them.",
};

/// Customer and project of an opportunity as its invitations show them, or all that it lacks.
pub(crate) fn details(document: &Document) -> Result<(EngagementCustomer, ProjectDetails), Error> {
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
        account.map(|account| &account.company_name),
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
        Some(title),
        Some(problem),
        Some(close),
    ) = (industry, country, company, title, problem, close)
    else {
        return Err(missing.error());
    };
    let customer = EngagementCustomer {
        industry,
        company_name: company.clone(),
        // Not demanded of opportunities of national security.
        website_url: account
            .and_then(|account| account.website_url.clone())
            .unwrap_or_default(),
        country_code,
    };
    let details = ProjectDetails {
        business_problem: problem.clone(),
        title: title.clone(),
        target_completion_date: close.clone(),
        expected_customer_spend: project
            .and_then(|project| project.expected_customer_spend.clone())
            .unwrap_or_default(),
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

    fn error(self) -> Error {
        match Error::unless_empty(self.0) {
            Err(error) => error,
            Ok(()) => cosell_api::Error::internal().into(),
        }
    }
}
