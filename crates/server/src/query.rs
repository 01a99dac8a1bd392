//! The part of an address behind the question mark, for the administration API.
//!
//! A page names the members it takes; any other, and one that comes twice, is refused, so that a
//! misspelt filter does not silently let everything through.

use std::collections::HashMap;

/// The members of a query by name, each once.
#[derive(Debug, Default)]
pub(crate) struct Query(HashMap<String, String>);

impl Query {
    /// Reads a query whose members must be among `known`. What is wrong is told in a sentence.
    pub(crate) fn read(text: Option<&str>, known: &[&str]) -> Result<Self, String> {
        let mut members = HashMap::new();
        let pairs = text.unwrap_or_default().split('&');
        for pair in pairs.filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let decoded = decoded(name).zip(decoded(value));
            let (name, value) = decoded.ok_or("The query is not percent-encoded UTF-8.")?;
            if !known.contains(&name.as_str()) {
                return Err(format!("The query takes {}.", known.join(", ")));
            }
            if members.insert(name, value).is_some() {
                return Err("The query names a member twice.".to_owned());
            }
        }
        Ok(Self(members))
    }

    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).map(String::as_str)
    }
}

/// Undoes percent-encoding in a part of a path, where a `+` is one.
pub(crate) fn of_path(part: &str) -> Option<String> {
    decoded(&part.replace('+', "%2B"))
}

/// Undoes percent-encoding and the `+` of forms.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => digit(rest.next()?)? << 4 | digit(rest.next()?)?,
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

fn digit(byte: u8) -> Option<u8> {
    let value = char::from(byte).to_digit(16)?;
    u8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_are_found_by_name_as_they_were_meant() {
        let query = Query::read(Some("a=x%2Fy&b=%C3%BC+z&&c"), &["a", "b", "c"]).expect("a query");
        assert_eq!(query.get("a"), Some("x/y"));
        assert_eq!(query.get("b"), Some("ü z"));
        assert_eq!(query.get("c"), Some(""));
        assert_eq!(query.get("d"), None);
    }

    #[test]
    fn a_part_of_a_path_keeps_its_plus() {
        assert_eq!(of_path("a+b%40c").as_deref(), Some("a+b@c"));
        assert_eq!(of_path("%4"), None);
    }

    #[test]
    fn what_is_unknown_double_or_broken_is_refused() {
        for text in ["d=1", "a=1&a=2", "a=%", "a=%2", "a=%zz", "a=%FF"] {
            assert!(Query::read(Some(text), &["a"]).is_err(), "{text}");
        }
    }
}
