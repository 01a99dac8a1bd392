//! `GetCustomerAccount`: one account of the caller, with what the match made of it.

use cosell_api::operations::GetCustomerAccount;
use cosell_api::types::{
    CustomerAccountFailureReason, GetCustomerAccountRequest, GetCustomerAccountResponse, Tag,
};
use cosell_store::Tx;
use cosell_store::table::tag;

use super::store;
use crate::error::instant;
use crate::permission::ResourceType::CustomerAccount;
use crate::permission::{Requirement, ask};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler, arn};

impl Handler for GetCustomerAccount {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:GetCustomerAccount",
        CustomerAccount.named("Identifier"),
    )];

    const READS_BY_KEY: bool = true;

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &GetCustomerAccountRequest,
    ) -> Result<GetCustomerAccountResponse, Error> {
        let stored = store::load(cx, tx, &input.identifier).await?;
        let arn = stored.arn();
        let tags = tag::list(tx, &arn).await?;
        let tags = tags.into_iter().map(|(key, value)| Tag {
            key,
            value,
            ..Default::default()
        });
        let existing = stored.document.existing.as_deref();
        let existing = existing.map(|id| arn::customer_account(&cx.account, cx.catalog, id));
        let message = stored
            .document
            .reason
            .map(|reason| message(reason, existing.as_deref()));
        Ok(GetCustomerAccountResponse {
            partner_account_identifier: stored.row.partner_id,
            issues: None,
            aws_enrichment: stored.document.enrichment,
            reason_code: stored.document.reason,
            message,
            existing_customer_account_arn: existing,
            tags: Some(tags.collect()),
            ..GetCustomerAccountResponse::required(
                arn,
                stored.row.id,
                stored.row.catalog.to_string(),
                stored.row.status.wire(),
                instant(stored.row.created_at),
                instant(stored.row.modified_at),
                stored.document.account,
            )
        })
    }
}

/// What the partner can do about an account that needs attention.
fn message(reason: CustomerAccountFailureReason, existing: Option<&str>) -> String {
    match reason {
        CustomerAccountFailureReason::DuplicateCustomerMatch => {
            let existing = existing.unwrap_or("another account");
            format!(
                "This customer is mapped already by {existing}. Delete this account, or correct \
                 its details and update it."
            )
        }
        CustomerAccountFailureReason::ProcessingError => {
            "The account could not be matched. Update it to try again.".to_owned()
        }
    }
}
