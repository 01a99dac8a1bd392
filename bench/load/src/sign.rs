//! Signature version 4 for the calls of one access key.
//!
//! Signing is the load generator's work and not part of the measured processor time, which is the
//! server's.

use std::fmt::Write as _;
use std::str::FromStr;

use ring::digest::{SHA256, digest};
use ring::hmac::{self, HMAC_SHA256};

use crate::clock;
use crate::error::Error;

/// The content type of a call. A server in mode `strict` requires that it is signed.
pub(crate) const CONTENT_TYPE: &str = "application/x-amz-json-1.0";

/// The signed headers, sorted.
const HEADERS: &str = "content-type;host;x-amz-date;x-amz-target";

/// An access key and its secret, written `ID:SECRET`.
#[derive(Clone)]
pub(crate) struct Signer {
    id: String,
    secret: String,
}

impl FromStr for Signer {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (id, secret) = text.split_once(':').ok_or("write ID:SECRET")?;
        Ok(Self {
            id: id.to_owned(),
            secret: secret.to_owned(),
        })
    }
}

impl std::fmt::Debug for Signer {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Signer").finish_non_exhaustive()
    }
}

/// The variable with the key, which is not on the command line, where every process could read it.
const VARIABLE: &str = "COSELL_LOAD_KEY";

impl Signer {
    /// The key of the environment; without one, requests are not signed.
    pub(crate) fn from_environment() -> Result<Option<Self>, Error> {
        match std::env::var(VARIABLE) {
            Err(_) => Ok(None),
            Ok(text) => text.parse().map(Some).map_err(Error::Key),
        }
    }

    /// The headers `X-Amz-Date` and `Authorization` of a call.
    pub(crate) fn headers(&self, host: &str, target: &str, body: &str) -> String {
        let date = clock::basic();
        let day = date.split('T').next().unwrap_or_default();
        let scope = format!("{day}/us-east-1/partnercentral-selling/aws4_request");
        let body = hexadecimal(digest(&SHA256, body.as_bytes()).as_ref());
        let request = format!(
            "POST\n/\n\ncontent-type:{CONTENT_TYPE}\nhost:{host}\nx-amz-date:{date}\n\
             x-amz-target:{target}\n\n{HEADERS}\n{body}"
        );
        let request = hexadecimal(digest(&SHA256, request.as_bytes()).as_ref());
        let mut key = mac(format!("AWS4{}", self.secret).as_bytes(), day);
        for part in ["us-east-1", "partnercentral-selling", "aws4_request"] {
            key = mac(&key, part);
        }
        let signature = mac(
            &key,
            &format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{request}"),
        );
        format!(
            "X-Amz-Date: {date}\r\n\
             Authorization: AWS4-HMAC-SHA256 Credential={}/{scope}, SignedHeaders={HEADERS}, \
             Signature={}\r\n",
            self.id,
            hexadecimal(&signature)
        )
    }
}

fn mac(key: &[u8], text: &str) -> Vec<u8> {
    let key = hmac::Key::new(HMAC_SHA256, key);
    hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string does not fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
