//! A row about a customer account: it creates one.

use cosell_api::operations::CreateCustomerAccount;
use cosell_store::Tx;
use serde_json::Value;

use super::body::Said;
use super::carry::finish;
use super::row::{Failed, Row, failure};
use crate::customer_account::create::{New, create};

impl Row<'_> {
    /// Creates the account that a row describes. It succeeds when the account is made, whatever
    /// its match becomes.
    pub(super) async fn create_customer_account(
        &self,
        tx: &mut Tx,
        said: Said,
        resource: &mut Option<String>,
    ) -> Result<(), Failed> {
        let mut members = said.members;
        let account = members.get("Account");
        if account.is_none_or(|account| account.get("CompanyName").is_none()) {
            return Err(failure("MISSING_COMPANY", "The row has no Company Name."));
        }
        self.address(&mut members);
        let body = Value::Object(members);
        let actor = self.actor;
        let (input, savepoint) = actor.begin::<CreateCustomerAccount>(tx, body).await?;
        let new = New {
            account: &input.account,
            partner_id: input.partner_account_identifier.as_deref(),
            import_id: Some(&self.job.id),
        };
        let done = create(&actor.cx, tx, new, None).await;
        let made = finish(tx, savepoint, done).await?;
        *resource = Some(made.row.id);
        Ok(())
    }
}
