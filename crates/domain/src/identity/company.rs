//! The properties of an account, from its row or from the configuration.

use std::borrow::Cow;

use cosell_admin_api::account::Owner;
use cosell_store::Tx;
use cosell_store::table::account as table;
use serde::{Deserialize, Serialize};

use crate::error::damaged;
use crate::settings::{self, Settings};

/// The document in the row of an account.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct CompanyDocument {
    pub company_name: String,
    pub website_url: String,
    pub owner: Owner,
}

/// Reads the document of a row.
pub(super) fn company(row: &table::Account) -> Result<CompanyDocument, cosell_store::Error> {
    serde_json::from_str(&row.document).map_err(|error| damaged("account", &row.id, &error))
}

/// The properties of an account as operations read them: from the configuration, else from the
/// store, else those of an implicit account.
pub(crate) async fn properties<'a>(
    tx: &mut Tx,
    settings: &'a Settings,
    id: &str,
) -> Result<Cow<'a, settings::Account>, cosell_store::Error> {
    if let Some(configured) = settings.configured(id) {
        return Ok(Cow::Borrowed(configured));
    }
    let mut account = settings::Account::implicit(id);
    if let Some(row) = table::find(tx, id).await? {
        let company = company(&row)?;
        account.company_name = company.company_name;
        account.website_url = company.website_url;
        account.owner = settings::Owner {
            first_name: company.owner.first_name,
            last_name: company.owner.last_name,
            email: company.owner.email,
        };
    }
    Ok(Cow::Owned(account))
}
