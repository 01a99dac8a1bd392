//! The values of options and keys, read from text and checked.

use std::net::{Ipv4Addr, SocketAddr};
use std::str::FromStr;
use std::time::Duration;

use clap::ValueEnum;
use cosell_engine::fault::Rule;
use cosell_store::{AddressError, Location};
use serde::Deserialize;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

/// Lets types that are read from text be values of the file as well.
macro_rules! from_text {
    ($($type:ty),*) => {$(
        impl TryFrom<String> for $type {
            type Error = <$type as std::str::FromStr>::Err;

            fn try_from(text: String) -> Result<Self, Self::Error> {
                text.parse()
            }
        }
    )*};
}
pub(super) use from_text;

from_text!(Listen, Wait, Limit, Fault, LogLevel);

/// An address and a port.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Listen(SocketAddr);

impl Listen {
    pub(super) fn address(self) -> SocketAddr {
        self.0
    }
}

impl FromStr for Listen {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no address with a port, such as 127.0.0.1:7226");
        if let Some(port) = text.strip_prefix("localhost:") {
            let port: u16 = port.parse().map_err(|_| wrong())?;
            return Ok(Self((Ipv4Addr::LOCALHOST, port).into()));
        }
        text.parse().map(Self).map_err(|_| wrong())
    }
}

/// Where the store is.
#[derive(Clone, Debug)]
pub(super) struct StoreAt(Location);

impl StoreAt {
    pub(super) fn location(self) -> Location {
        self.0
    }
}

/// What is wrong is told without the text: a mistyped address holds a password like a right one.
impl FromStr for StoreAt {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once(':') {
            None if text == "memory" => Ok(Self(Location::Memory)),
            // What these mean to SQLite is gone at the end, or not where it seems to be.
            Some(("sqlite", path)) if path.starts_with(":memory:") || path.starts_with("file:") => {
                Err("sqlite: names a file; for a store in memory write memory".to_owned())
            }
            Some(("sqlite", path)) if !path.is_empty() => Ok(Self(Location::Sqlite(path.into()))),
            Some(("postgres" | "postgresql", _)) => text
                .parse()
                .map(|address| Self(Location::Postgres(address)))
                .map_err(|error: AddressError| error.to_string()),
            _ => Err("this is no store; write sqlite:PATH, postgres://… or memory".to_owned()),
        }
    }
}

/// A time span.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Wait(Duration);

impl Wait {
    pub(super) fn duration(self) -> Duration {
        self.0
    }
}

impl FromStr for Wait {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("`{text}` is no time span; write 500ms, 5s, 2m, 12h, 90d or 0");
        let digits = text.bytes().take_while(u8::is_ascii_digit).count();
        let (number, unit) = text.split_at(digits);
        let number: u32 = number.parse().map_err(|_| wrong())?;
        let number = u64::from(number);
        match unit {
            "ms" => Ok(Self(Duration::from_millis(number))),
            "s" => Ok(Self(Duration::from_secs(number))),
            "m" => Ok(Self(Duration::from_secs(number * 60))),
            "h" => Ok(Self(Duration::from_secs(number * 3_600))),
            "d" => Ok(Self(Duration::from_secs(number * 86_400))),
            "" if number == 0 => Ok(Self(Duration::ZERO)),
            _ => Err(wrong()),
        }
    }
}

/// A time span in which a client must do something, and so not 0, in which nobody could.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Limit(Wait);

impl Limit {
    pub(super) fn duration(self) -> Duration {
        self.0.duration()
    }
}

impl FromStr for Limit {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wait: Wait = text.parse()?;
        if wait.duration().is_zero() {
            return Err("no client could meet a limit of 0; the shortest is 1ms".to_owned());
        }
        Ok(Self(wait))
    }
}

/// A fault rule.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Fault(Rule);

impl Fault {
    pub(super) fn rule(self) -> Rule {
        self.0
    }
}

impl FromStr for Fault {
    type Err = cosell_domain::fault::RuleError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let rule = text.parse()?;
        cosell_domain::fault::check(&rule)?;
        Ok(Self(rule))
    }
}

/// What gets into the log.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct LogLevel(String);

impl LogLevel {
    pub(crate) fn as_str(&self) -> &str {
        &self.0
    }
}

impl Default for LogLevel {
    fn default() -> Self {
        Self("info".to_owned())
    }
}

impl FromStr for LogLevel {
    type Err = String;

    /// A bare word must be a level: the filter itself would take any other for a module's name.
    fn from_str(text: &str) -> Result<Self, String> {
        let is_level = |directive: &str| {
            let level = directive.rsplit('=').next().unwrap_or(directive);
            !level.is_empty() && level.parse::<LevelFilter>().is_ok()
        };
        if text.split(',').all(is_level) && EnvFilter::try_new(text).is_ok() {
            return Ok(Self(text.to_owned()));
        }
        Err(format!(
            "`{text}` is no log level; write off, error, warn, info, debug or trace"
        ))
    }
}

/// How logs are written.
#[derive(Clone, Copy, Debug, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogForm {
    #[default]
    Text,
    Json,
}

/// How often steps commit.
#[derive(Clone, Copy, Debug, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum StepCommit {
    #[default]
    Chained,
    Each,
}

impl From<StepCommit> for cosell_engine::StepCommit {
    fn from(choice: StepCommit) -> Self {
        match choice {
            StepCommit::Chained => Self::Chained,
            StepCommit::Each => Self::Each,
        }
    }
}

/// How early an opportunity must be complete.
#[derive(Clone, Copy, Debug, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Strictness {
    #[default]
    Observed,
    Documented,
}

impl From<Strictness> for cosell_domain::settings::Strictness {
    fn from(choice: Strictness) -> Self {
        match choice {
            Strictness::Observed => Self::Observed,
            Strictness::Documented => Self::Documented,
        }
    }
}

/// How ids of engagement tasks look.
#[derive(Clone, Copy, Debug, Default, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum TaskIdStyle {
    #[default]
    Documented,
    Observed,
}

impl From<TaskIdStyle> for cosell_domain::settings::TaskIdStyle {
    fn from(choice: TaskIdStyle) -> Self {
        match choice {
            TaskIdStyle::Documented => Self::Documented,
            TaskIdStyle::Observed => Self::Observed,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_spans_have_a_unit() {
        for (text, millis) in [
            ("0", 0),
            ("0s", 0),
            ("500ms", 500),
            ("5s", 5000),
            ("2m", 120_000),
            ("3h", 10_800_000),
            ("90d", 7_776_000_000),
        ] {
            let wait: Wait = text.parse().expect(text);
            assert_eq!(wait.duration(), Duration::from_millis(millis), "{text}");
        }
        for text in ["", "5", "s", "-1s", "1.5s", "5 s", "5w", "99999999999s"] {
            assert!(text.parse::<Wait>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_store_is_a_file_a_database_or_memory() {
        for text in [
            "",
            "sqlite",
            "sqlite:",
            "sqlite::memory:",
            "sqlite:file::memory:",
            "sqlite:file:x?mode=memory",
            "postgres://",
            "memory:",
            "/tmp/x",
        ] {
            assert!(text.parse::<StoreAt>().is_err(), "{text}");
        }
        let StoreAt(location) = "postgres://ada:secret@db:5432/hub"
            .parse()
            .expect("a store");
        assert_eq!(location.to_string(), "postgres://ada@db:5432/hub");
        let StoreAt(location) = "sqlite:/tmp/a:b".parse().expect("a store");
        assert_eq!(location, Location::Sqlite("/tmp/a:b".into()));
    }

    #[test]
    fn an_address_has_a_port() {
        for text in [
            "",
            "127.0.0.1",
            ":7226",
            "localhost",
            "localhost:x",
            "example.com:80",
        ] {
            assert!(text.parse::<Listen>().is_err(), "{text}");
        }
        for text in ["127.0.0.1:0", "localhost:7226", "[::1]:7226"] {
            let listen: Listen = text.parse().expect(text);
            assert!(listen.address().ip().is_loopback(), "{text}");
        }
    }

    #[test]
    fn a_log_level_is_one_that_the_filter_knows() {
        for text in ["", "loud", "cosell=loud"] {
            assert!(text.parse::<LogLevel>().is_err(), "{text}");
        }
        for text in ["off", "debug", "info,cosell_store=trace"] {
            assert!(text.parse::<LogLevel>().is_ok(), "{text}");
        }
    }
}
