//! An endpoint of the API, of the live service or of a cosell: calls that are signed with keys.

mod error;
pub(crate) mod keys;
pub(crate) mod upload;

use std::io;
use std::net::IpAddr;
use std::path::Path;
use std::time::Duration;

use cosell_world::machine;
use serde_json::Value;
use ureq::http::{HeaderMap, Uri};
use ureq::typestate::WithBody;
use ureq::{Agent, Proxy, RequestBuilder};

use crate::base_url::base;
use crate::causes;
use crate::signature::{Message, SELLING};
use crate::trust::Authorities;
pub(crate) use error::EndpointError;
use keys::Keys;

/// The word for the live service, and its address.
const AWS: (&str, &str) = ("aws", "https://partnercentral-selling.us-east-1.api.aws");

/// The media type of the API's requests and responses.
const MEDIA_TYPE: &str = "application/x-amz-json-1.0";

/// The largest response that is read, in bytes.
const LARGEST: u64 = 64 << 20;

/// The timeout of a call.
const CALL_TIMEOUT: Duration = Duration::from_mins(1);

/// The pauses after a throttled call. The rates of the live service are per second.
const PAUSES: [Duration; 5] = [
    Duration::from_millis(500),
    Duration::from_secs(1),
    Duration::from_secs(2),
    Duration::from_secs(4),
    Duration::from_secs(8),
];

/// What the service says of a caller that it does not know. Two sides that do not know their
/// callers are not the same.
const UNKNOWN_CALLER: [&str; 6] = [
    "UnrecognizedClientException",
    "InvalidSignatureException",
    "IncompleteSignatureException",
    "MissingAuthenticationTokenException",
    "ExpiredTokenException",
    "InvalidClientTokenId",
];

/// What a side answered. An answer without a body is null.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) body: Value,
}

impl Answer {
    /// The name of the error, if it is one.
    pub(crate) fn error(&self) -> Option<&str> {
        let name = self.body.get("__type")?.as_str()?;
        name.rsplit('#').next()
    }
}

/// A request before it is signed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Outgoing<'a> {
    pub(crate) path: &'a str,
    /// Without that of the host; their names are in lower case.
    pub(crate) headers: &'a [(&'a str, &'a str)],
    pub(crate) body: &'a [u8],
}

/// A response as it came.
#[derive(Debug)]
pub(crate) struct Exchanged {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

#[derive(Debug)]
pub(crate) struct Endpoint {
    /// What it is, for messages.
    pub(crate) side: &'static str,
    pub(crate) url: String,
    authority: String,
    region: String,
    keys: Keys,
    /// The namespace of a cosell.
    namespace: Option<String>,
    agent: Agent,
}

impl Endpoint {
    pub(crate) fn open(
        side: &'static str,
        url: &str,
        region: &str,
        keys: Keys,
        ca_file: Option<&Path>,
    ) -> Result<Self, EndpointError> {
        let url = if url == AWS.0 { AWS.1 } else { url };
        let wrong = |reason| EndpointError::Address { side, reason };
        let url = base(url).map_err(wrong)?;
        let uri: Uri = url.parse().map_err(|_| wrong("it names no host"))?;
        let authority = uri.authority().ok_or(wrong("it names no host"))?;
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(CALL_TIMEOUT));
        if is_loopback(authority.host()) {
            config = config.proxy(None);
        } else {
            config = config.proxy(Proxy::try_from_env());
        }
        if url.starts_with("https://") {
            let authorities = ca_file.map(Authorities::open).transpose()?;
            let authorities = authorities.unwrap_or_else(Authorities::system);
            config = config.tls_config(authorities.into_config());
        }
        Ok(Self {
            side,
            url: url.to_owned(),
            authority: authority.to_string(),
            region: region.to_owned(),
            keys,
            namespace: None,
            agent: config.build().into(),
        })
    }

    /// The same endpoint for calls to a namespace of a cosell.
    pub(crate) fn in_namespace(mut self, namespace: Option<String>) -> Self {
        self.namespace = namespace;
        self
    }

    /// Whether it is on this machine.
    pub(crate) fn is_loopback(&self) -> bool {
        let host = self.authority.rsplit_once(':');
        is_loopback(host.map_or(self.authority.as_str(), |(host, _)| host))
    }

    /// Calls an operation, again after a pause while it is throttled.
    pub(crate) fn call(&self, operation: &str, input: &Value) -> Result<Answer, EndpointError> {
        let mut pauses = PAUSES.iter();
        loop {
            let answer = self.send(operation, input)?;
            if let Some(name) = answer.error().filter(|name| UNKNOWN_CALLER.contains(name)) {
                return Err(EndpointError::UnknownCaller {
                    side: self.side,
                    name: name.to_owned(),
                });
            }
            match pauses.next() {
                Some(pause) if answer.error() == Some("ThrottlingException") => {
                    machine::block(*pause);
                }
                _ => return Ok(answer),
            }
        }
    }

    fn send(&self, operation: &str, input: &Value) -> Result<Answer, EndpointError> {
        if operation == upload::OPERATION {
            return self.upload(input);
        }
        let target = format!("AWSPartnerCentralSelling.{operation}");
        let answered = self.exchange(&Outgoing {
            path: "/",
            headers: &[("content-type", MEDIA_TYPE), ("x-amz-target", &target)],
            body: input.to_string().as_bytes(),
        })?;
        let status = answered.status;
        let body = if answered.body.is_empty() {
            Value::Null
        } else {
            serde_json::from_slice(&answered.body).map_err(|_| EndpointError::Foreign {
                side: self.side,
                url: self.url.clone(),
                status,
            })?
        };
        Ok(Answer { status, body })
    }

    /// Sends a call of the API that is signed here, once.
    pub(crate) fn exchange(&self, call: &Outgoing<'_>) -> Result<Exchanged, EndpointError> {
        let namespace = self.namespace.as_deref();
        let mut headers = call.headers.to_vec();
        headers.push(("host", &self.authority));
        headers.extend(namespace.map(|name| ("x-cosell-namespace", name)));
        let request = self.agent.post(format!("{}{}", self.url, call.path));
        let message = Message {
            service: SELLING,
            method: "POST",
            path: call.path,
            query: "",
            headers: &headers,
            body: call.body,
        };
        self.deliver(request, &message)
    }

    fn deliver(
        &self,
        mut request: RequestBuilder<WithBody>,
        message: &Message<'_>,
    ) -> Result<Exchanged, EndpointError> {
        for (name, value) in message.signed(&self.keys, &self.region) {
            request = request.header(name, value);
        }
        let mut answer = request.send(message.body).map_err(|e| self.lost(&e))?;
        let status = answer.status().as_u16();
        let headers = answer.headers().clone();
        let reader = answer.body_mut().with_config().limit(LARGEST);
        let body = reader.read_to_vec().map_err(|e| self.lost(&e))?;
        Ok(Exchanged {
            status,
            headers,
            body,
        })
    }

    fn lost(&self, error: &ureq::Error) -> EndpointError {
        let reason = match error {
            ureq::Error::Io(error) => causes::text(error),
            // The text of an invalid header or URL may have the header in it.
            ureq::Error::Http(_) => "a key has a character that no header may have".to_owned(),
            other => other.to_string(),
        };
        let refused = |error: &io::Error| error.kind() == io::ErrorKind::ConnectionRefused;
        let advice = match error {
            ureq::Error::Io(error) if refused(error) => "nothing listens there",
            _ if reason.contains("UnknownIssuer") => {
                "pass the CA that signed its certificate with --ca-file"
            }
            _ => "check the URL, the network and the server's log",
        };
        EndpointError::Unreachable {
            side: self.side,
            url: self.url.clone(),
            reason,
            advice,
        }
    }
}

/// Whether a host is this machine.
pub(crate) fn is_loopback(host: &str) -> bool {
    let address: Result<IpAddr, _> = host.trim_matches(['[', ']']).parse();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}
