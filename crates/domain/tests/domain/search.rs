//! `SearchOpportunities`: what is found, in which order, and that an index changes none of it.

use std::collections::BTreeSet;

use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_store::table::{opportunity as table, opportunity_search};
use cosell_world::World;
use serde_json::{Value, json};

use crate::common::search::{found_by_all, ids, leaf, not, pages, sort, text};
use crate::common::stores::on_every_store;
use crate::common::{Harness, NOW, PARTNER, STRANGER, opportunity, update};
use crate::differential::play::Dice;

/// The operation, and the list of its response.
const SEARCH: [&str; 2] = ["SearchOpportunities", "OpportunitySearchSummaries"];

/// Opportunities of the differential story: more than are pending before the index takes them.
const MANY: usize = 400;

async fn search(harness: &Harness, mut request: Value) -> Vec<String> {
    request["Catalog"] = json!("Sandbox");
    ids(&harness.ok(SEARCH[0], request).await, SEARCH[1])
}

async fn create(harness: &Harness, token: usize, change: impl FnOnce(&mut Value)) -> String {
    let mut input = opportunity();
    input["ClientToken"] = json!(format!("search-{token}"));
    change(&mut input);
    let created = harness.ok("CreateOpportunity", input).await;
    created["Id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_result_shows_what_the_list_lacks_and_hides_how_to_reach_people() {
    let harness = Harness::new().await;
    let id = create(&harness, 1, |input| {
        input["Tags"] = json!([{ "Key": "Team", "Value": "Sea" }]);
    })
    .await;
    let request = json!({ "Catalog": "Sandbox", "Keyword": "HARBOUR berth" });
    let answer = harness.ok("SearchOpportunities", request).await;
    assert_eq!(answer["NextToken"], Value::Null);
    let [found] = answer["OpportunitySearchSummaries"]
        .as_array()
        .expect("a list")
        .as_slice()
    else {
        panic!("one opportunity: {answer:#}");
    };
    assert_eq!(found["Id"], json!(id));
    assert_eq!(found["Project"]["Title"], "Berth planning in the cloud");
    let spend = json!([{ "Amount": "10000", "CurrencyCode": "USD" }]);
    assert_eq!(found["Project"]["ExpectedCustomerSpend"], spend);
    assert_eq!(found["Tags"], json!([{ "Key": "Team", "Value": "Sea" }]));
    assert_eq!(found["AwsOpportunitySummary"], Value::Null);
    assert_eq!(
        found["OpportunityTeam"][0],
        json!({
            "FirstName": "Alliance", "LastName": "Lead", "BusinessTitle": "OpportunityOwner",
        })
    );
    let account = &found["Customer"]["Account"];
    assert_eq!(account["Address"], json!({ "CountryCode": "US" }));
    assert!(found.get("Arn").is_none() && found.get("Catalog").is_none());
    harness.associate(&id, "Solutions", "S-1234567").await;
    let again = harness
        .ok("SearchOpportunities", json!({ "Catalog": "Sandbox" }))
        .await;
    let related = &again["OpportunitySearchSummaries"][0]["RelatedEntityIdentifiers"];
    assert_eq!(related["Solutions"], json!(["S-1234567"]));
    assert_eq!(related["AwsMarketplaceOffers"], json!([]));
    assert!(related.get("AwsProducts").is_none());
}

#[tokio::test]
async fn what_aws_says_is_shown_found_and_sorted_by() {
    let harness = Harness::new().await;
    let mut submitted = Vec::new();
    for (token, score) in ["Medium", "High", "Low"].into_iter().enumerate() {
        let id = create(&harness, token, |_| {}).await;
        harness.associate(&id, "Solutions", "S-1234567").await;
        harness.submit(&id).await;
        let said = json!({
            "CosellMotion": "Joint",
            "Insights": { "EngagementScore": score, "OpportunityQuality": { "Score": token } },
        });
        let Value::Object(said) = said else { continue };
        let set = harness.service.set_summary(id.clone(), said).await;
        set.expect("AWS says so");
        submitted.push(id);
    }
    let draft = create(&harness, 9, |_| {}).await;
    let [medium, high, low] = submitted.as_slice() else {
        panic!("three: {submitted:?}");
    };

    let by_score = json!({ "SortBy": "EngagementScore", "SortOrder": "ASCENDING" });
    let found = search(&harness, json!({ "Sort": by_score })).await;
    assert_eq!(found, [high, low, medium, &draft].map(String::as_str));
    let filter = text("EqualsTo", "EngagementScore", "Medium");
    assert_eq!(
        search(&harness, json!({ "Filter": filter })).await,
        [medium.as_str()]
    );
    let filter = text("EqualsTo", "CosellMotion", "Joint");
    let joint: BTreeSet<_> = search(&harness, json!({ "Filter": filter }))
        .await
        .into_iter()
        .collect();
    assert_eq!(joint, submitted.iter().cloned().collect());
    let request = json!({ "Catalog": "Sandbox", "Keyword": low });
    let answer = harness.ok("SearchOpportunities", request).await;
    assert_eq!(
        answer["OpportunitySearchSummaries"][0]["AwsOpportunitySummary"],
        json!({
            "Origin": "Partner Referral",
            "CosellMotion": "Joint",
            "Insights": { "EngagementScore": "Low", "OpportunityQuality": { "Score": 2 } },
        })
    );
}

#[tokio::test]
async fn every_filter_name_finds_its_value() {
    let harness = Harness::new().await;
    let id = create(&harness, 1, |input| {
        input["Tags"] = json!([{ "Key": "crm", "Value": "A-17" }]);
        input["Customer"]["Account"]["AwsAccountId"] = json!("123456789012");
        input["Project"]["ApnPrograms"] = json!(["APN Immersion Days"]);
    })
    .await;
    let offer = "arn:aws:aws-marketplace:us-east-1:111111111111:AWSMarketplace/Offer/offer-abcde1";
    harness.associate(&id, "AwsMarketplaceOffers", offer).await;
    let none: [String; 0] = [];
    for (name, value) in [
        ("OpportunityId", id.as_str()),
        ("Stage", "Prospect"),
        ("ReviewStatus", "Pending Submission"),
        ("CustomerCompanyName", "Harbour Lights Logistics"),
        ("CountryCode", "US"),
        ("PartnerProjectTitle", "Berth planning in the cloud"),
        ("OpportunityType", "Net New Business"),
        ("PartnerOpportunityIdentifier", "CRM-4711"),
        ("Industry", "Transportation and Logistics"),
        ("AwsAccountId", "123456789012"),
        ("ApnPrograms", "APN Immersion Days"),
        ("Origin", "Partner Referral"),
        ("Tags", "crm"),
        ("Tags", "A-17"),
        ("Tags", "crm=A-17"),
        ("NextStep", "Workshop with the harbour's operators"),
        ("OfferId", offer),
        ("OfferId", "offer-abcde1"),
        ("OpportunityOwner", "Alliance Lead"),
        (
            "OpportunityOwner",
            "alliance-lead@partner-111111111111.example.com",
        ),
    ] {
        let equal = json!({ "Filter": text("EqualsTo", name, value) });
        assert_eq!(
            search(&harness, equal).await,
            std::slice::from_ref(&id),
            "{name} {value}"
        );
        let part = value[1..].to_uppercase();
        let part = json!({ "Filter": text("ContainsAny", name, &part) });
        assert_eq!(
            search(&harness, part).await,
            std::slice::from_ref(&id),
            "{name} {value}"
        );
        let other = json!({ "Filter": text("EqualsTo", name, &value[1..]) });
        assert_eq!(search(&harness, other).await, none, "{name} {value}");
    }
    for name in ["CosellMotion", "EngagementScore", "OfferSetId"] {
        let filter = text("ContainsAny", name, "e");
        assert_eq!(search(&harness, json!({ "Filter": filter })).await, none);
        let request = json!({ "Filter": not(&filter) });
        assert_eq!(
            search(&harness, request).await,
            std::slice::from_ref(&id),
            "{name}"
        );
    }
    for (name, value, found) in [
        (
            "CreatedDate",
            json!({ "DateValue": "2026-11-22T18:32:24.558Z" }),
            true,
        ),
        (
            "CreatedDate",
            json!({ "DateValue": "2026-11-22T18:32:24.559Z" }),
            false,
        ),
        (
            "TargetCloseDate",
            json!({ "DateValue": "2027-06-29T23:59:59Z" }),
            true,
        ),
        (
            "TargetCloseDate",
            json!({ "DateValue": "2027-06-30T00:00:00Z" }),
            false,
        ),
        ("EstimatedMrr", json!({ "DoubleValue": 9999.99 }), true),
        ("EstimatedMrr", json!({ "LongValue": 10_000 }), false),
    ] {
        let request = json!({ "Filter": leaf("GreaterThan", name, &value) });
        assert_eq!(
            !search(&harness, request).await.is_empty(),
            found,
            "{name} {value}"
        );
    }
}

#[tokio::test]
async fn a_change_is_found_at_once() {
    let harness = Harness::new().await;
    let id = create(&harness, 1, |_| {}).await;
    let mut changed = update(&harness.get(&id).await);
    changed["Project"]["Title"] = json!("Observatory");
    harness.ok("UpdateOpportunity", changed).await;
    let keyword = |word: &str| json!({ "Keyword": word });
    let none: [String; 0] = [];
    assert_eq!(
        search(&harness, keyword("servato")).await,
        std::slice::from_ref(&id)
    );
    assert_eq!(search(&harness, keyword("berth")).await, none);
    let arn =
        format!("arn:aws:partnercentral:us-east-1:{PARTNER}:catalog/Sandbox/opportunity/{id}");
    let tags = json!({ "ResourceArn": arn, "Tags": [{ "Key": "pilot", "Value": "nordwind" }] });
    harness.ok("TagResource", tags).await;
    let tagged = json!({ "Filter": text("ContainsAny", "Tags", "ORDWIN") });
    assert_eq!(search(&harness, tagged.clone()).await, [id]);
    let untag = json!({ "ResourceArn": arn, "TagKeys": ["pilot"] });
    harness.ok("UntagResource", untag).await;
    assert_eq!(search(&harness, tagged).await, none);
}

#[tokio::test]
async fn nobody_finds_what_is_anothers() {
    let harness = Harness::new().await;
    create(&harness, 1, |_| {}).await;
    let request = json!({ "Catalog": "Sandbox", "Keyword": "harbour" });
    let answer = harness.call(STRANGER, "SearchOpportunities", request);
    let none: [String; 0] = [];
    assert_eq!(ids(&answer.await.expect("an answer"), SEARCH[1]), none);
    let request = json!({ "Catalog": "AWS", "Keyword": "harbour" });
    assert_eq!(ids(&harness.ok(SEARCH[0], request).await, SEARCH[1]), none);
}

#[tokio::test]
async fn records_without_the_value_come_last_in_both_directions() {
    let harness = Harness::new().await;
    let amount = |amount: Value| {
        move |input: &mut Value| input["Project"]["ExpectedCustomerSpend"][0]["Amount"] = amount
    };
    let little = create(&harness, 1, amount(json!("90.00"))).await;
    let much = create(&harness, 2, amount(json!("1000.00"))).await;
    let nothing = create(&harness, 3, |input| {
        input["Project"]["ExpectedCustomerSpend"] = json!([]);
    })
    .await;
    for (order, expected) in [
        ("ASCENDING", [&little, &much, &nothing]),
        ("DESCENDING", [&much, &little, &nothing]),
    ] {
        let sort = json!({ "SortBy": "EstimatedMrr", "SortOrder": order });
        let all = search(&harness, json!({ "Sort": sort })).await;
        assert_eq!(all.iter().collect::<Vec<_>>(), expected);
        let paged = pages(&harness, SEARCH, &json!({ "Sort": sort }), 1).await;
        assert_eq!(paged, all, "in pages of one");
    }
}

#[tokio::test]
async fn a_filter_that_does_not_fit_is_a_request_that_fails_validation() {
    let harness = Harness::new().await;
    for (filter, field) in [
        (json!({}), "filter"),
        (
            text("EqualsTo", "CreatedDate", "2026"),
            "filter.equalsTo.key",
        ),
        (
            json!({ "AndAllFilters": [leaf("EqualsTo", "Stage", &json!({ "LongValue": 1 }))] }),
            "filter.andAllFilters.1.member.equalsTo.value",
        ),
    ] {
        let request = json!({ "Catalog": "Sandbox", "Filter": filter });
        let refused = harness.refused("SearchOpportunities", request).await;
        assert_eq!(refused.body["Reason"], "REQUEST_VALIDATION_FAILED");
        let expected = [(field.to_owned(), "INVALID_VALUE".to_owned())];
        assert_eq!(refused.findings(), expected);
    }
}

#[tokio::test]
async fn opportunities_of_an_older_store_are_found() {
    let harness = Harness::new().await;
    let id = create(&harness, 1, |_| {}).await;
    // As the newest schema leaves a store that an older program filled.
    let older = harness.store.write(id.clone(), async |tx, id| {
        let row = table::find(tx, PARTNER, "Sandbox", id).await?;
        let mut row = row.expect("it is stored");
        row.estimated_mrr = None;
        table::update(tx, &row).await?;
        opportunity_search::put(tx, id, &[]).await?;
        let text = "INSERT INTO search_backfill (after_id) VALUES ('')";
        tx.execute(text, &[]).await
    });
    older.await.expect("the store takes it");
    let keyword = json!({ "Keyword": "harbour" });
    let (store, world) = (harness.store.clone(), World::frozen(NOW, 8));
    let service = Service::start(
        store.clone(),
        world,
        Settings::default(),
        Options::default(),
    );
    let service = service.await.expect("the service starts");
    let harness = Harness { service, store };
    assert_eq!(search(&harness, keyword).await, std::slice::from_ref(&id));
    let much = leaf("GreaterThan", "EstimatedMrr", &json!({ "LongValue": 5 }));
    assert_eq!(search(&harness, json!({ "Filter": much })).await, [id]);
}

const WORDS: [&str; 12] = [
    "Acme",
    "Straße",
    "MÜLLER",
    "東京",
    "KB",
    "zebra",
    "cloud",
    "Nord",
    "wind",
    "ÉCLAIR",
    "λόγος",
    "x",
];

fn phrase(dice: &mut Dice) -> String {
    let words = 1 + dice.below(3);
    let words: Vec<&str> = (0..words).map(|_| WORDS[dice.below(WORDS.len())]).collect();
    words.join(["", " "][dice.below(2)])
}

/// A filter of at most this depth.
fn filter(dice: &mut Dice, depth: usize) -> Value {
    let list = |dice: &mut Dice| -> Vec<Value> {
        let length = 1 + dice.below(3);
        (0..length).map(|_| filter(dice, depth - 1)).collect()
    };
    match dice.below(if depth == 0 { 5 } else { 8 }) {
        0 => {
            let word = WORDS[dice.below(WORDS.len())].to_lowercase();
            text("ContainsAny", "CustomerCompanyName", &word)
        }
        1 => {
            let values = json!({ "StringListValue": [phrase(dice), phrase(dice)] });
            leaf("ContainsAny", "PartnerProjectTitle", &values)
        }
        2 => {
            let value = json!({ "DoubleValue": dice.below(3_000) });
            let operator = ["GreaterThan", "LessThanOrEquals"][dice.below(2)];
            leaf(operator, "EstimatedMrr", &value)
        }
        3 => {
            let date = format!("2027-0{}-11T00:00:00Z", 1 + dice.below(9));
            let operator = ["GreaterThanOrEquals", "LessThan"][dice.below(2)];
            leaf(operator, "TargetCloseDate", &json!({ "DateValue": date }))
        }
        4 => text("EqualsTo", "Tags", &format!("team={}", dice.below(4))),
        5 => json!({ "AndAllFilters": list(dice) }),
        6 => json!({ "OrAllFilters": list(dice) }),
        _ => not(&filter(dice, depth - 1)),
    }
}

async fn fill(harness: &Harness, dice: &mut Dice) {
    for number in 0..MANY {
        let id = create(harness, number, |input| {
            input["Customer"]["Account"]["CompanyName"] = json!(phrase(dice));
            input["Project"]["Title"] = json!(phrase(dice));
            input["LifeCycle"]["TargetCloseDate"] =
                json!(format!("2027-0{}-1{}", 1 + dice.below(9), dice.below(3)));
            if dice.below(5) == 0 {
                input["Project"]["ExpectedCustomerSpend"] = json!([]);
            } else {
                input["Project"]["ExpectedCustomerSpend"][0]["Amount"] =
                    json!(format!("{}.50", dice.below(3_000)));
            }
            if dice.below(2) == 0 {
                let team = dice.below(4).to_string();
                input["Tags"] = json!([{ "Key": "team", "Value": team }]);
            }
        })
        .await;
        if dice.below(8) == 0 {
            let mut changed = update(&harness.get(&id).await);
            changed["Project"]["Title"] = json!(phrase(dice));
            harness.ok("UpdateOpportunity", changed).await;
        }
    }
}

/// Every store finds the same, in the same order, and what an index narrows loses nothing: a double
/// negation hides a filter from the indexes.
#[tokio::test]
async fn every_store_finds_the_same_and_an_index_loses_nothing() {
    let (_folder, sides) =
        on_every_store(async |harness| fill(harness, &mut Dice::new(11)).await).await;
    let sorts = [
        "LastModifiedDate",
        "CreatedDate",
        "TargetCloseDate",
        "EstimatedMrr",
        "OpportunityId",
        "CustomerCompanyName",
        "PartnerProjectTitle",
        "Tags",
        "Stage",
        "OpportunityOwner",
    ];
    let mut dice = Dice::new(12);
    let (mut some, mut seen) = (0, BTreeSet::new());
    for _ in 0..120 {
        let filter = filter(&mut dice, 1);
        let mut request = json!({ "Filter": filter });
        if dice.below(3) == 0 {
            request["Keyword"] = json!(phrase(&mut dice).to_uppercase());
        }
        sort(&mut request, &mut dice, &sorts);
        let size = 1 + dice.below(100);
        let found = found_by_all(&sides, SEARCH, &request, size).await;
        some += usize::from(!found.is_empty() && found.len() < MANY);
        seen.extend(found);
    }
    assert!(some > 60, "only {some} searches found some");
    assert_eq!(seen.len(), MANY);
}
