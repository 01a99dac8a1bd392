//! `SearchEngagements` and `ListEngagementGroups`: what is found and counted, in which order, and
//! that columns change none of it.

use cosell_domain::settings::EngagementGroup;
use cosell_domain::{Catalog, Settings};
use cosell_world::World;
use serde_json::{Value, json};

use crate::common::search::{found_by_all, ids, leaf, not, pages, sort, text};
use crate::common::stores::on_every_store;
use crate::common::{Harness, NOW, PARTNER, STRANGER, invitation};
use crate::differential::play::Dice;

/// The operation, and the list of its response.
const SEARCH: [&str; 2] = ["SearchEngagements", "EngagementSearchSummaries"];

/// Engagements of the differential story: more than one batch of a walk.
const MANY: usize = 80;

const HIGH: &str = "eng-grp-salesready0000";
const MEDIUM: &str = "eng-grp-marketingready";
const LOW: &str = "eng-grp-lowpotential00";

fn listed<'a>(answer: &'a Value, list: &str) -> &'a [Value] {
    answer[list].as_array().expect("a list")
}

async fn search(harness: &Harness, mut request: Value) -> Vec<String> {
    request["Catalog"] = json!("Sandbox");
    ids(&harness.ok(SEARCH[0], request).await, SEARCH[1])
}

async fn filtered(harness: &Harness, filter: &Value) -> Vec<String> {
    search(harness, json!({ "Filter": filter })).await
}

async fn create(harness: &Harness, token: usize, title: &str, contexts: &[Value]) -> String {
    let body = json!({
        "Catalog": "Sandbox", "ClientToken": format!("engagement-{token}"), "Title": title,
        "Description": "Ships and trains.", "Contexts": contexts,
    });
    let made = harness.ok("CreateEngagement", body).await;
    made["Id"].as_str().expect("an id").to_owned()
}

/// A lead of a company with this score.
fn lead(company: &str, score: Option<&str>) -> Value {
    json!({ "Type": "Lead", "Payload": { "Lead": {
        "Insights": { "LeadReadinessScore": score },
        "Customer": {
            "CompanyName": company, "Industry": "Mining", "Address": { "CountryCode": "US" },
            "AwsMaturity": "Pilot", "MarketSegment": "Enterprise",
        },
        "Interactions": [{
            "SourceType": "Campaign", "SourceName": "Quarry fair", "Usecase": "Analytics",
            "Contact": {
                "BusinessTitle": "Head of IT", "Email": "it@stonecliff.example.com",
                "FirstName": "Petra", "LastName": "Stein",
            },
        }],
    } } })
}

fn project(company: &str) -> Value {
    json!({ "Type": "CustomerProject", "Payload": { "CustomerProject": { "Customer": {
        "Industry": "Agriculture", "CompanyName": company, "CountryCode": "US",
        "WebsiteUrl": "https://acre.example.com",
    } } } })
}

fn prospect(company: &str) -> Value {
    json!({ "Type": "ProspectingResult", "Payload": { "ProspectingResult": { "Aws": {
        "Customer": {
            "AccountName": company, "Geo": "AMER", "Region": "North", "Industry": "Healthcare",
            "Segment": "Small", "Country": "CA", "CompanySize": "11-50",
        },
        "Insights": {
            "MarketplaceEngagementScore": "High", "SolutionCategory": "Security",
            "SolutionSubCategory": "Identity",
        },
    } } } })
}

fn planned(company: &str) -> Value {
    let customer = json!({ "Customer": { "CompanyName": company } });
    json!({ "Type": "CustomerAccount", "Payload": { "CustomerAccount": customer } })
}

#[tokio::test]
async fn a_result_is_what_get_engagement_shows() {
    let harness = Harness::new().await;
    let body = json!({ "Catalog": "Sandbox", "Account": { "CompanyName": "Quay and Sons" } });
    let account = harness.ok("CreateCustomerAccount", body).await;
    let context = json!({ "Type": "CustomerAccount", "Payload": {
        "CustomerAccount": { "AccountIdentifier": account["Id"] },
    } });
    let id = create(&harness, 1, "Berths", &[context]).await;
    let read = json!({ "Catalog": "Sandbox", "Identifier": id });
    let known = harness.ok("GetEngagement", read).await;
    let shown = &known["Contexts"][0]["Payload"]["CustomerAccount"]["Customer"];
    assert_eq!(shown["CompanyName"], "Quay and Sons");
    for request in [json!({}), json!({ "Keyword": "QUAY berths" })] {
        let mut request = request;
        request["Catalog"] = json!("Sandbox");
        let answer = harness.ok("SearchEngagements", request).await;
        assert_eq!(answer["EngagementSearchSummaries"], json!([known]));
        assert_eq!(answer["NextToken"], Value::Null);
    }
}

#[tokio::test]
async fn every_filter_name_finds_its_value() {
    let harness = Harness::new().await;
    let contexts = [
        lead("Stonecliff Quarries", Some("High")),
        prospect("Fern Clinics"),
    ];
    let id = create(&harness, 1, "Quarries", &contexts).await;
    create(&harness, 2, "", &[]).await;
    let found = std::slice::from_ref(&id);
    for (name, value) in [
        ("EngagementId", id.as_str()),
        ("Title", "Quarries"),
        ("ProspectingCustomerGeo", "AMER"),
        ("ProspectingCustomerRegion", "North"),
        ("ProspectingCustomerIndustry", "Healthcare"),
        ("ProspectingCustomerSegment", "Small"),
        ("ProspectingCustomerCountry", "CA"),
        ("ProspectingCustomerCompanySize", "11-50"),
        ("ProspectingInsightsMarketplaceEngagementScore", "High"),
        ("ProspectingInsightsSolutionCategory", "Security"),
        ("ProspectingInsightsSolutionSubCategory", "Identity"),
        ("LeadQualificationStatus", "Unqualified"),
        ("LeadReadinessScore", "High"),
        ("LeadCustomerIndustry", "Mining"),
        ("LeadCustomerCountryCode", "US"),
        ("LeadCustomerAwsMaturity", "Pilot"),
        ("LeadCustomerMarketSegment", "Enterprise"),
        ("LeadInteractionsSourceType", "Campaign"),
        ("LeadCustomerCompanyName", "Stonecliff Quarries"),
        ("LeadInteractionsContactFirstName", "Petra"),
        ("LeadInteractionsContactLastName", "Stein"),
        ("LeadInteractionsUsecase", "Analytics"),
        ("LeadInteractionsSourceName", "Quarry fair"),
        ("LeadInteractionsContactBusinessTitle", "Head of IT"),
        ("ContextType", "ProspectingResult"),
    ] {
        let equal = text("EqualsTo", name, value);
        assert_eq!(filtered(&harness, &equal).await, found, "{name}");
        let part = text("ContainsAny", name, &value[1..].to_uppercase());
        assert_eq!(filtered(&harness, &part).await, found, "{name}");
        let all = json!({ "StringListValue": [value] });
        let every = leaf("ContainsAll", name, &all);
        assert_eq!(filtered(&harness, &every).await, found, "{name}");
        let other = text("EqualsTo", name, &value.to_lowercase());
        let same_text = value == value.to_lowercase();
        assert_eq!(
            filtered(&harness, &other).await.is_empty(),
            !same_text,
            "{name}"
        );
        // What has no value matches a negation.
        let without = not(&equal);
        assert_eq!(filtered(&harness, &without).await.len(), 1, "{name}");
    }
    let date = |text: &str| json!({ "DateValue": text });
    let (before, at) = (
        date("2026-11-22T18:32:24.558Z"),
        date("2026-11-22T18:32:24.559Z"),
    );
    for (name, value, count) in [
        ("CreatedAt", before.clone(), 2),
        ("CreatedAt", at.clone(), 0),
        ("LastModifiedAt", before, 2),
        ("LastModifiedAt", at, 0),
        ("MemberCount", json!({ "LongValue": 0 }), 2),
        ("MemberCount", json!({ "LongValue": 1 }), 0),
    ] {
        let filter = leaf("GreaterThan", name, &value);
        assert_eq!(
            filtered(&harness, &filter).await.len(),
            count,
            "{name} {value}"
        );
    }
    let ours = text("EqualsTo", "PartnerId", PARTNER);
    assert_eq!(filtered(&harness, &ours).await.len(), 2);
    let theirs = text("EqualsTo", "PartnerId", STRANGER);
    assert!(filtered(&harness, &theirs).await.is_empty());
}

#[tokio::test]
async fn a_keyword_is_looked_for_in_titles_customers_and_members() {
    let harness = Harness::new().await;
    let contexts = [
        lead("Stonecliff", None),
        project("Acre"),
        prospect("Fern Clinics"),
        planned("Quay"),
    ];
    let id = create(&harness, 1, "Berths", &contexts).await;
    create(&harness, 2, "Docks", &[]).await;
    for (keyword, count) in [
        ("BERTH", 1),
        ("ships TRAINS", 2),
        ("stonecliff acre clinics quay", 1),
        ("partner 111111111111", 2),
        ("partner 222222222222", 0),
        ("Mining", 0),
    ] {
        let found = search(&harness, json!({ "Keyword": keyword })).await;
        assert_eq!(found.len(), count, "{keyword}");
    }
    let mut invite = invitation(&id, STRANGER);
    (invite["Catalog"], invite["ClientToken"]) = (json!("Sandbox"), json!("invite"));
    let invited = harness.ok("CreateEngagementInvitation", invite).await;
    let anothers = json!({ "Catalog": "Sandbox", "Keyword": "berths" });
    let seen = harness.call(STRANGER, "SearchEngagements", anothers.clone());
    assert!(
        ids(&seen.await.expect("an answer"), SEARCH[1]).is_empty(),
        "not a member yet"
    );
    let accept = json!({ "Catalog": "Sandbox", "Identifier": invited["Id"] });
    let accepted = harness.call(STRANGER, "AcceptEngagementInvitation", accept);
    accepted.await.expect("it is accepted");
    let seen = harness.call(STRANGER, "SearchEngagements", anothers).await;
    assert_eq!(
        ids(&seen.expect("an answer"), SEARCH[1]),
        std::slice::from_ref(&id)
    );
    let found = search(&harness, json!({ "Keyword": "222222222222" })).await;
    assert_eq!(found, std::slice::from_ref(&id));
    let both = leaf(
        "ContainsAll",
        "PartnerId",
        &json!({ "StringListValue": [PARTNER, STRANGER] }),
    );
    assert_eq!(filtered(&harness, &both).await, [id]);
}

#[tokio::test]
async fn the_newest_come_first_and_records_without_the_value_last() {
    let harness = Harness::new().await;
    let mut made = Vec::new();
    for (number, company) in ["Quarry", "Acre"].into_iter().enumerate() {
        made.push(create(&harness, number, "Lead", &[lead(company, None)]).await);
        let later = harness
            .service
            .engine()
            .advance(std::time::Duration::from_secs(1));
        later.await.expect("the clock advances");
    }
    made.push(create(&harness, 2, "No lead", &[]).await);
    let [quarry, acre, none] = made.as_slice() else {
        panic!("three engagements")
    };
    assert_eq!(
        search(&harness, json!({})).await,
        [none, acre, quarry].map(String::clone)
    );
    for (by, order, expected) in [
        ("LeadCustomerCompanyName", "ASCENDING", [acre, quarry, none]),
        (
            "LeadCustomerCompanyName",
            "DESCENDING",
            [quarry, acre, none],
        ),
        ("CreatedAt", "ASCENDING", [quarry, acre, none]),
        ("Title", "DESCENDING", [none, acre, quarry]),
    ] {
        let request = json!({ "Sort": { "SortBy": by, "SortOrder": order } });
        let expected = expected.map(String::clone);
        if by != "Title" {
            assert_eq!(
                search(&harness, request.clone()).await,
                expected,
                "{by} {order}"
            );
        }
        let all = search(&harness, request.clone()).await;
        assert_eq!(
            pages(&harness, SEARCH, &request, 1).await,
            all,
            "{by} {order}"
        );
    }
}

#[tokio::test]
async fn a_filter_that_does_not_fit_is_a_request_that_fails_validation() {
    let harness = Harness::new().await;
    let title = text("EqualsTo", "Title", "x");
    let list = json!({ "StringListValue": ["x"] });
    let three = json!({ "AndAllFilters": [{ "OrAllFilters": [not(&title)] }] });
    assert!(filtered(&harness, &three).await.is_empty());
    for (filter, field) in [
        (json!({}), "filter"),
        (
            not(&three),
            "filter.notFilter.andAllFilters.1.member.orAllFilters.1.member",
        ),
        (leaf("EqualsTo", "Title", &list), "filter.equalsTo.value"),
        (
            text("GreaterThan", "CreatedAt", "2026"),
            "filter.greaterThan.value",
        ),
        (
            leaf("ContainsAny", "MemberCount", &json!({ "LongValue": 1 })),
            "filter.containsAny.key",
        ),
    ] {
        let request = json!({ "Catalog": "Sandbox", "Filter": filter });
        let refused = harness.refused("SearchEngagements", request).await;
        assert_eq!(refused.body["Reason"], "REQUEST_VALIDATION_FAILED");
        let expected = [(field.to_owned(), "INVALID_VALUE".to_owned())];
        assert_eq!(refused.findings(), expected);
    }
}

/// The ids and counts of the groups in an answer.
fn counts(answer: &Value) -> Vec<(String, i64)> {
    let groups = listed(answer, "EngagementGroupSummaries").iter();
    let of = |group: &Value| {
        let id = group["Id"].as_str().expect("an id").to_owned();
        (id, group["Count"].as_i64().expect("a count"))
    };
    groups.map(of).collect()
}

async fn groups(harness: &Harness, mut request: Value) -> Vec<(String, i64)> {
    request["Catalog"] = json!("Sandbox");
    counts(&harness.ok("ListEngagementGroups", request).await)
}

fn counted(expected: &[(&str, i64)]) -> Vec<(String, i64)> {
    let owned = |(id, count): &(&str, i64)| ((*id).to_owned(), *count);
    expected.iter().map(owned).collect()
}

#[tokio::test]
async fn a_group_counts_what_its_search_finds() {
    let harness = Harness::new().await;
    let scores = [Some("Low"), Some("High"), Some("Low"), None];
    for (number, score) in scores.into_iter().enumerate() {
        create(&harness, number, "Lead", &[lead("Stonecliff", score)]).await;
        let later = harness
            .service
            .engine()
            .advance(std::time::Duration::from_secs(1));
        later.await.expect("the clock advances");
    }
    let expected = counted(&[(HIGH, 1), (MEDIUM, 0), (LOW, 2)]);
    assert_eq!(groups(&harness, json!({})).await, expected);
    for (id, count) in &expected {
        let found = search(&harness, json!({ "GroupId": id })).await.len();
        assert_eq!(i64::try_from(found).ok(), Some(*count), "{id}");
    }
    let both = json!({ "GroupId": LOW, "Filter": not(&text("EqualsTo", "Title", "Lead")) });
    assert!(search(&harness, both).await.is_empty());

    let answer = harness
        .ok("ListEngagementGroups", json!({ "Catalog": "Sandbox" }))
        .await;
    let [first, second, third] = listed(&answer, "EngagementGroupSummaries") else {
        panic!("three groups: {answer:#}")
    };
    let arn = format!("arn:aws:partnercentral:us-east-1::catalog/Sandbox/engagement-group/{HIGH}");
    assert_eq!(first["Arn"], json!(arn));
    assert_eq!(first["Catalog"], "Sandbox");
    assert_eq!(first["Name"], "Sales ready");
    assert_eq!(first["ReadinessLevel"], "SalesReady");
    assert_eq!(first["UpdatedAt"], "2026-11-22T18:32:25.559Z");
    assert_eq!(
        second["UpdatedAt"], "2026-01-01T00:00:00.000Z",
        "of the definition"
    );
    assert_eq!(third["UpdatedAt"], "2026-11-22T18:32:26.559Z");
    let seen = harness.call(
        STRANGER,
        "ListEngagementGroups",
        json!({ "Catalog": "Sandbox" }),
    );
    let nothing = counted(&[(HIGH, 0), (MEDIUM, 0), (LOW, 0)]);
    assert_eq!(counts(&seen.await.expect("an answer")), nothing);
}

#[tokio::test]
async fn groups_are_filtered_sorted_and_listed_page_by_page() {
    let harness = Harness::new().await;
    for number in 0..2 {
        create(
            &harness,
            number,
            "Lead",
            &[lead("Stonecliff", Some("Medium"))],
        )
        .await;
    }
    let arn = |catalog: &str| {
        format!("arn:aws:partnercentral:us-east-1::catalog/{catalog}/engagement-group/{LOW}")
    };
    let sort = |by: &str, order: &str| json!({ "Sort": { "SortBy": by, "SortOrder": order } });
    for (request, expected) in [
        (json!({ "ReadinessLevel": "LowPotential" }), vec![LOW]),
        (
            json!({ "EngagementGroupIdentifiers": [arn("Sandbox"), MEDIUM] }),
            vec![MEDIUM, LOW],
        ),
        (
            json!({ "EngagementGroupIdentifiers": [arn("AWS")] }),
            vec![],
        ),
        (
            json!({
                "EngagementGroupIdentifiers": [LOW, "eng-grp-00000000000000"],
                "ReadinessLevel": "SalesReady",
            }),
            vec![],
        ),
        (sort("Count", "DESCENDING"), vec![MEDIUM, HIGH, LOW]),
        (sort("Count", "ASCENDING"), vec![LOW, HIGH, MEDIUM]),
        (sort("UpdatedAt", "DESCENDING"), vec![MEDIUM, HIGH, LOW]),
        (json!({}), vec![HIGH, MEDIUM, LOW]),
    ] {
        let found = groups(&harness, request.clone()).await;
        let found: Vec<String> = found.into_iter().map(|(id, _)| id).collect();
        assert_eq!(found, expected, "{request:#}");
        let mut paged = request.clone();
        (paged["Catalog"], paged["MaxResults"]) = (json!("Sandbox"), json!(1));
        let mut all = Vec::new();
        loop {
            let answer = harness.ok("ListEngagementGroups", paged.clone()).await;
            all.extend(counts(&answer).into_iter().map(|(id, _)| id));
            if answer["NextToken"].is_null() {
                break;
            }
            paged["NextToken"] = answer["NextToken"].clone();
        }
        assert_eq!(all, expected, "in pages of one: {request:#}");
    }
}

#[tokio::test]
async fn a_group_that_is_not_active_or_not_for_the_caller_is_neither_listed_nor_searched() {
    let mut settings = Settings::default();
    let criteria = settings.engagement_groups[0].criteria.clone();
    settings.engagement_groups[1].active = false;
    settings.engagement_groups[2].catalogs = vec![Catalog::Aws];
    let (ours, theirs) = ("eng-grp-00000000000our", "eng-grp-000000000their");
    for (id, account) in [(ours, PARTNER), (theirs, STRANGER)] {
        settings.engagement_groups.push(EngagementGroup {
            accounts: vec![account.to_owned()],
            ..EngagementGroup::new(id, "A group", criteria.clone())
        });
    }
    let harness = Harness::with_settings(settings, World::frozen(NOW, 7)).await;
    let expected = counted(&[(HIGH, 0), (ours, 0)]);
    assert_eq!(groups(&harness, json!({})).await, expected);
    assert!(
        search(&harness, json!({ "GroupId": ours }))
            .await
            .is_empty()
    );
    for id in [MEDIUM, LOW, theirs, "eng-grp-00000000000000"] {
        let request = json!({ "Catalog": "Sandbox", "GroupId": id });
        let refused = harness.refused("SearchEngagements", request).await;
        assert_eq!(refused.body["Reason"], "BUSINESS_VALIDATION_FAILED", "{id}");
        let expected = [("groupId".to_owned(), "INVALID_VALUE".to_owned())];
        assert_eq!(refused.findings(), expected, "{id}");
        assert_eq!(refused.rules, ["engagement.search.group"], "{id}");
    }
}

const COMPANIES: [&str; 6] = ["Acme", "Straße", "MÜLLER", "東京", "zebra", "Nord"];

/// A filter of at most this depth.
fn filter(dice: &mut Dice, depth: usize) -> Value {
    let list = |dice: &mut Dice| -> Vec<Value> {
        let length = 1 + dice.below(3);
        (0..length).map(|_| filter(dice, depth - 1)).collect()
    };
    let company = COMPANIES[dice.below(COMPANIES.len())];
    match dice.below(if depth == 0 { 6 } else { 9 }) {
        0 => text(
            "ContainsAny",
            "LeadCustomerCompanyName",
            &company.to_lowercase(),
        ),
        1 => text("EqualsTo", "Title", company),
        2 => {
            let score = ["High", "Medium", "Low"][dice.below(3)];
            text("EqualsTo", "LeadReadinessScore", score)
        }
        3 => {
            let operator = ["GreaterThanOrEquals", "LessThan"][dice.below(2)];
            let name = ["CreatedAt", "LastModifiedAt"][dice.below(2)];
            let date = format!("2026-11-22T18:33:{}0.559Z", dice.below(6));
            leaf(operator, name, &json!({ "DateValue": date }))
        }
        4 => {
            let types = ["Lead", "ProspectingResult", "CustomerProject", "Rumour"];
            text("EqualsTo", "ContextType", types[dice.below(4)])
        }
        5 => text("EqualsTo", "PartnerId", PARTNER),
        6 => json!({ "AndAllFilters": list(dice) }),
        7 => json!({ "OrAllFilters": list(dice) }),
        _ => not(&filter(dice, depth - 1)),
    }
}

async fn fill(harness: &Harness, dice: &mut Dice) {
    for number in 0..MANY {
        let title = COMPANIES[dice.below(COMPANIES.len())];
        let mut contexts = Vec::new();
        for _ in 0..dice.below(3) {
            let company = COMPANIES[dice.below(COMPANIES.len())];
            let score = [None, Some("High"), Some("Medium"), Some("Low")][dice.below(4)];
            contexts.push(match dice.below(3) {
                0 => prospect(company),
                1 => project(company),
                _ => lead(company, score),
            });
        }
        create(harness, number, title, &contexts).await;
        let later = harness
            .service
            .engine()
            .advance(std::time::Duration::from_secs(1));
        later.await.expect("the clock advances");
    }
}

/// Every store finds and counts the same, in the same order, and what columns rule out loses
/// nothing: a double negation hides a filter from them.
#[tokio::test]
async fn every_store_finds_the_same_and_columns_lose_nothing() {
    let (_folder, sides) =
        on_every_store(async |harness| fill(harness, &mut Dice::new(21)).await).await;
    let all = groups(&sides[0], json!({})).await;
    assert!(all.iter().all(|(_, count)| *count > 0), "{all:?}");
    for side in &sides[1..] {
        assert_eq!(groups(side, json!({})).await, all);
    }
    let sorts = [
        "CreatedAt",
        "LastModifiedAt",
        "EngagementId",
        "Title",
        "MemberCount",
        "PartnerId",
        "LeadCustomerCompanyName",
        "LeadReadinessScore",
        "ProspectingCustomerGeo",
    ];
    let mut dice = Dice::new(22);
    let mut some = 0;
    for _ in 0..80 {
        let filter = filter(&mut dice, 1);
        let mut request = json!({ "Filter": filter });
        if dice.below(3) == 0 {
            request["Keyword"] = json!(COMPANIES[dice.below(COMPANIES.len())].to_uppercase());
        }
        if dice.below(4) == 0 {
            request["GroupId"] = json!([HIGH, MEDIUM, LOW][dice.below(3)]);
        }
        sort(&mut request, &mut dice, &sorts);
        let size = 1 + dice.below(40);
        let found = found_by_all(&sides, SEARCH, &request, size).await;
        some += usize::from(!found.is_empty() && found.len() < MANY);
    }
    assert!(some > 30, "only {some} searches found some");
}
