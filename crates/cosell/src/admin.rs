//! The client of the administration API, of which every operator command is made.
//!
//! A command takes [`Connection`] among its arguments, asks through [`Connection::client`], and hands
//! what it was answered to [`Connection::print`], which writes the document itself under `--json`
//! and otherwise what the command makes of it. Commands run without a runtime: a call blocks, for
//! there is nothing else to do meanwhile.

mod trust;

use std::io::{self, Write as _};
use std::time::Duration;

use serde_json::Value;
use ureq::Agent;
use ureq::http::{Method, Request, Response};

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
    /// The server's own words.
    #[error("{message} ({name})")]
    Refused { name: String, message: String },
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

    /// Prints the document, or what a command makes of it for people.
    pub(crate) fn print(
        &self,
        document: &Value,
        shown: impl FnOnce(&Value) -> String,
    ) -> Result<(), AdminError> {
        let text = if self.json {
            format!("{document:#}")
        } else {
            shown(document)
        };
        let mut output = io::stdout().lock();
        writeln!(output, "{}", text.trim_end())
            .and_then(|()| output.flush())
            .map_err(AdminError::Output)
    }
}

/// A server's administration API.
#[derive(Debug)]
pub(crate) struct Client {
    agent: Agent,
    base: String,
    authorization: Option<String>,
}

impl Client {
    /// Reads a page: its path behind `/_cosell/` in parts, and what is asked of it.
    pub(crate) fn get(&self, path: &[&str], query: &[(&str, &str)]) -> Result<Value, AdminError> {
        self.send(&Method::GET, path, query, None)
    }

    /// Asks for something to be done.
    pub(crate) fn post(&self, path: &[&str], body: &Value) -> Result<Value, AdminError> {
        self.send(&Method::POST, path, &[], Some(body))
    }

    /// Sends any request; an answer without a body is null.
    pub(crate) fn send(
        &self,
        method: &Method,
        path: &[&str],
        query: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Result<Value, AdminError> {
        let path: Vec<String> = path.iter().map(|part| encoded(part)).collect();
        let mut uri = format!("{}/_cosell/{}", self.base, path.join("/"));
        for (place, (name, value)) in query.iter().enumerate() {
            let mark = if place == 0 { '?' } else { '&' };
            uri.push(mark);
            uri.push_str(&encoded(name));
            uri.push('=');
            uri.push_str(&encoded(value));
        }
        let mut request = Request::builder().method(method).uri(uri);
        if let Some(authorization) = &self.authorization {
            request = request.header("authorization", authorization);
        }
        let answered = match body {
            Some(body) => request
                .header("content-type", "application/json")
                .body(body.to_string())
                .map_err(ureq::Error::from)
                .and_then(|request| self.agent.run(request)),
            None => request
                .body(())
                .map_err(ureq::Error::from)
                .and_then(|request| self.agent.run(request)),
        };
        self.read(answered)
    }

    fn read(
        &self,
        answered: Result<Response<ureq::Body>, ureq::Error>,
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
        let document = if body.is_empty() {
            Some(Value::Null)
        } else {
            serde_json::from_slice(&body).ok()
        };
        let status = answer.status();
        let foreign = || AdminError::Foreign {
            url: self.base.clone(),
            status: status.as_u16(),
        };
        let document = document.ok_or_else(foreign)?;
        if status.is_success() {
            return Ok(document);
        }
        // The administration's own errors, and those of the API that come before it.
        let text = |names: [&str; 2]| {
            let mut found = names.into_iter().filter_map(|name| document.get(name));
            found.next().and_then(Value::as_str)
        };
        let (Some(name), Some(message)) = (text(["error", "__type"]), text(["message", "Message"]))
        else {
            return Err(foreign());
        };
        Err(AdminError::Refused {
            name: name.rsplit('#').next().unwrap_or(name).to_owned(),
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

/// A part of a path or a query in the characters that it may have.
fn encoded(text: &str) -> String {
    let digit = |half: u8| char::from(b"0123456789ABCDEF"[usize::from(half & 0xF)]);
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~:".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.extend(['%', digit(byte >> 4), digit(byte)]);
        }
    }
    encoded
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

    #[test]
    fn what_stands_in_a_path_cannot_leave_it() {
        assert_eq!(encoded("arn:aws/x?y&z ü"), "arn:aws%2Fx%3Fy%26z%20%C3%BC");
    }
}
