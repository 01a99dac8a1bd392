//! What differs between two documents, member by member.

use maud::{Markup, html};
use serde_json::Value;

use super::pieces::{tree, words};

/// A member that differs; one that is absent on a side is null there.
#[derive(Debug, PartialEq)]
pub(super) struct Difference {
    /// The names of the members that lead to it, in words.
    pub(super) path: Vec<String>,
    pub(super) was: Value,
    pub(super) is: Value,
}

/// The members that differ. Null and absent are the same; the items of two lists are compared by
/// position where they are structures, and lists of other values as a whole.
pub(super) fn differences(was: &Value, is: &Value) -> Vec<Difference> {
    let mut found = Vec::new();
    compare(&mut Vec::new(), was, is, &mut found);
    found
}

fn compare(path: &mut Vec<String>, was: &Value, is: &Value, found: &mut Vec<Difference>) {
    match (was, is) {
        _ if was == is => {}
        (Value::Object(before), Value::Object(after)) => {
            let added = after.keys().filter(|name| !before.contains_key(*name));
            for name in before.keys().chain(added) {
                let of = |value: &Value| value.get(name).cloned().unwrap_or_default();
                path.push(words(name));
                compare(path, &of(was), &of(is), found);
                path.pop();
            }
        }
        (Value::Array(before), Value::Array(after))
            if before.iter().chain(after).all(Value::is_object) =>
        {
            for place in 0..before.len().max(after.len()) {
                let of = |items: &[Value]| items.get(place).cloned().unwrap_or_default();
                path.push((place + 1).to_string());
                compare(path, &of(before), &of(after), found);
                path.pop();
            }
        }
        _ => found.push(Difference {
            path: path.clone(),
            was: was.clone(),
            is: is.clone(),
        }),
    }
}

/// The differences as a table.
pub(super) fn table(found: &[Difference], now: i64) -> Markup {
    html! {
        @if found.is_empty() {
            p class="hint" { "Nothing differs." }
        } @else {
            div class="scroll" tabindex="0" role="region" aria-label="Differences" {
                table class="differences" {
                    thead {
                        tr { @for name in ["Member", "Was", "Is"] { th scope="col" { (name) } } }
                    }
                    tbody {
                        @for one in found {
                            tr {
                                th scope="row" { (one.path.join(" › ")) }
                                td class="was" { (side(&one.was, now)) }
                                td class="is" { (side(&one.is, now)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn side(value: &Value, now: i64) -> Markup {
    html! { @if value.is_null() { span class="none" { "absent" } } @else { (tree(value, now)) } }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn paths(was: &Value, is: &Value) -> Vec<String> {
        let found = differences(was, is);
        found.iter().map(|one| one.path.join(".")).collect()
    }

    #[test]
    fn members_are_compared_by_name_and_structures_by_position() {
        let was = json!({
            "Stage": "Prospect", "Same": 1, "Gone": "x", "Needs": ["a", "b"],
            "Team": [{"Email": "a"}, {"Email": "b"}],
        });
        let is = json!({
            "Stage": "Qualified", "Same": 1, "Needs": ["b"], "New": {"Inside": true},
            "Team": [{"Email": "a"}, {"Email": "c"}, {"Email": "d"}],
        });
        let mut found = paths(&was, &is);
        found.sort();
        assert_eq!(
            found,
            ["Gone", "Needs", "New", "Stage", "Team.2.Email", "Team.3"]
        );
    }

    #[test]
    fn null_and_absent_are_the_same() {
        assert_eq!(paths(&json!({"A": null}), &json!({})), [""; 0]);
        assert_eq!(paths(&json!({}), &json!({"A": null})), [""; 0]);
    }

    #[test]
    fn both_sides_are_kept() {
        let found = differences(&json!({"A": "old"}), &json!({"A": 2}));
        let expected = Difference {
            path: vec!["A".to_owned()],
            was: json!("old"),
            is: json!(2),
        };
        assert_eq!(found, [expected]);
    }
}
