//! What gets into the log, and in which form.

use std::str::FromStr;

use clap::ValueEnum;
use serde::Deserialize;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::LevelFilter;

use super::options::options;
use crate::from_text::from_text;

from_text!(LogLevel);

options! {
    /// The options of the log.
    pub(super) struct LogOptions {
        /// Log format; the log goes to standard error, one line per request
        #[arg(value_name = "FORM", default_value = "text")]
        pub(super) log: LogForm,
        /// Minimum level of log lines
        ///
        /// `off`, `error`, `warn`, `info`, `debug`, `trace`, or `MODULE=LEVEL,…`. On SIGHUP the
        /// server applies the level of the configuration file.
        #[arg(value_name = "LEVEL", default_value = "info")]
        pub(super) log_level: LogLevel => reloaded,
    }
}

/// How logs are written.
#[derive(Clone, Copy, Debug, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(crate) enum LogForm {
    /// One line of text per event
    Text,
    /// One JSON object per line
    Json,
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
            "`{text}` is not a log level; write off, error, warn, info, debug or trace"
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
