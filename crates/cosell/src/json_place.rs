//! Where a member is in a file of JSON.
//!
//! The parser hands out each value as a piece of the text that was read, so the place of a value
//! follows from where that piece begins. A path of the service begins its words in lower case, and
//! has positions in lists as `2.member`, or none.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

/// A line and a column, both from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Place {
    pub(crate) line: usize,
    pub(crate) column: usize,
}

impl Place {
    /// The place of the value of a member; where that is missing, of what should have it.
    pub(crate) fn of(text: &str, field: Option<&str>) -> Self {
        let mut words = field.iter().flat_map(|field| field.split('.'));
        let mut value = text.trim_ascii_start();
        while let Some(word) = words.next() {
            let found = match word.parse() {
                Ok(number) if value.starts_with('[') => {
                    words.next();
                    item(value, number)
                }
                _ => member(value, word),
            };
            match found {
                Some(found) => value = found,
                None => break,
            }
        }
        let before = text.get(..offset(text, value)).unwrap_or_default();
        let line = before.rsplit_once('\n').map_or(before, |(_, line)| line);
        Self {
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
        }
    }
}

/// Where a piece of a text begins in it.
pub(crate) fn offset(text: &str, piece: &str) -> usize {
    (piece.as_ptr() as usize).saturating_sub(text.as_ptr() as usize)
}

/// An item of a list, of which the first one has the number 1.
fn item(list: &str, number: usize) -> Option<&str> {
    let items: Vec<&RawValue> = serde_json::from_str(list).ok()?;
    let item = items.get(number.checked_sub(1)?)?;
    Some(item.get())
}

/// The value of a member of an object, or of the first object of a list that has it.
fn member<'a>(value: &'a str, name: &str) -> Option<&'a str> {
    if value.starts_with('[') {
        let items: Vec<&'a RawValue> = serde_json::from_str(value).ok()?;
        let mut found = items.iter().filter_map(|item| member(item.get(), name));
        return found.next();
    }
    let members: BTreeMap<String, &'a RawValue> = serde_json::from_str(value).ok()?;
    let mut members = members.iter();
    let found = members.find(|(member, _)| member.eq_ignore_ascii_case(name));
    found.map(|(_, value)| value.get())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_member_is_found_where_it_is_written_and_a_missing_one_where_it_belongs() {
        let text = "\n{\"Catalog\": \"AWS\",\n \"Project\": {\n  \"Title\": \"é\", \"Spend\": [\n \
                      {\"Amount\": \"1\"},\n   {\"Currency\": \"USD\"}]}}";
        for (field, line, column) in [
            (None, 2, 1),
            (Some("catalog"), 2, 13),
            (Some("project.title"), 4, 12),
            (Some("project.spend"), 4, 26),
            (Some("project.spend.currency"), 6, 17),
            (Some("project.spend.2.member.currency"), 6, 17),
            (Some("project.spend.2.member"), 6, 4),
            (Some("project.spend.2.member.amount"), 6, 4),
            (Some("project.spend.3.member"), 4, 26),
            (Some("project.deadline"), 3, 13),
            (Some("customer.account.name"), 2, 1),
        ] {
            assert_eq!(Place::of(text, field), Place { line, column }, "{field:?}");
        }
    }
}
