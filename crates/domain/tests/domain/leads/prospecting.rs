//! Prospecting: one task for the leads of many engagements.

use serde_json::{Value, json};

use crate::leads::hub::{ANNA, BERT, Hub, context, lead, project, text};

#[tokio::test]
async fn prospecting_responds_at_once_and_each_engagement_has_its_own_outcome() {
    let hub = Hub::new().await;
    let with_lead = hub.engagement(json!([context("Lead", &lead())])).await;
    let with_project = hub
        .engagement(json!([context("CustomerProject", &project())]))
        .await;
    let empty = hub.engagement(json!([])).await;
    let leads: Vec<Value> = (0..5).map(|_| context("Lead", &lead())).collect();
    let full = hub.engagement(json!(leads)).await;
    let input = json!({
        "ClientToken": "prospect",
        "TaskName": "Spring",
        "Identifiers": [with_lead, empty, with_project, full, with_lead],
    });
    let start = "StartProspectingFromEngagementTask";
    let started = hub.ok(ANNA, start, input.clone()).await;
    assert_eq!(started["TaskStatus"], "PENDING");
    assert_eq!(started["Identifiers"], input["Identifiers"]);
    assert_eq!(started["TaskName"], "Spring");

    let done = hub.prospected(&started).await;
    assert_eq!(done["TaskId"], started["TaskId"]);
    assert_eq!(done["TaskArn"], started["TaskArn"]);
    let results = done["Engagements"].as_array().expect("results");
    let summary: Vec<_> = results
        .iter()
        .map(|result| {
            let reason = result["ReasonCode"].as_str().unwrap_or("");
            (
                text(&result["EngagementIdentifier"]),
                text(&result["Status"]),
                reason.to_owned(),
            )
        })
        .collect();
    let row = |id: &str, status: &str, reason: &str| {
        (id.to_owned(), status.to_owned(), reason.to_owned())
    };
    assert_eq!(
        summary,
        [
            row(&with_lead, "COMPLETED", ""),
            row(&empty, "FAILED", "EngagementValidationFailed"),
            row(&with_project, "COMPLETED", ""),
            row(&full, "FAILED", "ServiceQuotaExceeded"),
        ]
    );
    assert!(text(&results[0]["EngagementContextId"]).starts_with("ctx-"));
    assert!(text(&results[1]["Message"]).contains("lead"));

    let again = hub.ok(ANNA, start, input.clone()).await;
    assert_eq!(again, started, "the same request has the same response");
    let shown = hub.get(ANNA, &with_lead).await;
    assert_eq!(
        shown["Contexts"].as_array().map(Vec::len),
        Some(2),
        "an engagement is prospected once"
    );
    let result = &shown["Contexts"][1]["Payload"]["ProspectingResult"]["Aws"];
    assert_eq!(result["TaskId"], started["TaskId"]);
    assert_eq!(result["Customer"]["AccountName"], "Stonecliff Quarries");
    assert_eq!(result["Customer"]["Region"], "North America");
    assert_eq!(result["Insights"]["MarketplaceEngagementScore"], "Low");

    let mut other = input;
    other["TaskName"] = json!("Summer");
    assert_eq!(
        hub.refused(ANNA, start, other).await.name,
        "ConflictException"
    );
}

#[tokio::test]
async fn only_a_members_engagements_are_prospected_and_only_the_owner_sees_the_task() {
    let hub = Hub::new().await;
    let engagement = hub.engagement(json!([context("Lead", &lead())])).await;
    let input = |engagements: Value| {
        json!({
            "ClientToken": "p", "TaskName": "Spring", "Identifiers": engagements,
        })
    };
    let start = "StartProspectingFromEngagementTask";
    let stranger = hub.refused(BERT, start, input(json!([engagement]))).await;
    assert_eq!(stranger.name, "ResourceNotFoundException");
    let none = hub.refused(ANNA, start, input(json!([]))).await;
    let expected = (
        "identifiers".to_owned(),
        "REQUIRED_FIELD_MISSING".to_owned(),
    );
    assert_eq!(none.findings(), [expected]);

    let started = hub.ok(ANNA, start, input(json!([engagement]))).await;
    let get = json!({ "TaskIdentifier": started["TaskId"] });
    let stranger = hub
        .refused(BERT, "GetProspectingFromEngagementTask", get)
        .await;
    assert_eq!(stranger.name, "ResourceNotFoundException");
    let listed = hub
        .ok(BERT, "ListProspectingFromEngagementTasks", json!({}))
        .await;
    assert_eq!(listed["TaskSummaries"], json!([]));
}

#[tokio::test]
async fn prospecting_tasks_are_listed_in_every_order_page_by_page() {
    let hub = Hub::new().await;
    let good = hub.engagement(json!([context("Lead", &lead())])).await;
    let bad = hub.engagement(json!([])).await;
    for (name, engagements) in [
        ("Spring", vec![&good]),
        ("Autumn", vec![&good, &bad]),
        ("Winter", vec![&bad]),
    ] {
        let input = json!({ "ClientToken": name, "TaskName": name, "Identifiers": engagements });
        let started = hub
            .ok(ANNA, "StartProspectingFromEngagementTask", input)
            .await;
        hub.prospected(&started).await;
    }
    let hub = &hub;
    let names = |filter: Value| async move {
        let (mut names, mut token) = (Vec::new(), Value::Null);
        loop {
            let mut input = filter.clone();
            input["MaxResults"] = json!(1);
            input["NextToken"] = token;
            let answer = hub
                .ok(ANNA, "ListProspectingFromEngagementTasks", input)
                .await;
            let page = answer["TaskSummaries"]
                .as_array()
                .cloned()
                .expect("summaries");
            names.extend(page.iter().map(|task| text(&task["TaskName"])));
            token = answer["NextToken"].clone();
            if token.is_null() {
                return names;
            }
        }
    };
    let sorted = |by: &str, order: &str| json!({ "Sort": { "SortBy": by, "SortOrder": order } });
    assert_eq!(
        names(sorted("TaskName", "ASCENDING")).await,
        ["Autumn", "Spring", "Winter"]
    );
    assert_eq!(
        names(sorted("TaskName", "DESCENDING")).await,
        ["Winter", "Spring", "Autumn"]
    );
    let by_failed = names(sorted("FailedEngagementCount", "ASCENDING")).await;
    assert_eq!(by_failed.first().map(String::as_str), Some("Spring"));
    assert_eq!(names(json!({})).await.len(), 3);
    assert_eq!(names(json!({ "TaskName": ["Winter"] })).await, ["Winter"]);
    let after = json!({ "StartAfter": "2026-11-22T18:32:24.559Z" });
    assert_eq!(
        names(after).await.len(),
        0,
        "StartAfter excludes the time itself"
    );
    let around = json!({
        "StartAfter": "2026-11-22T18:32:24.558Z",
        "StartBefore": "2026-11-22T18:32:24.560Z",
    });
    assert_eq!(names(around).await.len(), 3);

    let answer = hub.ok(
        ANNA,
        "ListProspectingFromEngagementTasks",
        json!({ "TaskName": ["Autumn"] }),
    );
    let task = answer.await["TaskSummaries"][0].clone();
    assert_eq!(task["TotalEngagementCount"], 2);
    assert_eq!(task["CompletedEngagementCount"], 1);
    assert_eq!(task["FailedEngagementCount"], 1);
}
