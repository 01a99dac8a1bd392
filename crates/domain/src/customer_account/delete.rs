//! `DeleteCustomerAccount`: removes an account of the caller, and its tags. One that is not there
//! is no mistake, so a caller who got no answer may ask again.

use cosell_api::operations::DeleteCustomerAccount;
use cosell_api::types::{DeleteCustomerAccountRequest, DeleteCustomerAccountResponse};
use cosell_store::Tx;
use cosell_store::table::{bulk, customer_account as table, customer_account_search, tag};

use super::store;
use crate::error::write_document;
use crate::permission::ResourceType::CustomerAccount;
use crate::permission::{Requirement, ask};
use crate::{Context, Error, Handler};

impl Handler for DeleteCustomerAccount {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:DeleteCustomerAccount",
        CustomerAccount.named("Identifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &DeleteCustomerAccountRequest,
    ) -> Result<DeleteCustomerAccountResponse, Error> {
        table::lock_count(tx, &cx.account, cx.catalog_name()).await?;
        if let Some(stored) = store::find(cx, tx, &input.identifier).await? {
            if stored.row.shown != 0 {
                let customer = write_document(&stored.document.customer())?;
                table::keep_last(tx, &stored.row.id, &customer).await?;
            }
            if let Some(import) = &stored.row.import_id {
                bulk::count_deleted(tx, &cx.account, import).await?;
            }
            tag::clear(tx, &stored.arn()).await?;
            table::delete(tx, &stored.row).await?;
            customer_account_search::delete(tx, &cx.account, &stored.row.id).await?;
        }
        Ok(DeleteCustomerAccountResponse::default())
    }
}
