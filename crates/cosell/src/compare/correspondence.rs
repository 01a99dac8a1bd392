//! Where two documents differ, although each has ids and times of its own.
//!
//! An id of the one side corresponds to one of the other, for the whole scenario: `O1234567` here
//! and `O7654321` there are equal if they are always in each other's place. So a response that
//! names the wrong resource is a difference, which a replacement of all ids by one word would hide.

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;
use serde_json::Value;

/// The least characters of an id.
const SHORTEST: usize = 7;

/// The digits of an account.
const ACCOUNT: usize = 12;

/// Where each part of a UUID ends, in characters.
const UUID: [usize; 4] = [8, 13, 18, 23];

/// A member in which two responses differ.
#[derive(Debug, PartialEq, Serialize)]
pub(super) struct Difference {
    /// The member as a JSON pointer.
    pub(super) member: String,
    /// None where the one endpoint does not have the member.
    pub(super) left: Option<Value>,
    pub(super) right: Option<Value>,
}

/// Which id of the one side is which of the other.
#[derive(Debug, Default)]
pub(super) struct Correspondence {
    to_right: HashMap<String, String>,
    to_left: HashMap<String, String>,
}

impl Correspondence {
    /// The differences between two documents.
    pub(super) fn differences(&mut self, left: &Value, right: &Value) -> Vec<Difference> {
        let mut found = Vec::new();
        self.walk("", left, right, &mut found);
        found
    }

    fn walk(&mut self, member: &str, left: &Value, right: &Value, found: &mut Vec<Difference>) {
        match (left, right) {
            (Value::Object(one), Value::Object(other)) => {
                let names: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
                for name in names {
                    let member = format!("{member}/{name}");
                    // SDKs do not tell null from a member that is left out.
                    let [left, right] =
                        [one, other].map(|side| side.get(name).filter(|value| !value.is_null()));
                    match (left, right) {
                        (None, None) => {}
                        (Some(left), Some(right)) => self.walk(&member, left, right, found),
                        (left, right) => found.push(Difference {
                            member,
                            left: left.cloned(),
                            right: right.cloned(),
                        }),
                    }
                }
            }
            (Value::Array(one), Value::Array(other)) => {
                for place in 0..one.len().max(other.len()) {
                    let member = format!("{member}/{place}");
                    match (one.get(place), other.get(place)) {
                        (Some(left), Some(right)) => self.walk(&member, left, right, found),
                        (left, right) => found.push(Difference {
                            member,
                            left: left.cloned(),
                            right: right.cloned(),
                        }),
                    }
                }
            }
            (Value::String(one), Value::String(other)) if self.are_equal(one, other) => {}
            (left, right) if left == right => {}
            (left, right) => found.push(Difference {
                member: member.to_owned(),
                left: Some(left.clone()),
                right: Some(right.clone()),
            }),
        }
    }

    /// Whether two texts are equal but for times, and for ids that correspond.
    fn are_equal(&mut self, left: &str, right: &str) -> bool {
        if is_time(left) && is_time(right) {
            return true;
        }
        let is_of_word = |letter: char| letter.is_ascii_alphanumeric() || letter == '-';
        let words = |text: &str| -> Vec<String> {
            text.split(|letter| !is_of_word(letter))
                .map(str::to_owned)
                .collect()
        };
        let between = |text: &str| text.replace(is_of_word, "");
        let (one, other) = (words(left), words(right));
        one.len() == other.len()
            && between(left) == between(right)
            && one
                .iter()
                .zip(&other)
                .all(|(one, other)| self.correspond(one, other))
    }

    /// Whether two words are equal or ids that correspond.
    fn correspond(&mut self, left: &str, right: &str) -> bool {
        match (kind(left), kind(right)) {
            (Some(one), Some(other)) if one == other => {}
            _ => return left == right,
        }
        let (known, back) = (self.to_right.get(left), self.to_left.get(right));
        match (known, back) {
            (None, None) => {
                self.to_right.insert(left.to_owned(), right.to_owned());
                self.to_left.insert(right.to_owned(), left.to_owned());
                true
            }
            (Some(known), _) => known == right,
            (None, Some(_)) => false,
        }
    }
}

/// What kind of id a word is: the letters and the hyphen that it begins with; none for another
/// word.
fn kind(word: &str) -> Option<&str> {
    let parts = UUID.map(|end| word.as_bytes().get(end));
    if word.len() == 36 && parts.iter().all(|part| *part == Some(&b'-')) {
        return Some("uuid");
    }
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    if word.len() == ACCOUNT && word.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some("account");
    }
    if word.len() < SHORTEST || !has_digit {
        return None;
    }
    let end = match word.find('-') {
        Some(hyphen) => hyphen + 1,
        None => word.find(|letter: char| letter.is_ascii_digit())?,
    };
    let prefix = word.get(..end)?;
    // A date begins with digits.
    prefix
        .starts_with(|letter: char| letter.is_ascii_alphabetic())
        .then_some(prefix)
}

/// Whether a text is a time as the API writes it.
fn is_time(text: &str) -> bool {
    let shape = b"dddd-dd-ddTdd:dd:dd";
    let bytes = text.as_bytes();
    bytes.len() >= shape.len()
        && shape.iter().zip(bytes).all(|(shape, byte)| match shape {
            b'd' => byte.is_ascii_digit(),
            other => other == byte,
        })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn members(left: &Value, right: &Value) -> Vec<String> {
        let found = Correspondence::default().differences(left, right);
        found.into_iter().map(|found| found.member).collect()
    }

    #[test]
    fn ids_and_times_of_their_own_are_no_differences() {
        let left = json!({ "Id": "O1234567", "At": "2026-11-22T18:32:24.559Z",
            "Arn": "arn:aws:partnercentral:us-east-1:111111111111:catalog/Sandbox/opportunity/\
                    O1234567", "List": ["eng-0k3j9x2m4n5p67", "eng-9k3j9x2m4n5p67"] });
        let right = json!({ "Id": "O7654321", "At": "2020-01-01T00:00:00Z",
            "Arn": "arn:aws:partnercentral:us-east-1:222222222222:catalog/Sandbox/opportunity/\
                    O7654321", "List": ["eng-1k3j9x2m4n5p67", "eng-2k3j9x2m4n5p67"] });
        assert_eq!(members(&left, &right), Vec::<String>::new());
    }

    #[test]
    fn an_id_of_another_resource_is_a_difference() {
        let left = json!(["O1234567", "O1111111", "O1234567"]);
        let right = json!(["O7654321", "O2222222", "O2222222"]);
        assert_eq!(members(&left, &right), ["/2"]);
        let left = json!(["O1234567", "O1111111"]);
        let right = json!(["O7654321", "O7654321"]);
        assert_eq!(members(&left, &right), ["/1"]);
    }

    #[test]
    fn ten_planted_differences_are_found_and_nothing_else() {
        let left = json!({ "a": 1, "b": "Prospect", "c": [1, 2], "d": null, "e": { "f": true },
            "g": "O1234567", "h": "4200", "i": "2026-11-22", "j": "one two", "k": [],
            "same": "x" });
        let right = json!({ "a": 2, "b": "Qualified", "c": [1], "d": "", "e": {},
            "g": "eng-123456", "h": "4300", "i": "2026-11-23", "j": "one", "k": {}, "same": "x" });
        let found = [
            "/a", "/b", "/c/1", "/d", "/e/f", "/g", "/h", "/i", "/j", "/k",
        ];
        assert_eq!(members(&left, &right), found);
    }
}
