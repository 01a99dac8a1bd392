//! Unsigned headers change nothing.
//!
//! An intermediary can add headers to a signed request, or change those that were not signed. These
//! tests put every header that the server reads into signed requests, with values that would have
//! an effect, and headers of AWS's that the server does not read. The server must give each of
//! these requests the response of the original one, or refuse it.

use std::collections::BTreeSet;

use cosell_server::{Header, Mode};
use serde_json::json;

use crate::sandbox;
use crate::server::{Answer, Server, Setup, opportunity};
use crate::signer::{Signed, key};

const LIST: &str = "AWSPartnerCentralSelling.ListSolutions";

fn server() -> Server {
    Server::with(Setup {
        mode: Mode::Strict,
        keys: vec![key()],
        ..Setup::default()
    })
}

fn send(server: &Server, request: &Signed) -> Answer {
    let mut connection = server.connect();
    connection.write(&request.bytes());
    connection.answer()
}

/// Values that would change the call, if the server used them.
fn values(header: Header) -> Vec<String> {
    let texts: &[&str] = match header {
        Header::Target => &[
            "AWSPartnerCentralSelling.CreateOpportunity",
            "AWSPartnerCentralSelling.ListOpportunities",
            LIST,
            "",
        ],
        Header::ContentType => &[
            "application/json",
            "application/x-amz-json-1.0",
            "text/html",
        ],
        Header::ContentEncoding => &["gzip", "identity"],
        Header::Expect => &["nothing"],
        Header::Host => &["localhost", "other.example"],
        Header::Origin => &["http://localhost:3000", "https://other.example", "null"],
        Header::RequestMethod => &["POST"],
        Header::RequestHeaders => &["x-amz-target"],
        Header::Authorization => &["Bearer correct-horse-battery"],
        Header::UserAgent => &["curl/8.9.1", "aws-cli/2"],
        Header::Referer => &["https://other.example/"],
        Header::ContentMd5 | Header::ContentSha256 => &["UNSIGNED-PAYLOAD", "AAAA"],
        Header::DecodedLength => &["1"],
        Header::Trailer => &["x-amz-checksum-crc32"],
        Header::Crc32 | Header::Crc32c | Header::Crc64Nvme | Header::Sha1 | Header::Sha256 => {
            &["AAAAAA=="]
        }
        Header::CopySource => &["/bucket/key"],
        Header::IfMatch | Header::IfNoneMatch => &["*"],
        Header::LastEventId => &["7"],
        Header::Namespace => &["other", "-"],
        Header::Accept => &["text/html"],
        Header::Cookie => &["cosell_console=00"],
        Header::SdkInvocation => &["6a4f2c"],
        Header::SdkRequest => &["attempt=3; max=3"],
    };
    texts.iter().map(|text| (*text).to_owned()).collect()
}

/// Headers of AWS's that some service or SDK uses.
const FOREIGN: [(&str, &str); 8] = [
    ("x-amz-date", "20260101T000000Z"),
    ("x-amz-security-token", "a-token"),
    ("x-amz-content-sha256", "UNSIGNED-PAYLOAD"),
    ("x-amz-user-agent", "aws-sdk-js/3"),
    ("X-AMZ-TARGET", "AWSPartnerCentralSelling.CreateOpportunity"),
    ("x-amz-expires", "600"),
    ("X-Amz-Algorithm", "AWS4-HMAC-SHA256"),
    ("x-amz-anything-at-all", ""),
];

/// The requests to tamper with: both forms of the API, with all headers signed that SDKs sign, and
/// with the required ones only.
fn originals() -> Vec<(&'static str, Signed)> {
    let body = sandbox().to_string();
    let json = ("content-type", "application/json");
    let aws = ("content-type", "application/x-amz-json-1.0");
    vec![
        (
            "awsJson",
            Signed::post("/", &[aws, ("x-amz-target", LIST)], &body),
        ),
        (
            "a target alone",
            Signed::post("/", &[("x-amz-target", LIST)], &body),
        ),
        ("plain", Signed::post("/ListSolutions", &[json], &body)),
    ]
}

#[test]
fn no_unsigned_header_changes_the_call_or_its_response() {
    let server = server();
    let mut tried = BTreeSet::new();
    let mut refused = BTreeSet::new();
    for (form, original) in originals() {
        let wanted = send(&server, &original);
        assert_eq!(wanted.status, 200, "{form}: {wanted:?}");
        let read = Header::ALL.into_iter().flat_map(|header| {
            let values = values(header);
            assert!(!values.is_empty(), "{header:?} is not tried");
            values
                .into_iter()
                .map(move |value| (header.name().to_string(), value))
        });
        let foreign = FOREIGN.map(|(name, value)| (name.to_owned(), value.to_owned()));
        for (name, value) in read.chain(foreign) {
            let is_it = |(sent, _): &(String, String)| sent.eq_ignore_ascii_case(&name);
            let mut replaced = original.clone();
            replaced.headers.retain(|header| !is_it(header));
            replaced.headers.push((name.clone(), value.clone()));
            let mut before = original.clone();
            before.headers.insert(0, (name.clone(), value.clone()));
            let mut after = original.clone();
            after.headers.push((name.clone(), value.clone()));
            for changed in [replaced, before, after] {
                let answer = send(&server, &changed);
                tried.insert(name.to_lowercase());
                if answer.status == 200 {
                    assert_eq!(answer.json(), wanted.json(), "{form}: {name}: {value}");
                    for header in ["content-type", "connection", "vary"] {
                        let (sent, wanted) = (answer.header(header), wanted.header(header));
                        assert_eq!(sent, wanted, "{form}: {name}: {value}");
                    }
                } else {
                    // Refused with any message.
                    answer.error();
                    refused.insert(name.to_lowercase());
                }
            }
        }
    }
    for header in Header::ALL {
        let name = header.name();
        assert!(tried.contains(name.as_str()), "{name} is not tried");
        let is_refused = refused.contains(name.as_str());
        assert!(
            is_refused || !header.decides(),
            "{name} decides and is not refused"
        );
    }
    for (name, _) in FOREIGN {
        assert!(
            refused.contains(&name.to_lowercase()),
            "{name} is not refused"
        );
    }
}

#[test]
fn an_added_unsigned_target_is_refused_and_nothing_is_written() {
    let server = server();
    let body = opportunity().to_string();
    // Signed for a list: `ListOpportunities` ignores unknown members.
    let json = ("content-type", "application/json");
    let mut request = Signed::post("/ListOpportunities", &[json], &body);
    let target = "AWSPartnerCentralSelling.CreateOpportunity".to_owned();
    request.headers.push(("X-Amz-Target".to_owned(), target));
    let answer = send(&server, &request);
    assert_eq!(answer.error(), "IncompleteSignatureException");
    let message = answer.json()["Message"].to_string();
    assert!(message.contains("'x-amz-target'"), "{message}");
    let list = Signed::post("/ListOpportunities", &[json], &sandbox().to_string());
    let list = send(&server, &list);
    assert_eq!(list.json()["OpportunitySummaries"], json!([]), "{list:?}");
}

#[test]
fn an_unsigned_content_type_is_refused_by_its_name() {
    let server = server();
    let mut request = Signed::post("/ListSolutions", &[], &sandbox().to_string());
    let json = ("content-type".to_owned(), "application/json".to_owned());
    request.headers.push(json);
    let answer = send(&server, &request);
    assert_eq!(answer.error(), "IncompleteSignatureException");
    let message = answer.json()["Message"].to_string();
    assert!(message.contains("'content-type'"), "{message}");
}
