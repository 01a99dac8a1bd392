//! A client that signs its requests, for servers in mode `strict`.

use std::fmt::Write as _;

use cosell_domain::identity::{FixedKey, Name};
use cosell_world::World;
use ring::digest::{SHA256, digest};
use ring::hmac::{self, HMAC_SHA256};

const KEY: &str = "AKIAFERNHOLLOW000001";
const SECRET: &str = "moss+lichen/slate";
const REGION: &str = "us-east-1";
const SERVICE: &str = "partnercentral-selling";

/// The signer's key: that of an account's root, which may do everything.
pub(crate) fn key() -> FixedKey {
    FixedKey {
        id: KEY.to_owned(),
        secret: SECRET.to_owned(),
        name: Name::root("111111111111"),
        policies: None,
    }
}

/// A request with its headers in order.
#[derive(Clone, Debug)]
pub(crate) struct Signed {
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Signed {
    /// A POST to this path, with its host, its date and these headers signed.
    pub(crate) fn post(path: &str, headers: &[(&str, &str)], body: &str) -> Self {
        let now = jiff::Timestamp::from_millisecond(World::system().true_now());
        let now = now.expect("a date").strftime("%Y%m%dT%H%M%SZ").to_string();
        let mut headers: Vec<(String, String)> = headers
            .iter()
            .chain(&[("host", "localhost"), ("x-amz-date", now.as_str())])
            .map(|(name, value)| (name.to_lowercase(), (*value).to_owned()))
            .collect();
        headers.sort();
        let names: Vec<&str> = headers.iter().map(|(name, _)| name.as_str()).collect();
        let names = names.join(";");
        let lines = lines(&headers, ":", "\n");
        let canonical = format!("POST\n{path}\n\n{lines}\n{names}\n{}", hash(body));
        let day = &now[..8];
        let scope = format!("{day}/{REGION}/{SERVICE}/aws4_request");
        let to_sign = format!("AWS4-HMAC-SHA256\n{now}\n{scope}\n{}", hash(&canonical));
        let mut signature = format!("AWS4{SECRET}").into_bytes();
        for text in [day, REGION, SERVICE, "aws4_request", &to_sign] {
            let key = hmac::Key::new(HMAC_SHA256, &signature);
            signature = hmac::sign(&key, text.as_bytes()).as_ref().to_vec();
        }
        let signature = hexadecimal(&signature);
        headers.push((
            "authorization".to_owned(),
            format!(
                "AWS4-HMAC-SHA256 Credential={KEY}/{scope}, SignedHeaders={names}, \
                 Signature={signature}"
            ),
        ));
        Self {
            path: path.to_owned(),
            headers,
            body: body.to_owned(),
        }
    }

    /// The request on the wire.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        let lines = lines(&self.headers, ": ", "\r\n");
        let (path, body) = (&self.path, &self.body);
        let length = body.len();
        format!("POST {path} HTTP/1.1\r\n{lines}content-length: {length}\r\n\r\n{body}")
            .into_bytes()
    }
}

fn lines(headers: &[(String, String)], between: &str, end: &str) -> String {
    headers.iter().fold(String::new(), |lines, (name, value)| {
        lines + name + between + value + end
    })
}

fn hash(text: &str) -> String {
    hexadecimal(digest(&SHA256, text.as_bytes()).as_ref())
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
