//! What a row does, and what becomes of it.

use serde_json::{Value, json};

use super::{HEADERS, codes, file, row};
use crate::common::{Harness, update};

#[tokio::test]
async fn each_row_creates_an_opportunity_as_its_cells_say() {
    let harness = Harness::new().await;
    let id = harness.carried_out(file(3)).await;
    let job = harness.job(&id).await;
    for (member, value) in [
        ("Status", json!("COMPLETED")),
        ("OperationType", json!("BULK_CREATE")),
        ("FileName", json!("q1.csv")),
        ("TotalRecords", json!(3)),
        ("ProcessedRecords", json!(3)),
        ("SuccessCount", json!(3)),
        ("FailureCount", json!(0)),
        ("FailureReason", Value::Null),
    ] {
        assert_eq!(job[member], value, "{member}: {job:#}");
    }
    for time in ["CreatedAt", "StartedAt", "CompletedAt"] {
        assert!(job[time].is_string(), "{time}");
    }
    let results = harness.results(&id).await;
    assert_eq!(codes(&results), ["", "", ""]);
    for (at, result) in results.iter().enumerate() {
        assert_eq!(result["RequestId"], format!("r{}", at + 1));
        let made = result["ResourceIdentifier"].as_str().expect("an id");
        let known = harness.get(made).await;
        let company = format!("Quay {}", at + 1);
        assert_eq!(known["Customer"]["Account"]["CompanyName"], company);
        let industry = &known["Customer"]["Account"]["Industry"];
        assert_eq!(industry, "Transportation and Logistics");
        let country = &known["Customer"]["Account"]["Address"]["CountryCode"];
        assert_eq!(country, "US");
        let problem = &known["Project"]["CustomerBusinessProblem"];
        assert_eq!(
            problem,
            "Berths are planned by hand, and ships wait for days."
        );
        let spend = &known["Project"]["ExpectedCustomerSpend"][0];
        assert_eq!(spend["Amount"], "10000");
        assert_eq!(known["LifeCycle"]["TargetCloseDate"], "2027-06-30");
        assert_eq!(known["LifeCycle"]["ReviewStatus"], "Pending Submission");
        assert_eq!(known["Marketing"]["Source"], "None");
        let solutions = &known["RelatedEntityIdentifiers"]["Solutions"];
        assert_eq!(*solutions, json!(["S-1234567"]));
    }
}

#[tokio::test]
async fn a_row_that_cannot_be_worked_on_fails_alone_and_says_why() {
    let harness = Harness::new().await;
    let commas = ",".repeat(row("", "").matches(',').count() - 2);
    let good = row("good", "Quay");
    let lines = [
        HEADERS.to_owned(),
        good.clone(),
        "short,Quay".to_owned(),
        commas,
        row("nameless", ""),
        row("good", "Pier"),
        row("wrong", "Pier").replace("Prospect,", "Rumour,"),
        row("halfway", "Pier").replace("S-1234567", "S-0000000"),
        row(&"x".repeat(256), "Pier"),
        row("", "Last"),
    ];
    let id = harness.carried_out(lines.join("\n")).await;
    let results = harness.results(&id).await;
    let wanted = [
        "",
        "MALFORMED_ROW",
        "MALFORMED_ROW",
        "MISSING_COMPANY",
        "DUPLICATE_ROW",
        "INVALID_ENUM_VALUE",
        "ResourceNotFoundException",
        "MALFORMED_ROW",
        "",
    ];
    assert_eq!(codes(&results), wanted, "{results:#?}");
    let ids: Vec<_> = results.iter().map(|it| it["RequestId"].clone()).collect();
    let wanted = [
        "good", "short", "3", "nameless", "good", "wrong", "halfway", "8", "9",
    ];
    assert_eq!(ids, wanted);
    let message = results[5]["ErrorMessage"].as_str().expect("a message");
    assert!(message.contains("lifeCycle.stage: "), "{message}");
    // It was created before its solution was refused, and stays.
    let halfway = results[6]["ResourceIdentifier"].as_str().expect("an id");
    let known = harness.get(halfway).await;
    assert_eq!(known["RelatedEntityIdentifiers"]["Solutions"], json!([]));
    for at in [1, 2, 3, 4, 5, 7] {
        assert_eq!(results[at]["ResourceIdentifier"], Value::Null, "{at}");
    }
    let job = harness.job(&id).await;
    assert_eq!(job["Status"], "COMPLETED");
    assert_eq!(
        (&job["SuccessCount"], &job["FailureCount"]),
        (&json!(2), &json!(7))
    );
    assert_eq!(harness.opportunities_of_partner().await, 3);
}

#[tokio::test]
async fn a_row_with_an_id_changes_what_its_cells_say_and_nothing_else() {
    let harness = Harness::new().await;
    let (first, second) = (harness.opportunity().await, harness.opportunity().await);
    let before = harness.get(&first).await;
    let file = format!(
        "Opportunity ID,Next Steps,Partner Project Title,Solution offered,Last Modified Date\n\
         {first},Call them,,S-1234567;S-0059631,\n\
         {second},,Docks in the cloud,,2020-01-01T00:00:00Z\n\
         O0000000,Call them,,,\n\
         ,Call them,,,\n\
         {second},,,,yesterday\n"
    );
    let id = harness.carried_out(file).await;
    assert_eq!(harness.job(&id).await["OperationType"], "BULK_UPDATE");
    let results = harness.results(&id).await;
    let wanted = [
        "",
        "ConflictException",
        "ResourceNotFoundException",
        "MISSING_OPPORTUNITY_ID",
        "INVALID_VALUE",
    ];
    assert_eq!(codes(&results), wanted, "{results:#?}");
    assert_eq!(results[0]["ResourceIdentifier"], first);
    let after = harness.get(&first).await;
    assert_eq!(after["LifeCycle"]["NextSteps"], "Call them");
    let mut wanted = before.clone();
    wanted["LifeCycle"]["NextSteps"] = json!("Call them");
    // A solution takes the place of the description of another one.
    wanted["Project"]["OtherSolutionDescription"] = Value::Null;
    wanted["RelatedEntityIdentifiers"]["Solutions"] = json!(["S-1234567", "S-0059631"]);
    wanted["LastModifiedDate"] = after["LastModifiedDate"].clone();
    assert_eq!(after, wanted);
    let title = harness.get(&second).await["Project"]["Title"].clone();
    assert_eq!(title, before["Project"]["Title"]);
}

#[tokio::test]
async fn a_row_neither_submits_again_nor_decides_a_review() {
    let harness = Harness::new().await;
    let (asked, submitted) = (harness.submitted().await, harness.submitted().await);
    let mut read = harness.get(&asked).await;
    read["LifeCycle"]["ReviewStatus"] = json!("Action Required");
    harness.ok("UpdateOpportunity", update(&read)).await;
    let before = harness.get(&submitted).await;
    let file = format!(
        "Opportunity ID,Target Close Date,LifeCycle.ReviewStatus\n\
         {asked},12/31/2041,Submitted\n\
         {submitted},,Approved\n"
    );
    let id = harness.carried_out(file).await;
    let results = harness.results(&id).await;
    assert_eq!(codes(&results), ["", ""], "{results:#?}");
    let after = harness.get(&asked).await["LifeCycle"].clone();
    assert_eq!(after["ReviewStatus"], "Action Required");
    assert_eq!(after["TargetCloseDate"], "2041-12-31");
    assert_eq!(harness.get(&submitted).await, before);
}

/// The paths and texts of a document, as AWS's sample exporter writes them.
fn flat(value: &Value, path: &str, cells: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            for (name, value) in members {
                let dot = if path.is_empty() { "" } else { "." };
                flat(value, &format!("{path}{dot}{name}"), cells);
            }
        }
        Value::Array(items) => {
            for (at, item) in items.iter().enumerate() {
                flat(item, &format!("{path}[{at}]"), cells);
            }
        }
        Value::Null => {}
        Value::String(text) => cells.push((path.to_owned(), text.clone())),
        other => cells.push((path.to_owned(), other.to_string())),
    }
}

#[tokio::test]
async fn a_file_in_the_form_of_the_exporter_goes_back_in_and_changes_nothing() {
    let harness = Harness::new().await;
    let id = harness.submitted().await;
    let draft = harness.opportunity().await;
    for id in [id, draft] {
        let before = harness.get(&id).await;
        let mut cells = Vec::new();
        flat(&before, "", &mut cells);
        let quoted = |text: &String| format!("\"{}\"", text.replace('"', "\"\""));
        let (headers, texts): (Vec<_>, Vec<_>) = cells.into_iter().unzip();
        let line = |texts: &[String]| texts.iter().map(quoted).collect::<Vec<_>>().join(",");
        let python = |text: &String| text.replace("T18:", " 18:").replace('Z', "+00:00");
        let dates: Vec<String> = headers
            .iter()
            .zip(&texts)
            .map(|(header, text)| match header.as_str() {
                "LastModifiedDate" => python(text),
                _ => text.clone(),
            })
            .collect();
        for texts in [texts, dates] {
            let file = format!("{}\n{}\n", line(&headers), line(&texts));
            let job = harness.carried_out(file).await;
            let results = harness.results(&job).await;
            assert_eq!(codes(&results), [""], "{results:#?}");
            assert_eq!(harness.get(&id).await, before);
        }
    }
}

#[tokio::test]
async fn a_column_is_a_label_a_path_or_an_older_name_in_any_order() {
    let harness = Harness::new().await;
    let mut lines = HEADERS.to_owned() + ",Favourite colour\n";
    lines = lines
        .replace("Customer Company Name", "customerCompanyName")
        .replace("Customer Business Problem", "projectDescription")
        .replace("Delivery Model", "Project.DeliveryModels[1]")
        .replace("Stage", "LifeCycle.Stage");
    let file = format!("\u{feff}{lines}{},green\n", row("a", "Quay"));
    let id = harness.carried_out(file).await;
    let results = harness.results(&id).await;
    assert_eq!(codes(&results), [""], "{results:#?}");
    let made = results[0]["ResourceIdentifier"].as_str().expect("an id");
    let known = harness.get(made).await;
    assert_eq!(known["Project"]["DeliveryModels"], json!(["SaaS or PaaS"]));
    assert_eq!(known["LifeCycle"]["Stage"], "Prospect");
}

#[tokio::test]
async fn a_contact_of_the_partner_joins_the_team_of_a_new_opportunity() {
    let harness = Harness::new().await;
    let more = ",Partner Sales Contact First Name,Partner Sales Contact Last Name,\
                Partner Sales Contact Email,Partner Sales Contact Primary Phone";
    let contact = ",Ann,Reed,ann@partner.example.com,12065550100";
    let file = format!("{HEADERS}{more}\n{}{contact}\n", row("a", "Quay"));
    let id = harness.carried_out(file).await;
    let results = harness.results(&id).await;
    assert_eq!(codes(&results), [""], "{results:#?}");
    let made = results[0]["ResourceIdentifier"].as_str().expect("an id");
    let team = harness.get(made).await["OpportunityTeam"].clone();
    let wanted = json!({
        "BusinessTitle": "PartnerAccountManager", "FirstName": "Ann", "LastName": "Reed",
        "Email": "ann@partner.example.com", "Phone": "+12065550100",
    });
    let team = team.as_array().expect("a team");
    assert!(team.contains(&wanted), "{team:#?}");
}
