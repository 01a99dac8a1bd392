//! The client of the administration API, of which every operator command is made.
//!
//! A command takes [`Connection`] among its arguments, asks for a page of `cosell_admin_api`
//! through [`Connection::client`], and hands what it was answered to [`Connection::print`], which
//! writes the document itself under `--json` and otherwise what the command makes of it. Commands
//! run without a runtime: a call blocks, for there is nothing else to do meanwhile.

mod trust;
mod words;

use std::io::{self, Write as _};
use std::time::Duration;

use cosell_admin_api::{Answer as _, Content, List, Page, Request, RequestError};
use cosell_supervisor::log;
use serde::Deserialize;
use serde_json::Value;
use ureq::Agent;
use ureq::http;

pub(crate) use words::words;

use crate::print;
use crate::secret::Secret;
use trust::Authorities;

/// How long a call may take. Most take milliseconds; moving the clock waits for what falls due.
const CALL_TIME: Duration = Duration::from_mins(2);

/// Where the server is, who asks it, and how the answer is printed.
#[derive(Clone, Debug, clap::Args)]
pub(crate) struct Connection {
    /// Talk to the server at this address
    #[arg(
        long,
        env = "COSELL_URL",
        value_name = "URL",
        default_value = "http://127.0.0.1:7226"
    )]
    url: Secret,
    /// Prove to be an operator with this token
    #[arg(long, env = "COSELL_ADMIN_TOKEN", value_name = "TOKEN")]
    admin_token: Option<Secret>,
    /// Believe servers whose certificate one of these authorities signed, in PEM [default: those of
    /// the system]
    #[arg(long, env = "COSELL_CA_FILE", value_name = "FILE")]
    ca_file: Option<Authorities>,
    /// Print JSON as the server answers it
    #[arg(long)]
    pub(crate) json: bool,
}

/// Why the server did not do what an operator asked for.
#[derive(Debug, thiserror::Error)]
pub(crate) enum AdminError {
    /// Told without the address, which may hold a password.
    #[error("--url: this is no address of a server, such as http://127.0.0.1:7226")]
    Address,
    /// Told without the token.
    #[error("--admin-token: a token is made of letters, digits and signs, without spaces")]
    Token,
    #[error("cannot reach the server at {url}: {reason}")]
    Unreachable { url: String, reason: String },
    #[error("what answers at {url} is no cosell server: status {status}, and no JSON")]
    Foreign { url: String, status: u16 },
    #[error("the server at {url} answers in a form that this version does not know")]
    Unexpected {
        url: String,
        #[source]
        source: serde_json::Error,
    },
    /// The server's own words.
    #[error("{message} ({name})")]
    Refused { name: String, message: String },
    #[error("the request cannot be written")]
    Request(#[from] RequestError),
    #[error("could not print the answer")]
    Output(#[source] io::Error),
    /// A wish that the answer shows to be unfulfilled.
    #[error("{0}")]
    Outcome(String),
}

impl AdminError {
    /// Whether nothing was asked of a server, because the command makes no sense.
    pub(crate) fn is_usage(&self) -> bool {
        matches!(self, Self::Address | Self::Token)
    }
}

impl Connection {
    pub(crate) fn client(&self) -> Result<Client, AdminError> {
        let base = base(self.url.expose()).ok_or(AdminError::Address)?;
        let token = self.admin_token.as_ref().map(Secret::expose);
        if !token.is_none_or(is_token) {
            return Err(AdminError::Token);
        }
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            // A token belongs to the server that was named, not to a proxy or to where it points.
            .proxy(None)
            .max_redirects(0)
            .timeout_global(Some(CALL_TIME));
        if base.starts_with("https://") {
            let authorities = self.ca_file.clone().unwrap_or_else(Authorities::system);
            config = config.tls_config(authorities.into_config());
        }
        Ok(Client {
            agent: config.build().into(),
            base: base.to_owned(),
            authorization: token.map(|token| format!("Bearer {token}")),
        })
    }

    /// Prints the document, or what a command makes of the answer for people.
    pub(crate) fn print<T>(
        &self,
        answered: &Answered<T>,
        shown: impl FnOnce(&T) -> String,
    ) -> Result<(), AdminError> {
        let text = if self.json {
            match &answered.content {
                Content::Json(document) => format!("{document:#}"),
                Content::Text(text) => text.clone(),
            }
        } else {
            shown(&answered.value)
        };
        print(&text)
    }

    /// Prints the document, or its members as people read them.
    pub(crate) fn print_members<T>(&self, answered: &Answered<T>) -> Result<(), AdminError> {
        self.print(answered, |_| match &answered.content {
            Content::Json(document) => print::members(document),
            Content::Text(text) => print::text(text),
        })
    }

    /// Prints a page of a list as a table, and says how to go on where it is not the last one.
    pub(crate) fn print_list<L: List, const COLUMNS: usize>(
        &self,
        answered: &Answered<L>,
        header: [&str; COLUMNS],
        row: impl Fn(&L::Item) -> [String; COLUMNS],
    ) -> Result<(), AdminError> {
        self.print(answered, |list| {
            let mut table = print::table(&header);
            for item in list.items() {
                table.add_row(row(item));
            }
            table.to_string()
        })?;
        if let Some(token) = answered.value.next_token() {
            log::say(&format!("there are more: --next {token}"));
        }
        Ok(())
    }
}

/// Prints a text and ends its line.
pub(crate) fn print(text: &str) -> Result<(), AdminError> {
    let mut output = io::stdout().lock();
    writeln!(output, "{}", text.trim_end())
        .and_then(|()| output.flush())
        .map_err(AdminError::Output)
}

/// What a page answered: as it came, and what it says.
#[derive(Clone, Debug)]
pub(crate) struct Answered<T> {
    content: Content,
    pub(crate) value: T,
}

/// A server's administration API.
#[derive(Debug)]
pub(crate) struct Client {
    agent: Agent,
    base: String,
    authorization: Option<String>,
}

/// An error of the administration, or one of the API that comes before it.
#[derive(Deserialize)]
struct Refused {
    #[serde(alias = "__type")]
    error: String,
    #[serde(alias = "Message")]
    message: String,
}

impl Client {
    /// Asks for a page.
    pub(crate) fn call<P: Page>(&self, page: &P) -> Result<Answered<P::Answer>, AdminError> {
        let sent = Request::of(page)?;
        let mut request = http::Request::builder()
            .method(sent.method)
            .uri(format!("{}{}", self.base, sent.target));
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", authorization);
        }
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
        let content = Content::Json(self.read(answered)?);
        let value = P::Answer::from_content(&content);
        let value = value.map_err(|source| AdminError::Unexpected {
            url: self.base.clone(),
            source,
        })?;
        Ok(Answered { content, value })
    }

    /// The document of an answer that is no error.
    fn read(
        &self,
        answered: Result<http::Response<ureq::Body>, ureq::Error>,
    ) -> Result<Value, AdminError> {
        let unreachable = |error| AdminError::Unreachable {
            url: self.base.clone(),
            reason: match error {
                ureq::Error::Io(error) => error.to_string(),
                other => other.to_string(),
            },
        };
        let mut answer = answered.map_err(unreachable)?;
        let body = answer.body_mut().read_to_vec().map_err(unreachable)?;
        let status = answer.status();
        let foreign = |_| AdminError::Foreign {
            url: self.base.clone(),
            status: status.as_u16(),
        };
        if status.is_success() {
            return serde_json::from_slice(&body).map_err(foreign);
        }
        let Refused { error, message } = serde_json::from_slice(&body).map_err(foreign)?;
        Err(AdminError::Refused {
            name: error.rsplit('#').next().unwrap_or(&error).to_owned(),
            message: message.trim_end_matches('.').to_owned(),
        })
    }
}

/// The address of a server without a slash at its end, if it is one.
fn base(url: &str) -> Option<&str> {
    let base = url.trim_end_matches('/');
    let host = base
        .strip_prefix("http://")
        .or_else(|| base.strip_prefix("https://"))?;
    let plain = !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']);
    plain.then_some(base)
}

fn is_token(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_names_a_server_and_nothing_in_it() {
        for text in [
            "http://127.0.0.1:7226/",
            "https://hub.example",
            "http://[::1]:1",
        ] {
            assert!(base(text).is_some_and(|base| !base.ends_with('/')));
        }
        for text in [
            "",
            "127.0.0.1:7226",
            "http://",
            "ftp://x",
            "http://x/y",
            "http://u:p@x",
        ] {
            assert_eq!(base(text), None, "{text}");
        }
    }
}
