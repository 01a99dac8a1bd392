//! The features of an account. An account needs no record for this: in mode `open` every number of
//! twelve digits is an account.

use cosell_admin_api::feature::{FeatureChange, Features};
use cosell_store::Tx;

use super::account::check_id;
use super::administration::{AdminContext, AdminError, Administration};
use crate::feature;

impl Administration {
    /// Shows which features an account may use.
    pub async fn features(&self, id: String) -> Result<Features, AdminError> {
        self.read(id, async |tx, (cx, id)| shown(tx, cx, id).await)
            .await
    }

    /// Sets features of an account.
    pub async fn set_features(
        &self,
        id: String,
        change: FeatureChange,
    ) -> Result<Features, AdminError> {
        self.change((id, change), async |tx, (cx, (id, change))| {
            check_id(id)?;
            if *change == FeatureChange::default() {
                let message = "Name a feature to set: search_opportunities, opportunity_bulk_jobs.";
                return Err(AdminError::invalid(message));
            }
            feature::change(tx, id, *change).await?;
            shown(tx, cx, id).await
        })
        .await
    }

    /// Lets the configuration say again which features an account may use.
    pub async fn reset_features(&self, id: String) -> Result<Features, AdminError> {
        self.change(id, async |tx, (cx, id)| {
            feature::reset(tx, id).await?;
            shown(tx, cx, id).await
        })
        .await
    }
}

async fn shown(tx: &mut Tx, cx: &AdminContext, id: &str) -> Result<Features, AdminError> {
    check_id(id)?;
    let features = feature::of(tx, &cx.settings, id).await?;
    Ok(Features {
        account: id.to_owned(),
        search_opportunities: features.search_opportunities,
        opportunity_bulk_jobs: features.opportunity_bulk_jobs,
    })
}
