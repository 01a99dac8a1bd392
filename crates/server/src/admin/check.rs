//! `POST /_cosell/check`: whether a request would be accepted, and by which rules it is refused.

use cosell_admin_api::check::Checked;
use cosell_admin_api::pages::CheckRequest;
use cosell_auth::is_account_id;
use cosell_domain::check::CheckError;

use super::{Context, Handler, invalid};
use crate::caller::unsteady;
use crate::refusal::Refusal;

impl Handler for CheckRequest {
    async fn handle(self, cx: Context<'_>) -> Result<Checked, Refusal> {
        let account = match &self.body.account {
            Some(account) if is_account_id(account) => account.as_str().into(),
            Some(_) => return Err(invalid("account must have 12 digits.")),
            None => cx.front.callers.first_account().ok_or_else(|| {
                invalid("In mode strict a check names an account, such as with --account.")
            })?,
        };
        let checked = cx.front.service.check(self.body, account.into()).await;
        checked.map_err(|error| match error {
            CheckError::Store(error) => error.into(),
            CheckError::Stale => unsteady(),
            other => invalid(&other.to_string()),
        })
    }
}
