//! The invitation by which an opportunity asks AWS to take part.

use cosell_api::types::{
    AccountReceiver, Contact, EngagementCustomer, Invitation, OpportunityInvitationPayload,
    Payload, ProjectDetails, Receiver, ReceiverResponsibility, SenderContact,
    ValidationExceptionErrorCode as Code,
};

use crate::context::AWS;
use crate::opportunity::Document;
use crate::rule::{Evidence, Finding, Rule};
use crate::{Context, Error};

/// Contacts of the sender that an invitation may name.
const CONTACTS: usize = 3;

/// What an invitation must say of its opportunity.
pub(crate) static NEEDS: Rule = Rule {
    id: "invitation.from-opportunity.complete",
    evidence: Evidence::Documented,
    says: "An opportunity must name customer, country, industry, website, title, business problem \
           and target close date before it can be shared: an invitation requires them.",
};

/// Puts an opportunity into an invitation, or says all that it lacks.
pub(crate) fn compose(cx: &Context, document: &Document) -> Result<Invitation, Error> {
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
    let company = missing.unless("customer.account.companyName", account.map(|account| &account.company_name));
    let title = missing.unless("project.title", project.and_then(|project| project.title.as_ref()));
    let problem = missing.unless(
        "project.customerBusinessProblem",
        project.and_then(|project| project.customer_business_problem.as_ref()),
    );
    let close = missing.unless(
        "lifeCycle.targetCloseDate",
        document.life_cycle.target_close_date.as_ref(),
    );
    let (Some(industry), Some(country_code), Some(company), Some(title), Some(problem), Some(close)) =
        (industry, country, company, title, problem, close)
    else {
        return Err(missing.error());
    };
    let customer = EngagementCustomer {
        industry,
        company_name: company.clone(),
        // Not demanded of opportunities of national security.
        website_url: account.and_then(|account| account.website_url.clone()).unwrap_or_default(),
        country_code,
    };
    let project = ProjectDetails {
        business_problem: problem.clone(),
        title: title.clone(),
        target_completion_date: close.clone(),
        expected_customer_spend: project
            .and_then(|project| project.expected_customer_spend.clone())
            .unwrap_or_default(),
    };
    let team = &document.opportunity_team;
    let contacts: Vec<_> = team.iter().filter_map(contact).take(CONTACTS).collect();
    Ok(Invitation {
        message: format!("{} invites AWS to co-sell.", cx.settings.account(&cx.account).company_name),
        receiver: Receiver::Account(AccountReceiver {
            alias: Some("AWS".to_owned()),
            aws_account_id: AWS.to_owned(),
        }),
        payload: Payload::OpportunityInvitation(OpportunityInvitationPayload {
            sender_contacts: Some(contacts).filter(|contacts| !contacts.is_empty()),
            receiver_responsibilities: vec![ReceiverResponsibility::CoSellFacilitator],
            customer,
            project,
        }),
    })
}

fn contact(member: &Contact) -> Option<SenderContact> {
    Some(SenderContact {
        email: member.email.clone()?,
        first_name: member.first_name.clone(),
        last_name: member.last_name.clone(),
        business_title: member.business_title.clone(),
        phone: member.phone.clone(),
    })
}

#[derive(Default)]
struct Missing(Vec<Finding>);

impl Missing {
    fn unless<T>(&mut self, field: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            let message = format!("{field} is required");
            self.0.push(Finding::new(&NEEDS, field, Code::RequiredFieldMissing, message));
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
