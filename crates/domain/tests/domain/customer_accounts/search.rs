//! `SearchCustomerAccounts` and `GetCustomerAccountStatistics`: what is found and counted, in which
//! order, and that columns change none of it.

use std::time::Duration;

use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_world::World;
use serde_json::{Value, json};

use super::{create, named, new, pending, read, update, updated};
use crate::common::search::{found_by_all, leaf, not, pages, sort};
use crate::common::stores::on_every_store;
use crate::common::{Harness, NOW, PARTNER, STRANGER};
use crate::differential::play::Dice;

/// The operation, and the list of its response.
const SEARCH: [&str; 2] = ["SearchCustomerAccounts", "CustomerAccountSummaries"];

/// Accounts of the differential story: more than two batches of a walk.
const MANY: usize = 150;

fn equal(key: &str, text: &str) -> Value {
    leaf("EqualsTo", key, &json!({ "StringValue": text }))
}

fn any(key: &str, texts: &[&str]) -> Value {
    leaf("ContainsAny", key, &json!({ "StringListValue": texts }))
}

/// The names of the companies on one page.
fn companies(answer: &Value) -> Vec<String> {
    let list = answer["CustomerAccountSummaries"].as_array();
    let name = |one: &Value| {
        let name = one["CustomerAccount"]["CompanyName"].as_str();
        name.expect("a name").to_owned()
    };
    list.expect("a list").iter().map(name).collect()
}

async fn search(harness: &Harness, mut request: Value) -> Vec<String> {
    request["Catalog"] = json!("Sandbox");
    companies(&harness.ok("SearchCustomerAccounts", request).await)
}

async fn filtered(harness: &Harness, filter: &Value) -> Vec<String> {
    search(harness, json!({ "Filter": filter })).await
}

/// What a company says of itself.
fn details(company: &str, country: &str, more: &Value) -> Value {
    let mut body = new(company);
    body["Account"]["Address"] = json!({ "CountryCode": country });
    for (name, value) in more.as_object().expect("members") {
        body["Account"][name] = value.clone();
    }
    body
}

/// Four accounts: two enriched, one without a match, one that needs action.
async fn four(harness: &Harness) {
    for body in [
        details(
            "Quay and Sons",
            "SE",
            &json!({ "Industry": "Agriculture", "Duns": "123456789" }),
        ),
        details("Reef", "US", &json!({ "Domain": "reef.invalid" })),
        details("Acre", "JP", &json!({})),
        details("Quay Again", "SE", &json!({ "Duns": "123456789" })),
    ] {
        create(harness, body).await;
        harness.wait_until_idle().await;
        let later = harness.service.engine().advance(Duration::from_secs(1));
        later.await.expect("the clock advances");
    }
}

#[tokio::test]
async fn a_result_shows_the_company_and_what_the_match_added() {
    let harness = Harness::new().await;
    let mut body = details("Quay and Sons", "SE", &json!({ "Industry": "Agriculture" }));
    body["PartnerAccountIdentifier"] = json!("CRM-1");
    let made = create(&harness, body).await;
    harness.wait_until_idle().await;
    let known = read(&harness, &made).await;
    let answer = harness
        .ok("SearchCustomerAccounts", json!({ "Catalog": "Sandbox" }))
        .await;
    let expected = json!({
        "Arn": known["Arn"], "Id": known["Id"], "Catalog": "Sandbox",
        "EnrichmentStatus": "ENRICHED", "PartnerAccountIdentifier": "CRM-1",
        "CreatedDate": known["CreatedDate"], "LastModifiedDate": known["LastModifiedDate"],
        "CustomerAccount": { "CompanyName": "Quay and Sons" },
        "AwsEnrichment": {
            "Customer": {
                "Industry": "Agriculture", "AccountPlanningQualification": "Qualified",
                "EligiblePrograms": [], "Geo": "EMEA", "Country": "SE", "Segment": null,
            },
            "Insights": {
                "MarketplaceEngagementScore": "Medium", "SolutionCategory": "General",
                "SolutionScore": "Medium",
            },
        },
    });
    assert_eq!(answer["CustomerAccountSummaries"], json!([expected]));
    assert_eq!(answer["NextToken"], Value::Null);
}

#[tokio::test]
async fn a_change_is_found_at_once_and_a_deleted_account_no_longer() {
    let harness = pending().await;
    let made = create(&harness, new("Quay")).await;
    let answer = harness
        .ok("SearchCustomerAccounts", json!({ "Catalog": "Sandbox" }))
        .await;
    let [found] = answer["CustomerAccountSummaries"]
        .as_array()
        .expect("a list")
        .as_slice()
    else {
        panic!("one account: {answer:#}")
    };
    assert_eq!(found["EnrichmentStatus"], "PENDING");
    assert_eq!(found["AwsEnrichment"], Value::Null);
    let known = read(&harness, &made).await;
    updated(&harness, update(&known, "Pier"))
        .await
        .expect("it is updated");
    assert_eq!(search(&harness, json!({})).await, ["Pier"]);
    let none: [String; 0] = [];
    let request = json!({ "Catalog": "Sandbox" });
    let seen = harness
        .call(STRANGER, "SearchCustomerAccounts", request)
        .await;
    assert_eq!(companies(&seen.expect("an answer")), none);
    let request = json!({ "Catalog": "AWS" });
    let seen = harness
        .call(PARTNER, "SearchCustomerAccounts", request)
        .await;
    assert_eq!(companies(&seen.expect("an answer")), none);
    harness.ok("DeleteCustomerAccount", named(&made)).await;
    assert_eq!(search(&harness, json!({})).await, none);
}

#[tokio::test]
async fn every_key_finds_its_value() {
    let harness = Harness::new().await;
    four(&harness).await;
    for (key, value, expected) in [
        (
            "ENRICHMENT_STATUS",
            "ENRICHED",
            vec!["Acre", "Quay and Sons"],
        ),
        ("ENRICHMENT_STATUS", "NO_MATCH_FOUND", vec!["Reef"]),
        ("ENRICHMENT_STATUS", "ACTION_REQUIRED", vec!["Quay Again"]),
        ("COMPANY_NAME", "Acre", vec!["Acre"]),
        ("AWS_INDUSTRY", "Agriculture", vec!["Quay and Sons"]),
        ("GEO", "APAC", vec!["Acre"]),
        ("COUNTRY", "SE", vec!["Quay and Sons"]),
        (
            "ACCOUNT_PLANNING_QUALIFICATION",
            "Qualified",
            vec!["Quay and Sons"],
        ),
        (
            "SOLUTION_CATEGORY",
            "General",
            vec!["Acre", "Quay and Sons"],
        ),
        (
            "MARKETPLACE_ENGAGEMENT_SCORE",
            "Medium",
            vec!["Quay and Sons"],
        ),
        ("SOLUTION_SCORE", "Low", vec!["Acre"]),
        ("SEGMENT", "Enterprise", vec![]),
        ("PROGRAM_ELIGIBILITY", "Map", vec![]),
        ("IMPORT_ID", "bulkjob-0000000000000", vec![]),
    ] {
        let filter = equal(key, value);
        assert_eq!(filtered(&harness, &filter).await, expected, "{key}");
        let filter = any(key, &["Nothing", value]);
        assert_eq!(filtered(&harness, &filter).await, expected, "{key}");
        let others = filtered(&harness, &not(&equal(key, value))).await;
        assert_eq!(others.len(), 4 - expected.len(), "not {key}");
        let none: [String; 0] = [];
        let lower = value.to_lowercase();
        assert_eq!(filtered(&harness, &equal(key, &lower)).await, none, "{key}");
        // Of a company's name a part is enough, whatever its case.
        let part = filtered(&harness, &any(key, &[&lower[1..]])).await;
        let expected = if key == "COMPANY_NAME" {
            expected
        } else {
            vec![]
        };
        assert_eq!(part, expected, "{key}");
    }
    let every = json!({ "StringListValue": ["Map", "Isv"] });
    let every = leaf("ContainsAll", "PROGRAM_ELIGIBILITY", &every);
    assert!(filtered(&harness, &every).await.is_empty());
    let since = json!({ "DateValue": "2026-11-22T18:32:26.559Z" });
    for (operator, count) in [
        ("GreaterThan", 1),
        ("GreaterThanOrEquals", 2),
        ("LessThan", 2),
    ] {
        let filter = leaf(operator, "CREATED_DATE", &since);
        assert_eq!(filtered(&harness, &filter).await.len(), count, "{operator}");
    }
    // The end of a match moves it.
    let filter = leaf("GreaterThan", "LAST_MODIFIED_DATE", &since);
    assert_eq!(filtered(&harness, &filter).await, ["Quay Again", "Acre"]);
}

#[tokio::test]
async fn accounts_are_sorted_and_those_without_a_score_come_last() {
    let harness = Harness::new().await;
    four(&harness).await;
    for (by, order, expected) in [
        (
            "CREATED_DATE",
            "ASCENDING",
            ["Quay and Sons", "Reef", "Acre", "Quay Again"],
        ),
        (
            "COMPANY_NAME",
            "ASCENDING",
            ["Acre", "Quay Again", "Quay and Sons", "Reef"],
        ),
        (
            "COMPANY_NAME",
            "DESCENDING",
            ["Reef", "Quay and Sons", "Quay Again", "Acre"],
        ),
        (
            "LAST_MODIFIED_DATE",
            "DESCENDING",
            ["Quay Again", "Acre", "Reef", "Quay and Sons"],
        ),
    ] {
        let request = json!({ "Sort": { "SortBy": by, "SortOrder": order } });
        assert_eq!(
            search(&harness, request.clone()).await,
            expected,
            "{by} {order}"
        );
        assert_eq!(
            pages(&harness, SEARCH, &request, 1).await.len(),
            4,
            "{by} {order}"
        );
    }
    for (order, first) in [("ASCENDING", "Acre"), ("DESCENDING", "Quay and Sons")] {
        let request = json!({ "Sort": { "SortBy": "SOLUTION_SCORE", "SortOrder": order } });
        let found = search(&harness, request.clone()).await;
        assert_eq!(found[0], first, "{order}");
        assert!(["Acre", "Quay and Sons"].contains(&&*found[1]), "{found:?}");
    }
    let newest = search(&harness, json!({ "MaxResults": 1 })).await;
    assert_eq!(newest, ["Quay Again"]);
}

#[tokio::test]
async fn a_filter_that_does_not_fit_is_a_request_that_fails_validation() {
    let harness = Harness::new().await;
    let name = equal("COMPANY_NAME", "x");
    let mut deep = name.clone();
    for _ in 0..12 {
        deep = not(&deep);
    }
    assert!(filtered(&harness, &deep).await.is_empty());
    let many = json!({ "OrAllFilters": vec![name.clone(); 10] });
    let most = json!({ "AndAllFilters": vec![many.clone(); 10] });
    assert!(filtered(&harness, &most).await.is_empty());
    let too_many = json!({ "AndAllFilters": [most, name] });
    let whole = json!({ "LongValue": 1 });
    let list = json!({ "StringListValue": ["x"] });
    for operation in ["SearchCustomerAccounts", "GetCustomerAccountStatistics"] {
        for (filter, field, code) in [
            (json!({}), "filter", "INVALID_VALUE"),
            (too_many.clone(), "filter", "TOO_MANY_VALUES"),
            (
                leaf("EqualsTo", "GEO", &list),
                "filter.equalsTo.value",
                "INVALID_VALUE",
            ),
            (
                leaf("ContainsAll", "GEO", &list),
                "filter.containsAll.key",
                "INVALID_VALUE",
            ),
            (
                json!({ "NotFilter": leaf("GreaterThan", "CREATED_DATE", &whole) }),
                "filter.notFilter.greaterThan.value",
                "INVALID_VALUE",
            ),
        ] {
            let request = json!({ "Catalog": "Sandbox", "Filter": filter });
            let refused = harness.refused(operation, request).await;
            assert_eq!(refused.body["Reason"], "REQUEST_VALIDATION_FAILED");
            let expected = [(field.to_owned(), code.to_owned())];
            assert_eq!(refused.findings(), expected, "{operation}");
        }
    }
}

#[tokio::test]
async fn statistics_count_what_the_filter_leaves_by_its_values() {
    let harness = Harness::new().await;
    four(&harness).await;
    let ask = |request: Value| harness.ok("GetCustomerAccountStatistics", request);
    let alone = ask(json!({ "Catalog": "Sandbox" })).await;
    assert_eq!(alone, json!({ "TotalCount": 4, "Aggregations": null }));
    let bucket = |value: &str, count: i64| json!({ "Values": [value], "Count": count });
    let result = |by: &str, buckets: &[Value]| {
        json!({
            "GroupBy": [by], "Buckets": buckets, "OtherCount": 0,
        })
    };
    let groups = json!([{ "GroupBy": ["ENRICHMENT_STATUS"] }, { "GroupBy": ["REGION"] }]);
    let mut request = json!({ "Catalog": "Sandbox", "Aggregations": groups });
    let statuses = result(
        "ENRICHMENT_STATUS",
        &[
            bucket("ENRICHED", 2),
            bucket("ACTION_REQUIRED", 1),
            bucket("NO_MATCH_FOUND", 1),
        ],
    );
    let regions = [bucket("Asia", 1), bucket("Europe", 1)];
    let answer = ask(request.clone()).await;
    assert_eq!(answer["TotalCount"], 4);
    let expected = json!([statuses, result("REGION", &regions)]);
    assert_eq!(answer["Aggregations"], expected);
    request["IncludeMissing"] = json!(true);
    let missing = [&regions[..], &[bucket("", 2)]].concat();
    let expected = json!([statuses, result("REGION", &missing)]);
    assert_eq!(ask(request.clone()).await["Aggregations"], expected);
    request["Filter"] = equal("ENRICHMENT_STATUS", "ENRICHED");
    let answer = ask(request.clone()).await;
    assert_eq!(answer["TotalCount"], 2);
    assert_eq!(answer["Aggregations"][1], result("REGION", &regions));
    request["Filter"] = equal("GEO", "AMER");
    let answer = ask(request).await;
    assert_eq!(answer["TotalCount"], 0);
    assert_eq!(answer["Aggregations"][0], result("ENRICHMENT_STATUS", &[]));
}

#[tokio::test]
async fn accounts_of_an_older_store_are_found() {
    let harness = Harness::new().await;
    four(&harness).await;
    let expected = search(&harness, json!({})).await;
    // As the newest schema leaves a store that an older program filled.
    let older = harness.store.write((), async |tx, ()| {
        tx.of_store();
        tx.execute("DELETE FROM customer_account_search", &[])
            .await?;
        let text = "INSERT INTO customer_account_backfill (after_id) VALUES ('')";
        tx.execute(text, &[]).await
    });
    older.await.expect("the store takes it");
    assert!(search(&harness, json!({})).await.is_empty());
    let (store, world) = (harness.store.clone(), World::frozen(NOW, 8));
    let (settings, options) = (Settings::default(), Options::default());
    let service = Service::start(store.clone(), world, settings, options).await;
    let service = service.expect("the service starts");
    let harness = Harness { service, store };
    assert_eq!(search(&harness, json!({})).await, expected);
    let enriched = equal("MARKETPLACE_ENGAGEMENT_SCORE", "Medium");
    assert_eq!(filtered(&harness, &enriched).await, ["Quay and Sons"]);
}

const NAMES: [&str; 7] = [
    "Acme", "acme", "Straße", "MÜLLER", "東京", "zebra", "Éclair",
];

/// A filter of at most this depth.
fn filter(dice: &mut Dice, depth: usize) -> Value {
    let list = |dice: &mut Dice| -> Vec<Value> {
        let length = 1 + dice.below(3);
        (0..length).map(|_| filter(dice, depth - 1)).collect()
    };
    match dice.below(if depth == 0 { 6 } else { 9 }) {
        0 => any(
            "COMPANY_NAME",
            &[NAMES[dice.below(7)].to_lowercase().as_str()],
        ),
        1 => equal("COMPANY_NAME", NAMES[dice.below(7)]),
        2 => any("COUNTRY", &[["US", "SE", "JP", "BE"][dice.below(4)], "AU"]),
        3 => equal("SOLUTION_SCORE", ["High", "Medium", "Low"][dice.below(3)]),
        4 => equal(
            "ENRICHMENT_STATUS",
            ["ENRICHED", "ACTION_REQUIRED"][dice.below(2)],
        ),
        5 => {
            let operator = ["GreaterThanOrEquals", "LessThan"][dice.below(2)];
            let key = ["CREATED_DATE", "LAST_MODIFIED_DATE"][dice.below(2)];
            let date = format!("2026-11-22T18:3{}:24.559Z", 2 + dice.below(3));
            leaf(operator, key, &json!({ "DateValue": date }))
        }
        6 => json!({ "AndAllFilters": list(dice) }),
        7 => json!({ "OrAllFilters": list(dice) }),
        _ => not(&filter(dice, depth - 1)),
    }
}

async fn fill(harness: &Harness, dice: &mut Dice) {
    for number in 0..MANY {
        let mut more = json!({});
        if dice.below(3) > 0 {
            more["Industry"] = json!("Agriculture");
        }
        if dice.below(3) > 0 {
            more["Duns"] = json!(format!("{:09}", dice.below(2 * MANY)));
        }
        let (name, country) = (
            NAMES[dice.below(7)],
            ["US", "SE", "JP", "BE"][dice.below(4)],
        );
        create(
            harness,
            details(&format!("{name} {number}"), country, &more),
        )
        .await;
        let later = harness.service.engine().advance(Duration::from_secs(1));
        later.await.expect("the clock advances");
    }
}

/// Every store finds and counts the same, in the same order, and what columns rule out loses
/// nothing: a double negation hides a filter from them.
#[tokio::test]
async fn every_store_finds_the_same_and_columns_lose_nothing() {
    let (_folder, sides) =
        on_every_store(async |harness| fill(harness, &mut Dice::new(31)).await).await;
    let sorts = [
        "COMPANY_NAME",
        "CREATED_DATE",
        "LAST_MODIFIED_DATE",
        "MARKETPLACE_ENGAGEMENT_SCORE",
        "SOLUTION_SCORE",
    ];
    let mut dice = Dice::new(32);
    let mut some = 0;
    for _ in 0..80 {
        let filter = filter(&mut dice, 1);
        let groups = json!([{ "GroupBy": ["COUNTRY"] }, { "GroupBy": ["SOLUTION_SCORE"] }]);
        let counted = json!({
            "Catalog": "Sandbox", "Filter": filter, "Aggregations": groups,
            "IncludeMissing": dice.below(2) == 0,
        });
        let mut request = json!({ "Filter": filter });
        sort(&mut request, &mut dice, &sorts);
        let size = 1 + dice.below(60);
        let found = found_by_all(&sides, SEARCH, &request, size).await;
        let mut statistics = Vec::new();
        for side in &sides {
            let counted = side.ok("GetCustomerAccountStatistics", counted.clone());
            statistics.push(counted.await);
        }
        let first = &statistics[0];
        assert_eq!(first["TotalCount"], json!(found.len()), "{request:#}");
        assert!(statistics.iter().all(|one| one == first), "{request:#}");
        some += usize::from(!found.is_empty() && found.len() < MANY);
    }
    assert!(some > 40, "only {some} searches found some");
}
