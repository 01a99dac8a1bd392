//! Uploads of files for bulk jobs, which go to a bucket of S3.
//!
//! A scenario has an upload as a call of [`OPERATION`] with `Key` and `Content`; its answer has the
//! `VersionId`, which is a part of the file's URI. A cosell takes uploads at its own address. Those
//! for the live service go to the host of the bucket.

use cosell_auth::sigv4::{S3, payload_hash};
use cosell_domain::BUCKET;
use serde_json::{Value, json};
use ureq::http::HeaderMap;

use super::error::EndpointError;
use super::{AWS, Answer, Endpoint, Exchanged, Outgoing};
use crate::signature::Message;

/// The operation of S3 that puts a file into a bucket.
pub(crate) const OPERATION: &str = "PutObject";

/// The media type of the files.
const CSV: &str = "text/csv";

/// The header with the version of a file that was uploaded.
const VERSION: &str = "x-amz-version-id";

impl Endpoint {
    /// Uploads a file as a scenario has it.
    pub(super) fn upload(&self, input: &Value) -> Result<Answer, EndpointError> {
        let text = |name: &str| input[name].as_str().unwrap_or_default();
        let put = self.put(&Outgoing {
            path: &format!("/{}", text("Key")),
            headers: &[("content-type", CSV)],
            body: text("Content").as_bytes(),
        })?;
        Ok(Answer {
            status: put.status,
            body: said(&put),
        })
    }

    /// Puts a file into the bucket, signed here. The path is that within the bucket.
    pub(crate) fn put(&self, file: &Outgoing<'_>) -> Result<Exchanged, EndpointError> {
        let (authority, path) = if self.url == AWS.1 {
            let host = format!("{BUCKET}.s3.{}.amazonaws.com", self.region);
            (host, file.path.to_owned())
        } else {
            (self.authority.clone(), format!("/{BUCKET}{}", file.path))
        };
        let scheme = self
            .url
            .split_once("://")
            .map_or("https", |(scheme, _)| scheme);
        let hash = payload_hash(file.body);
        let mut headers = file.headers.to_vec();
        headers.extend([
            ("host", authority.as_str()),
            ("x-amz-content-sha256", &hash),
        ]);
        headers.extend(
            self.namespace
                .as_deref()
                .map(|name| ("x-cosell-namespace", name)),
        );
        let message = Message {
            service: S3,
            method: "PUT",
            path: &path,
            query: "",
            headers: &headers,
            body: file.body,
        };
        self.deliver(
            self.agent.put(format!("{scheme}://{authority}{path}")),
            &message,
        )
    }
}

/// What the answer to an upload says, as a scenario has it.
pub(crate) fn said(answer: &Exchanged) -> Value {
    if answer.status < 300 {
        return version(&answer.headers)
            .map_or(json!({}), |version| json!({ "VersionId": version }));
    }
    let text = String::from_utf8_lossy(&answer.body);
    let member = |name: &str| {
        let (_, rest) = text.split_once(&format!("<{name}>"))?;
        Some(rest.split_once("</")?.0.to_owned())
    };
    json!({ "__type": member("Code"), "Message": member("Message") })
}

fn version(headers: &HeaderMap) -> Option<&str> {
    headers.get(VERSION)?.to_str().ok()
}
