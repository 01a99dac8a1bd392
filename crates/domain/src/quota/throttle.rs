//! Rate limiting: counts the calls of accounts against their quotas.
//!
//! Idle accounts are removed, and the number of accounts is limited: when it is reached, new
//! accounts are counted together, as if they were one. In mode `open` a client can invent any
//! number of accounts; they cannot exhaust the memory, and they do not get more calls.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use super::bucket::{Bucket, Price};
use super::day::Day;
use super::{Class, Limit, Quotas};

/// The most accounts that are counted separately; they take a megabyte or two.
const ACCOUNTS: usize = 10_000;

/// A sweep of fewer accounts than this is not worth its time.
const SWEEP_FROM: usize = 64;

/// The interval of sweeps in milliseconds when the number of accounts has reached its limit: a
/// client must not be able to cause a slow sweep with every call.
const SWEEP_INTERVAL: u64 = 1_000;

/// The account of all that are counted together.
const OTHERS: &str = "others";

/// The rate limiter.
#[derive(Debug, Default)]
pub struct Throttle {
    quotas: Quotas,
    prices: Vec<Option<Price>>,
    /// The index of an operation's class.
    classes: HashMap<&'static str, usize>,
    counts: Mutex<Counts>,
}

#[derive(Debug, Default)]
struct Counts {
    accounts: HashMap<Arc<str>, Vec<Counted>>,
    /// The number of accounts above which idle ones are removed.
    sweep_above: usize,
    /// When idle accounts were last removed, in milliseconds.
    swept_at: i64,
}

/// The calls of an account in one class.
#[derive(Clone, Debug, Default)]
struct Counted {
    bucket: Bucket,
    day: Option<Box<Day>>,
}

/// How much of a class an account has used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Usage {
    pub account: Arc<str>,
    /// The class's name.
    pub class: String,
    /// Calls that are allowed at once.
    pub available: Option<i64>,
    /// Calls that count for the last 24 hours.
    pub last_day: Option<u32>,
}

impl Throttle {
    /// Starts with empty counts.
    pub fn new(quotas: Quotas) -> Self {
        let mut classes = HashMap::new();
        for (place, class) in quotas.classes().iter().enumerate() {
            classes.extend(class.operations.iter().map(|operation| (*operation, place)));
        }
        let prices = quotas.classes().iter().map(|class| class.limit.rate);
        Self {
            prices: prices.map(|rate| rate.map(Price::from)).collect(),
            classes,
            counts: Mutex::default(),
            quotas,
        }
    }

    /// The quotas that are enforced.
    pub fn quotas(&self) -> &Quotas {
        &self.quotas
    }

    /// Counts a call at `now`, in milliseconds, or refuses it. A refused call does not count.
    pub fn call(
        &self,
        operation: &str,
        account: &Arc<str>,
        now: i64,
    ) -> Result<(), cosell_api::Error> {
        let Some(&place) = self.classes.get(operation) else {
            return Ok(());
        };
        let (Some(class), Some(price)) = (self.quotas.classes().get(place), self.prices.get(place))
        else {
            return Ok(());
        };
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let classes = self.prices.len();
        let counted = counts.account(account, classes, now).get_mut(place);
        counted.map_or(Ok(()), |counted| counted.call(class, *price, now))
    }

    /// The usage by account and class, of up to `limit` accounts after `after`; or of one account.
    pub fn usage(&self, of: Option<&str>, after: &str, limit: usize, now: i64) -> Vec<Usage> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let chosen = |account: &str| of.map_or(account > after, |of| of == account);
        let mut accounts: Vec<_> = counts
            .accounts
            .iter()
            .filter(|(account, _)| chosen(account))
            .collect();
        accounts.sort_unstable_by_key(|(account, _)| Arc::clone(account));
        let used = accounts
            .into_iter()
            .take(limit)
            .flat_map(|(account, counted)| {
                let classes = self.quotas.classes().iter().zip(&self.prices).zip(counted);
                classes.map(|((class, price), counted)| Usage {
                    account: Arc::clone(account),
                    class: class.name.clone(),
                    available: price.map(|price| counted.bucket.left(price, micros(now))),
                    last_day: class.limit.daily.map(|_| counted.last_day(now)),
                })
            });
        used.collect()
    }
}

impl Counts {
    fn account(&mut self, account: &Arc<str>, classes: usize, now: i64) -> &mut Vec<Counted> {
        let mut account = Arc::clone(account);
        if !self.accounts.contains_key(&account) {
            let due = self.sweep_above < ACCOUNTS || self.swept_at.abs_diff(now) >= SWEEP_INTERVAL;
            if self.accounts.len() >= self.sweep_above.max(SWEEP_FROM) && due {
                self.swept_at = now;
                self.accounts
                    .retain(|_, counted| !counted.iter().all(|counted| counted.is_idle(now)));
                // Twice as many, so that the amortized cost of sweeps is constant for each new
                // account.
                self.sweep_above = self.accounts.len().saturating_mul(2).min(ACCOUNTS);
            }
            if self.accounts.len() >= ACCOUNTS {
                account = OTHERS.into();
            }
        }
        self.accounts
            .entry(account)
            .or_insert_with(|| vec![Counted::default(); classes])
    }
}

impl Counted {
    fn call(
        &mut self,
        class: &Class,
        price: Option<Price>,
        now: i64,
    ) -> Result<(), cosell_api::Error> {
        let Limit { rate, daily } = class.limit;
        if let Some(most) = daily
            && self.last_day(now) >= most
        {
            let wait = self.day.as_ref().map_or(0, |day| day.wait(now));
            let message = format!(
                "Rate exceeded: the account has made the {most} calls of class {} that it may make \
                 in 24 hours.",
                class.name
            );
            return Err(refused(message, wait));
        }
        if let (Some(rate), Some(price)) = (rate, price) {
            let wait = self.bucket.wait(price, micros(now));
            if wait > 0 {
                let message = format!(
                    "Rate exceeded: the account may make {} calls of class {} per second.",
                    rate.per_second(),
                    class.name
                );
                return Err(refused(message, wait.saturating_add(999) / 1_000));
            }
            self.bucket.take(price, micros(now));
        }
        if daily.is_some() {
            self.day.get_or_insert_default().take(now);
        }
        Ok(())
    }

    fn last_day(&self, now: i64) -> u32 {
        self.day.as_ref().map_or(0, |day| day.used(now))
    }

    fn is_idle(&self, now: i64) -> bool {
        self.bucket.is_idle(micros(now)) && self.last_day(now) == 0
    }
}

/// `wait` in milliseconds.
fn refused(message: String, wait: i64) -> cosell_api::Error {
    let wait = u64::try_from(wait).unwrap_or(0);
    cosell_api::Error::throttling(message, Some(Duration::from_millis(wait)))
}

fn micros(millis: i64) -> i64 {
    millis.saturating_mul(1_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quota::Rate;

    const NOW: i64 = 1_764_000_000_000;

    fn throttle(rate: Option<f64>, daily: Option<u32>) -> Throttle {
        let mut quotas = Quotas::off();
        let rate = rate.and_then(|rate| Rate::new(rate, 1));
        quotas
            .limit("read", Limit { rate, daily })
            .expect("a class");
        Throttle::new(quotas)
    }

    fn wait(throttle: &Throttle, account: &str, now: i64) -> Option<Duration> {
        match throttle.call("GetOpportunity", &account.into(), now) {
            Ok(()) => None,
            Err(cosell_api::Error::Throttling { retry_after, .. }) => retry_after,
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn a_used_up_day_ends_when_its_first_hour_expires() {
        let throttle = throttle(None, Some(3));
        for _ in 0..3 {
            assert_eq!(wait(&throttle, "one", NOW), None);
        }
        let waiting = wait(&throttle, "one", NOW).expect("refused");
        assert_eq!(wait(&throttle, "two", NOW), None);
        let later = NOW + i64::try_from(waiting.as_millis()).expect("a time");
        assert!(wait(&throttle, "one", later - 1).is_some());
        assert_eq!(wait(&throttle, "one", later), None);
    }

    #[test]
    fn a_refused_call_counts_for_nothing() {
        let throttle = throttle(Some(1.0), Some(2));
        assert_eq!(wait(&throttle, "one", NOW), None);
        for _ in 0..10 {
            assert_eq!(wait(&throttle, "one", NOW), Some(Duration::from_secs(1)));
        }
        assert_eq!(wait(&throttle, "one", NOW + 1_000), None);
        assert!(wait(&throttle, "one", NOW + 2_000) > Some(Duration::from_hours(20)));
    }

    #[test]
    fn invented_accounts_take_no_memory_and_get_no_calls() {
        let throttle = throttle(Some(1.0), None);
        let mut refused = 0;
        for number in 0..ACCOUNTS + 500 {
            let account = format!("{number:012}");
            refused += usize::from(wait(&throttle, &account, NOW).is_some());
        }
        assert_eq!(refused, 499, "later accounts are counted as one");
        let count = || throttle.counts.lock().expect("a lock").accounts.len();
        assert!(count() <= ACCOUNTS + 1);
        // A minute later all of them are idle, and the next new account is counted.
        assert_eq!(wait(&throttle, "new", NOW + 60_000), None);
        assert_eq!(count(), 1);
    }

    #[test]
    fn an_unlimited_operation_is_not_counted() {
        let throttle = throttle(Some(1.0), None);
        for _ in 0..10 {
            let call = throttle.call("CreateOpportunity", &"one".into(), NOW);
            assert_eq!(call, Ok(()));
        }
        assert_eq!(throttle.usage(None, "", 10, NOW), []);
    }
}
