//! What stands between the server and a network: who is proven, who administers, TLS and limits.
//!
//! Beyond loopback two things are asked for, and their absence is refused rather than warned of,
//! because nobody reads a warning of a server that works: callers are proven (`auth = "strict"`),
//! and what they send is not read by others on the way (TLS, or `insecure` where something else
//! sees to that, such as a proxy on the same host).
//!
//! A server that proves callers has an admin token of its operator's own. None is made up at start:
//! it would be written to the journal of whatever keeps the server running, and be another one
//! after each restart.

use std::fs;
use std::net::SocketAddr;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;
use cosell_server::{AdminTokens, Allowed, Limits, Mode};
use serde::Deserialize;

use super::values::{Limit, from_text};
use super::{Choices, ConfigError};
use crate::start::Certificate;

from_text!(DevCertificate);

/// Where clients find the authority of a certificate for development.
const AUTHORITY: &str = "cosell-ca.pem";

/// Whether callers are proven.
#[derive(Clone, Copy, Debug, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Auth {
    #[default]
    Open,
    Strict,
}

impl From<Auth> for Mode {
    fn from(choice: Auth) -> Self {
        match choice {
            Auth::Open => Self::Open,
            Auth::Strict => Self::Strict,
        }
    }
}

/// Whether a certificate is made, and where its authority's is put.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct DevCertificate(Option<PathBuf>);

impl FromStr for DevCertificate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "" => Err("write true, false, or the path of a file to write".to_owned()),
            "true" => Ok(Self(Some(AUTHORITY.into()))),
            "false" => Ok(Self(None)),
            path => Ok(Self(Some(path.into()))),
        }
    }
}

/// All of it, settled.
pub(super) struct Network {
    pub(super) mode: Mode,
    pub(super) admin: AdminTokens,
    pub(super) allowed: Allowed,
    pub(super) certificate: Option<Certificate>,
    pub(super) limits: Limits,
}

impl Choices {
    /// Settles what concerns the network for a server that listens there.
    pub(super) fn network(&mut self, listen: SocketAddr) -> Result<Network, ConfigError> {
        let mode = self.auth.unwrap_or_default().into();
        let certificate = self.certificate()?;
        if !listen.ip().is_loopback() {
            if mode == Mode::Open {
                return Err(ConfigError::NotLoopback(listen));
            }
            if certificate.is_none() && !self.insecure.unwrap_or_default() {
                return Err(ConfigError::Plain(listen));
            }
        }
        let admin = self.admin_tokens()?;
        if mode == Mode::Strict && admin.is_empty() {
            return Err(ConfigError::NoToken);
        }
        Ok(Network {
            mode,
            admin,
            allowed: Allowed {
                hosts: self.allowed_host.take().unwrap_or_default(),
                origins: self.allowed_origin.take().unwrap_or_default(),
            },
            certificate,
            limits: self.limits(),
        })
    }

    fn certificate(&mut self) -> Result<Option<Certificate>, ConfigError> {
        let made = self.tls_dev.take().and_then(|DevCertificate(path)| path);
        match (self.tls_cert.take(), self.tls_key.take(), made) {
            (None, None, None) => Ok(None),
            (Some(chain), Some(key), None) => Ok(Some(Certificate::Files { chain, key })),
            (None, None, Some(authority)) => Ok(Some(Certificate::Made { authority })),
            _ => Err(ConfigError::Certificate),
        }
    }

    fn admin_tokens(&mut self) -> Result<AdminTokens, ConfigError> {
        let tokens = AdminTokens::default();
        if let Some(token) = self.admin_token.take() {
            tokens.add(token.expose())?;
        }
        if let Some(path) = self.admin_token_file.take() {
            let text = fs::read_to_string(&path).map_err(|source| ConfigError::TokenFile {
                path: path.clone(),
                source,
            })?;
            let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.try_for_each(|token| tokens.add(token))?;
        }
        Ok(tokens)
    }

    fn limits(&self) -> Limits {
        let defaults = Limits::default();
        let number =
            |chosen: Option<NonZeroUsize>, default| chosen.map_or(default, NonZeroUsize::get);
        Limits {
            connections: number(self.max_connections, defaults.connections),
            connections_per_peer: number(
                self.max_connections_per_peer,
                defaults.connections_per_peer,
            ),
            head_time: self.head_time.map_or(defaults.head_time, Limit::duration),
            body_time: self.body_time.map_or(defaults.body_time, Limit::duration),
            idle_time: self.idle_time.map_or(defaults.idle_time, Limit::duration),
            ..defaults
        }
    }
}
