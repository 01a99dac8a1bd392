//! `cosell clock`: the time that a server shows.

use cosell_admin_api::DateTime;
use cosell_admin_api::clock::{Advance, Clock, Mode, Setting};
use cosell_admin_api::pages::{AdvanceClock, SetClock, ShowClock};

use crate::client::{AdminError, Connection};
use crate::wait::Wait;

/// Show, freeze and move the clock of a running server.
///
/// The clock decides what the API shows as the time and when timers, retries and delays are due.
/// The Date header of responses and the check of signatures keep true time.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Show the time and how the clock runs
    Show(Only),
    /// Set the time; the clock goes on from there
    Set(Set),
    /// Stop the clock, now or at a time
    Freeze(Freeze),
    /// Move the clock forward; returns when all that fell due meanwhile is done
    Advance(Forward),
    /// Let the clock run faster than true time
    Rate(Rate),
    /// Return to the time of the machine
    Resume(Only),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Only {
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Set {
    /// The time, such as 2026-11-22T18:32:24Z
    #[arg(value_parser = instant)]
    time: DateTime,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Freeze {
    /// The time, such as 2026-11-22T18:32:24Z [default: now]
    #[arg(value_parser = instant)]
    time: Option<DateTime>,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Forward {
    /// How far, in whole seconds or more, such as 90s, 2h or 15d
    #[arg(value_name = "TIME", value_parser = seconds)]
    by: u32,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Rate {
    /// How many times as fast as true time, above 0 and up to 1000
    #[arg(value_parser = factor)]
    factor: f64,
    #[command(flatten)]
    connection: Connection,
}

/// A factor that is a number; the server says which ones it takes.
fn factor(text: &str) -> Result<f64, String> {
    let factor = text.parse().ok().filter(|factor: &f64| factor.is_finite());
    factor.ok_or_else(|| format!("`{text}` is not a number; write one such as 60 or 0.5"))
}

/// The last time that the clock can show.
const LAST: &str = "9999-12-30T22:00:00Z";

/// What texts of its last days begin with.
const LAST_YEAR: &str = "9999-12-3";

/// The seconds of a day.
const DAY: u32 = 86_400;

/// A point in time.
fn instant(text: &str) -> Result<DateTime, String> {
    text.parse().map_err(|_| {
        if text.starts_with(LAST_YEAR) {
            format!("`{text}` is later than the last time of the clock, {LAST}")
        } else {
            format!("`{text}` is not a time; write one such as 2026-11-22T18:32:24Z")
        }
    })
}

/// A time span in whole seconds.
pub(crate) fn seconds(text: &str) -> Result<u32, String> {
    let wrong = || format!("`{text}` is not whole seconds; give a unit, such as 90s, 2h or 15d");
    let wait: Wait = text.parse().map_err(|_| wrong())?;
    if wait.duration().subsec_millis() != 0 {
        return Err(wrong());
    }
    let most = u32::MAX / DAY;
    u32::try_from(wait.seconds())
        .map_err(|_| format!("`{text}` is too far; the clock advances up to {most}d at once"))
}

pub(crate) fn run(command: &Command) -> Result<(), AdminError> {
    let set = |connection: &Connection, mode, time, factor| {
        let body = Setting { mode, time, factor };
        let clock = connection.client()?.call(&SetClock { body })?;
        connection.output.print(&clock, shown)
    };
    match command {
        Command::Show(Only { connection }) => {
            let clock = connection.client()?.call(&ShowClock {})?;
            connection.output.print(&clock, shown)
        }
        Command::Set(Set { time, connection }) => set(connection, Mode::Moved, Some(*time), None),
        Command::Freeze(Freeze { time, connection }) => set(connection, Mode::Frozen, *time, None),
        Command::Rate(Rate { factor, connection }) => {
            set(connection, Mode::Rated, None, Some(*factor))
        }
        Command::Resume(Only { connection }) => set(connection, Mode::System, None, None),
        Command::Advance(Forward { by, connection }) => {
            let body = Advance { seconds: *by };
            let clock = connection.client()?.call(&AdvanceClock { body })?;
            connection.output.print(&clock, shown)
        }
    }
}

fn shown(clock: &Clock) -> String {
    match clock.mode {
        Mode::Rated => format!(
            "{} ({}, {} times as fast)",
            clock.time, clock.mode, clock.factor
        ),
        _ => format!("{} ({})", clock.time, clock.mode),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_moves_by_whole_seconds() {
        assert_eq!(seconds("90s"), Ok(90));
        assert_eq!(seconds("15d"), Ok(15 * 86_400));
        assert_eq!(seconds("2000ms"), Ok(2));
        for text in ["500ms", "90", "1.5s", ""] {
            let refused = seconds(text).expect_err(text);
            assert!(refused.contains("is not whole seconds"), "{refused}");
        }
        assert_eq!(
            seconds("99999d").expect_err("too far"),
            "`99999d` is too far; the clock advances up to 49710d at once"
        );
    }
}
