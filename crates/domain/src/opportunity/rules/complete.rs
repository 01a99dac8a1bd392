//! What an opportunity must have before it is submitted.
//!
//! [`at_creation`] checks what AWS's workbook requires of a new opportunity; integrators report
//! that the live service accepts opportunities without it. [`findings`] adds what only a submission
//! requires.

use cosell_api::types::{
    AwsSubmission, CountryCode, Industry, NationalSecurity, SalesInvolvementType,
    ValidationExceptionErrorCode as Code,
};
use jiff::civil::Date;

use super::{given, life_cycle, spend};
use crate::Context;
use crate::opportunity::{Document, lists::postal_code};
use crate::rule::{Finding, Rule, rules};
use crate::settings::Strictness;

rules! {
    pub BUSINESS_PROBLEM = "opportunity.complete.business-problem", Documented,
        "The customer's business problem must be described.";

    pub CLOSE_DATE = "opportunity.complete.target-close-date", Documented,
        "The target close date must be given.";

    pub COMPANY_NAME = "opportunity.complete.company-name", Documented,
        "The name of the customer's company must be given.";

    pub COUNTRY = "opportunity.complete.country", Documented,
        "The customer's country must be given.";

    pub DELIVERY_MODELS = "opportunity.complete.delivery-models", Documented,
        "A submission must say how the solution is delivered.";

    pub FUTURE_CLOSE_DATE = "opportunity.complete.future-close-date", Documented,
        "At submission the target close date must be in the future.";

    pub INDUSTRY = "opportunity.complete.industry", Documented,
        "The customer's industry must be given.";

    pub NEEDS = "opportunity.complete.needs", Documented,
        "A submission for co-sell must say what is needed from AWS.";

    pub OTHER_INDUSTRY = "opportunity.complete.other-industry", Documented,
        "The name of an industry outside the closed list must be given.";

    pub POSTAL_CODE = "opportunity.complete.postal-code", Documented,
        "The postal code must be given if the country has postal codes.";

    pub POSTAL_CODE_FORMAT = "opportunity.complete.postal-code-format", Documented,
        "At submission the postal code must have its country's format.";

    pub SALES_ACTIVITIES = "opportunity.complete.sales-activities", Documented,
        "A submission for co-sell must have sales activities; with strictness documented, every \
         submission must.";

    pub SOLUTION = "opportunity.complete.solution", Documented,
        "A submission must have a solution, or describe another one.";

    pub SPEND = "opportunity.complete.spend", Documented,
        "An expected spend with an amount must be given.";

    pub STATE = "opportunity.complete.state", Documented,
        "An address in the United States must have a state.";

    pub TITLE = "opportunity.complete.title", Documented,
        "The project must have a title.";

    pub USE_CASE = "opportunity.complete.use-case", Documented,
        "A submission must name the customer's use case.";

    pub WEBSITE = "opportunity.complete.website", Documented,
        "The customer's website must be given, unless the opportunity is one of national security.";
}

fn missing(rule: &'static Rule, field: &str, message: &str) -> Finding {
    Finding::new(rule, field, Code::RequiredFieldMissing, message)
}

/// What AWS's workbook marks as required of a new opportunity.
pub fn at_creation(document: &Document) -> Vec<Finding> {
    let mut findings = customer(document);
    let project = document.project.as_ref();
    let mut need = |met: bool, rule: &'static Rule, field: &str, message: &str| {
        if !met {
            findings.push(missing(rule, field, message));
        }
    };
    need(
        given(document.life_cycle.target_close_date.as_ref()),
        &CLOSE_DATE,
        "lifeCycle.targetCloseDate",
        "Field LifeCycle.TargetCloseDate is required.",
    );
    need(
        given(project.and_then(|project| project.title.as_ref())),
        &TITLE,
        "project.title",
        "Field Project.Title is required.",
    );
    need(
        given(project.and_then(|project| project.customer_business_problem.as_ref())),
        &BUSINESS_PROBLEM,
        "project.customerBusinessProblem",
        "Field Project.CustomerBusinessProblem is required.",
    );
    let entries = project.map(spend::entries).unwrap_or_default();
    need(
        entries.iter().any(|entry| spend::amount(entry).is_some()),
        &SPEND,
        "project.expectedCustomerSpend.amount",
        "Field Project.ExpectedCustomerSpend.Amount is required.",
    );
    findings
}

fn customer(document: &Document) -> Vec<Finding> {
    let mut findings = Vec::new();
    let account = document.account();
    let address = document.address();
    let country = address.and_then(|address| address.country_code);
    let secret = document.national_security == Some(NationalSecurity::Yes);
    let in_us = country == Some(CountryCode::Us);
    let mut need = |met: bool, rule: &'static Rule, field: &str, message: &str| {
        if !met {
            let field = format!("customer.account.{field}");
            findings.push(missing(rule, &field, message));
        }
    };
    need(
        given(account.map(|account| &account.company_name)),
        &COMPANY_NAME,
        "companyName",
        "Field Customer.Account.CompanyName is required.",
    );
    need(
        account.is_some_and(|account| account.industry.is_some()),
        &INDUSTRY,
        "industry",
        "Field Customer.Account.Industry is required.",
    );
    let other = account.is_some_and(|account| account.industry == Some(Industry::Other));
    need(
        !other || given(account.and_then(|account| account.other_industry.as_ref())),
        &OTHER_INDUSTRY,
        "otherIndustry",
        "Field Customer.Account.OtherIndustry is required when Customer.Account.Industry is \
         'Other'.",
    );
    need(
        secret || given(account.and_then(|account| account.website_url.as_ref())),
        &WEBSITE,
        "websiteUrl",
        "Field Customer.Account.WebsiteUrl is required.",
    );
    need(
        country.is_some(),
        &COUNTRY,
        "address.countryCode",
        "Field Customer.Account.Address.CountryCode is required.",
    );
    need(
        !in_us || secret || given(address.and_then(|address| address.state_or_region.as_ref())),
        &STATE,
        "address.stateOrRegion",
        "Field Customer.Account.Address.StateOrRegion is required when \
         Customer.Account.Address.CountryCode is 'US'",
    );
    need(
        !country.is_some_and(postal_code::has_codes)
            || (in_us && secret)
            || given(address.and_then(|address| address.postal_code.as_ref())),
        &POSTAL_CODE,
        "address.postalCode",
        "Field Customer.Account.Address.PostalCode is required for country",
    );
    findings
}

/// Everything that is missing or wrong for this submission.
pub fn findings(cx: &Context, document: &Document, submission: &AwsSubmission) -> Vec<Finding> {
    let documented = cx.settings.strictness == Strictness::Documented;
    let mut findings = at_creation(document);
    findings.extend(postal_code(document));
    findings.extend(future(cx.today(), document));
    findings.extend(project(document, submission, documented));
    findings
}

fn project(document: &Document, submission: &AwsSubmission, documented: bool) -> Vec<Finding> {
    let mut findings = Vec::new();
    let project = document.project.as_ref();
    let co_sell = submission.involvement_type == SalesInvolvementType::CoSell;
    let mut need = |met: bool, rule: &'static Rule, field: &str, message: &str| {
        if !met {
            findings.push(missing(rule, field, message));
        }
    };
    need(
        !co_sell || !document.needs().is_empty(),
        &NEEDS,
        "primaryNeedsFromAws",
        "primaryNeedsFromAws is required",
    );
    need(
        given(project.and_then(|project| project.customer_use_case.as_ref())),
        &USE_CASE,
        "project.customerUseCase",
        "Field Project.CustomerUseCase is required for opportunity submission.",
    );
    let delivery = project.and_then(|project| project.delivery_models.as_ref());
    need(
        delivery.is_some_and(|models| !models.is_empty()),
        &DELIVERY_MODELS,
        "project.deliveryModels",
        "Field Project.DeliveryModels is required for opportunity submission.",
    );
    let activities = project.and_then(|project| project.sales_activities.as_ref());
    need(
        !(co_sell || documented) || activities.is_some_and(|activities| !activities.is_empty()),
        &SALES_ACTIVITIES,
        "project.salesActivities",
        "project.salesActivities is required",
    );
    need(
        life_cycle::has_solution(document)
            || given(project.and_then(|project| project.other_solution_description.as_ref())),
        &SOLUTION,
        "relatedEntityIdentifiers.solutions",
        "Field RelatedEntityIdentifiers.Solutions is required for opportunity submission.",
    );
    findings
}

fn postal_code(document: &Document) -> Option<Finding> {
    let address = document.address()?;
    let format = postal_code::of(address.country_code?)?;
    let code = address
        .postal_code
        .as_deref()
        .filter(|code| !code.trim().is_empty())?;
    (!format.fits(code)).then(|| {
        Finding::new(
            &POSTAL_CODE_FORMAT,
            "customer.account.address.postalCode",
            Code::InvalidStringFormat,
            format.message(),
        )
    })
}

fn future(today: Date, document: &Document) -> Option<Finding> {
    let date: Date = document
        .life_cycle
        .target_close_date
        .as_ref()?
        .parse()
        .ok()?;
    (date <= today).then(|| {
        Finding::new(
            &FUTURE_CLOSE_DATE,
            "lifeCycle.targetCloseDate",
            Code::ValueOutOfRange,
            "Invalid Data: Target Close Date should be a future date",
        )
    })
}

#[cfg(test)]
mod tests {
    use cosell_api::types::{Account, Address, Customer};

    use super::*;

    fn at(country: CountryCode, postal_code: &str) -> Document {
        let address = Address {
            country_code: Some(country),
            postal_code: Some(postal_code.to_owned()),
            ..Address::default()
        };
        let account = Account {
            address: Some(address),
            ..Account::default()
        };
        Document {
            customer: Some(Customer {
                account: Some(account),
                contacts: None,
                ..Default::default()
            }),
            ..Document::default()
        }
    }

    #[test]
    fn a_postal_code_has_its_countrys_form() {
        assert_eq!(postal_code(&at(CountryCode::Us, "85401")), None);
        assert_eq!(postal_code(&at(CountryCode::Hk, "anything")), None);
        let found = postal_code(&at(CountryCode::Us, "SW1A 1AA")).map(|finding| finding.rule);
        assert_eq!(found, Some(&POSTAL_CODE_FORMAT));
    }

    #[test]
    fn only_a_country_that_aws_lists_has_no_postal_code() {
        let is_missing = |country| {
            let found = at_creation(&at(country, ""));
            found.iter().any(|finding| finding.rule == &POSTAL_CODE)
        };
        assert!(is_missing(CountryCode::Us));
        // AWS publishes no format for Argentina.
        assert!(is_missing(CountryCode::Ar));
        assert!(!is_missing(CountryCode::Hk));
    }

    #[test]
    fn national_security_needs_neither_website_nor_state_nor_postal_code() {
        let rules = |document: &Document| -> Vec<_> {
            customer(document)
                .into_iter()
                .map(|finding| finding.rule.id)
                .collect()
        };
        let mut document = at(CountryCode::Us, "");
        let open = rules(&document);
        assert!(
            [WEBSITE.id, STATE.id, POSTAL_CODE.id]
                .iter()
                .all(|id| open.contains(id))
        );
        document.national_security = Some(NationalSecurity::Yes);
        assert_eq!(rules(&document), [COMPANY_NAME.id, INDUSTRY.id]);
    }

    #[test]
    fn at_submission_today_is_too_late() {
        let mut document = Document::default();
        document.life_cycle.target_close_date = Some("2026-11-22".to_owned());
        let today = jiff::civil::date(2026, 11, 22);
        assert_eq!(
            future(today, &document).map(|finding| finding.rule),
            Some(&FUTURE_CLOSE_DATE)
        );
        assert_eq!(future(jiff::civil::date(2026, 11, 21), &document), None);
    }

    #[test]
    fn everything_missing_is_listed_at_once() {
        let submission = AwsSubmission {
            visibility: None,
            ..AwsSubmission::required(SalesInvolvementType::CoSell)
        };
        let found = project(&Document::default(), &submission, false);
        let rules: Vec<_> = found.into_iter().map(|finding| finding.rule).collect();
        assert_eq!(
            rules,
            [
                &NEEDS,
                &USE_CASE,
                &DELIVERY_MODELS,
                &SALES_ACTIVITIES,
                &SOLUTION
            ]
        );
    }
}
