//! The service clock: the machine's time, or a time that is frozen, shifted, or runs faster.

use std::time::Duration;

/// How the world's time follows from true time. All instants are milliseconds since 1970.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Clock {
    /// The machine's time.
    #[default]
    System,
    /// Does not advance.
    Frozen { at: i64 },
    /// Runs as fast as true time, shifted by this many milliseconds.
    Moved { by: i64 },
    /// Showed `from` at the true time `since`, and runs `factor` times as fast as true time.
    Rated { from: i64, since: i64, factor: f64 },
}

impl Clock {
    /// The time that this clock shows at a true time.
    pub(crate) fn at(self, true_time: i64) -> i64 {
        match self {
            Self::System => true_time,
            Self::Frozen { at } => at,
            Self::Moved { by } => true_time.saturating_add(by),
            Self::Rated {
                from,
                since,
                factor,
            } => from.saturating_add(scaled(true_time.saturating_sub(since), factor)),
        }
    }

    /// How long, in true time, until this clock shows `time`. `None` when it does not advance.
    pub(crate) fn until(self, time: i64, true_time: i64) -> Option<Duration> {
        let left = u64::try_from(time.saturating_sub(self.at(true_time))).unwrap_or(0);
        let left = Duration::from_millis(left);
        match self {
            _ if left.is_zero() => Some(left),
            Self::System | Self::Moved { .. } => Some(left),
            Self::Frozen { .. } => None,
            Self::Rated { factor, .. } => Duration::try_from_secs_f64(left.as_secs_f64() / factor)
                .ok()
                // Rounded up: a sleeper that wakes too early would have to sleep again.
                .map(|left| left + Duration::from_millis(1)),
        }
    }

    /// A clock of the same kind that shows `time` at this true time.
    pub(crate) fn showing(self, time: i64, true_time: i64) -> Self {
        match self {
            Self::Frozen { .. } => Self::Frozen { at: time },
            Self::System | Self::Moved { .. } => Self::Moved {
                by: time.saturating_sub(true_time),
            },
            Self::Rated { factor, .. } => Self::Rated {
                from: time,
                since: true_time,
                factor,
            },
        }
    }
}

#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "a clock that runs faster need not be exact to the millisecond"
)]
fn scaled(millis: i64, factor: f64) -> i64 {
    (millis as f64 * factor) as i64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_clock_shows_the_time_it_is_set_to_and_keeps_its_speed() {
        let rated = Clock::Rated {
            from: 0,
            since: 0,
            factor: 60.0,
        };
        for (clock, later) in [
            (Clock::System, 10),
            (Clock::Moved { by: -5 }, 10),
            (Clock::Frozen { at: 1 }, 0),
            (rated, 600),
        ] {
            let set = clock.showing(5_000, 1_000);
            assert_eq!(set.at(1_000), 5_000, "{clock:?}");
            assert_eq!(set.at(1_010), 5_000 + later, "{clock:?}");
        }
    }

    #[test]
    fn a_clock_computes_how_long_to_wait_for_a_time() {
        let millis = |millis| Some(Duration::from_millis(millis));
        assert_eq!(Clock::System.until(1_500, 1_000), millis(500));
        assert_eq!(Clock::System.until(500, 1_000), millis(0));
        assert_eq!(Clock::Frozen { at: 9 }.until(10, 0), None);
        assert_eq!(Clock::Frozen { at: 9 }.until(9, 0), millis(0));
        let rated = Clock::Rated {
            from: 0,
            since: 0,
            factor: 10.0,
        };
        assert_eq!(rated.until(1_000, 0), millis(101));
    }
}
