//! What an operation knows of its surroundings.

use std::sync::Arc;

use cosell_api::DateTime;
use cosell_store::{Catalog, Tx};
use cosell_world::World;

use crate::error::{Error, write_document};
use crate::identity::Authenticated;
use crate::identity::company::properties;
use crate::page::PageKeys;
use crate::settings::{AWS, Account, Settings, Strictness};

/// Caller, catalog, time, ids and settings of one call.
#[derive(Clone, Debug)]
pub struct Context {
    /// The account on whose behalf the operation runs.
    pub account: Arc<str>,
    /// Who was proven to call; nobody in mode `open`, and in the service's own work.
    pub caller: Option<Arc<Authenticated>>,
    pub catalog: Catalog,
    /// The time of the call; every instant that the operation writes is this one.
    pub now: DateTime,
    pub world: World,
    pub settings: Arc<Settings>,
    /// What `NextToken`s are authenticated with. Work that lists no pages has them empty.
    pub page_keys: PageKeys,
}

impl Context {
    /// The time of the call in milliseconds, as the store keeps it.
    pub fn millis(&self) -> i64 {
        self.now.as_millis()
    }

    /// The catalog's name, as the store keeps it.
    pub fn catalog_name(&self) -> &'static str {
        self.catalog.as_str()
    }

    /// The date of the call, `YYYY-MM-DD` in UTC, for rules that compare dates.
    pub fn today(&self) -> jiff::civil::Date {
        self.now
            .timestamp()
            .to_zoned(jiff::tz::TimeZone::UTC)
            .date()
    }

    /// The same, judged with strictness observed: what the service itself makes of an invitation or
    /// a lead is not held to what a partner must say of a new opportunity.
    pub(crate) fn lenient(&self) -> Self {
        let mut lenient = self.clone();
        if self.settings.strictness != Strictness::Observed {
            let settings = Settings {
                strictness: Strictness::Observed,
                ..Settings::clone(&self.settings)
            };
            lenient.settings = Arc::new(settings);
        }
        lenient
    }

    /// The properties of an account, as they are in this transaction.
    pub(crate) async fn account(&self, tx: &mut Tx, id: &str) -> Result<Account, Error> {
        Ok(properties(tx, &self.settings, id).await?)
    }

    /// The caller as the row of a task remembers it: empty when nobody was authenticated.
    pub(crate) fn stored_caller(&self) -> Result<String, Error> {
        self.caller.as_ref().map_or_else(
            || Ok(String::new()),
            |authenticated| write_document(&authenticated.to_stored()),
        )
    }

    /// Whether the caller is AWS itself, whose seat in an engagement is the account `aws`.
    pub fn is_aws(&self) -> bool {
        &*self.account == AWS
    }
}
