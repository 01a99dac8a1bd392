//! Features that the live service seems to open account by account.
//!
//! Every account may use them, unless the configuration or an administrator says otherwise. What
//! administrators set is a row of the store, which each call reads in its own transaction, so a
//! change applies on all nodes from the next call on.

use cosell_admin_api::feature::{FeatureChange, OpportunityBulkJobs, SearchOpportunities};
use cosell_api::types::AccessDeniedExceptionErrorCode as Reason;
use cosell_store::Tx;
use cosell_store::table::setting;

use crate::error::damaged;
use crate::rule::rules;
use crate::settings::{Features, Settings};
use crate::{Context, Error};

rules! {
    CLOSED = "account.feature", Inferred,
        "SearchOpportunities and StartOpportunityBulkJob are refused with an AccessDeniedException \
         and its Reason for an account whose feature is not enabled. Every feature is enabled \
         unless the configuration, an administrator or a fault rule says otherwise.";
}

/// The name of the setting; it applies to both catalogs.
pub(crate) const NAME: &str = "features";
const EVERYWHERE: &str = "";

/// A feature that may be closed to an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    SearchOpportunities,
    OpportunityBulkJobs,
}

/// Refuses a call of an account that may not use a feature.
pub async fn check(cx: &Context, tx: &mut Tx, feature: Feature) -> Result<(), Error> {
    let features = of(tx, &cx.settings, &cx.account).await?;
    let Some((reason, message)) = refusal(feature, features) else {
        return Ok(());
    };
    let error = cosell_api::Error::AccessDenied {
        message: message.to_owned(),
        reason: Some(reason),
    };
    Err(Error::ruled(&CLOSED, error))
}

fn refusal(feature: Feature, features: Features) -> Option<(Reason, &'static str)> {
    match feature {
        Feature::SearchOpportunities => match features.search_opportunities {
            SearchOpportunities::Enabled => None,
            SearchOpportunities::NotEnabled => Some((
                Reason::SearchOpportunitiesNotEnabled,
                "SearchOpportunities is not enabled for this account.",
            )),
            SearchOpportunities::NotRouted => Some((
                Reason::SearchOpportunitiesDataNotRoutedToDdb,
                "The opportunities of this account cannot be searched yet.",
            )),
        },
        Feature::OpportunityBulkJobs => match features.opportunity_bulk_jobs {
            OpportunityBulkJobs::Enabled => None,
            OpportunityBulkJobs::NotEnabled => Some((
                Reason::OpportunityBulkJobNotEnabled,
                "Bulk jobs of opportunities are not enabled for this account.",
            )),
        },
    }
}

/// What an account may use.
pub(crate) async fn of(
    tx: &mut Tx,
    settings: &Settings,
    account: &str,
) -> Result<Features, cosell_store::Error> {
    let configured = settings.accounts.get(account);
    let configured = configured.map_or_else(Features::default, |account| account.features);
    Ok(configured.with(set(tx, account).await?))
}

/// What administrators have set of an account.
async fn set(tx: &mut Tx, account: &str) -> Result<FeatureChange, cosell_store::Error> {
    match setting::find(tx, account, EVERYWHERE, NAME).await? {
        Some(text) => serde_json::from_str(&text)
            .map_err(|error| damaged("setting", &format!("features of {account}"), &error)),
        None => Ok(FeatureChange::default()),
    }
}

/// Sets features of an account; what the change leaves out stays as it was set.
pub(crate) async fn change(
    tx: &mut Tx,
    account: &str,
    change: FeatureChange,
) -> Result<(), cosell_store::Error> {
    let before = set(tx, account).await?;
    let set = FeatureChange {
        search_opportunities: change.search_opportunities.or(before.search_opportunities),
        opportunity_bulk_jobs: change
            .opportunity_bulk_jobs
            .or(before.opportunity_bulk_jobs),
    };
    let text = serde_json::to_string(&set)
        .map_err(|error| damaged("setting", &format!("features of {account}"), &error))?;
    setting::set(tx, account, EVERYWHERE, NAME, &text).await
}

/// Forgets what administrators have set of an account.
pub(crate) async fn reset(tx: &mut Tx, account: &str) -> Result<(), cosell_store::Error> {
    setting::remove(tx, account, EVERYWHERE, NAME).await
}
