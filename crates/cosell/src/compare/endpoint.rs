//! An endpoint of the API, called as the SDKs call it: awsJson, signed.

use std::env;
use std::time::Duration;

use cosell_auth::sigv4::{Credentials, SignedRequest, Signer, signing_date};
use cosell_world::machine;
use serde_json::{Value, json};
use ureq::Agent;
use ureq::http::Uri;

use crate::client::system_trust;
use crate::exit::Exit;

const SERVICE: &str = "partnercentral-selling";

const CONTENT_TYPE: &str = "application/x-amz-json-1.0";

/// The timeout of a call.
const TIMEOUT: Duration = Duration::from_mins(1);

/// How often a step is repeated, and the pause between two calls.
const REPEATS: (usize, Duration) = (60, Duration::from_secs(1));

/// Why an endpoint was not called. Neither a URL nor a key is shown.
#[derive(Debug, thiserror::Error)]
pub(crate) enum EndpointError {
    #[error("--url and --with-url must be URLs such as http://127.0.0.1:7226")]
    Address,
    #[error("{call} was not answered by {host}")]
    Unreachable {
        call: String,
        host: String,
        #[source]
        source: Box<ureq::Error>,
    },
}

impl EndpointError {
    pub(crate) fn exit(&self) -> Exit {
        match self {
            Self::Address => Exit::Usage,
            Self::Unreachable { .. } => Exit::Unreachable,
        }
    }
}

/// The keys of the caller.
#[derive(Clone)]
pub(super) struct Keys {
    id: String,
    secret: String,
    session_token: Option<String>,
}

impl Keys {
    /// The keys of the environment; without them, those of the first account of mode `open`.
    pub(super) fn of_environment() -> Self {
        let read = |name: &str| env::var(name).ok().filter(|value| !value.is_empty());
        Self {
            id: read("AWS_ACCESS_KEY_ID").unwrap_or_else(|| "111111111111".to_owned()),
            secret: read("AWS_SECRET_ACCESS_KEY").unwrap_or_else(|| "any".to_owned()),
            session_token: read("AWS_SESSION_TOKEN"),
        }
    }
}

/// What an endpoint responded.
pub(super) struct Response {
    status: u16,
    pub(super) body: Value,
}

impl Response {
    /// The response as it is compared.
    pub(super) fn document(&self) -> Value {
        json!({ "status": self.status, "body": self.body })
    }
}

pub(super) struct Endpoint {
    agent: Agent,
    url: String,
    host: String,
    region: String,
    keys: Keys,
}

impl Endpoint {
    pub(super) fn new(url: &str, region: &str, keys: Keys) -> Result<Self, EndpointError> {
        let parsed: Uri = url.parse().map_err(|_| EndpointError::Address)?;
        let authority = parsed.authority().ok_or(EndpointError::Address)?;
        let is_http = matches!(parsed.scheme_str(), Some("http" | "https"));
        if !is_http || authority.as_str().contains('@') || parsed.path() != "/" {
            return Err(EndpointError::Address);
        }
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(TIMEOUT));
        if parsed.scheme_str() == Some("https") {
            config = config.tls_config(system_trust());
        } else {
            config = config.proxy(None);
        }
        Ok(Self {
            agent: config.build().into(),
            host: authority.as_str().to_owned(),
            url: url.trim_end_matches('/').to_owned(),
            region: region.to_owned(),
            keys,
        })
    }

    /// Calls an operation until a response is the last one.
    pub(super) fn call(
        &self,
        operation: &str,
        request: &Value,
        is_done: impl Fn(&Value) -> bool,
    ) -> Result<Response, EndpointError> {
        let (repeats, pause) = REPEATS;
        let mut response = self.send(operation, request)?;
        for _ in 0..repeats {
            if is_done(&response.body) {
                break;
            }
            machine::block(pause);
            response = self.send(operation, request)?;
        }
        Ok(response)
    }

    fn send(&self, operation: &str, request: &Value) -> Result<Response, EndpointError> {
        let body = match request {
            Value::Null => "{}".to_owned(),
            request => request.to_string(),
        };
        let date = signing_date(machine::now().div_euclid(1000));
        let target = format!("AWSPartnerCentralSelling.{operation}");
        let mut headers: Vec<(&str, &[u8])> = vec![
            ("content-type", CONTENT_TYPE.as_bytes()),
            ("host", self.host.as_bytes()),
            ("x-amz-date", date.as_bytes()),
            ("x-amz-target", target.as_bytes()),
        ];
        if let Some(token) = &self.keys.session_token {
            headers.push(("x-amz-security-token", token.as_bytes()));
        }
        let signed = SignedRequest {
            method: "POST",
            path: "/",
            query: "",
            headers: &headers,
            body: body.as_bytes(),
        };
        let key = Signer {
            access_key: &self.keys.id,
            credentials: Credentials {
                secret: &self.keys.secret,
                session_token: self.keys.session_token.as_deref(),
            },
            region: &self.region,
            service: SERVICE,
        };
        let authorization = key.authorization(&signed, &date);
        let mut post = self.agent.post(format!("{}/", self.url));
        for (name, value) in &headers {
            post = post.header(*name, *value);
        }
        let unreachable = |source| EndpointError::Unreachable {
            call: operation.to_owned(),
            host: self.host.clone(),
            source: Box::new(source),
        };
        let sent = post.header("authorization", authorization).send(&body);
        let mut answer = sent.map_err(unreachable)?;
        let text = answer.body_mut().read_to_string().map_err(unreachable)?;
        let body = match text.as_str() {
            "" => Value::Null,
            text => serde_json::from_str(text).unwrap_or_else(|_| text.into()),
        };
        Ok(Response {
            status: answer.status().as_u16(),
            body,
        })
    }
}
