//! The calls of one client to one server process.
//!
//! A call ends with a success, with a refusal, or without a response. Without a response the client
//! does not know whether the operation was carried out; its session ends, because the server is
//! presumably dead.

use std::time::Duration;

use cosell_world::machine;
use serde_json::{Value, json};

use crate::finding::{Findings, Invariant};

pub(crate) const CATALOG: &str = "Sandbox";

/// One account for all clients, so that lists show the records of every client.
const AUTHORIZATION: &str = "AWS4-HMAC-SHA256 \
    Credential=111111111111/20260101/us-east-1/partnercentral-selling/aws4_request, \
    SignedHeaders=host;x-amz-date, Signature=0";

/// The timeout of a request: far longer than any response of a running server, `task_wait`
/// included.
const TIMEOUT: Duration = Duration::from_mins(1);

/// Bytes of the largest text that is downloaded: the report of a large job.
const LARGEST: u64 = 256 << 20;

/// The pause before a throttled request is retried.
const BACKOFF: Duration = Duration::from_millis(20);

/// Why a client cannot continue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stop {
    /// There was no response.
    NoResponse,
    /// The response was a refusal, which ends the current record; it is among the findings.
    Refused,
}

/// A refusal by the service.
#[derive(Debug)]
pub(crate) struct Refusal {
    pub code: String,
    #[expect(dead_code, reason = "findings print it")]
    text: String,
}

#[derive(Debug)]
pub(crate) struct Session<'a> {
    agent: ureq::Agent,
    url: String,
    /// Whether the server is never killed, so that a missing response is a finding.
    pub lasting: bool,
    pub findings: &'a Findings,
}

impl<'a> Session<'a> {
    pub(crate) fn new(url: &str, findings: &'a Findings) -> Self {
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .timeout_global(Some(TIMEOUT))
            .build()
            .into();
        Self {
            agent,
            url: url.to_owned(),
            lasting: false,
            findings,
        }
    }

    /// A session with a server that is never killed.
    pub(crate) fn lasting(url: &str, findings: &'a Findings) -> Self {
        Self {
            lasting: true,
            ..Self::new(url, findings)
        }
    }

    /// Calls an operation; throttled requests are retried.
    pub(crate) fn call(
        &self,
        operation: &str,
        body: &Value,
    ) -> Result<Result<Value, Refusal>, Stop> {
        let mut body = body.clone();
        body["Catalog"] = json!(CATALOG);
        let body = body.to_string();
        loop {
            let answer = self.once(operation, &body).map_err(|error| {
                self.findings.unanswered();
                if self.lasting {
                    self.check(Invariant::AnsweredAsModelled, false, || {
                        format!("{operation} without a response: {error}")
                    });
                }
                Stop::NoResponse
            })?;
            match answer {
                Err(refusal) if refusal.code == "ThrottlingException" => machine::block(BACKOFF),
                // As with no response, it is unknown whether the operation was carried out.
                Err(refusal) if refusal.code == "InternalServerException" => {
                    self.findings.unanswered();
                    return Err(Stop::NoResponse);
                }
                answer => return Ok(answer),
            }
        }
    }

    fn once(&self, operation: &str, body: &str) -> Result<Result<Value, Refusal>, ureq::Error> {
        let target = format!("AWSPartnerCentralSelling.{operation}");
        let mut response = self
            .agent
            .post(&self.url)
            .header("Authorization", AUTHORIZATION)
            .header("Content-Type", "application/x-amz-json-1.0")
            .header("X-Amz-Target", target)
            .send(body)?;
        let text = response.body_mut().read_to_string()?;
        let answer: Value = serde_json::from_str(&text).unwrap_or_default();
        if response.status() == 200 {
            return Ok(Ok(answer));
        }
        let code = answer["__type"].as_str().unwrap_or_default();
        let code = code.rsplit('#').next().unwrap_or_default().to_owned();
        Ok(Err(Refusal { code, text }))
    }

    /// Uploads a file to a place in a bucket, as `curl -T` does.
    pub(crate) fn upload(&self, place: &str, content: &str) -> Result<(), ureq::Error> {
        let url = format!("{}/{place}", self.url);
        let response = self.agent.put(url).send(content)?;
        match response.status().as_u16() {
            200 => Ok(()),
            other => Err(ureq::Error::StatusCode(other)),
        }
    }

    /// Calls an operation that must succeed: a refusal means that an acknowledged record is gone,
    /// or that the server is wrong.
    pub(crate) fn expect(&self, operation: &str, body: &Value) -> Result<Value, Stop> {
        let answer = self.call(operation, body)?;
        let invariant = match &answer {
            Err(refusal) if refusal.code == "ResourceNotFoundException" => {
                Invariant::AcknowledgedIsPresent
            }
            _ => Invariant::AnsweredAsModelled,
        };
        self.check(invariant, answer.is_ok(), || {
            format!("{operation} {body}: {answer:?}")
        });
        answer.map_err(|_| Stop::Refused)
    }

    /// A write: as [`Self::expect`], and its success is counted as an acknowledgement.
    pub(crate) fn write(&self, operation: &str, body: &Value) -> Result<Value, Stop> {
        let answer = self.expect(operation, body)?;
        self.findings.acknowledged();
        Ok(answer)
    }

    /// Reads an acknowledged record. Its absence violates the invariant.
    pub(crate) fn read(
        &self,
        invariant: Invariant,
        operation: &str,
        body: &Value,
    ) -> Result<Value, Stop> {
        let answer = self.call(operation, body)?;
        self.check(invariant, answer.is_ok(), || {
            format!("{operation} {body}: {answer:?}")
        });
        answer.map_err(|_| Stop::Refused)
    }

    /// The items of one page of a list.
    pub(crate) fn list(
        &self,
        operation: &str,
        items: &str,
        body: &Value,
    ) -> Result<Vec<Value>, Stop> {
        let mut answer = self.expect(operation, body)?;
        match answer[items].take() {
            Value::Array(items) => Ok(items),
            _ => Ok(Vec::new()),
        }
    }

    pub(crate) fn check(&self, invariant: Invariant, holds: bool, seen: impl FnOnce() -> String) {
        self.findings.check(invariant, holds, seen);
    }
}

/// A page of a server's administration API, as text.
pub(crate) fn page(url: &str, path: &str) -> Option<String> {
    download(&format!("{url}/{path}"))
}

/// The text at a URL.
pub(crate) fn download(url: &str) -> Option<String> {
    let agent: ureq::Agent = ureq::Agent::config_builder().proxy(None).build().into();
    let mut answer = agent.get(url).call().ok()?;
    let body = answer.body_mut().with_config().limit(LARGEST);
    body.read_to_string().ok()
}

/// A member that is a string; empty when it is missing.
pub(crate) fn text(value: &Value, pointer: &str) -> String {
    let text = value.pointer(pointer).and_then(Value::as_str);
    text.unwrap_or_default().to_owned()
}
