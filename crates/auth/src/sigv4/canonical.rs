//! The canonical form of a request that client and server sign.
//!
//! ```text
//! METHOD
//! path, its dot segments resolved, percent-encoded once more
//! query, decoded, encoded in the one agreed way, sorted
//! name:value of every signed header, spaces trimmed and collapsed
//!
//! names of the signed headers
//! hash of the body
//! ```
//!
//! Two requests with the same form are equal to every signer; the tests compare this module with
//! the crate that AWS's own SDK signs with.

use super::SignedRequest;

/// Writes the canonical request. `signed_headers` must be sorted and in lower case. Header values
/// may be any bytes, so the result may not be UTF-8.
pub(super) fn request(
    request: &SignedRequest<'_>,
    signed_headers: &[String],
    body_hash: &str,
) -> Vec<u8> {
    let mut form = Vec::with_capacity(512);
    form.extend_from_slice(request.method.as_bytes());
    form.push(b'\n');
    write_path(&mut form, request.path);
    form.push(b'\n');
    write_query(&mut form, request.query);
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

/// Writes the parameters of the query, sorted by their encoded names and values.
fn write_query(form: &mut Vec<u8>, query: &str) {
    let encode = |text: &str| {
        let mut encoded = Vec::with_capacity(text.len());
        write_encoded(&mut encoded, &decode(text));
        encoded
    };
    let mut parameters: Vec<_> = query
        .split('&')
        .filter(|parameter| !parameter.is_empty())
        .map(|parameter| parameter.split_once('=').unwrap_or((parameter, "")))
        .map(|(name, value)| (encode(name), encode(value)))
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

/// Decodes a name or value of a query. A percent sign without two digits after it is kept.
fn decode(text: &str) -> Vec<u8> {
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
            (b'+', _) => decoded.push(b' '),
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
        write_query(&mut form, query);
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
