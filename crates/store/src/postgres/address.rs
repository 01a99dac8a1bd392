//! The address of a PostgreSQL database, which holds a password and therefore never prints whole.

use std::fmt;
use std::str::FromStr;

use tokio_postgres::Config;
use tokio_postgres::config::Host;

use crate::Error;

/// A database's address: `postgres://user:password@host:port/database`, with libpq's parameters
/// behind a question mark. The store lives in the first schema of its search path, which is made when
/// it does not exist: `?options=-csearch_path%3Dcosell`.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    text: String,
}

/// Why a text is no address. It does not repeat the text, which may hold a password.
#[derive(Debug, thiserror::Error)]
#[error("this is no address of a database; write postgres://USER:PASSWORD@HOST:PORT/DATABASE")]
pub struct AddressError;

impl Address {
    pub(super) fn config(&self) -> Result<Config, Error> {
        let config = self.text.parse::<Config>();
        let mut config = config.map_err(|error| Error::Statement(error.to_string()))?;
        if config.get_application_name().is_none() {
            config.application_name("cosell");
        }
        Ok(config)
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let is_url = text.starts_with("postgres://") || text.starts_with("postgresql://");
        let config: Config = text.parse().map_err(|_| AddressError)?;
        if !is_url || config.get_hosts().is_empty() {
            return Err(AddressError);
        }
        Ok(Self {
            text: text.to_owned(),
        })
    }
}

impl fmt::Display for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(config) = self.text.parse::<Config>() else {
            return formatter.write_str("postgres:");
        };
        formatter.write_str("postgres://")?;
        if let Some(user) = config.get_user() {
            write!(formatter, "{user}@")?;
        }
        for (position, host) in config.get_hosts().iter().enumerate() {
            if position > 0 {
                formatter.write_str(",")?;
            }
            match host {
                Host::Tcp(name) => formatter.write_str(name)?,
                #[cfg(unix)]
                Host::Unix(path) => write!(formatter, "{}", path.display())?,
            }
            // One port may stand for all hosts.
            let ports = config.get_ports();
            if let Some(port) = ports.get(position).or_else(|| ports.first()) {
                write!(formatter, ":{port}")?;
            }
        }
        match config.get_dbname() {
            Some(name) => write!(formatter, "/{name}"),
            None => Ok(()),
        }
    }
}

impl fmt::Debug for Address {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Address({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_never_printed() {
        for text in [
            "postgres://ada:secret@db.example:5433/hub",
            "postgresql://ada@db.example:5433/hub?password=secret",
        ] {
            let address: Address = text.parse().expect(text);
            assert_eq!(address.to_string(), "postgres://ada@db.example:5433/hub");
            assert!(!format!("{address:?}").contains("secret"));
        }
    }

    #[test]
    fn what_is_no_address_is_refused_without_repeating_it() {
        for text in [
            "",
            "postgres",
            "postgres://",
            "host=x",
            "postgres://u:secret@h:port/db",
        ] {
            let refused = text.parse::<Address>().expect_err(text);
            assert!(!refused.to_string().contains("secret"));
        }
    }
}
