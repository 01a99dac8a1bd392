//! `CreateCustomerAccount`: a new account that is yet to be matched.
//!
//! A customer that another account has is no conflict here: the match finds it.

use cosell_api::operations::CreateCustomerAccount;
use cosell_api::types::{
    CreateCustomerAccountRequest, CreateCustomerAccountResponse, CustomerAccountData, Tag,
};
use cosell_store::Tx;
use cosell_store::table::customer_account::{self as table, CustomerAccount, Status};

use super::{Document, Stored, rules, search, store};
use crate::error::{instant, write_document};
use crate::permission::ResourceType::CustomerAccount as Account;
use crate::permission::{Requirement, ask, ask_when_tagged};
use crate::stored::Wire as _;
use crate::{Context, Error, Handler, tag};

/// Characters of an account's id behind `cust-acc-`.
const ID_LENGTH: usize = 13;

impl Handler for CreateCustomerAccount {
    const REQUIRES: &'static [Requirement] = &[
        ask("partnercentral:CreateCustomerAccount", Account.created()),
        ask_when_tagged("partnercentral:TagResource", Account.created()),
    ];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &CreateCustomerAccountRequest,
    ) -> Result<CreateCustomerAccountResponse, Error> {
        let new = New {
            account: &input.account,
            partner_id: input.partner_account_identifier.as_deref(),
            import_id: None,
        };
        let created = create(cx, tx, new, input.tags.as_deref()).await?;
        let arn = created.arn();
        Ok(CreateCustomerAccountResponse {
            partner_account_identifier: created.row.partner_id,
            ..CreateCustomerAccountResponse::required(
                arn,
                created.row.id,
                created.row.status.wire(),
                created.row.catalog.to_string(),
                instant(created.row.created_at),
            )
        })
    }
}

/// What a new account says.
#[derive(Clone, Copy, Debug)]
pub struct New<'a> {
    pub account: &'a CustomerAccountData,
    /// The partner's own name for it; an empty one is none.
    pub partner_id: Option<&'a str>,
    /// The bulk job that makes it.
    pub import_id: Option<&'a str>,
}

/// Creates an account of the caller, with its match due after this transaction.
pub async fn create(
    cx: &Context,
    tx: &mut Tx,
    new: New<'_>,
    tags: Option<&[Tag]>,
) -> Result<Stored, Error> {
    let tags = tags.unwrap_or_default();
    let mut findings = rules::findings(new.account);
    findings.extend(tag::rules::findings(tags, std::iter::empty()));
    Error::unless_empty(findings)?;

    let count = table::lock_count(tx, &cx.account, cx.catalog_name()).await?;
    let most = cx.settings.stored.customer_accounts;
    if count.there >= i64::from(most) {
        let message = format!("An account has at most {most} customer accounts in a catalog.");
        let error = cosell_api::Error::quota_exceeded(message);
        return Err(Error::ruled(&rules::QUOTA, error));
    }
    let text = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
    let row = CustomerAccount {
        id: format!("cust-acc-{}", cx.world.id(ID_LENGTH)),
        account: cx.account.to_string(),
        catalog: cx.catalog,
        place: count.made.saturating_add(1),
        created_at: cx.millis(),
        import_id: text(new.import_id),
        modified_at: cx.millis(),
        company: String::new(),
        partner_id: text(new.partner_id),
        match_key: String::new(),
        status: Status::Pending,
        revision: 1,
        due_at: None,
        shown: 0,
        document: String::new(),
    };
    let document = Document {
        account: new.account.clone(),
        ..Document::default()
    };
    let mut stored = Stored { row, document };
    store::make_pending(cx, tx, &mut stored);
    stored.row.document = write_document(&stored.document)?;
    table::insert(tx, &stored.row).await?;
    search::index::created(tx, &stored).await?;
    tag::add(cx, tx, &stored.arn(), tags).await?;
    Ok(stored)
}
