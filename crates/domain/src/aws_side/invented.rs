//! Invents referrals and leads from a seed.
//!
//! They name companies and people that do not exist, under the reserved domain `example.com` and
//! with telephone numbers that are reserved for fiction. What is invented goes through the same
//! checks as what an administrator writes.

use cosell_world::Random;
use jiff::Span;
use serde_json::{Value, json};

use super::body::Members;
use crate::Context;
use crate::opportunity::lists::CUSTOMER_USE_CASES;

const FIRST: &[&str] = &[
    "Alder",
    "Bramble",
    "Cinder",
    "Dunmore",
    "Elmfield",
    "Fernhill",
    "Garnet",
    "Hollow",
    "Ironwood",
    "Juniper",
    "Kestrel",
    "Larkspur",
    "Marlow",
    "Northgate",
    "Orchard",
    "Pinecrest",
];

/// Industries, with the last word of a company and a problem of its own.
const BUSINESS: &[(&str, &str, &str)] = &[
    (
        "Agriculture",
        "Farms",
        "The grower learns too late how much water the fields need.",
    ),
    (
        "Automotive",
        "Motors",
        "Spare parts are planned by hand, and repairs wait for weeks.",
    ),
    (
        "Education",
        "Academy",
        "Courses are booked on paper, and half of the rooms stay empty.",
    ),
    (
        "Energy - Power and Utilities",
        "Power",
        "Meters are read twice a year, so demand is guessed.",
    ),
    (
        "Healthcare",
        "Clinics",
        "Records of patients are spread over nine systems that do not talk.",
    ),
    (
        "Manufacturing",
        "Works",
        "Machines fail without warning, and a line stands for days.",
    ),
    (
        "Retail",
        "Stores",
        "Prices change once a week, and what sells out is noticed too late.",
    ),
    (
        "Transportation and Logistics",
        "Freight",
        "Routes are planned by hand and waste a day.",
    ),
];

/// Cities with state and postal code.
const PLACES: &[(&str, &str, &str)] = &[
    ("Austin", "Texas", "78701"),
    ("Boise", "Idaho", "83702"),
    ("Denver", "Colorado", "80202"),
    ("Madison", "Wisconsin", "53703"),
    ("Portland", "Oregon", "97201"),
    ("Raleigh", "North Carolina", "27601"),
];

const PEOPLE: &[(&str, &str, &str)] = &[
    ("Ada", "Quill", "Chief Technology Officer"),
    ("Ben", "Harrow", "Head of Operations"),
    ("Cleo", "Marsh", "Vice President of Engineering"),
    ("Dara", "Finch", "Head of Data"),
    ("Eli", "Stone", "Director of IT"),
    ("Fay", "Rook", "Head of Logistics"),
];

const SOURCES: &[&str] = &["Webinar", "Trade show", "Campaign", "Website"];

/// A company, its place and a person of it.
struct Company {
    name: String,
    site: String,
    industry: &'static str,
    problem: &'static str,
    place: (&'static str, &'static str, &'static str),
    person: (&'static str, &'static str, &'static str),
    phone: String,
    use_case: &'static str,
}

impl Company {
    fn invent(random: &mut Random) -> Self {
        let (industry, last, problem) = one(random, BUSINESS);
        let first = one(random, FIRST);
        Self {
            name: format!("{first} {last}"),
            site: format!("{first}-{last}.example.com").to_lowercase(),
            industry,
            problem,
            place: one(random, PLACES),
            person: one(random, PEOPLE),
            phone: format!("+1206555{:04}", random.within(100..=199)),
            use_case: one(random, CUSTOMER_USE_CASES),
        }
    }

    fn address(&self) -> Value {
        let (city, state, postal_code) = self.place;
        json!({
            "City": city, "StateOrRegion": state, "PostalCode": postal_code, "CountryCode": "US",
        })
    }

    fn contact(&self) -> Value {
        let (first, last, title) = self.person;
        let email = format!("{first}.{last}@{}", self.site).to_lowercase();
        json!({
            "FirstName": first, "LastName": last, "BusinessTitle": title, "Email": email,
            "Phone": self.phone,
        })
    }
}

/// An opportunity, as `CreateOpportunity` takes it.
pub(super) fn opportunity(cx: &Context, seed: u64) -> Members {
    let mut random = Random::seeded(seed);
    let company = Company::invent(&mut random);
    let days = i64::try_from(random.within(60..=300)).unwrap_or_default();
    let close = cx.today().saturating_add(Span::new().days(days));
    let amount = random.within(10..=400) * 250;
    members(json!({
        "OpportunityType": "Net New Business",
        "NationalSecurity": "No",
        "PrimaryNeedsFromAws": ["Co-Sell - Architectural Validation"],
        "Customer": {
            "Account": {
                "CompanyName": company.name, "Industry": company.industry,
                "WebsiteUrl": format!("https://{}", company.site), "Address": company.address(),
            },
            "Contacts": [company.contact()],
        },
        "Project": {
            "Title": format!("{} on AWS", company.name),
            "CustomerBusinessProblem": company.problem,
            "CustomerUseCase": company.use_case,
            "DeliveryModels": ["SaaS or PaaS"],
            "SalesActivities": ["Initialized discussions with customer"],
            "ExpectedCustomerSpend": [{
                "Amount": amount.to_string(), "CurrencyCode": "USD", "Frequency": "Monthly",
                "TargetCompany": "AWS",
            }],
        },
        "LifeCycle": { "TargetCloseDate": close.to_string() },
        "Marketing": { "Source": "None" },
    }))
}

/// A lead, as its context has it.
pub(super) fn lead(cx: &Context, seed: u64) -> Members {
    let mut random = Random::seeded(seed);
    let company = Company::invent(&mut random);
    let source = one(&mut random, SOURCES);
    members(json!({
        "Title": format!("Lead: {}", company.name),
        "Description": format!("{} asked how AWS helps.", company.name),
        "QualificationStatus": "Qualified",
        "Customer": {
            "CompanyName": company.name, "Industry": company.industry,
            "WebsiteUrl": format!("https://{}", company.site), "Address": company.address(),
            "AwsMaturity": "Evaluating", "MarketSegment": "Enterprise",
        },
        "Interactions": [{
            "SourceType": source, "SourceName": format!("{source} {}", cx.today().year()),
            "SourceId": format!("L{:07}", random.within(0..=9_999_999)),
            "Usecase": company.use_case, "CustomerAction": "Completed Form",
            "BusinessProblem": company.problem, "Contact": company.contact(),
        }],
    }))
}

fn one<T: Copy>(random: &mut Random, choices: &[T]) -> T {
    let last = u64::try_from(choices.len() - 1).unwrap_or_default();
    let place = usize::try_from(random.within(0..=last)).unwrap_or_default();
    choices[place]
}

fn members(value: Value) -> Members {
    match value {
        Value::Object(members) => members,
        _ => Members::new(),
    }
}
