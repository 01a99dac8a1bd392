//! The opportunity of the demonstration, complete as its submission demands.

use cosell_api::DateTime;
use serde_json::{Value, json};

/// The solution that is offered to the customer; every account has it.
pub(crate) const SOLUTION: &str = "S-1234567";

/// How far off the close date is, in milliseconds: half a year, safely in the future whatever the
/// time zone.
const UNTIL_CLOSE: i64 = 182 * 86_400_000;

/// The body of `CreateOpportunity`, without a client token. `now` in milliseconds since 1970.
pub(crate) fn body(now: i64) -> Value {
    let close = close_date(now);
    json!({
        "Catalog": "Sandbox",
        "Origin": "Partner Referral",
        "OpportunityType": "Net New Business",
        "NationalSecurity": "No",
        "PartnerOpportunityIdentifier": "crm-20417",
        "PrimaryNeedsFromAws": [
            "Co-Sell - Architectural Validation",
            "Co-Sell - Technical Consultation"
        ],
        "Customer": {
            "Account": {
                "CompanyName": "Halden Harbour Logistics",
                "Industry": "Transportation and Logistics",
                "WebsiteUrl": "https://www.halden-harbour.example",
                "Address": {
                    "StreetAddress": "2210 Marginal Way",
                    "City": "Seattle",
                    "StateOrRegion": "Washington",
                    "PostalCode": "98134",
                    "CountryCode": "US"
                }
            },
            "Contacts": [{
                "FirstName": "Ruta",
                "LastName": "Halvorsen",
                "BusinessTitle": "Director of Terminal Operations",
                "Email": "r.halvorsen@halden-harbour.example",
                "Phone": "+12065550119"
            }]
        },
        "Project": {
            "Title": "Berth planning on live vessel data",
            "CustomerBusinessProblem":
                "Berths are planned a day ahead, so every late vessel leaves cranes and \
                 crews idle.",
            "CustomerUseCase": "Manufacturing, Supply Chain and Operations",
            "DeliveryModels": ["SaaS or PaaS", "Professional Services"],
            "SalesActivities": [
                "Initialized discussions with customer",
                "Customer has shown interest in solution"
            ],
            "ExpectedCustomerSpend": [{
                "Amount": "24500.00",
                "CurrencyCode": "USD",
                "Frequency": "Monthly",
                "TargetCompany": "AWS"
            }],
            "CompetitorName": "On-Prem",
            "AdditionalComments": "A pilot on two berths ended well; the board decides in spring."
        },
        "LifeCycle": {
            "Stage": "Prospect",
            "NextSteps": "Architecture review with the terminal's platform team.",
            "TargetCloseDate": close
        },
        "Marketing": { "Source": "None" },
        "OpportunityTeam": [{
            "FirstName": "Tomasz",
            "LastName": "Eklund",
            "BusinessTitle": "PartnerAccountManager",
            "Email": "t.eklund@partner-111111111111.example.com",
            "Phone": "+12065550176"
        }]
    })
}

/// The payload of an invitation to such an opportunity.
pub(crate) fn payload(now: i64) -> Value {
    json!({
        "OpportunityInvitation": {
            "ReceiverResponsibilities": ["Hardware Partner"],
            "SenderContacts": [{ "Email": "t.eklund@partner-111111111111.example.com" }],
            "Customer": {
                "CompanyName": "Halden Harbour Logistics",
                "CountryCode": "US",
                "Industry": "Transportation and Logistics",
                "WebsiteUrl": "https://www.halden-harbour.example"
            },
            "Project": {
                "Title": "Berth planning on live vessel data",
                "BusinessProblem": "Berths are planned a day ahead, so every late vessel leaves \
                                    cranes and crews idle.",
                "TargetCompletionDate": close_date(now),
                "ExpectedCustomerSpend": [{
                    "Amount": "24500.00",
                    "CurrencyCode": "USD",
                    "Frequency": "Monthly",
                    "TargetCompany": "AWS"
                }]
            }
        }
    })
}

fn close_date(now: i64) -> String {
    let time = DateTime::from_millis(now + UNTIL_CLOSE).to_string();
    time.chars().take("YYYY-MM-DD".len()).collect()
}
