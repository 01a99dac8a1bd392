//! The HTTP interface, byte by byte: routes, headers, bodies, and the responses to malformed
//! requests.
//!
//! Every test uses a plain TCP connection, so that it can send what no HTTP client would.

mod access;
mod admin;
mod audit;
mod bodies;
mod clock;
mod console;
mod console_accounts;
mod console_forms;
mod cors;
mod documents;
mod errors;
mod faults;
mod hosts;
mod limits;
mod log;
mod metrics;
mod pages;
mod proportion;
mod quotas;
mod requests;
mod routes;
mod server;
mod signed;
mod signer;
mod slow;
mod tls;
mod uploads;

use std::sync::LazyLock;

use serde_json::{Value, json};

use server::Server;

/// The server that most tests share.
static SERVER: LazyLock<Server> = LazyLock::new(|| Server::start(false));

fn sandbox() -> Value {
    json!({ "Catalog": "Sandbox" })
}
