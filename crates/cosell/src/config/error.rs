//! What is wrong with a configuration.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use cosell_server::{EventTargetError, TokenError};

/// What is wrong with the configuration.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ConfigError {
    #[error("could not read the configuration file {}", path.display())]
    Unreadable {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    /// Told without the line itself, which may hold a secret.
    #[error(
        "invalid configuration file {}: line {line}: {message} (the file is TOML, in which texts, \
         addresses and times stand in quotes)",
        path.display()
    )]
    Wrong {
        path: PathBuf,
        line: usize,
        message: String,
    },
    #[error("--reviewer: could not read the rules in {}", path.display())]
    UnreadableRules {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("--reviewer: invalid rules in {}: line {line}: {message}", path.display())]
    WrongRules {
        path: PathBuf,
        line: usize,
        message: String,
    },
    #[error("--aws-products: could not read {}", path.display())]
    UnreadableProducts {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("--aws-products: invalid list of products in {}: {message}", path.display())]
    WrongProducts { path: PathBuf, message: String },
    /// Access keys of the file that cannot be used.
    #[error("invalid configuration file: {0}")]
    Keys(String),
    #[error("could not read the secrets key in {place}")]
    UnreadableKey {
        place: String,
        #[source]
        source: io::Error,
    },
    /// Where the key is said to be, something else is.
    #[error("invalid secrets key in {place}")]
    WrongKey {
        place: String,
        #[source]
        source: cosell_auth::KeyError,
    },
    #[error(
        "--auth strict requires a key that encrypts the secrets of access keys: set \
         COSELL_SECRETS_KEY or --secrets-key-file; `openssl rand -hex 32` generates one"
    )]
    NoSecretsKey,
    /// The signature of a caller is not checked, so no other machine may be one by accident.
    #[error(
        "--listen {0}: addresses other than loopback require --auth strict, or on a private \
         network --allowed-host NAME with --insecure; without them, listen on a loopback address \
         such as 127.0.0.1:7226"
    )]
    NotLoopback(SocketAddr),
    /// Told without the value, which may hold a password.
    #[error("--store: {0}")]
    Store(String),
    /// Told without the URL, whose path may be a secret.
    #[error("--events-to")]
    EventsTo(#[source] EventTargetError),
    #[error("could not read the event targets in {place}")]
    UnreadableTargets {
        place: String,
        #[source]
        source: io::Error,
    },
    /// Told without the line itself, which may hold a secret.
    #[error(
        "invalid event targets in {}: line {line}: target `{target}`: {message}",
        path.display()
    )]
    WrongTargets {
        path: PathBuf,
        line: usize,
        target: String,
        message: String,
    },
    #[error(
        "--event-targets has a target `{0}`, which is the name of that of --events-to; rename it"
    )]
    TwoDefaults(String),
    #[error("--start starts a server of its own, so it cannot be used with --url")]
    StartAndUrl,
    #[error("--lease: too short for a node to renew it in time; the shortest is 100ms")]
    ShortLease,
    /// Told without the value, which may hold a token.
    #[error("{name}: {message}")]
    Telemetry {
        name: &'static str,
        message: &'static str,
    },
    /// Others could read and change what is sent.
    #[error(
        "--listen {0}: addresses other than loopback require TLS: set --tls-cert and --tls-key, \
         or --insecure if a proxy in front of the server terminates TLS or only your own \
         containers reach it"
    )]
    Plain(SocketAddr),
    /// A certificate without its key, or two certificates.
    #[error("TLS requires either both --tls-cert and --tls-key, or --tls-dev alone")]
    Certificate,
    /// Whoever reaches a server that proves callers could administer it.
    #[error(
        "--auth strict requires an admin token: set COSELL_ADMIN_TOKEN or --admin-token-file; \
         `openssl rand -hex 32` generates one"
    )]
    NoToken,
    #[error("invalid admin token")]
    Token(#[from] TokenError),
    #[error("could not read the admin tokens in {place}")]
    TokenFile {
        place: String,
        #[source]
        source: io::Error,
    },
}
