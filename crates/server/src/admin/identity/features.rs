//! The features of an account.

use cosell_admin_api::feature::Features;
use cosell_admin_api::pages::{ResetFeatures, SetFeatures, ShowFeatures};

use crate::admin::{Context, Handler};
use crate::refusal::Refusal;

impl Handler for ShowFeatures {
    async fn handle(self, cx: Context<'_>) -> Result<Features, Refusal> {
        Ok(cx.identities().features(self.account).await?)
    }
}

impl Handler for SetFeatures {
    async fn handle(self, cx: Context<'_>) -> Result<Features, Refusal> {
        let (account, change) = (self.account, self.body);
        Ok(cx.identities().set_features(account, change).await?)
    }
}

impl Handler for ResetFeatures {
    async fn handle(self, cx: Context<'_>) -> Result<Features, Refusal> {
        Ok(cx.identities().reset_features(self.account).await?)
    }
}
