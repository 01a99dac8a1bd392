//! `GET /_cosell/records` and `GET /_cosell/records/{id}`: whose records the store has.

use cosell_admin_api::pages::{FindRecord, ListRecordHolders};
use cosell_admin_api::record::{RecordHolder, RecordHolders, RecordOwner};

use super::tasks::catalog;
use super::{Context, Handler, not_found};
use crate::refusal::Refusal;

impl Handler for ListRecordHolders {
    async fn handle(self, cx: Context<'_>) -> Result<RecordHolders, Refusal> {
        let limit = usize::from(self.query.limit.get());
        let service = &cx.front.service;
        let mut found = service.record_holders(self.query.next, limit + 1).await?;
        let more = found.len() > limit;
        found.truncate(limit);
        Ok(RecordHolders {
            next_token: found.last().filter(|_| more).cloned(),
            accounts: found
                .into_iter()
                .map(|account| RecordHolder { account })
                .collect(),
        })
    }
}

impl Handler for FindRecord {
    async fn handle(self, cx: Context<'_>) -> Result<RecordOwner, Refusal> {
        let id = self.id;
        let found = cx.front.service.record_owner(id.clone()).await?;
        let unknown = "There is no opportunity, customer account or engagement with this id.";
        let found = found.ok_or_else(|| not_found(unknown))?;
        Ok(RecordOwner {
            id,
            catalog: catalog(found.catalog),
            accounts: found.accounts,
        })
    }
}
