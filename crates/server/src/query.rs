//! The part of an address behind the question mark, for the administration API.
//!
//! A page's type names the members it takes; any other, and one that comes twice, is refused, so
//! that a misspelt filter does not silently let everything through.

use serde::de::DeserializeOwned;

/// Reads a query. What is wrong is told in a sentence.
pub(crate) fn read<T: DeserializeOwned>(text: Option<&str>) -> Result<T, String> {
    let text = text.unwrap_or_default();
    // The parser takes what is no encoding as it stands, and replaces what is not UTF-8.
    if decoded(text).is_none() {
        return Err("The query is not percent-encoded UTF-8.".to_owned());
    }
    serde_urlencoded::from_str(text).map_err(|error| format!("The query is refused: {error}"))
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
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Query {
        a: Option<String>,
        b: Option<String>,
        c: Option<String>,
        d: Option<String>,
    }

    #[test]
    fn members_are_found_by_name_as_they_were_meant() {
        let query: Query = read(Some("a=x%2Fy&b=%C3%BC+z&&c")).expect("a query");
        assert_eq!(query.a.as_deref(), Some("x/y"));
        assert_eq!(query.b.as_deref(), Some("ü z"));
        assert_eq!(query.c.as_deref(), Some(""));
        assert_eq!(query.d, None);
    }

    #[test]
    fn a_part_of_a_path_keeps_its_plus() {
        assert_eq!(of_path("a+b%40c").as_deref(), Some("a+b@c"));
        assert_eq!(of_path("%4"), None);
    }

    #[test]
    fn what_is_unknown_double_or_broken_is_refused() {
        for text in ["e=1", "a=1&a=2", "a=%", "a=%2", "a=%zz", "a=%FF"] {
            assert!(read::<Query>(Some(text)).is_err(), "{text}");
        }
    }
}
