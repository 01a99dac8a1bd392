//! S3's documents: errors, and the requests and responses of multipart uploads.

use std::fmt::Write as _;

use cosell_domain::upload::Object;
use quick_xml::Reader;
use quick_xml::escape::{escape, resolve_predefined_entity};
use quick_xml::events::{BytesRef, Event};

/// Parts that a request may name: more than S3 accepts are refused before they are looked up.
const MOST_PARTS: usize = 10_000;

/// The namespace of S3's documents.
const NAMESPACE: &str = "http://s3.amazonaws.com/doc/2006-03-01/";

/// The document of an error.
pub(super) fn error(code: &str, message: &str, path: &str, request: &str) -> String {
    document(
        "Error",
        "",
        &[
            ("Code", code),
            ("Message", message),
            ("Resource", path),
            ("RequestId", request),
        ],
    )
}

/// The response to `CreateMultipartUpload`.
pub(super) fn created(bucket: &str, object: &Object, upload: &str) -> String {
    let key = format!("{}/{}", object.account, object.key);
    let members = [("Bucket", bucket), ("Key", &key), ("UploadId", upload)];
    document("InitiateMultipartUploadResult", NAMESPACE, &members)
}

/// The response to `CompleteMultipartUpload`.
pub(super) fn completed(bucket: &str, object: &Object, etag: &str) -> String {
    let key = format!("{}/{}", object.account, object.key);
    let location = format!("/{bucket}/{key}");
    let etag = format!("\"{etag}\"");
    let members = [
        ("Location", &*location),
        ("Bucket", bucket),
        ("Key", &key),
        ("ETag", &etag),
    ];
    document("CompleteMultipartUploadResult", NAMESPACE, &members)
}

fn document(root: &str, namespace: &str, members: &[(&str, &str)]) -> String {
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let attribute = match namespace {
        "" => String::new(),
        namespace => format!(" xmlns=\"{namespace}\""),
    };
    let _ = write!(text, "<{root}{attribute}>");
    for (name, value) in members {
        let value = escape(*value);
        let _ = write!(text, "<{name}>{value}</{name}>");
    }
    let _ = write!(text, "</{root}>");
    text
}

/// Reads the parts that `CompleteMultipartUpload` names: number and tag of each. `None` when the
/// document is malformed.
pub(super) fn parts(document: &[u8]) -> Option<Vec<(i64, String)>> {
    let mut reader = Reader::from_str(std::str::from_utf8(document).ok()?);
    let mut names: Vec<String> = Vec::new();
    let (mut number, mut tag, mut text) = (None, None, String::new());
    let mut parts = Vec::new();
    let mut is_read = false;
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) => {
                names.push(start.local_name().as_ref().to_owned());
                text.clear();
                if names.len() > 3 {
                    return None;
                }
            }
            Event::Text(some) => text.push_str(&some),
            Event::CData(some) => text.push_str(&some),
            Event::GeneralRef(entity) => text.push_str(&resolved(&entity)?),
            Event::End(_) => {
                let path: Vec<&str> = names.iter().map(String::as_str).collect();
                match path[..] {
                    ["CompleteMultipartUpload", "Part", "PartNumber"] => {
                        number = Some(text.trim().parse().ok()?);
                    }
                    ["CompleteMultipartUpload", "Part", "ETag"] => {
                        tag = Some(text.trim().trim_matches('"').to_owned());
                    }
                    ["CompleteMultipartUpload", "Part"] => {
                        parts.push((number.take()?, tag.take()?));
                        if parts.len() > MOST_PARTS {
                            return None;
                        }
                    }
                    ["CompleteMultipartUpload"] => is_read = true,
                    _ => {}
                }
                text.clear();
                names.pop();
            }
            Event::Eof => break,
            Event::DocType(_) => return None,
            _ => {}
        }
    }
    is_read.then_some(parts)
}

/// The text of a reference, such as `&quot;`.
fn resolved(entity: &BytesRef<'_>) -> Option<String> {
    if let Some(letter) = entity.resolve_char_ref().ok()? {
        return Some(letter.to_string());
    }
    resolve_predefined_entity(entity).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_read_with_every_spelling_of_a_tag() {
        let text = "<?xml version='1.0'?>\n<CompleteMultipartUpload xmlns='http://x/'>\n\
                    <Part><ETag>&quot;ab&quot;</ETag><PartNumber>1</PartNumber></Part>\
                    <Part><ChecksumCRC32>x</ChecksumCRC32><PartNumber>2</PartNumber>\
                    <ETag>\"cd\"</ETag></Part><Part><PartNumber>3</PartNumber>\
                    <ETag>&#34;ef&#x22;</ETag></Part></CompleteMultipartUpload>";
        let wanted = [(1, "ab"), (2, "cd"), (3, "ef")].map(|(at, tag)| (at, tag.to_owned()));
        assert_eq!(parts(text.as_bytes()), Some(wanted.to_vec()));
    }

    #[test]
    fn a_document_that_names_no_parts_or_something_else_is_refused() {
        let part = "<Part><PartNumber>1</PartNumber><ETag>a</ETag></Part>";
        for text in [
            String::new(),
            "{}".to_owned(),
            format!("<CompleteMultipartUpload>{part}"),
            "<CompleteMultipartUpload><Part><PartNumber>1</PartNumber></Part>\
             </CompleteMultipartUpload>"
                .to_owned(),
            "<CompleteMultipartUpload><Part><ETag>a</ETag><PartNumber>x</PartNumber></Part>\
             </CompleteMultipartUpload>"
                .to_owned(),
            "<!DOCTYPE a [<!ENTITY b 'c'>]><CompleteMultipartUpload></CompleteMultipartUpload>"
                .to_owned(),
            "<CompleteMultipartUpload><a><b><c></c></b></a></CompleteMultipartUpload>".to_owned(),
            "<CompleteMultipartUpload>&b;</CompleteMultipartUpload>".to_owned(),
        ] {
            assert_eq!(parts(text.as_bytes()), None, "{text}");
        }
        let none = b"<CompleteMultipartUpload></CompleteMultipartUpload>";
        assert_eq!(parts(none), Some(Vec::new()));
    }

    #[test]
    fn what_a_client_sent_is_escaped() {
        let text = error("AccessDenied", "<&>", "/b/\"k", "1");
        assert!(text.contains("<Message>&lt;&amp;&gt;</Message>"), "{text}");
        assert!(text.contains("<Resource>/b/&quot;k</Resource>"), "{text}");
    }
}
