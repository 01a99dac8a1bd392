//! Filters of searches, and their pages.

use serde_json::{Value, json};

use super::Harness;
use crate::differential::play::Dice;

pub fn leaf(operator: &str, key: &str, value: &Value) -> Value {
    json!({ operator: { "Key": key, "Value": value } })
}

pub fn text(operator: &str, key: &str, text: &str) -> Value {
    leaf(operator, key, &json!({ "StringValue": text }))
}

pub fn not(filter: &Value) -> Value {
    json!({ "NotFilter": filter })
}

/// The ids of the summaries in this list of a response.
pub fn ids(answer: &Value, list: &str) -> Vec<String> {
    let summaries = answer[list].as_array().expect("a list").iter();
    let id = |summary: &Value| summary["Id"].as_str().expect("an id").to_owned();
    summaries.map(id).collect()
}

/// The ids of all results, page by page.
pub async fn pages(
    harness: &Harness,
    [operation, list]: [&'static str; 2],
    request: &Value,
    size: usize,
) -> Vec<String> {
    let mut request = request.clone();
    request["Catalog"] = json!("Sandbox");
    request["MaxResults"] = json!(size);
    let mut all = Vec::new();
    loop {
        let answer = harness.ok(operation, request.clone()).await;
        all.append(&mut ids(&answer, list));
        if answer["NextToken"].is_null() {
            return all;
        }
        request["NextToken"] = answer["NextToken"].clone();
    }
}

/// Sorts three in four requests, by one of these.
pub fn sort(request: &mut Value, dice: &mut Dice, sorts: &[&str]) {
    if dice.below(4) > 0 {
        let order = ["ASCENDING", "DESCENDING"][dice.below(2)];
        let by = sorts[dice.below(sorts.len())];
        request["Sort"] = json!({ "SortBy": by, "SortOrder": order });
    }
}

/// What every side finds, in pages of this size. It is found as well when a double negation hides
/// the filter from what narrows a search.
pub async fn found_by_all(
    sides: &[Harness],
    search: [&'static str; 2],
    request: &Value,
    size: usize,
) -> Vec<String> {
    let found = pages(&sides[0], search, request, size).await;
    for side in &sides[1..] {
        let again = pages(side, search, request, size).await;
        assert_eq!(again, found, "{request:#}");
    }
    let mut hidden = request.clone();
    hidden["Filter"] = not(&not(&request["Filter"]));
    let again = pages(&sides[0], search, &hidden, 100).await;
    assert_eq!(again, found, "{request:#}");
    found
}
