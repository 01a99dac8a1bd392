//! How often accounts may call, and how many parts a resource may have.
//!
//! ```toml
//! quotas = "aws"
//!
//! [quota.read]              # a class of operations
//! rate = 50                 # calls in a second
//! burst = 100               # calls at once after a rest; the rate, if it is left out
//! daily = 1000000           # calls in any 24 hours
//!
//! [quota.GetEngagement]     # an operation by itself
//! rate = 0.5
//!
//! [stored]
//! engagement_members = 25
//! ```

use std::collections::BTreeMap;

use clap::ValueEnum;
use cosell_domain::quota::{self, Limit, Rate};
use cosell_domain::settings::StoredLimits;
use serde::Deserialize;

use super::options::options;

options! {
    /// The options of quotas.
    pub(super) struct QuotaOptions {
        /// Rate limits (throttling) per account
        ///
        /// See docs/quotas.md.
        #[arg(value_name = "QUOTAS", default_value = "off")]
        quotas: Quotas,
    }
    tables {
        quota: Limits,
        stored: Stored,
    }
}

/// The quotas that those of the file are put over.
#[derive(Clone, Copy, Debug, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Quotas {
    /// No limits, except those of the configuration file
    Off,
    /// The limits that AWS publishes
    Aws,
}

/// Limits by the class or operation that they are for.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(try_from = "BTreeMap<String, LimitTable>")]
struct Limits(BTreeMap<String, Limit>);

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LimitTable {
    rate: Option<f64>,
    burst: Option<u32>,
    daily: Option<u32>,
}

/// What a resource may have of its parts; what is left out is as AWS has it.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    engagement_members: Option<Count>,
    engagement_contexts: Option<Count>,
    customer_accounts: Option<Resources>,
    aws_products: Option<Count>,
    solutions: Option<Count>,
    marketplace_solutions: Option<Count>,
    marketplace_products: Option<Count>,
    bulk_jobs_running: Option<Count>,
    upload_mebibytes: Option<Mebibytes>,
}

/// Resources of an account.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "u32")]
struct Resources(u32);

impl TryFrom<u32> for Resources {
    type Error = String;

    fn try_from(count: u32) -> Result<Self, String> {
        if (1..=1_000_000).contains(&count) {
            return Ok(Self(count));
        }
        Err(format!("customer_accounts is 1 to 1000000, not {count}"))
    }
}

/// MiB of uploaded files of an account: at least one of the largest.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "u32")]
struct Mebibytes(u32);

impl TryFrom<u32> for Mebibytes {
    type Error = String;

    fn try_from(count: u32) -> Result<Self, String> {
        if (101..=1_000_000).contains(&count) {
            return Ok(Self(count));
        }
        Err(format!("upload_mebibytes is 101 to 1000000, not {count}"))
    }
}

/// Parts of a resource: few enough that all of them are read at once.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "u32")]
struct Count(u32);

impl TryFrom<u32> for Count {
    type Error = String;

    fn try_from(count: u32) -> Result<Self, String> {
        if (1..=200).contains(&count) {
            return Ok(Self(count));
        }
        Err(format!("a stored limit is 1 to 200, not {count}"))
    }
}

impl TryFrom<BTreeMap<String, LimitTable>> for Limits {
    type Error = String;

    fn try_from(tables: BTreeMap<String, LimitTable>) -> Result<Self, String> {
        let mut limits = BTreeMap::new();
        for (name, table) in tables {
            let limit = table
                .limit()
                .map_err(|wrong| format!("quota {name}: {wrong}"))?;
            // Whether there is such a class does not depend on the others.
            quota::Quotas::off()
                .limit(&name, limit)
                .map_err(|error| error.to_string())?;
            limits.insert(name, limit);
        }
        Ok(Self(limits))
    }
}

impl LimitTable {
    fn limit(&self) -> Result<Limit, &'static str> {
        let rate = match (self.rate, self.burst) {
            (None, None) => None,
            (None, Some(_)) => return Err("a burst needs a rate"),
            (Some(rate), burst) => {
                let burst = burst.unwrap_or_else(|| whole(rate));
                let wrong = "a rate is one call a day to a million a second, a burst at least 1";
                Some(Rate::new(rate, burst).ok_or(wrong)?)
            }
        };
        if self.daily == Some(0) {
            return Err("a daily limit is at least 1; without one, leave `daily` out");
        }
        if rate.is_none() && self.daily.is_none() {
            return Err("it limits nothing");
        }
        Ok(Limit {
            rate,
            daily: self.daily,
        })
    }
}

/// A rate as a number of calls: at least one.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a whole number from 1 to a million; NaN becomes 0, which is refused"
)]
fn whole(rate: f64) -> u32 {
    rate.ceil().clamp(1.0, 1_000_000.0) as u32
}

impl QuotaOptions {
    pub(super) fn resolve(self) -> (quota::Quotas, StoredLimits) {
        let Self {
            quotas,
            quota: Limits(limits),
            stored,
        } = self;
        let mut quotas = match quotas {
            Quotas::Off => quota::Quotas::off(),
            Quotas::Aws => quota::Quotas::aws(),
        };
        for (name, limit) in limits {
            // Known when the file was read.
            let _ = quotas.limit(&name, limit);
        }
        (quotas, stored.over_defaults())
    }
}

impl Stored {
    fn over_defaults(self) -> StoredLimits {
        let defaults = StoredLimits::default();
        let or = |chosen: Option<Count>, default| chosen.map_or(default, |Count(count)| count);
        StoredLimits {
            engagement_members: or(self.engagement_members, defaults.engagement_members),
            engagement_contexts: or(self.engagement_contexts, defaults.engagement_contexts),
            customer_accounts: self
                .customer_accounts
                .map_or(defaults.customer_accounts, |Resources(count)| count),
            aws_products: or(self.aws_products, defaults.aws_products),
            solutions: or(self.solutions, defaults.solutions),
            marketplace_solutions: or(self.marketplace_solutions, defaults.marketplace_solutions),
            marketplace_products: or(self.marketplace_products, defaults.marketplace_products),
            bulk_jobs_running: or(self.bulk_jobs_running, defaults.bulk_jobs_running),
            upload_mebibytes: self
                .upload_mebibytes
                .map_or(defaults.upload_mebibytes, |Mebibytes(count)| count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct File {
        #[serde(default)]
        quota: Limits,
        #[serde(default)]
        stored: Stored,
    }

    fn read(text: &str) -> Result<File, String> {
        toml::from_str(text).map_err(|error| error.to_string())
    }

    #[test]
    fn numbers_of_ones_own_stand_over_those_of_aws() {
        let file = read(
            "[quota.read]\nrate = 2.5\n[quota.GetEngagement]\ndaily = 7\n[stored]\nsolutions = 3",
        )
        .expect("a file");
        let (quotas, stored) = QuotaOptions {
            quotas: Quotas::Aws,
            quota: file.quota,
            stored: file.stored,
        }
        .resolve();
        let limit_of = |name: &str| {
            let class = quotas.classes().iter().find(|class| class.name == name);
            class.expect(name).limit
        };
        assert_eq!(limit_of("read").rate, Rate::new(2.5, 3));
        assert_eq!(limit_of("read").daily, None);
        assert_eq!(limit_of("GetEngagement").daily, Some(7));
        assert_eq!(limit_of("write").rate, Rate::new(1.0, 1));
        assert_eq!((stored.solutions, stored.aws_products), (3, 20));
    }

    #[test]
    fn a_burst_that_is_left_out_is_the_rate_rounded_up() {
        for (rate, burst) in [
            ("0.5", 1),
            ("1", 1),
            ("2.5", 3),
            ("50", 50),
            ("999999.5", 1_000_000),
            ("1000000", 1_000_000),
        ] {
            let file = read(&format!("[quota.read]\nrate = {rate}")).expect(rate);
            let limit = file.quota.0["read"].rate.expect(rate);
            assert_eq!(limit.burst(), burst, "{rate}");
        }
    }

    #[test]
    fn a_quota_without_a_limit_or_of_an_unknown_class_is_refused() {
        for (text, says) in [
            ("[quota.everything]\nrate = 1", "everything"),
            ("[quota.read]", "limits nothing"),
            ("[quota.read]\nburst = 3", "needs a rate"),
            ("[quota.read]\nrate = 0", "a rate is"),
            ("[quota.read]\nrate = nan", "a rate is"),
            ("[quota.read]\nrate = 1\nburst = 0", "a rate is"),
            ("[quota.read]\ndaily = 0", "at least 1"),
            ("[quota.read]\nhourly = 3", "hourly"),
            ("[stored]\nsolutions = 0", "1 to 200"),
            ("[stored]\ncustomer_accounts = 0", "1 to 1000000"),
            ("[stored]\nbulk_jobs_running = 201", "1 to 200"),
            ("[stored]\nupload_mebibytes = 100", "101 to 1000000"),
            ("[stored]\ncontacts = 1", "contacts"),
        ] {
            let message = read(text).expect_err(text);
            assert!(message.contains(says), "{text}: {message}");
        }
    }
}
