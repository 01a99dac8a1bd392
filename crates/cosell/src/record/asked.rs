//! What a client asks of the proxy, and in which form it is passed on.
//!
//! Operations are called as clients call them: with `X-Amz-Target` on any path, or as `POST
//! /Operation` with JSON. Files for bulk jobs are put into the bucket whose name is the first part
//! of the path, in one piece: as they are, or in the encoding `aws-chunked`.

use bytes::Bytes;
use cosell_api::OperationMeta;
use cosell_api::find;
use cosell_domain::BUCKET;
use hyper::header::{CONTENT_TYPE, HeaderMap};
use hyper::{Method, StatusCode};

/// The largest request, in bytes: that of the API.
const LARGEST_CALL: usize = 1 << 20;

/// The largest file, in bytes: that which boto3 and the AWS CLI send in one piece.
const LARGEST_FILE: usize = 8 << 20;

/// What a header must begin with to name an operation.
const TARGET: &str = "AWSPartnerCentralSelling.";

/// What the header begins with that says how a file is sent in pieces.
const CHUNKED: &str = "STREAMING-";

pub(super) type Refused = (StatusCode, String);

/// What a request is.
#[derive(Debug)]
pub(super) enum Asked {
    Call {
        /// The value of `X-Amz-Target`; else the path names the operation.
        target: Option<String>,
        path: String,
        operation: Option<&'static OperationMeta>,
    },
    /// A file, by its path in the bucket.
    File { path: String, is_chunked: bool },
}

impl Asked {
    pub(super) fn read(
        method: &Method,
        path: &str,
        query: Option<&str>,
        headers: &HeaderMap,
    ) -> Result<Self, Refused> {
        let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
        let target = header("x-amz-target").filter(|_| method == Method::POST);
        if let Some(name) = target.and_then(|target| target.strip_prefix(TARGET)) {
            return Ok(Self::Call {
                target: target.map(str::to_owned),
                path: "/".to_owned(),
                operation: find(name),
            });
        }
        let bucket = path
            .strip_prefix('/')
            .and_then(|path| path.strip_prefix(BUCKET));
        if let Some(key) = bucket.filter(|key| key.starts_with('/')) {
            return file(method, key, query, header("x-amz-content-sha256"));
        }
        let named = path.strip_prefix('/').and_then(find);
        let named = named.filter(|_| method == Method::POST && target.is_none());
        match named.filter(|_| is_json(headers)) {
            Some(operation) => Ok(Self::Call {
                target: None,
                path: path.to_owned(),
                operation: Some(operation),
            }),
            None => Err(refused(
                "cosell record passes on calls of the Selling API and uploads of files for its \
                 bulk jobs only",
            )),
        }
    }

    /// The largest body, in bytes, and how a message names it.
    pub(super) fn largest(&self) -> (usize, &'static str) {
        match self {
            Self::Call { .. } => (LARGEST_CALL, "1 MiB"),
            Self::File { .. } => (LARGEST_FILE, "8 MiB"),
        }
    }
}

pub(super) fn refused(message: &str) -> Refused {
    (StatusCode::BAD_REQUEST, message.to_owned())
}

fn file(
    method: &Method,
    path: &str,
    query: Option<&str>,
    hash: Option<&str>,
) -> Result<Asked, Refused> {
    // The SDK for JavaScript names the operation there.
    let is_plain = query.is_none_or(|query| query.is_empty() || query == "x-id=PutObject");
    if method != Method::PUT || !is_plain {
        return Err(refused(
            "cosell record passes on files that are uploaded in one piece, with PutObject; raise \
             the size from which the client uploads in parts, up to 8 MiB",
        ));
    }
    Ok(Asked::File {
        path: path.to_owned(),
        is_chunked: hash.is_some_and(|hash| hash.starts_with(CHUNKED)),
    })
}

fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    let kind = kind
        .and_then(|kind| kind.split(';').next())
        .unwrap_or_default();
    let kind = kind.trim().to_ascii_lowercase();
    kind == "application/json" || kind.starts_with("application/x-amz-json-1.")
}

/// The content of a body in the encoding `aws-chunked`; none if it is not. The signatures of the
/// chunks are not verified, like that of the request.
pub(super) fn dechunked(mut body: &[u8]) -> Option<Bytes> {
    let mut content = Vec::new();
    loop {
        let end = body.windows(2).position(|two| two == b"\r\n")?;
        let line = std::str::from_utf8(body.get(..end)?).ok()?;
        let size = usize::from_str_radix(line.split(';').next()?, 16).ok()?;
        body = body.get(end + 2..)?;
        if size == 0 {
            return Some(content.into());
        }
        content.extend_from_slice(body.get(..size)?);
        body = body.get(size..)?.strip_prefix(b"\r\n")?;
    }
}

#[cfg(test)]
mod tests {
    use hyper::header::HeaderValue;

    use super::*;

    fn read(method: &Method, path: &str, headers: &[(&'static str, &'static str)]) -> String {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                let name = hyper::header::HeaderName::from_static(name);
                (name, HeaderValue::from_static(value))
            })
            .collect();
        let (path, query) = path.split_once('?').unwrap_or((path, ""));
        match Asked::read(method, path, Some(query), &headers) {
            Ok(Asked::Call {
                path, operation, ..
            }) => {
                format!("{path} {}", operation.map_or("unknown", |meta| meta.name))
            }
            Ok(Asked::File { path, is_chunked }) => format!("file {path} {is_chunked}"),
            Err(_) => "refused".to_owned(),
        }
    }

    #[test]
    fn a_request_is_what_clients_mean() {
        let json = ("content-type", "application/json; charset=utf-8");
        let target = ("x-amz-target", "AWSPartnerCentralSelling.ListSolutions");
        let unknown = ("x-amz-target", "AWSPartnerCentralSelling.Frobnicate");
        let other = ("x-amz-target", "Other.ListSolutions");
        let chunked = ("x-amz-content-sha256", "STREAMING-UNSIGNED-PAYLOAD-TRAILER");
        let file = format!("/{BUCKET}/1/a.csv");
        let (post, put) = (Method::POST, Method::PUT);
        for (method, path, headers, expected) in [
            (&post, "/", &[target][..], "/ ListSolutions"),
            (&post, "/some/path", &[target], "/ ListSolutions"),
            (&post, "/", &[unknown], "/ unknown"),
            (
                &post,
                "/ListSolutions",
                &[json],
                "/ListSolutions ListSolutions",
            ),
            (&post, "/ListSolutions", &[], "refused"),
            (&post, "/Frobnicate", &[json], "refused"),
            (&post, "/ListSolutions", &[json, other], "refused"),
            (&put, "/ListSolutions", &[json], "refused"),
            (&put, &file, &[], "file /1/a.csv false"),
            (
                &put,
                &format!("{file}?x-id=PutObject"),
                &[chunked],
                "file /1/a.csv true",
            ),
            (
                &put,
                &format!("{file}?partNumber=1&uploadId=a"),
                &[],
                "refused",
            ),
            (&post, &format!("{file}?uploads"), &[], "refused"),
            (&put, &format!("/{BUCKET}s/a.csv"), &[], "refused"),
        ] {
            assert_eq!(read(method, path, headers), expected, "{method} {path}");
        }
    }

    #[test]
    fn pieces_become_the_content_or_are_refused() {
        let whole =
            b"3;chunk-signature=ab\r\na,b\r\n2\r\n\r\n\r\n0\r\nx-amz-checksum-crc32:a\r\n\r\n";
        assert_eq!(dechunked(whole).as_deref(), Some(&b"a,b\r\n"[..]));
        for wrong in [
            "",
            "3\r\nab",
            "x\r\n",
            "3\r\na,bXX",
            "ffffffffffffffff\r\na\r\n",
            "-1\r\n",
        ] {
            assert_eq!(dechunked(wrong.as_bytes()), None, "{wrong}");
        }
    }
}
