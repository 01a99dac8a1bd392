//! Request bodies, each built from the name that identifies its record. All content is fictitious.

use serde_json::{Value, json};

pub(crate) const SOLUTION: &str = "S-1234567";

/// The content of an opportunity, except its next steps.
pub(crate) fn opportunity(name: &str) -> Value {
    json!({
        "OpportunityType": "Net New Business",
        "NationalSecurity": "No",
        "PrimaryNeedsFromAws": ["Co-Sell - Deal Support"],
        "Customer": { "Account": {
            "CompanyName": name,
            "Industry": "Retail",
            "WebsiteUrl": "https://quay-street-bikes.example.com",
            "Address": { "CountryCode": "US", "StateOrRegion": "Oregon", "PostalCode": "97201" },
        } },
        "Project": {
            "Title": name,
            "CustomerBusinessProblem": "Spare parts are counted by hand, and half of them twice.",
            "CustomerUseCase": "AI Machine Learning and Analytics",
            "DeliveryModels": ["SaaS or PaaS"],
            "SalesActivities": ["Conducted POC / Demo"],
            "ExpectedCustomerSpend": [{
                "Amount": "4200",
                "CurrencyCode": "USD",
                "Frequency": "Monthly",
                "TargetCompany": "AWS",
            }],
        },
        "LifeCycle": { "Stage": "Prospect", "TargetCloseDate": "2040-12-31" },
        "Marketing": { "Source": "None" },
    })
}

pub(crate) fn create(name: &str) -> Value {
    let mut body = opportunity(name);
    body["ClientToken"] = json!(format!("create {name}"));
    body["Origin"] = json!("Partner Referral");
    body
}

/// The content of an opportunity after its update.
pub(crate) fn updated(name: &str) -> Value {
    let mut body = opportunity(name);
    body["LifeCycle"]["NextSteps"] = json!(next_steps(name));
    body
}

pub(crate) fn next_steps(name: &str) -> String {
    format!("Count the parts of {name} once more")
}

pub(crate) fn associate(id: &str) -> Value {
    json!({
        "OpportunityIdentifier": id,
        "RelatedEntityType": "Solutions",
        "RelatedEntityIdentifier": SOLUTION,
    })
}

pub(crate) fn start(name: &str, id: &str) -> Value {
    json!({
        "ClientToken": format!("start {name}"),
        "Identifier": id,
        "AwsSubmission": { "InvolvementType": "Co-Sell", "Visibility": "Full" },
    })
}

pub(crate) fn engagement(name: &str) -> Value {
    json!({
        "ClientToken": format!("create {name}"),
        "Title": name,
        "Description": "Found by the checker, or never made.",
        "Contexts": [{ "Type": "CustomerProject", "Payload": { "CustomerProject": {
            "Customer": {
                "Industry": "Retail",
                "CompanyName": name,
                "WebsiteUrl": "https://quay-street-bikes.example.com",
                "CountryCode": "US",
            },
            "Project": {
                "Title": name,
                "BusinessProblem": "Spare parts are counted by hand, and half of them twice.",
                "TargetCompletionDate": "2040-12-31",
            },
        } } }],
    })
}

pub(crate) fn identifier(id: &str) -> Value {
    json!({ "Identifier": id })
}

/// Whether a response contains every member of a request, except the token. It may contain more.
pub(crate) fn covers(answer: &Value, request: &Value) -> bool {
    match (answer, request) {
        (Value::Object(answer), Value::Object(request)) => request
            .iter()
            .filter(|(key, _)| *key != "ClientToken")
            .all(|(key, value)| answer.get(key).is_some_and(|answer| covers(answer, value))),
        (Value::Array(answer), Value::Array(request)) => {
            answer.len() == request.len()
                && answer
                    .iter()
                    .zip(request)
                    .all(|(answer, request)| covers(answer, request))
        }
        (answer, request) => answer == request,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_response_covers_its_request_unless_a_member_differs() {
        let request = create("Deal 1");
        let mut answer = request.clone();
        answer["Id"] = json!("O1");
        answer["ClientToken"] = Value::Null;
        assert!(covers(&answer, &request));
        answer["Project"]["ExpectedCustomerSpend"][0]["Amount"] = json!("4201");
        assert!(!covers(&answer, &request));
    }
}
