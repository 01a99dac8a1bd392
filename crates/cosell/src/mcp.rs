//! `cosell mcp`: the tools of a server for an agent, over standard input and output.
//!
//! Each line of the input is a message, which goes to the server's `/mcp` as it is; each line of
//! the output is an answer. So there is one implementation of the protocol, that of the server, and
//! this command adds what a client over HTTP would have to add: the signature, the admin token and
//! the headers that repeat parts of the body. Several messages are carried at once, and an answer
//! to a message that was cancelled meanwhile is not written.

mod flights;
mod line;
mod message;
mod server;

use std::io::{self, Write as _};
use std::sync::Arc;

use cosell_supervisor::log;
use serde_json::Value;

use crate::account_id::AccountId;
use crate::client::{AdminError, Client, Server};
use crate::config::ConfigError;
use crate::endpoint::EndpointError;
use crate::endpoint::keys::Keys;
use crate::failure::Failure;
use crate::signature::{Message as Signed, SELLING};
use crate::{aside, causes, environment};
use flights::Flights;
use line::Line;
use message::Message;

/// Offer the operations to an agent as tools of the Model Context Protocol
///
/// The agent's program starts this command and talks to it over standard input and output. Without
/// more options the tools only read. The keys of the environment or of a profile of the AWS CLI
/// sign the calls; without keys, a server in mode open is called as its first account. A server
/// offers the same over HTTP at /mcp. See docs/mcp.md.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    server: Server,
    /// Start a server in memory for this agent, in place of --url
    #[arg(long)]
    start: bool,
    /// Offer the operations that change data, too
    #[arg(long)]
    allow_writes: bool,
    /// Offer tasks, events, clock, faults and AWS's side of the administrative API, too
    #[arg(long)]
    allow_admin: bool,
    /// Profile of the AWS CLI whose keys sign the calls
    #[arg(long, value_name = "NAME")]
    profile: Option<String>,
    /// Region to sign for
    #[arg(long, value_name = "REGION", default_value = "us-east-1")]
    region: String,
    /// Account to call as where calls are not signed [default: the first of the server]
    #[arg(long, value_name = "ACCOUNT", conflicts_with = "profile")]
    account: Option<AccountId>,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), Failure> {
    if arguments.start && environment::has_option("--url") {
        return Err(ConfigError::StartAndUrl.into());
    }
    let started = arguments.start.then(server::Started::start).transpose()?;
    let client = match &started {
        Some(started) => arguments.server.client_of(&started.url)?,
        None => arguments.server.client()?,
    };
    let bridge = Arc::new(Bridge {
        client,
        query: query(arguments),
        keys: keys(arguments)?,
        region: arguments.region.clone(),
    });
    let flights = Flights::default();
    let mut input = io::stdin().lock();
    while let Some(line) = line::read(&mut input).map_err(unreadable)? {
        let message = match line {
            Line::TooLong => {
                write(&message::too_long())?;
                continue;
            }
            Line::Whole(bytes) if bytes.trim_ascii().is_empty() => continue,
            Line::Whole(bytes) => Message::of(bytes),
        };
        if let Some(id) = message.cancels() {
            flights.cancel(id);
            continue;
        }
        let flight = flights.begin(message.id());
        let bridge = Arc::clone(&bridge);
        let started = aside::start("mcp", move || {
            let answer = bridge.carry(&message);
            if let Some(answer) = answer.filter(|_| !flight.is_cancelled()) {
                // The agent has gone if nobody reads; its input ends as well.
                let _ = write(&answer);
            }
        });
        started.map_err(Failure::Runtime)?;
    }
    flights.wait();
    drop(started);
    Ok(())
}

/// What the address of the server's endpoint allows.
fn query(arguments: &Arguments) -> String {
    let mut allowed = Vec::new();
    if arguments.allow_writes {
        allowed.push("writes");
    }
    if arguments.allow_admin {
        allowed.push("admin");
    }
    // In the order and the encoding in which a query is signed.
    let account = arguments.account.as_ref();
    let account = account.map(|account| format!("account={}", message::encoded(account.as_str())));
    let allowed = format!("allow={}", allowed.join("%2C"));
    account
        .into_iter()
        .chain([allowed])
        .collect::<Vec<_>>()
        .join("&")
}

/// The keys that sign, if there are any.
fn keys(arguments: &Arguments) -> Result<Option<Keys>, Failure> {
    if arguments.account.is_some() || arguments.start {
        return Ok(None);
    }
    match Keys::find(arguments.profile.as_deref()) {
        Ok(keys) => Ok(Some(keys)),
        Err(EndpointError::NoKeys | EndpointError::NoKeysInProfile(_))
            if arguments.profile.is_none() =>
        {
            Ok(None)
        }
        Err(error) => Err(error.into()),
    }
}

fn unreadable(source: io::Error) -> AdminError {
    let file = "standard input".to_owned();
    AdminError::File { file, source }
}

/// Writes an answer on a line of its own.
fn write(answer: &Value) -> Result<(), AdminError> {
    let mut output = io::stdout().lock();
    writeln!(output, "{answer}")
        .and_then(|()| output.flush())
        .map_err(AdminError::Output)
}

/// What carries messages to the server.
#[derive(Debug)]
struct Bridge {
    client: Client,
    query: String,
    keys: Option<Keys>,
    region: String,
}

impl Bridge {
    /// Carries a message. Returns the answer, if there is one.
    fn carry(&self, message: &Message) -> Option<Value> {
        let failed = match self.send(message) {
            Ok((_, body)) if body.is_empty() => return None,
            Ok((status, body)) => match serde_json::from_slice::<Value>(&body) {
                Ok(answer) if answer.get("jsonrpc").is_some() => return Some(answer),
                Ok(refused) => message::refused(status, &refused),
                Err(_) => format!("the server answered with status {status} and without JSON"),
            },
            Err(error) => causes::chain(&error),
        };
        // The client may not show what it is answered.
        log::write_line(&format!("cosell: {failed}"));
        message.failed(&failed)
    }

    fn send(&self, message: &Message) -> Result<(u16, Vec<u8>), AdminError> {
        let target = format!("/mcp?{}", self.query);
        let client = &self.client;
        let authority = client.url().split_once("://");
        let authority = authority.map_or("", |(_, authority)| authority);
        let mut headers = vec![
            ("content-type", "application/json"),
            ("accept", "application/json, text/event-stream"),
            ("host", authority),
        ];
        headers.extend(client.namespace().map(|name| ("x-cosell-namespace", name)));
        let repeated = message.headers();
        headers.extend(repeated.iter().map(|(name, value)| (*name, value.as_str())));
        let bearer = client.token().map(|token| format!("Bearer {token}"));
        let headers = if let Some(keys) = &self.keys {
            headers.extend(client.token().map(|token| ("x-cosell-admin-token", token)));
            let signed = Signed {
                path: "/mcp",
                query: &self.query,
                service: SELLING,
                method: "POST",
                headers: &headers,
                body: message.bytes(),
            };
            signed.signed(keys, &self.region)
        } else {
            headers.extend(bearer.as_deref().map(|bearer| ("authorization", bearer)));
            let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
            headers.into_iter().map(owned).collect()
        };
        client.post(&target, &headers, message.bytes())
    }
}
