//! `GET /_cosell/pipeline`: the pipeline of an account.

use cosell_admin_api::pages::ShowPipeline;
use cosell_admin_api::pipeline::Pipeline;
use cosell_auth::is_account_id;

use super::{Context, Handler, invalid};
use crate::refusal::Refusal;

impl Handler for ShowPipeline {
    async fn handle(self, cx: Context<'_>) -> Result<Pipeline, Refusal> {
        let asked = self.query;
        if !is_account_id(&asked.account) {
            return Err(invalid("account must have 12 digits."));
        }
        let (account, catalog) = (asked.account.clone(), asked.catalog);
        let read = cx.front.service.pipeline(asked).await?;
        Ok(Pipeline {
            account,
            catalog,
            counts: read.counts,
            values: read.values,
            newest: read.newest,
            all: read.all,
        })
    }
}
