//! The client of the administrative API, which every operator command uses.
//!
//! A command takes [`Connection`] among its arguments, asks for a page of `cosell_admin_api`
//! through [`Connection::client`], and hands what it was answered to [`Output::print`], which
//! writes the document itself under `--output json` and otherwise what the command makes of it.
//! Commands run without a runtime: a call blocks, because a command has nothing else to do.

mod error;
mod files;
mod output;
mod words;

use std::io::{self, Write as _};
use std::path::PathBuf;
use std::sync::OnceLock;
use std::time::Duration;

use cosell_admin_api::pages::ListNamespaces;
use cosell_admin_api::{Answer as _, Content, Page, Request};
use cosell_server::NamespaceName;
use cosell_supervisor::log;
use serde::Deserialize;
use serde_json::Value;
use ureq::Agent;
use ureq::http;

pub(crate) use error::AdminError;
pub(crate) use output::Output;
pub(crate) use words::words;

use crate::base_url::base;
use crate::causes;
use crate::endpoint::keys::Keys;
use crate::endpoint::{Endpoint, EndpointError};
use crate::secret::Secret;
use crate::trust::Authorities;

/// The timeout of a call. Most take milliseconds; moving the clock waits for what falls due.
const CALL_TIMEOUT: Duration = Duration::from_mins(2);

/// The most bytes of a response to a message: the longest lists have a few megabytes.
const MOST: u64 = 64 << 20;

/// The URL of a server that was started without options.
pub(crate) const DEFAULT_URL: &str = "http://127.0.0.1:7226";

/// Where the server is, who asks it, and how the answer is printed.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Connection {
    #[command(flatten)]
    server: Server,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// Where the server is, and who asks it.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Server {
    /// URL of the server
    #[arg(
        long,
        env = "COSELL_URL",
        value_name = "URL",
        default_value = DEFAULT_URL
    )]
    url: Secret,
    /// Admin token of the server
    #[arg(long, env = "COSELL_ADMIN_TOKEN", value_name = "TOKEN")]
    admin_token: Option<Secret>,
    /// CA bundle in PEM that verifies the server's certificate [default: that of the system]
    #[arg(long, env = "COSELL_CA_FILE", value_name = "FILE")]
    ca_file: Option<PathBuf>,
    /// Namespace that the command is about [default: the configured store]
    #[arg(long, env = "COSELL_NAMESPACE", value_name = "NAME")]
    namespace: Option<NamespaceName>,
    /// Print each request and the status of its response on standard error
    #[arg(long, short)]
    verbose: bool,
}

impl Connection {
    pub(crate) fn client(&self) -> Result<Client, AdminError> {
        self.server.client()
    }

    /// A client whose calls have this timeout.
    pub(crate) fn client_with_timeout(&self, timeout: Duration) -> Result<Client, AdminError> {
        self.server.open(self.server.url.expose(), timeout)
    }
}

impl Connection {
    /// The API of the server, for calls with these keys to the namespace of the command.
    pub(crate) fn endpoint(
        &self,
        side: &'static str,
        region: &str,
        keys: Keys,
    ) -> Result<Endpoint, EndpointError> {
        let server = &self.server;
        let namespace = server.namespace.as_ref().map(ToString::to_string);
        let ca_file = server.ca_file.as_deref();
        let endpoint = Endpoint::open(side, server.url.expose(), region, keys, ca_file)?;
        Ok(endpoint.in_namespace(namespace))
    }
}

impl Server {
    pub(crate) fn client(&self) -> Result<Client, AdminError> {
        self.client_of(self.url.expose())
    }

    /// A client of the server at another URL.
    pub(crate) fn client_of(&self, url: &str) -> Result<Client, AdminError> {
        self.open(url, CALL_TIMEOUT)
    }

    /// A client of the server at a URL, whose calls have this timeout.
    fn open(&self, url: &str, timeout: Duration) -> Result<Client, AdminError> {
        let base = base(url).map_err(AdminError::Address)?;
        let token = self.admin_token.as_ref().map(Secret::expose);
        if !token.is_none_or(is_token) {
            return Err(AdminError::Token);
        }
        let authorities = self.ca_file.as_deref().map(Authorities::open);
        let authorities = authorities.transpose()?;
        let agent = |timeout: Option<Duration>| -> Agent {
            let mut config = Agent::config_builder()
                .http_status_as_error(false)
                // A token belongs to the server that was named, not to a proxy or to where it
                // points.
                .proxy(None)
                .max_redirects(0)
                .timeout_global(timeout);
            if base.starts_with("https://") {
                let authorities = authorities.clone().unwrap_or_else(Authorities::system);
                config = config.tls_config(authorities.into_config());
            }
            config.build().into()
        };
        Ok(Client {
            agent: agent(Some(timeout)),
            // A file takes as long as it is.
            files: agent(None),
            base: base.to_owned(),
            verbose: self.verbose,
            namespace: self.namespace.as_ref().map(ToString::to_string),
            makes_namespace: false,
            known: OnceLock::new(),
            authorization: token.map(|token| format!("Bearer {token}")),
        })
    }
}

/// Prints a text and ends its line. An empty text prints nothing.
pub(crate) fn print(text: &str) -> Result<(), AdminError> {
    let text = text.trim_end();
    if text.is_empty() {
        return Ok(());
    }
    let mut output = io::stdout().lock();
    writeln!(output, "{text}")
        .and_then(|()| output.flush())
        .map_err(AdminError::Output)
}

/// What a page answered: as it came, and what it says.
#[derive(Clone, Debug)]
pub(crate) struct Answered<T> {
    content: Content,
    pub(crate) value: T,
}

/// The client of one server.
#[derive(Debug)]
pub(crate) struct Client {
    agent: Agent,
    /// For requests and responses that are files.
    files: Agent,
    base: String,
    authorization: Option<String>,
    namespace: Option<String>,
    /// Whether the first request may make the namespace.
    makes_namespace: bool,
    /// Set when the namespace was found.
    known: OnceLock<()>,
    /// Whether requests are printed.
    verbose: bool,
}

/// An error of the administrative API, or one of the server before it.
#[derive(Deserialize)]
struct Refused {
    #[serde(alias = "Message")]
    message: String,
}

impl Client {
    /// The same client for a command that brings data, so that its first request may make the
    /// namespace.
    pub(crate) fn making_namespace(mut self) -> Self {
        self.makes_namespace = true;
        self
    }

    /// The same client for a command about the server and not about one of its spaces.
    pub(crate) fn of_server(mut self) -> Self {
        self.namespace = None;
        self
    }

    /// Fails if the namespace does not exist: a request would make it, and a mistyped name would
    /// look like an empty namespace.
    pub(crate) fn check_namespace(&self) -> Result<(), AdminError> {
        let Some(name) = self.namespace.as_deref().filter(|_| !self.makes_namespace) else {
            return Ok(());
        };
        if self.known.get().is_some() {
            return Ok(());
        }
        let listed = self.send(&ListNamespaces {}, None)?.value;
        if !listed.namespaces.iter().any(|known| known.name == name) {
            return Err(AdminError::NoNamespace {
                url: self.base.clone(),
                name: name.to_owned(),
            });
        }
        // Another thread may have found it, too.
        let _ = self.known.set(());
        Ok(())
    }

    /// Whether requests have an admin token.
    pub(crate) fn has_token(&self) -> bool {
        self.authorization.is_some()
    }

    /// The address of the server.
    pub(crate) fn url(&self) -> &str {
        &self.base
    }

    /// The admin token.
    pub(crate) fn token(&self) -> Option<&str> {
        self.authorization.as_deref()?.strip_prefix("Bearer ")
    }

    /// The namespace that requests are about.
    pub(crate) fn namespace(&self) -> Option<&str> {
        self.namespace.as_deref()
    }

    /// Sends a body with these headers and no others. Returns the status and the body.
    pub(crate) fn post(
        &self,
        target: &str,
        headers: &[(String, String)],
        body: &[u8],
    ) -> Result<(u16, Vec<u8>), AdminError> {
        let mut request = self.agent.post(format!("{}{target}", self.base));
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let answered = request.send(body);
        let mut answer = answered.map_err(|error| self.unreachable(&error))?;
        let status = answer.status().as_u16();
        if self.verbose {
            log::write_line(&format!("POST {}{target}: {status}", self.base));
        }
        let body = answer.body_mut().with_config().limit(MOST).read_to_vec();
        let body = body.map_err(|error| self.unreachable(&error))?;
        Ok((status, body))
    }

    /// The head of a request about a namespace, or about the configured store.
    fn request(&self, sent: &Request, namespace: Option<&str>) -> http::request::Builder {
        let mut request = http::Request::builder()
            .method(sent.method)
            .uri(format!("{}{}", self.base, sent.target));
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", authorization);
        }
        if let Some(namespace) = namespace {
            request = request.header("x-cosell-namespace", namespace);
        }
        request
    }

    /// Sends the request of a page.
    pub(crate) fn call<P: Page>(&self, page: &P) -> Result<Answered<P::Answer>, AdminError> {
        match self.check_namespace() {
            // Whoever may not list the namespaces may see an open page.
            Err(AdminError::NoToken | AdminError::WrongToken { .. }) if P::DECLARED.open => {}
            checked => checked?,
        }
        self.send(page, self.namespace())
    }

    fn send<P: Page>(
        &self,
        page: &P,
        namespace: Option<&str>,
    ) -> Result<Answered<P::Answer>, AdminError> {
        let sent = Request::of(page)?;
        let request = self.request(&sent, namespace);
        let answered = match sent.body {
            Some(body) => request
                .header("content-type", "application/json")
                .body(body)
                .map_err(ureq::Error::from)
                .and_then(|request| self.agent.run(request)),
            None => request
                .body(())
                .map_err(ureq::Error::from)
                .and_then(|request| self.agent.run(request)),
        };
        if self.verbose {
            let (method, target) = (sent.method, &sent.target);
            let outcome = match &answered {
                Ok(answer) => answer.status().to_string(),
                Err(error) => error.to_string(),
            };
            log::write_line(&format!("{method} {}{target}: {outcome}", self.base));
        }
        self.answered::<P>(answered)
    }

    fn answered<P: Page>(
        &self,
        answered: Result<http::Response<ureq::Body>, ureq::Error>,
    ) -> Result<Answered<P::Answer>, AdminError> {
        let also = P::DECLARED.also;
        let content = if P::Answer::MEDIA_TYPE.starts_with("text/") {
            let body = self.bytes(answered, also)?.1;
            Content::Text(String::from_utf8_lossy(&body).into_owned())
        } else {
            Content::Json(self.read(answered, also)?)
        };
        let value = P::Answer::from_content(&content);
        let value = value.map_err(|source| AdminError::Unexpected {
            url: self.base.clone(),
            source,
        })?;
        Ok(Answered { content, value })
    }

    /// The document of a response that is not an error. A page may come with a status beside 200.
    fn read(
        &self,
        answered: Result<http::Response<ureq::Body>, ureq::Error>,
        also: Option<u16>,
    ) -> Result<Value, AdminError> {
        let (status, body) = self.bytes(answered, also)?;
        serde_json::from_slice(&body).map_err(|_| self.foreign(status))
    }

    /// The status and the body of a response that is not an error.
    fn bytes(
        &self,
        answered: Result<http::Response<ureq::Body>, ureq::Error>,
        also: Option<u16>,
    ) -> Result<(http::StatusCode, Vec<u8>), AdminError> {
        let mut answer = answered.map_err(|error| self.unreachable(&error))?;
        let status = answer.status();
        let body = answer.body_mut().read_to_vec();
        let body = body.map_err(|error| self.unreachable(&error))?;
        let url = || self.base.clone();
        let foreign = |_| self.foreign(status);
        if status.is_success() || (also == Some(status.as_u16()) && is_page(&body)) {
            return Ok((status, body));
        }
        let Refused { message } = serde_json::from_slice(&body).map_err(foreign)?;
        Err(match status.as_u16() {
            401 if self.authorization.is_none() => AdminError::NoToken,
            401 => AdminError::WrongToken { url: url() },
            503 => AdminError::Busy { url: url() },
            status => AdminError::Refused {
                status,
                message: message.trim_end_matches('.').to_owned(),
            },
        })
    }

    /// Who answers with this status and without JSON.
    fn foreign(&self, status: http::StatusCode) -> AdminError {
        let url = self.base.clone();
        match status.as_u16() {
            503 => AdminError::Busy { url },
            status => AdminError::Foreign { url, status },
        }
    }

    /// Why there was no response, and what to try.
    fn unreachable(&self, error: &ureq::Error) -> AdminError {
        let secure = self.base.starts_with("https://");
        let io_kind = match error {
            ureq::Error::Io(error) => Some(error.kind()),
            _ => None,
        };
        let reason = match error {
            ureq::Error::Io(error) => causes::text(error),
            other => other.to_string(),
        };
        let advice = match io_kind {
            Some(io::ErrorKind::ConnectionRefused) => {
                "is `cosell serve` running there? Set --url or COSELL_URL to its address"
            }
            _ if reason.contains("UnknownIssuer") => {
                "pass the CA that signed its certificate with --ca-file"
            }
            _ if secure && reason.contains("InvalidContentType") => {
                "the server does not speak TLS; use http://"
            }
            Some(
                io::ErrorKind::ConnectionReset
                | io::ErrorKind::UnexpectedEof
                | io::ErrorKind::ConnectionAborted,
            ) if !secure => "it may require TLS; use https://",
            _ if !secure && reason.contains("protocol") => "it may require TLS; use https://",
            _ => "check --url, the network and the server's log",
        };
        AdminError::Unreachable {
            url: self.base.clone(),
            reason,
            advice,
        }
    }
}

/// Whether a body is a page's document, which has a status as health has, and not an error.
fn is_page(body: &[u8]) -> bool {
    let document = serde_json::from_slice::<Value>(body);
    document.is_ok_and(|document| document.get("status").is_some())
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}
