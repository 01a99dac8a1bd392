//! Who callers are, and whether they prove it.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::str::FromStr;

use clap::ValueEnum;
use cosell_auth::sigv4::Verifier;
use cosell_domain::identity::Identity;
use cosell_domain::settings::Account;
use cosell_server::{Callers, Mode};
use serde::Deserialize;

use super::accounts::{Accounts, Parts};
use super::options::options;
use super::values::is_plain;
use super::{ConfigError, secrets};
use crate::from_text::from_text;

from_text!(Region);

/// The service that signatures are for.
const SERVICE: &str = "partnercentral-selling";

options! {
    /// The options of identities.
    pub(super) struct IdentityOptions {
        /// How callers are authenticated
        ///
        /// See docs/identity.md.
        #[arg(value_name = "MODE", default_value = "open")]
        auth: Auth,
        /// Region that clients must sign for (`--auth strict`)
        // The only one in which the live service is.
        #[arg(value_name = "REGION", default_value = "us-east-1")]
        region: Region,
        /// File with the key that encrypts the secrets of access keys
        ///
        /// The key is 32 bytes in base64 or hexadecimal. Without this option the server reads it
        /// from the variable `COSELL_SECRETS_KEY`. `--auth strict` requires one of the two.
        #[arg(value_name = "FILE")]
        secrets_key_file: Option<PathBuf>,
    }
    tables {
        account: Accounts,
    }
}

/// Whether callers are proven.
#[derive(Clone, Copy, Debug, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Auth {
    /// Trust the access key id; check neither signatures nor policies
    Open,
    /// Verify SigV4 signatures and enforce IAM policies
    Strict,
}

/// Identities as a server is started with them.
pub(super) struct Identities {
    /// By their ids.
    pub(super) accounts: BTreeMap<String, Account>,
    pub(super) callers: Callers,
    pub(super) identity: Identity,
}

impl IdentityOptions {
    pub(super) fn mode(&self) -> Mode {
        match self.auth {
            Auth::Open => Mode::Open,
            Auth::Strict => Mode::Strict,
        }
    }

    /// Reads the secrets' key, and the accounts with their keys.
    pub(super) fn resolve(self) -> Result<Identities, ConfigError> {
        let mode = self.mode();
        let Self {
            auth: _,
            region: Region(region),
            secrets_key_file,
            account,
        } = self;
        let secret_of = |name: &str| std::env::var(name).ok();
        let Parts {
            accounts,
            access_keys,
            keys,
            policies,
        } = account.into_parts(secret_of).map_err(ConfigError::Keys)?;
        let identity = Identity {
            secrets_key: secrets::key(secrets_key_file.as_deref())?,
            keys,
            policies,
        };
        let callers = match mode {
            Mode::Open => Callers::open(access_keys, Some(region)),
            Mode::Strict if identity.secrets_key.is_none() => {
                return Err(ConfigError::NoSecretsKey);
            }
            Mode::Strict => Callers::Strict(Verifier::new(vec![region], vec![SERVICE.to_owned()])),
        };
        Ok(Identities {
            accounts,
            callers,
            identity,
        })
    }
}

/// The name of a region, as a signature has it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct Region(String);

impl FromStr for Region {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.is_empty() || !is_plain(text) {
            return Err(format!(
                "`{text}` is not the name of a region; write one such as us-east-1"
            ));
        }
        Ok(Self(text.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_is_a_name() {
        for text in ["", "us east 1", "US-EAST-1", "us-east-1/", "ä"] {
            assert!(text.parse::<Region>().is_err(), "{text}");
        }
        for text in ["us-east-1", "local"] {
            assert_eq!(text.parse(), Ok(Region(text.to_owned())));
        }
    }
}
