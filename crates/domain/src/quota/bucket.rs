//! A rate limit with a burst, as one number: the time at which all calls so far are paid for.
//!
//! A call costs an interval of time. It is allowed while that time is not further ahead than a
//! burst. This is the generic cell rate algorithm (GCRA); a token bucket does the same with two
//! numbers and divisions.

use super::Rate;

/// How much of its rate an account has used.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Bucket {
    /// Microseconds since 1970.
    paid_until: i64,
}

/// A rate in microseconds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Price {
    interval: i64,
    burst: i64,
}

impl From<Rate> for Price {
    fn from(rate: Rate) -> Self {
        let interval = i64::try_from(rate.interval().as_micros()).unwrap_or(i64::MAX);
        Self {
            interval: interval.max(1),
            burst: i64::from(rate.burst()),
        }
    }
}

impl Price {
    /// How far ahead of now the paid time may be.
    fn tolerance(self) -> i64 {
        self.interval.saturating_mul(self.burst)
    }
}

impl Bucket {
    /// How long, in microseconds, until a call is allowed; 0 when it is allowed now.
    pub(super) fn wait(self, price: Price, now: i64) -> i64 {
        let paid_until = self
            .at(price, now)
            .paid_until
            .saturating_add(price.interval);
        paid_until
            .saturating_sub(now.saturating_add(price.tolerance()))
            .max(0)
    }

    /// Counts a call.
    pub(super) fn take(&mut self, price: Price, now: i64) {
        self.paid_until = self
            .at(price, now)
            .paid_until
            .saturating_add(price.interval);
    }

    /// How many calls are allowed now.
    pub(super) fn left(self, price: Price, now: i64) -> i64 {
        let ahead = self.at(price, now).paid_until.saturating_sub(now);
        (price.tolerance().saturating_sub(ahead) / price.interval).max(0)
    }

    /// Whether the bucket is equal to a new one.
    pub(super) fn is_idle(self, now: i64) -> bool {
        self.paid_until <= now
    }

    /// The bucket at `now`: idle time is not saved up, and after the clock was set back the paid
    /// time is limited to a burst.
    fn at(self, price: Price, now: i64) -> Self {
        let most = now.saturating_add(price.tolerance());
        Self {
            paid_until: self.paid_until.clamp(now, most),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: i64 = 1_000_000;

    fn price(per_second: f64, burst: u32) -> Price {
        Rate::new(per_second, burst).expect("a rate").into()
    }

    #[test]
    fn a_burst_is_allowed_at_once_and_the_rest_at_the_rate() {
        let (price, mut bucket, now) = (price(10.0, 10), Bucket::default(), 1_764_000 * SECOND);
        for left in (0..10).rev() {
            assert_eq!(bucket.wait(price, now), 0);
            bucket.take(price, now);
            assert_eq!(bucket.left(price, now), left);
        }
        assert_eq!(bucket.wait(price, now), SECOND / 10);
        assert_eq!(bucket.wait(price, now + SECOND / 10 - 1), 1);
        assert_eq!(bucket.wait(price, now + SECOND / 10), 0);
        assert_eq!(bucket.left(price, now + SECOND), 10);
        assert!(!bucket.is_idle(now) && bucket.is_idle(now + SECOND));
    }

    #[test]
    fn idle_time_is_not_saved_up_beyond_the_burst() {
        let (price, mut bucket) = (price(1.0, 2), Bucket::default());
        let passed = (0..10).filter(|_| {
            let free = bucket.wait(price, 1_000 * SECOND) == 0;
            if free {
                bucket.take(price, 1_000 * SECOND);
            }
            free
        });
        assert_eq!(passed.count(), 2);
    }

    #[test]
    fn a_clock_that_was_set_back_costs_no_more_than_a_burst() {
        let (price, mut bucket) = (price(1.0, 3), Bucket::default());
        bucket.take(price, 86_400 * SECOND);
        assert_eq!(bucket.wait(price, 100 * SECOND), SECOND);
    }
}
