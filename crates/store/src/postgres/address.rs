//! The address of a PostgreSQL database, which may contain a password and is therefore never
//! displayed whole.

use std::fmt;
use std::net::IpAddr;
use std::path::PathBuf;
use std::str::FromStr;

use tokio_postgres::Config;
use tokio_postgres::config::{Host, LoadBalanceHosts, SslMode};

use super::encryption::Encryption;
use crate::Error;

/// A database's address: `postgres://user:password@host:port/database`, with libpq's parameters
/// after a question mark. The store uses the first schema of its search path that exists, and
/// creates the first one when none does: `?options=-csearch_path%3Dcosell`.
///
/// With `sslmode=verify-full` or `require`, connections use TLS, and in both cases the server's
/// certificate chain and host name are verified, against the CA bundle `sslrootcert` or the
/// system's certificates. Otherwise, or with `disable`, they are not encrypted.
#[derive(Clone, PartialEq, Eq)]
pub struct Address {
    /// The address without the parameters of encryption.
    text: String,
    pub(super) encryption: Encryption,
}

/// Why a text is not an address. The message does not repeat the text, which may contain a
/// password.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("invalid database address; write postgres://USER:PASSWORD@HOST:PORT/DATABASE")]
    Form,
    /// The text between two `@` would be taken for a host, and displayed as one.
    #[error("an `@` in the user name or the password of a database address must be %40")]
    At,
    /// Other modes continue without encryption, or without verifying the server.
    #[error(
        "the sslmode of a database address must be verify-full, require (the same here) or \
         disable, and occur once"
    )]
    Mode,
    #[error("sslrootcert requires an encrypted connection; add sslmode=verify-full")]
    Unused,
}

impl Address {
    /// A configuration for each host but the last, in the order of the address, and one for the
    /// last. Where parameters of the address name its hosts, or want them at random, one
    /// configuration has them all.
    pub(super) fn configs(&self) -> Result<(Vec<Config>, Config), Error> {
        let whole = self.config(&self.text)?;
        let (before, hosts, after) = self.around_hosts();
        let hosts: Vec<&str> = hosts.split(',').collect();
        let as_listed = !hosts.contains(&"")
            && [whole.get_hosts().len(), whole.get_ports().len()] == [hosts.len(); 2]
            && whole.get_hostaddrs().is_empty()
            && whole.get_load_balance_hosts() == LoadBalanceHosts::Disable;
        let Some((last, others)) = hosts.split_last().filter(|_| as_listed) else {
            return Ok((Vec::new(), whole));
        };
        let of = |host: &&str| self.config(&format!("{before}{host}{after}"));
        let others = others.iter().map(of).collect::<Result<_, _>>()?;
        Ok((others, of(last)?))
    }

    fn config(&self, text: &str) -> Result<Config, Error> {
        let config = text.parse::<Config>();
        let mut config = config.map_err(|error| Error::Statement(error.to_string()))?;
        if config.get_application_name().is_none() {
            config.application_name("cosell");
        }
        config.ssl_mode(match self.encryption {
            Encryption::Off => SslMode::Disable,
            Encryption::Verified { .. } => SslMode::Require,
        });
        Ok(config)
    }

    /// What is before the hosts, the hosts, and what is after them.
    fn around_hosts(&self) -> (&str, &str, &str) {
        let text = self.text.as_str();
        let scheme = text.find("://").map_or(0, |at| at + 3);
        let start = text.find('@').map_or(scheme, |at| at + 1);
        let (before, rest) = text.split_at(start);
        let (hosts, after) = rest.split_at(rest.find(['/', '?']).unwrap_or(rest.len()));
        (before, hosts, after)
    }

    /// Whether traffic to the database leaves this machine unencrypted.
    pub(super) fn is_exposed(&self) -> bool {
        let is_local = |host: &Host| match host {
            Host::Tcp(name) => {
                let address = name.parse::<IpAddr>();
                name == "localhost" || address.is_ok_and(|address| address.is_loopback())
            }
            #[cfg(unix)]
            Host::Unix(_) => true,
        };
        let config = self.text.parse::<Config>();
        let local = config.is_ok_and(|config| {
            let addresses = config.get_hostaddrs();
            config.get_hosts().iter().all(is_local) && addresses.iter().all(IpAddr::is_loopback)
        });
        self.encryption == Encryption::Off && !local
    }
}

impl FromStr for Address {
    type Err = AddressError;

    fn from_str(text: &str) -> Result<Self, AddressError> {
        let is_url = text.starts_with("postgres://") || text.starts_with("postgresql://");
        // A password may contain a question mark.
        let host = text.find('@').unwrap_or(0);
        let (_, after_user) = text.split_at(host);
        let query = after_user.find('?').map_or(text.len(), |at| host + at);
        let (base, query) = text.split_at(query);
        if base.matches('@').count() > 1 {
            return Err(AddressError::At);
        }
        let (mut modes, mut roots, mut rest) = (Vec::new(), Vec::new(), Vec::new());
        for parameter in query.trim_start_matches('?').split('&') {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            match percent_decode(name).ok_or(AddressError::Form)?.as_str() {
                "" => {}
                "sslmode" => modes.push(value),
                "sslrootcert" => roots.push(file(value)?),
                _ => rest.push(parameter),
            }
        }
        let encryption = match (modes.as_slice(), roots.as_slice()) {
            ([] | ["disable"], []) => Encryption::Off,
            ([] | ["disable"], _) => return Err(AddressError::Unused),
            (["require" | "verify-full"], []) => Encryption::Verified { roots: None },
            (["require" | "verify-full"], [roots]) => Encryption::Verified {
                roots: roots.clone(),
            },
            (["require" | "verify-full"], _) => return Err(AddressError::Form),
            _ => return Err(AddressError::Mode),
        };
        let mut text = base.to_owned();
        if !rest.is_empty() {
            text = format!("{text}?{}", rest.join("&"));
        }
        let config: Config = text.parse().map_err(|_| AddressError::Form)?;
        // A parameter of encryption that the code above did not recognize must not be ignored.
        if !is_url || config.get_hosts().is_empty() || config.get_ssl_mode() != SslMode::Prefer {
            return Err(AddressError::Form);
        }
        Ok(Self { text, encryption })
    }
}

/// The file of `sslrootcert`; none for the word that stands for the system's certificates.
fn file(value: &str) -> Result<Option<PathBuf>, AddressError> {
    let path = percent_decode(value).ok_or(AddressError::Form)?;
    Ok((path != "system").then(|| path.into()))
}

/// Decodes percent-encoded text.
fn percent_decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let mut digit = || char::from(rest.next()?).to_digit(16);
            bytes.push(u8::try_from(digit()? * 16 + digit()?).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok()
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
            // One port may apply to all hosts.
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
    fn encryption_follows_libpq_and_always_verifies_the_server() {
        let of = |query: &str| {
            let address = format!("postgres://ada@db.example/hub{query}").parse::<Address>();
            address.map(|address| (address.encryption.clone(), address.is_exposed()))
        };
        let off = (Encryption::Off, true);
        assert_eq!(of(""), Ok(off.clone()));
        assert_eq!(of("?sslmode=disable&connect_timeout=3"), Ok(off));
        let verified = |roots: Option<&str>| {
            let roots = roots.map(PathBuf::from);
            Ok((Encryption::Verified { roots }, false))
        };
        assert_eq!(of("?sslmode=require"), verified(None));
        let system = "?sslrootcert=system&sslmode=verify-full";
        assert_eq!(of(system), verified(None));
        let file = "?sslmode=verify-full&sslrootcert=/etc/my%20ca.pem&application_name=x";
        assert_eq!(of(file), verified(Some("/etc/my ca.pem")));
        assert_eq!(of("?ssl%6Dode=require"), verified(None));
        for mode in [
            "prefer",
            "allow",
            "verify-ca",
            "on",
            "",
            "require&sslmode=disable",
        ] {
            assert_eq!(of(&format!("?sslmode={mode}")), Err(AddressError::Mode));
        }
        let two = "?sslmode=require&sslrootcert=/a&sslrootcert=/b";
        assert_eq!(of(two), Err(AddressError::Form));
        assert_eq!(of("?sslrootcert=/etc/ca.pem"), Err(AddressError::Unused));
        assert_eq!(
            of("?sslmode=require&sslrootcert=%zz"),
            Err(AddressError::Form)
        );
        for local in ["localhost", "127.0.0.1", "[::1]", "%2Frun%2Fpostgresql"] {
            let address: Address = format!("postgres://{local}/hub").parse().expect(local);
            assert!(!address.is_exposed(), "{local}");
        }
        let elsewhere = "postgres://localhost/hub?hostaddr=203.0.113.5";
        assert!(
            elsewhere
                .parse::<Address>()
                .expect("an address")
                .is_exposed()
        );
    }

    #[test]
    fn a_password_may_contain_separators_of_an_address() {
        let text = "postgres://ada:a?b&&sslmode=c@db.example/hub?sslmode=require";
        let address: Address = text.parse().expect("an address");
        assert!(!address.is_exposed());
        let (_, config) = address.configs().expect("configurations");
        assert_eq!(config.get_password(), Some(&b"a?b&&sslmode=c"[..]));
        assert_eq!(config.get_dbname(), Some("hub"));
    }

    #[test]
    fn each_host_has_a_configuration_with_all_of_the_address() {
        let hosts_of = |text: &str| {
            let address: Address = text.parse().expect(text);
            let (others, last) = address.configs().expect(text);
            let configs = others.iter().chain([&last]);
            let hosts = configs.map(|config| {
                assert_eq!(config.get_user(), Some("ada"), "{text}");
                assert_eq!(config.get_password(), Some(&b"a,b/c"[..]), "{text}");
                assert_eq!(config.get_dbname(), Some("hub"), "{text}");
                assert_eq!(config.get_options(), Some("-cwork_mem=4MB"), "{text}");
                (config.get_hosts().to_vec(), config.get_ports().to_vec())
            });
            hosts.collect::<Vec<_>>()
        };
        let tcp = |name: &str| Host::Tcp(name.to_owned());
        let rest = "/hub?options=-cwork_mem%3D4MB";
        assert_eq!(
            hosts_of(&format!("postgres://ada:a,b/c@one:1,two,[::1]:3{rest}")),
            [
                (vec![tcp("one")], vec![1]),
                (vec![tcp("two")], vec![5432]),
                (vec![tcp("::1")], vec![3]),
            ]
        );
        for (hosts, parameters, expected) in [
            ("one", "", &["one"][..]),
            ("one,two", "&load_balance_hosts=random", &["one", "two"]),
            ("one,two", "&hostaddr=192.0.2.1,192.0.2.2", &["one", "two"]),
            ("one", "&host=two&port=2", &["one", "two"]),
        ] {
            let text = format!("postgres://ada:a,b/c@{hosts}{rest}{parameters}");
            let expected: Vec<Host> = expected.iter().map(|name| tcp(name)).collect();
            let found = hosts_of(&text).into_iter().map(|(hosts, _)| hosts);
            assert_eq!(found.collect::<Vec<_>>(), [expected], "{text}");
        }
    }

    #[test]
    fn an_invalid_address_is_refused_without_repeating_it() {
        for text in [
            "",
            "postgres",
            "postgres://",
            "host=x",
            "postgres://u:secret@h:port/db",
            "postgres://u:a@secret@h/db",
            "postgres://u:a@sec/secret@h/db",
            "postgres://u:a@sec?secret@h/db",
            "postgres://u:a@sec?secret=secret@h/db",
        ] {
            let refused = text.parse::<Address>().expect_err(text);
            assert!(!refused.to_string().contains("secret"));
        }
    }
}
