//! What is wrong with a configuration.

use std::io;
use std::net::SocketAddr;
use std::path::PathBuf;

use cosell_server::{TargetError, TokenError};

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
    #[error("wrong configuration file {}: line {line}: {message}", path.display())]
    Wrong {
        path: PathBuf,
        line: usize,
        message: String,
    },
    /// Keys of the file that nobody could sign with.
    #[error("wrong configuration file: {0}")]
    Keys(String),
    #[error("could not read the secrets key in {place}")]
    UnreadableKey {
        place: String,
        #[source]
        source: io::Error,
    },
    /// Where the key is said to be, something else is.
    #[error("wrong secrets key in {place}")]
    WrongKey {
        place: String,
        #[source]
        source: cosell_auth::KeyError,
    },
    #[error(
        "mode strict needs a key for the secrets of access keys: name it with --secrets-key-file \
         or put it into COSELL_SECRETS_KEY; `openssl rand -hex 32` makes one"
    )]
    NoSecretsKey,
    /// The signature of a caller is not checked, so no other machine may be one.
    #[error(
        "--listen {0}: callers are not proven, so the server listens on a loopback address only, \
         such as 127.0.0.1:7226; --auth strict proves them"
    )]
    NotLoopback(SocketAddr),
    /// Told without the value, which may hold a password.
    #[error("--store: {0}")]
    Store(String),
    /// Told without the URL, whose path may be a secret.
    #[error("--events-to")]
    EventsTo(#[source] TargetError),
    #[error("--lease: a node could not renew it in time; the shortest is 100ms")]
    ShortLease,
    /// Others could read and change what is sent.
    #[error(
        "--listen {0}: what is sent would be readable on its way; give --tls-cert and --tls-key, \
         or --insecure if something in front of the server speaks TLS"
    )]
    Plain(SocketAddr),
    /// A certificate without its key, or two certificates.
    #[error("TLS takes --tls-cert together with --tls-key, or --tls-dev alone")]
    Certificate,
    /// Whoever reaches a server that proves callers could administer it.
    #[error(
        "--auth strict asks for an admin token: set COSELL_ADMIN_TOKEN, or --admin-token-file to a \
         file that holds one, such as `openssl rand -hex 32` makes"
    )]
    NoToken,
    #[error("wrong admin token")]
    Token(#[from] TokenError),
    #[error("could not read the admin tokens in {place}")]
    TokenFile {
        place: String,
        #[source]
        source: io::Error,
    },
}
