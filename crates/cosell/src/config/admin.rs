//! Who administers the server.
//!
//! A server that proves callers has an admin token of its operator's own. None is made up at start:
//! it would be written to the journal of whatever keeps the server running, and be another one
//! after each restart.

use std::path::PathBuf;

use cosell_server::{AdminTokens, Mode};

use super::ConfigError;
use super::options::options;
use crate::discreet::{named, text_of};
use crate::secret::Secret;

options! {
    /// The options of administration.
    pub(super) struct AdminOptions {
        /// Bearer token that the administrative API under `/_cosell/` requires
        ///
        /// Prefer the environment variable or `--admin-token-file`: other users of the machine may
        /// see the command line. See docs/network.md.
        #[arg(value_name = "TOKEN")]
        admin_token: Option<Secret> => reloaded,
        /// File with admin tokens, one per line; each of them is valid
        ///
        /// The server reads the file again on SIGHUP.
        #[arg(value_name = "FILE")]
        admin_token_file: Option<PathBuf> => reloaded,
        /// How many of the newest requests are kept in memory for people to look at; 0 keeps none
        ///
        /// Each namespace has as many. The default is 1000 in mode `open` and 0 in mode `strict`.
        /// All of them together take at most 32 MiB. See docs/requests.md.
        #[arg(value_name = "NUMBER")]
        recorded_requests: Option<usize>,
    }
}

/// Who administers, and what they may look at.
pub(super) struct Administrators {
    pub(super) tokens: AdminTokens,
    /// How many requests of each space are recorded.
    pub(super) recorded: usize,
}

/// Enough for the run of a test suite of usual size.
const RECORDED: usize = 1000;

impl AdminOptions {
    /// Reads the tokens for a server of this mode.
    pub(super) fn resolve(self, mode: Mode) -> Result<Administrators, ConfigError> {
        let Self {
            admin_token,
            admin_token_file,
            recorded_requests,
        } = self;
        let tokens = AdminTokens::default();
        if let Some(token) = admin_token {
            tokens.add(token.expose())?;
        }
        if let Some(path) = admin_token_file {
            let text = text_of(&path).map_err(|source| ConfigError::TokenFile {
                place: named("--admin-token-file", &path),
                source,
            })?;
            let mut lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
            lines.try_for_each(|token| tokens.add(token))?;
        }
        if mode == Mode::Strict && tokens.is_empty() {
            return Err(ConfigError::NoToken);
        }
        let usual = match mode {
            Mode::Open => RECORDED,
            Mode::Strict => 0,
        };
        Ok(Administrators {
            tokens,
            recorded: recorded_requests.unwrap_or(usual),
        })
    }
}
