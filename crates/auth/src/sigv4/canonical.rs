//! The canonical form of a request that client and server sign.
//!
//! ```text
//! METHOD
//! path, its dot segments resolved, percent-encoded once more; for S3 as it is
//! query, decoded, encoded in the one agreed way, sorted
//! name:value of every signed header, spaces trimmed and collapsed
//!
//! names of the signed headers
//! hash of the body
//! ```
//!
//! Two requests with the same form are equal to every signer; the tests compare this module with
//! the crate that AWS's own SDK signs with.

use super::{Form, SignedRequest};

/// The parameter of a presigned URL that has the signature, and is not signed itself.
const SIGNATURE: &[u8] = b"X-Amz-Signature";

/// Writes the canonical request. `signed_headers` must be sorted and in lower case. Header values
/// may be any bytes, so the result may not be UTF-8.
pub(super) fn request(
    request: &SignedRequest<'_>,
    signed_headers: &[String],
    body_hash: &str,
    rules: Form,
) -> Vec<u8> {
    let mut form = Vec::with_capacity(512);
    form.extend_from_slice(request.method.as_bytes());
    form.push(b'\n');
    match rules {
        Form::Common => write_path(&mut form, request.path),
        Form::S3 | Form::Presigned => write_key(&mut form, request.path),
    }
    form.push(b'\n');
    write_query(&mut form, request.query, rules);
    form.push(b'\n');
    for name in signed_headers {
        form.extend_from_slice(name.as_bytes());
        for (index, value) in request.values(name).enumerate() {
            form.push(if index == 0 { b':' } else { b',' });
            write_value(&mut form, value);
        }
        form.push(b'\n');
    }
    form.push(b'\n');
    form.extend_from_slice(signed_headers.join(";").as_bytes());
    form.push(b'\n');
    form.extend_from_slice(body_hash.as_bytes());
    form
}

/// Writes the path without empty and dot segments. It arrives percent-encoded and is encoded again,
/// as every service but S3 requires.
fn write_path(form: &mut Vec<u8>, path: &str) {
    if !path.is_empty() && !path.starts_with('/') {
        // Not a path, such as the asterisk of OPTIONS; it must not be taken for one.
        return write_encoded(form, path.as_bytes());
    }
    let mut segments = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    for segment in &segments {
        form.push(b'/');
        write_encoded(form, segment.as_bytes());
    }
    let is_folder = ["/", "/.", "/.."].iter().any(|end| path.ends_with(end));
    if segments.is_empty() || is_folder {
        form.push(b'/');
    }
}

/// Writes the path of a request to S3, whose keys may have empty and dot segments. Every character
/// is encoded once, however it was sent.
fn write_key(form: &mut Vec<u8>, path: &str) {
    if path.is_empty() {
        form.push(b'/');
    }
    for (index, segment) in path.split('/').enumerate() {
        if index > 0 {
            form.push(b'/');
        }
        write_encoded(form, &decode(segment, b'+'));
    }
}

/// Writes the parameters of the query, sorted by their encoded names and values.
fn write_query(form: &mut Vec<u8>, query: &str, rules: Form) {
    let encode = |text: &str| {
        let mut encoded = Vec::with_capacity(text.len());
        write_encoded(&mut encoded, &decode(text, b' '));
        encoded
    };
    let mut parameters: Vec<_> = query
        .split('&')
        .filter(|parameter| !parameter.is_empty())
        .map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")))
        .map(|(name, value)| (encode(name), encode(value)))
        .filter(|(name, _)| rules != Form::Presigned || name != SIGNATURE)
        .collect();
    parameters.sort_unstable();
    for (index, (name, value)) in parameters.iter().enumerate() {
        if index > 0 {
            form.push(b'&');
        }
        form.extend_from_slice(name);
        form.push(b'=');
        form.extend_from_slice(value);
    }
}

/// Decodes a name or value of a query, or a segment of a path. A percent sign without two digits
/// after it is kept.
pub(super) fn decode(text: &str, plus: u8) -> Vec<u8> {
    let digit = |byte: Option<&u8>| char::from(*byte?).to_digit(16);
    let bytes = text.as_bytes();
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter();
    while let Some(byte) = rest.next() {
        let mut ahead = rest.clone();
        let pair = (digit(ahead.next()), digit(ahead.next()));
        match (byte, pair) {
            (b'%', (Some(high), Some(low))) => {
                decoded.extend(u8::try_from(high * 16 + low));
                rest = ahead;
            }
            (b'+', _) => decoded.push(plus),
            _ => decoded.push(*byte),
        }
    }
    decoded
}

/// Writes bytes, percent-encoding everything that RFC 3986 reserves.
fn write_encoded(form: &mut Vec<u8>, bytes: &[u8]) {
    for &byte in bytes {
        if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
            form.push(byte);
        } else {
            form.extend_from_slice(format!("%{byte:02X}").as_bytes());
        }
    }
}

/// Writes a header's value without surrounding spaces and with runs of spaces collapsed.
fn write_value(form: &mut Vec<u8>, value: &[u8]) {
    let words = value.split(|byte| *byte == b' ');
    for (index, word) in words.filter(|word| !word.is_empty()).enumerate() {
        if index > 0 {
            form.push(b' ');
        }
        form.extend_from_slice(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(path: &str) -> String {
        let mut form = Vec::new();
        write_path(&mut form, path);
        String::from_utf8(form).expect("text")
    }

    fn query(query: &str) -> String {
        let mut form = Vec::new();
        write_query(&mut form, query, Form::Common);
        String::from_utf8(form).expect("text")
    }

    #[test]
    fn a_path_is_resolved_and_encoded_once_more() {
        for (sent, canonical) in [
            ("", "/"),
            ("/", "/"),
            ("//", "/"),
            ("/./a/../b//c/.", "/b/c/"),
            ("/..", "/"),
            ("/a/", "/a/"),
            ("/a%20b", "/a%2520b"),
            ("/a b~", "/a%20b~"),
            ("/%2e%2e/a", "/%252e%252e/a"),
            (".", "."),
            ("*", "%2A"),
        ] {
            assert_eq!(path(sent), canonical, "{sent}");
        }
    }

    #[test]
    fn a_key_of_s3_is_encoded_once_and_never_resolved() {
        for (sent, canonical) in [
            ("", "/"),
            ("/b/a//c/", "/b/a//c/"),
            ("/b/../c", "/b/../c"),
            ("/a%20b+c", "/a%20b%2Bc"),
            ("/a%2fb", "/a%2Fb"),
            ("/%c3%bc~", "/%C3%BC~"),
        ] {
            let mut form = Vec::new();
            write_key(&mut form, sent);
            assert_eq!(String::from_utf8(form).expect("text"), canonical, "{sent}");
        }
    }

    #[test]
    fn a_query_has_one_form_however_it_was_encoded() {
        for (sent, canonical) in [
            ("", ""),
            ("b=2&a=1", "a=1&b=2"),
            ("a", "a="),
            ("a=b=c", "a=b%3Dc"),
            ("a=%7e&a=%2F", "a=%2F&a=~"),
            ("a=b+c", "a=b%20c"),
            ("a=%zz", "a=%25zz"),
            ("a=1&&b", "a=1&b="),
            ("%ff=1", "%FF=1"),
        ] {
            assert_eq!(query(sent), canonical, "{sent}");
        }
    }
}
