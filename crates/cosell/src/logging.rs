//! Logs on standard error, written by a thread of their own: see [`cosell_supervisor::log`].

use std::io::{self, IsTerminal as _};

use cosell_supervisor::log::{self, Lines};
use cosell_supervisor::panics;
use cosell_world::machine;
use jiff::fmt::StdFmtWrite;
use jiff::fmt::temporal::DateTimePrinter;
use tracing_subscriber::field::MakeExt as _;
use tracing_subscriber::filter::ParseError;
use tracing_subscriber::fmt::FormatFields;
use tracing_subscriber::fmt::format::{Writer, debug_fn};
use tracing_subscriber::fmt::time::FormatTime;
use tracing_subscriber::layer::{Layer as _, SubscriberExt as _};
use tracing_subscriber::util::SubscriberInitExt as _;
use tracing_subscriber::{EnvFilter, Registry, fmt, reload};

use crate::config::{LogForm, LogLevel};

/// Why the level of the log was not changed.
#[derive(Debug, thiserror::Error)]
pub(crate) enum LevelError {
    #[error("invalid log level")]
    Parse(#[from] ParseError),
    #[error("the log was not started")]
    Gone(#[from] reload::Error),
}

/// What gets into the log, while the program runs.
#[derive(Debug)]
pub(crate) struct Level(reload::Handle<EnvFilter, Registry>);

impl Level {
    pub(crate) fn set(&self, level: &LogLevel) -> Result<(), LevelError> {
        Ok(self.0.reload(EnvFilter::try_new(level.as_str())?)?)
    }
}

/// Whether colours are wanted: <https://no-color.org>.
fn colours() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Writes fields as the default does without colours, at half its cost: each request is a line.
fn plain() -> impl for<'writer> FormatFields<'writer> + 'static {
    debug_fn(|writer, field, value| match field.name() {
        "message" => write!(writer, "{value:?}"),
        name => write!(writer, "{name}={value:?}"),
    })
    .delimited(" ")
}

/// Writes the time of a line as the default does, in microseconds of UTC, at a third of its cost.
#[derive(Debug)]
struct Time;

impl FormatTime for Time {
    fn format_time(&self, writer: &mut Writer<'_>) -> std::fmt::Result {
        const PRINTER: DateTimePrinter = DateTimePrinter::new().precision(Some(6));
        PRINTER
            .print_timestamp(&machine::timestamp(), StdFmtWrite(writer))
            .map_err(|_| std::fmt::Error)
    }
}

/// Starts the log, panics included. A second call changes nothing.
pub(crate) fn start(form: LogForm, level: &LogLevel) -> io::Result<Level> {
    log::start(io::stderr())?;
    panics::watch();
    let filter = EnvFilter::try_new(level.as_str()).unwrap_or_default();
    let (filter, handle) = reload::Layer::new(filter);
    let coloured = io::stderr().is_terminal() && colours();
    let lines = fmt::layer()
        .with_writer(|| Lines)
        .with_timer(Time)
        .with_ansi(coloured)
        // They would be printed to standard error, and a panic there would be the caller's.
        .log_internal_errors(false);
    let lines = match form {
        LogForm::Text if coloured => lines.boxed(),
        LogForm::Text => lines.fmt_fields(plain()).boxed(),
        LogForm::Json => lines.json().flatten_event(true).boxed(),
    };
    // Refused only when the log was started before.
    let _ = tracing_subscriber::registry()
        .with(filter)
        .with(lines)
        .try_init();
    Ok(Level(handle))
}
