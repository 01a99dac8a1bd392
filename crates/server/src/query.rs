//! Query strings of the administration API.
//!
//! A page's type names its parameters. An unknown parameter, and one that is given twice, is
//! refused, so that a misspelt filter does not silently select everything.

use serde::de::DeserializeOwned;

/// Parses a query string. The error is a sentence for the client.
pub(crate) fn read<T: DeserializeOwned>(text: Option<&str>) -> Result<T, String> {
    let text = text.unwrap_or_default();
    // The parser accepts malformed encoding as it is, and replaces bytes that are not UTF-8.
    if decoded(text).is_none() {
        return Err("The query string is not percent-encoded UTF-8.".to_owned());
    }
    serde_urlencoded::from_str(text)
        .map_err(|error| format!("The query string is invalid: {error}"))
}

/// Decodes percent-encoding in a segment of a path, where `+` stands for itself.
pub(crate) fn of_path(part: &str) -> Option<String> {
    decoded(&part.replace('+', "%2B"))
}

/// Decodes percent-encoding and the `+` of forms.
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
    fn parameters_are_decoded_and_found_by_name() {
        let query: Query = read(Some("a=x%2Fy&b=%C3%BC+z&&c")).expect("a query");
        assert_eq!(query.a.as_deref(), Some("x/y"));
        assert_eq!(query.b.as_deref(), Some("ü z"));
        assert_eq!(query.c.as_deref(), Some(""));
        assert_eq!(query.d, None);
    }

    #[test]
    fn a_segment_of_a_path_keeps_its_plus() {
        assert_eq!(of_path("a+b%40c").as_deref(), Some("a+b@c"));
        assert_eq!(of_path("%4"), None);
    }

    #[test]
    fn an_unknown_a_repeated_and_a_malformed_parameter_is_refused() {
        for text in ["e=1", "a=1&a=2", "a=%", "a=%2", "a=%zz", "a=%FF"] {
            assert!(read::<Query>(Some(text)).is_err(), "{text}");
        }
    }
}
