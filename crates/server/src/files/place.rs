//! Which file a request is about, and what it asks for.
//!
//! S3 clients name the bucket in the path, or in the host. A request with `X-Amz-Target` calls an
//! operation on any path, and is none of these.

use cosell_auth::Authorization;
use cosell_auth::sigv4::{Presigned, S3};
use cosell_domain::bulk::report;
use cosell_domain::upload::{Act, Object};
use hyper::{Method, StatusCode};
use percent_encoding::percent_decode_str;

use super::refusal::{self, refused};
use crate::head::{Head, Header};
use crate::host;
use crate::refusal::Refusal;

/// Bytes of a key: S3's limit.
const LONGEST_KEY: usize = 1024;

/// The parameter of a URL signed with version 2, which boto3 presigns with unless it is told
/// otherwise.
const OLD_KEY: &str = "AWSAccessKeyId";

/// Digits of an account.
const ACCOUNT: usize = 12;

/// What a request is about.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Place<'a> {
    /// A report, by the path of its URL.
    Report,
    /// The bucket, or a file in it: the path behind the bucket, percent-encoded.
    Bucket(&'a str),
    /// Anything else that is signed for S3: another bucket, or the list of all of them.
    Elsewhere,
}

/// What a client asks of a file.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Asked {
    Put,
    Create,
    Part { upload: String, number: i64 },
    Complete { upload: String },
    Abort { upload: String },
}

/// What a request is about, if it is about files.
pub(crate) fn find<'a>(head: &'a Head, bucket: &str) -> Option<Place<'a>> {
    if head.has(Header::Target) {
        return None;
    }
    let path = head.path();
    if path.starts_with(report::PATH) {
        return Some(Place::Report);
    }
    let host = head.text(Header::Host);
    if host.is_some_and(|host| host::without_bucket(host, bucket).is_some()) {
        return Some(Place::Bucket(path.strip_prefix('/').unwrap_or(path)));
    }
    let rest = path
        .strip_prefix('/')
        .and_then(|path| path.strip_prefix(bucket));
    match rest.map(|rest| (rest, rest.strip_prefix('/'))) {
        Some((_, Some(rest)) | (rest @ "", None)) => Some(Place::Bucket(rest)),
        _ if is_signed_for_s3(head) => Some(Place::Elsewhere),
        _ => None,
    }
}

/// Whether a request, or its URL, is signed for S3. A client of S3 reads no other errors than its.
fn is_signed_for_s3(head: &Head) -> bool {
    let is_for_s3 = |authorization: Authorization<'_>| authorization.service == S3;
    if let Some(text) = head.text(Header::Authorization) {
        return Authorization::parse(text).is_ok_and(is_for_s3);
    }
    let query = head.query().unwrap_or_default();
    let is_old = |parameter: &str| parameter.split('=').next() == Some(OLD_KEY);
    let presigned = Presigned::read(query).ok().flatten();
    presigned.is_some_and(|presigned| presigned.authorization().is_ok_and(is_for_s3))
        || query.split('&').any(is_old)
}

/// There is only one bucket.
pub(super) fn elsewhere(head: &Head, bucket: &str) -> Refusal {
    if *head.method() == Method::GET && head.path() == "/" {
        let message = format!("Access Denied: there is one bucket, {bucket}, which is write-only.");
        return refusal::denied(&message);
    }
    let message = format!("The specified bucket does not exist; there is one, {bucket}.");
    refused(StatusCode::NOT_FOUND, "NoSuchBucket", &message)
}

/// The file that a path in the bucket names.
pub(super) fn object(path: &str, bucket: &str) -> Result<Object, Refusal> {
    let invalid = |message| refused(StatusCode::BAD_REQUEST, "InvalidURI", message);
    let path = percent_decode_str(path)
        .decode_utf8()
        .map_err(|_| invalid("Couldn't parse the specified URI: the key is not UTF-8."))?;
    let (account, key) = path.split_once('/').unwrap_or((&path, ""));
    let is_account = account.len() == ACCOUNT && account.bytes().all(|byte| byte.is_ascii_digit());
    if !is_account || key.is_empty() {
        let message = format!(
            "Access Denied: files are written to {bucket}/ACCOUNT/KEY, where ACCOUNT has {ACCOUNT} \
             digits."
        );
        return Err(refusal::denied(&message));
    }
    if key.len() > LONGEST_KEY {
        let message = "Your key is too long: it has more than 1024 bytes.";
        return Err(refused(StatusCode::BAD_REQUEST, "KeyTooLongError", message));
    }
    if key.contains(char::is_control) {
        return Err(invalid("The key contains control characters."));
    }
    Ok(Object {
        account: account.to_owned(),
        key: key.to_owned(),
    })
}

impl Asked {
    /// Reads what a request asks for; everything but writing is refused.
    pub(super) fn read(head: &Head) -> Result<Self, Refusal> {
        let mut query = Query::default();
        for parameter in head.query().unwrap_or_default().split('&') {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let name = percent_decode_str(name).decode_utf8_lossy();
            let value = || percent_decode_str(value).decode_utf8_lossy().into_owned();
            match &*name {
                "uploads" => query.uploads = true,
                "uploadId" => query.upload = Some(value()),
                "partNumber" => query.number = Some(value()),
                OLD_KEY => query.is_old = true,
                // What signs a URL, names the operation, or states a checksum.
                "" | "x-id" => {}
                name if name.to_ascii_lowercase().starts_with("x-amz-") => {}
                _ => query.other = true,
            }
        }
        query.asked(head.method())
    }

    pub(super) fn act(&self) -> Act {
        match self {
            Self::Put => Act::PutObject,
            Self::Create => Act::CreateMultipartUpload,
            Self::Part { .. } => Act::UploadPart,
            Self::Complete { .. } => Act::CompleteMultipartUpload,
            Self::Abort { .. } => Act::AbortMultipartUpload,
        }
    }
}

/// The parameters of a query that decide what it asks for.
#[derive(Default)]
struct Query {
    uploads: bool,
    upload: Option<String>,
    number: Option<String>,
    /// Signature version 2.
    is_old: bool,
    other: bool,
}

impl Query {
    fn asked(self, method: &Method) -> Result<Asked, Refusal> {
        let Self {
            uploads,
            upload,
            number,
            is_old,
            other,
        } = self;
        if is_old {
            let message = "The authorization mechanism you have provided is not supported. Please \
                           use AWS4-HMAC-SHA256; in boto3, Config(signature_version='s3v4').";
            return Err(refused(StatusCode::BAD_REQUEST, "InvalidRequest", message));
        }
        if other {
            let message = "Access Denied: the bucket is write-only.";
            return Err(refusal::denied(message));
        }
        match (method, uploads, upload, number) {
            (&Method::PUT, false, None, None) => Ok(Asked::Put),
            (&Method::PUT, false, Some(upload), Some(number)) => {
                let number = number.parse().map_err(|_| {
                    let message = "Part number must be an integer between 1 and 10000, inclusive.";
                    refused(StatusCode::BAD_REQUEST, "InvalidArgument", message)
                })?;
                Ok(Asked::Part { upload, number })
            }
            (&Method::POST, true, None, None) => Ok(Asked::Create),
            (&Method::POST, false, Some(upload), None) => Ok(Asked::Complete { upload }),
            (&Method::DELETE, false, Some(upload), None) => Ok(Asked::Abort { upload }),
            _ => Err(refusal::denied("Access Denied: the bucket is write-only.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(method: &Method, query: &str) -> Result<Asked, &'static str> {
        let request = hyper::Request::builder()
            .method(method)
            .uri(format!("/b/111111111111/k?{query}"))
            .body(());
        let (parts, ()) = request.expect("a request").into_parts();
        Asked::read(&Head::from(parts)).map_err(|refusal| refusal.name)
    }

    #[test]
    fn writing_is_read_from_method_and_query_and_all_else_is_denied() {
        let upload = || "v1".to_owned();
        let part = Asked::Part {
            upload: upload(),
            number: 3,
        };
        for (method, query, wanted) in [
            (Method::PUT, "", Asked::Put),
            (Method::PUT, "x-id=PutObject&X-Amz-Signature=1", Asked::Put),
            (Method::POST, "uploads", Asked::Create),
            (Method::POST, "uploads=", Asked::Create),
            (
                Method::PUT,
                "partNumber=3&uploadId=v1&x-id=UploadPart",
                part,
            ),
            (
                Method::POST,
                "uploadId=v1",
                Asked::Complete { upload: upload() },
            ),
            (
                Method::DELETE,
                "uploadId=v1",
                Asked::Abort { upload: upload() },
            ),
        ] {
            assert_eq!(asked(&method, query), Ok(wanted), "{method} {query}");
        }
        for (method, query) in [
            (Method::GET, ""),
            (Method::HEAD, ""),
            (Method::DELETE, ""),
            (Method::POST, ""),
            (Method::POST, "delete"),
            (Method::GET, "uploads"),
            (Method::GET, "uploadId=v1"),
            (Method::PUT, "acl"),
            (Method::PUT, "tagging"),
            (Method::PUT, "uploadId=v1"),
        ] {
            let refused = asked(&method, query);
            assert_eq!(refused, Err("AccessDenied"), "{method} {query}");
        }
        let refused = asked(&Method::PUT, "AWSAccessKeyId=1&Signature=2&Expires=3");
        assert_eq!(refused, Err("InvalidRequest"));
        let refused = asked(&Method::PUT, "partNumber=x&uploadId=v1");
        assert_eq!(refused, Err("InvalidArgument"));
    }

    #[test]
    fn a_path_names_the_file_of_an_account() {
        let object = object("111111111111/deals/q1%20new+.csv", "b").expect("a file");
        assert_eq!(object.account, "111111111111");
        assert_eq!(object.key, "deals/q1 new+.csv");
        for (path, wanted) in [
            ("", "AccessDenied"),
            ("111111111111", "AccessDenied"),
            ("111111111111/", "AccessDenied"),
            ("11111111111a/x", "AccessDenied"),
            ("111111111111/%ff", "InvalidURI"),
            ("111111111111/a%00", "InvalidURI"),
        ] {
            let refused = super::object(path, "b").expect_err(path);
            assert_eq!(refused.name, wanted, "{path}");
        }
        let long = format!("111111111111/{}", "k".repeat(1025));
        let refused = super::object(&long, "b").expect_err("too long");
        assert_eq!(refused.name, "KeyTooLongError");
    }
}
