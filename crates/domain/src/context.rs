//! The context of an operation: all that it takes from the process.

use std::borrow::Cow;
use std::sync::Arc;

use cosell_api::DateTime;
use cosell_store::{Catalog, Tx};
use cosell_trace::{Scope, SpanContext};
use cosell_world::World;

use crate::error::{Error, write_document};
use crate::identity::company::properties;
use crate::identity::{Authenticated, starter};
use crate::page::PageKeys;
use crate::settings::{AWS, Account, Settings, Strictness};

/// Caller, catalog, time, ids and settings of one call.
#[derive(Clone, Debug)]
pub struct Context {
    /// The account on whose behalf the operation runs.
    pub account: Arc<str>,
    /// The authenticated caller; `None` in mode `open` and in the service's own work.
    pub caller: Option<Arc<Authenticated>>,
    pub catalog: Catalog,
    /// The time of the call; the operation writes this instant everywhere.
    pub now: DateTime,
    pub world: World,
    pub settings: Arc<Settings>,
    /// The keys that authenticate `NextToken`s. They are empty for work that lists nothing.
    pub page_keys: PageKeys,
    /// The span that the call is a part of, if it is traced.
    pub trace: Option<Arc<Scope>>,
}

impl Context {
    /// The context of the service's own work for an account, such as a timer's or a task's: nobody
    /// calls, and nothing is listed.
    pub(crate) fn of_service(
        world: &World,
        settings: &Arc<Settings>,
        account: &str,
        catalog: Catalog,
        now: i64,
    ) -> Self {
        Self {
            account: account.into(),
            caller: None,
            catalog,
            now: DateTime::from_millis(now),
            world: world.clone(),
            settings: Arc::clone(settings),
            page_keys: PageKeys::default(),
            trace: None,
        }
    }

    /// The time of the call in milliseconds, as the store writes it.
    pub fn millis(&self) -> i64 {
        self.now.as_millis()
    }

    /// The catalog's name, as the store writes it.
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

    /// The same context with strictness observed: an opportunity that the service makes from an
    /// invitation or a lead may lack what a partner's new opportunity must have.
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

    /// The properties of an account, as this transaction reads them.
    pub(crate) async fn account(&self, tx: &mut Tx, id: &str) -> Result<Cow<'_, Account>, Error> {
        Ok(properties(tx, &self.settings, id).await?)
    }

    /// The caller as the row of a bulk job stores it: empty when the caller was not authenticated.
    pub(crate) fn stored_caller(&self) -> Result<String, Error> {
        self.caller.as_ref().map_or_else(
            || Ok(String::new()),
            |authenticated| write_document(&authenticated.to_stored()),
        )
    }

    /// The caller as the row of a task stores it, with the span of the request that starts it.
    pub(crate) fn stored_starter(&self) -> Result<String, Error> {
        match (&self.caller, self.span()) {
            (None, Some(span)) => Ok(starter::unauthenticated(span)),
            (Some(authenticated), Some(span)) => {
                let mut stored = authenticated.to_stored();
                stored.traceparent = Some(span.to_string());
                write_document(&stored)
            }
            (_, None) => self.stored_caller(),
        }
    }

    /// The column `caller` of a task of the service's own work, which has the span alone.
    pub(crate) fn stored_origin(&self) -> String {
        let span = self.span();
        span.map_or_else(String::new, starter::unauthenticated)
    }

    /// The span of the request, if it is traced.
    pub(crate) fn span(&self) -> Option<SpanContext> {
        self.trace.as_ref().map(|trace| trace.context())
    }

    /// Whether the caller is AWS itself, whose account in an engagement is `aws`.
    pub fn is_aws(&self) -> bool {
        &*self.account == AWS
    }
}
