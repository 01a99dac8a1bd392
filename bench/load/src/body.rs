//! Request bodies, assembled from pieces that are prepared once.

use std::fmt::Write as _;

use cosell_world::machine;
use serde_json::{Value, json};

use crate::clock;
use crate::error::Error;

/// The placeholder in the prepared body for the token of each request.
const TOKEN: &str = "TOKEN-OF-THE-REQUEST";

/// The body of `CreateOpportunity`, whole and in the two pieces around its `ClientToken`.
#[derive(Debug)]
pub(crate) struct Bodies {
    opportunity: Value,
    before_token: String,
    after_token: String,
}

impl Bodies {
    pub(crate) fn new() -> Result<Self, Error> {
        let opportunity = opportunity(&clock::close_date()?);
        let text = opportunity.to_string();
        let (before, after) = text.split_once(TOKEN).unwrap_or((&text, ""));
        Ok(Self {
            before_token: before.to_owned(),
            after_token: after.to_owned(),
            opportunity,
        })
    }

    /// An opportunity of this customer. A complete one describes its solution, so that no call is
    /// needed to associate one.
    pub(crate) fn listed(&self, company: &str, complete: bool) -> Value {
        let mut body = self.opportunity.clone();
        body["ClientToken"] = json!(machine::uuid().to_string());
        body["Customer"]["Account"]["CompanyName"] = json!(company);
        if complete {
            body["Project"]["OtherSolutionDescription"] = json!("Sensors and a planning service.");
        }
        body
    }

    /// Appends a body with a random token, as the SDKs send; ordered tokens would make the server's
    /// index cheaper to update.
    pub(crate) fn create(&self, body: &mut String) {
        body.push_str(&self.before_token);
        let _ = write!(body, "{}", machine::uuid());
        body.push_str(&self.after_token);
    }
}

pub(crate) fn get(body: &mut String, id: &str) {
    let _ = write!(body, r#"{{"Catalog":"Sandbox","Identifier":"{id}"}}"#);
}

pub(crate) fn associate(body: &mut String, id: &str) {
    let _ = write!(
        body,
        "{{\"Catalog\":\"Sandbox\",\"OpportunityIdentifier\":\"{id}\",\
         \"RelatedEntityType\":\"Solutions\",\"RelatedEntityIdentifier\":\"S-1234567\"}}"
    );
}

pub(crate) fn start(body: &mut String, id: &str) {
    let token = machine::uuid();
    let _ = write!(
        body,
        "{{\"Catalog\":\"Sandbox\",\"ClientToken\":\"{token}\",\"Identifier\":\"{id}\",\
         \"AwsSubmission\":{{\"InvolvementType\":\"Co-Sell\",\"Visibility\":\"Full\"}}}}"
    );
}

/// Turns the body that created an opportunity into one that updates it to approved and to a stage.
pub(crate) fn approved(created: &Value, id: &str, modified: &Value, stage: &str) -> String {
    let mut body = created.clone();
    if let Value::Object(members) = &mut body {
        for only_created_with in ["ClientToken", "Origin", "OpportunityTeam"] {
            members.remove(only_created_with);
        }
    }
    body["Identifier"] = json!(id);
    body["LastModifiedDate"] = modified.clone();
    body["LifeCycle"]["Stage"] = json!(stage);
    body["LifeCycle"]["ReviewStatus"] = json!("Approved");
    body.to_string()
}

/// An opportunity that is complete for submission except for its solution. All content is
/// fictitious.
fn opportunity(close_date: &str) -> Value {
    json!({
        "Catalog": "Sandbox",
        "ClientToken": TOKEN,
        "Origin": "Partner Referral",
        "OpportunityType": "Net New Business",
        "NationalSecurity": "No",
        "PartnerOpportunityIdentifier": "crm-31877",
        "PrimaryNeedsFromAws": [
            "Co-Sell - Architectural Validation",
            "Co-Sell - Technical Consultation",
            "Co-Sell - Pricing Assistance"
        ],
        "Customer": {
            "Account": {
                "CompanyName": "Halvorsen Mill Supply",
                "Industry": "Manufacturing",
                "WebsiteUrl": "https://www.halvorsen-mill.example",
                "Duns": "619220471",
                "Address": {
                    "City": "Duluth",
                    "CountryCode": "US",
                    "PostalCode": "55802",
                    "StateOrRegion": "Minnesota",
                    "StreetAddress": "402 Garfield Avenue"
                }
            },
            "Contacts": [{
                "BusinessTitle": "Head of Plant Systems",
                "Email": "r.adeyemi@halvorsen-mill.example",
                "FirstName": "Ronke",
                "LastName": "Adeyemi",
                "Phone": "+12185550119"
            }]
        },
        "Project": {
            "Title": "Vibration monitoring and spare parts planning for 14 mills",
            "CustomerBusinessProblem": "Bearings fail without a warning. Each unplanned stop costs \
                a shift, and the spare parts for it are ordered by telephone after the fact. The \
                plants want to see wear a week ahead and to have the parts on the shelf.",
            "CustomerUseCase": "IOT",
            "DeliveryModels": ["SaaS or PaaS", "Professional Services"],
            "SalesActivities": [
                "Initialized discussions with customer",
                "Customer has shown interest in solution",
                "Conducted POC / Demo"
            ],
            "ExpectedCustomerSpend": [{
                "Amount": "26500.00",
                "CurrencyCode": "USD",
                "Frequency": "Monthly",
                "TargetCompany": "AWS"
            }],
            "CompetitorName": "On-Prem",
            "AdditionalComments": "Two mills ran the pilot in spring; its figures can be shared."
        },
        "Marketing": {
            "Source": "Marketing Activity",
            "CampaignName": "Reliable plants, autumn round",
            "Channels": ["Live Event"],
            "AwsFundingUsed": "No"
        },
        "LifeCycle": {
            "Stage": "Prospect",
            "ReviewStatus": "Pending Submission",
            "NextSteps": "Sizing workshop with the plant systems team.",
            "TargetCloseDate": close_date
        },
        "OpportunityTeam": [{
            "BusinessTitle": "PartnerAccountManager",
            "Email": "t.nakagawa@brightfen-software.example",
            "FirstName": "Toru",
            "LastName": "Nakagawa",
            "Phone": "+16125550164"
        }]
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_create_is_complete_and_has_a_unique_token() {
        let bodies = Bodies::new().expect("a close date");
        let make = || {
            let mut text = String::new();
            bodies.create(&mut text);
            serde_json::from_str::<Value>(&text).expect("JSON")
        };
        let (first, second) = (make(), make());
        assert_ne!(first["ClientToken"], second["ClientToken"]);
        assert_eq!(first["Project"], second["Project"]);
    }
}
