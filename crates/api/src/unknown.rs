//! Members of a request that its shape does not have.
//!
//! The service ignores them, as the published models of AWS say, so a request with a misspelt
//! member is accepted and does less than it says. [`unknown`] finds them for whoever asks.

use serde_json::Value;

use crate::shape::{Kind, Shape};

/// How many are found at most: a request has as many as its sender likes.
const MOST: usize = 100;

/// The members that the shape does not have, as dotted paths without positions in lists, in the
/// order of their names; at most 100.
pub fn unknown(value: &Value, shape: &'static Shape) -> Vec<String> {
    let mut found = Vec::new();
    walk(value, shape, "", &mut found);
    found
}

fn walk(value: &Value, shape: &'static Shape, path: &str, found: &mut Vec<String>) {
    match (&shape.kind, value) {
        (Kind::Structure { .. }, Value::Object(object)) => {
            for (name, value) in object {
                let path = if path.is_empty() {
                    name.clone()
                } else {
                    format!("{path}.{name}")
                };
                match shape.member(name) {
                    Some(member) => walk(value, member.shape, &path, found),
                    None if found.len() < MOST && !found.contains(&path) => found.push(path),
                    None => {}
                }
            }
        }
        (Kind::List { member, .. }, Value::Array(items)) => {
            for item in items {
                walk(item, member, path, found);
            }
        }
        (Kind::Map { value: shape, .. }, Value::Object(entries)) => {
            for value in entries.values() {
                walk(value, shape, path, found);
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_member_that_the_api_does_not_know_is_found_at_any_depth() {
        let shape = crate::find("CreateOpportunity")
            .expect("an operation")
            .input;
        let request = json!({
            "Catalog": "Sandbox",
            "Foo": { "Bar": 1 },
            "Project": {
                "Titel": "x",
                "ExpectedCustomerSpend": [{ "Amount": "1", "Ammount": "1" }, { "Ammount": "2" }],
            },
        });
        assert_eq!(
            unknown(&request, shape),
            [
                "Foo",
                "Project.ExpectedCustomerSpend.Ammount",
                "Project.Titel"
            ]
        );
        let many: serde_json::Map<_, _> = (0..1000).map(|n| (format!("x{n}"), json!(1))).collect();
        assert_eq!(unknown(&many.into(), shape).len(), MOST);
    }
}
