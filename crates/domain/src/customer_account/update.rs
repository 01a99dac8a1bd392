//! `UpdateCustomerAccount`: replaces what a partner says of a customer, which is matched anew.
//!
//! The caller names the version that they have seen; another one is a conflict. The end of a match
//! makes another version too.

use cosell_api::operations::UpdateCustomerAccount;
use cosell_api::types::{UpdateCustomerAccountRequest, UpdateCustomerAccountResponse};
use cosell_store::Tx;

use super::{rules, store};
use crate::error::instant;
use crate::permission::ResourceType::CustomerAccount;
use crate::permission::{Requirement, ask};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler};

impl Handler for UpdateCustomerAccount {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:UpdateCustomerAccount",
        CustomerAccount.named("Identifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &UpdateCustomerAccountRequest,
    ) -> Result<UpdateCustomerAccountResponse, Error> {
        let mut stored = store::load(cx, tx, &input.identifier).await?;
        Error::unless_empty(rules::findings(&input.account))?;
        if input.last_modified_date.as_millis() != stored.row.modified_at {
            return Err(overtaken());
        }
        stored.document.account = input.account.clone();
        if let Some(partner_id) = &input.partner_account_identifier {
            stored.row.partner_id = Some(partner_id.clone()).filter(|text| !text.is_empty());
        }
        store::make_pending(cx, tx, &mut stored);
        if !store::save(cx, tx, &mut stored).await? {
            return Err(overtaken());
        }
        let arn = stored.arn();
        Ok(UpdateCustomerAccountResponse {
            partner_account_identifier: stored.row.partner_id,
            ..UpdateCustomerAccountResponse::required(
                arn,
                stored.row.id,
                stored.row.status.wire(),
                stored.row.catalog.to_string(),
                instant(stored.row.created_at),
                instant(stored.row.modified_at),
            )
        })
    }
}

fn overtaken() -> Error {
    let message = "The account was modified since LastModifiedDate. Read it again and repeat the \
                   update.";
    Error::ruled(&rules::LATEST, cosell_api::Error::conflict(message))
}
