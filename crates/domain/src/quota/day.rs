//! Calls in the last 24 hours, counted by the hour.
//!
//! The current hour and the 24 before it are kept, so that a call counts for 24 hours and at most
//! 59 minutes more: the limit is never exceeded in any 24 hours, and the memory is fixed.

/// Milliseconds.
const HOUR: i64 = 3_600_000;

/// The current hour, and the 24 hours that may still have calls of the last 24 hours.
const HOURS: i64 = 25;

/// The number of hours as a length.
const KEPT: usize = 25;

/// The calls of an account in a day.
#[derive(Clone, Debug, Default)]
pub(super) struct Day {
    /// Counts of the last hours, each at the index that is its number modulo [`HOURS`].
    counts: [u32; KEPT],
    /// The number, since 1970, of the last hour that was counted.
    hour: i64,
}

impl Day {
    /// How many calls count at `now`, in milliseconds.
    pub(super) fn used(&self, now: i64) -> u32 {
        let hour = now.div_euclid(HOUR);
        self.kept(hour)
            .fold(0, |sum, (_, count)| sum.saturating_add(count))
    }

    /// Counts a call.
    pub(super) fn take(&mut self, now: i64) {
        let hour = now.div_euclid(HOUR);
        let mut counts = [0; KEPT];
        for (of, count) in self.kept(hour) {
            counts[place(of)] = count;
        }
        let count = &mut counts[place(hour)];
        *count = count.saturating_add(1);
        *self = Self { counts, hour };
    }

    /// How long, in milliseconds, until the oldest calls no longer count.
    pub(super) fn wait(&self, now: i64) -> i64 {
        let hour = now.div_euclid(HOUR);
        let oldest = self.kept(hour).find(|(_, count)| *count > 0);
        oldest.map_or(0, |(of, _)| {
            of.saturating_add(HOURS)
                .saturating_mul(HOUR)
                .saturating_sub(now)
        })
    }

    /// The hours that count at this hour, the oldest first, with their calls. After the clock was
    /// set back, later hours do not count.
    fn kept(&self, hour: i64) -> impl Iterator<Item = (i64, u32)> + '_ {
        let first = self.hour.max(hour).saturating_sub(HOURS - 1);
        (first..=self.hour.min(hour)).map(|of| (of, self.counts[place(of)]))
    }
}

/// The index of an hour's count.
fn place(hour: i64) -> usize {
    usize::try_from(hour.rem_euclid(HOURS)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 490_000 * HOUR + 1_234;

    #[test]
    fn a_call_counts_for_a_day_and_the_rest_of_its_hour() {
        let mut day = Day::default();
        for hours in [0, 0, 1, 5] {
            day.take(NOW + hours * HOUR);
        }
        let now = NOW + 5 * HOUR;
        assert_eq!(day.used(now), 4);
        assert_eq!(day.used(NOW + 24 * HOUR), 4);
        assert_eq!(day.used(NOW + 25 * HOUR), 2);
        assert_eq!(day.used(NOW + 26 * HOUR), 1);
        assert_eq!(day.used(NOW + 30 * HOUR), 0);
        assert_eq!(day.wait(now), 20 * HOUR - 1_234);
        assert_eq!(day.used(now + day.wait(now)), 2);
        day.take(NOW + 1_000 * HOUR);
        assert_eq!(day.used(NOW + 1_000 * HOUR), 1);
    }

    #[test]
    fn a_clock_that_was_set_back_drops_later_hours() {
        let mut day = Day::default();
        day.take(NOW);
        day.take(NOW + 3 * HOUR);
        assert_eq!(day.used(NOW + HOUR), 1);
        day.take(NOW + HOUR);
        assert_eq!(day.used(NOW + 3 * HOUR), 2);
        day.take(NOW - 400 * HOUR);
        assert_eq!(day.used(NOW - 400 * HOUR), 1);
    }
}
