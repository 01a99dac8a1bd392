//! A client of the API that a demonstration needs: awsJson over HTTP, and the administration pages.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use cosell_admin_api::{Answer as _, Content, Page, Request, RequestError};
use serde_json::Value;
use ureq::Agent;
use ureq::http::Response;

/// How long a call may take; the server is in this very process.
const CALL_TIME: Duration = Duration::from_secs(30);

/// A server and the account that calls it.
#[derive(Clone, Debug)]
pub(super) struct Client {
    agent: Agent,
    base: Arc<str>,
    authorization: Arc<str>,
}

/// Why a call brought no answer.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ClientError {
    /// No answer, or none that is HTTP and JSON.
    #[error("{call} was not answered")]
    Transport {
        call: &'static str,
        #[source]
        source: Box<ureq::Error>,
    },
    #[error("the answer to {call} is not JSON")]
    Json {
        call: &'static str,
        #[source]
        source: serde_json::Error,
    },
    /// An error of the service.
    #[error("{call} was refused with {name}: {message}")]
    Refused {
        call: &'static str,
        name: String,
        message: String,
    },
    #[error("the request cannot be written")]
    Request(#[from] RequestError),
    #[error("{call} was interrupted")]
    Interrupted { call: &'static str },
}

impl Client {
    /// A client that is this account.
    pub(super) fn new(server: SocketAddr, account: &str) -> Self {
        let agent = Agent::config_builder()
            .http_status_as_error(false)
            // The server is on this machine; a proxy could not reach it.
            .proxy(None)
            .timeout_global(Some(CALL_TIME))
            .build()
            .into();
        // An open server reads who calls and proves nothing, so the signature may be any.
        let authorization = format!(
            "AWS4-HMAC-SHA256 \
             Credential={account}/20260101/us-east-1/partnercentral-selling/aws4_request, \
             SignedHeaders=host;x-amz-date, Signature=00"
        );
        Self {
            agent,
            base: format!("http://{server}").into(),
            authorization: authorization.into(),
        }
    }

    /// Calls an operation; an answer without a body is null.
    pub(super) async fn call(
        &self,
        operation: &'static str,
        input: &Value,
    ) -> Result<Value, ClientError> {
        let body = input.to_string();
        self.exchange(operation, move |client| {
            client
                .agent
                .post(&format!("{}/", client.base))
                .header("content-type", "application/x-amz-json-1.0")
                .header(
                    "x-amz-target",
                    &format!("AWSPartnerCentralSelling.{operation}"),
                )
                .header("authorization", &*client.authorization)
                .send(body.as_bytes())
        })
        .await
    }

    /// Reads a page of the administrative API.
    pub(super) async fn page<P: Page>(&self, page: P) -> Result<P::Answer, ClientError> {
        let call = P::DECLARED.name;
        let Request { target, .. } = Request::of(&page)?;
        let answer = self.exchange(call, move |client| {
            client.agent.get(&format!("{}{target}", client.base)).call()
        });
        let content = Content::Json(answer.await?);
        P::Answer::from_content(&content).map_err(|source| ClientError::Json { call, source })
    }

    /// Exchanges one request for one answer, on a thread that may block.
    async fn exchange(
        &self,
        call: &'static str,
        send: impl FnOnce(&Self) -> Result<Response<ureq::Body>, ureq::Error> + Send + 'static,
    ) -> Result<Value, ClientError> {
        let client = self.clone();
        tokio::task::spawn_blocking(move || {
            let failed = |source| ClientError::Transport {
                call,
                source: Box::new(source),
            };
            let mut answer = send(&client).map_err(failed)?;
            let body = answer.body_mut().read_to_vec().map_err(failed)?;
            let document = if body.is_empty() {
                Value::Null
            } else {
                serde_json::from_slice(&body)
                    .map_err(|source| ClientError::Json { call, source })?
            };
            if answer.status().is_success() {
                Ok(document)
            } else {
                Err(refused(call, &document))
            }
        })
        .await
        .unwrap_or(Err(ClientError::Interrupted { call }))
    }
}

fn refused(call: &'static str, document: &Value) -> ClientError {
    let text = |name| document.get(name).and_then(Value::as_str);
    let name = text("__type")
        .or(text("error"))
        .unwrap_or("an unnamed error");
    let name = name.rsplit('#').next().unwrap_or(name).to_owned();
    let message = text("Message")
        .or(text("message"))
        .unwrap_or_default()
        .to_owned();
    ClientError::Refused {
        call,
        name,
        message,
    }
}
