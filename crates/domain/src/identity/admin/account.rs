//! Accounts: partner companies.
//!
//! The store has those that administrators create, the settings those of the configuration, and
//! lists and single accounts show both. What both define has the properties of the configuration,
//! as operations read them, and the status of the store. Only accounts of the store can be changed.

use cosell_admin_api::Status;
use cosell_admin_api::account::{Account, NewAccount, Owner, Source};
use cosell_auth::is_account_id;
use cosell_store::Tx;
use cosell_store::table::{access_key, account as table, policy, principal};

use super::administration::{
    AdminContext, AdminError, Administration, ListPage, Part, Stored as _, merged,
};
use crate::error::unreadable;
use crate::identity::company::{CompanyDocument, company};
use crate::{feature, settings};

/// The most characters of a name, a URL, or a field of an owner.
const LONGEST: usize = 255;

impl Administration {
    /// Creates an account.
    pub async fn create_account(&self, new: NewAccount) -> Result<Account, AdminError> {
        self.change(new, async |tx, (cx, new)| create(tx, cx, new).await)
            .await
    }

    /// Lists the accounts of the store and of the configuration by their ids.
    pub async fn accounts(&self, part: Part) -> Result<ListPage<Account>, AdminError> {
        self.read(part, async |tx, (cx, part)| list(tx, cx, part).await)
            .await
    }

    /// Shows an account of the store or of the configuration.
    pub async fn account(&self, id: String) -> Result<Account, AdminError> {
        self.read(id, async |tx, (cx, id)| {
            let configured = cx.settings.accounts.get(id);
            match (table::find(tx, id).await?, configured) {
                (Some(row), configured) => account(row, configured),
                (None, Some(configured)) => Ok(of_configuration(configured)),
                (None, None) => Err(AdminError::not_found(format_args!("account {id}"))),
            }
        })
        .await
    }

    /// Enables an account, or disables it with all of its callers.
    pub async fn set_account_status(
        &self,
        id: String,
        status: Status,
    ) -> Result<Account, AdminError> {
        self.change((id, status), async |tx, (cx, (id, status))| {
            let mut found = find(tx, cx, id).await?;
            found.status = status.stored();
            table::update(tx, &found).await?;
            account(found, cx.settings.accounts.get(id))
        })
        .await
    }

    /// Deletes an account with its users, roles, keys and policies. Its opportunities stay, and
    /// belong to an account that is later created with the same number.
    pub async fn delete_account(&self, id: String) -> Result<Account, AdminError> {
        self.change(id, async |tx, (cx, id)| {
            let found = find(tx, cx, id).await?;
            access_key::clear(tx, id).await?;
            policy::clear(tx, id).await?;
            principal::clear(tx, id).await?;
            feature::reset(tx, id).await?;
            table::remove(tx, id).await?;
            account(found, None)
        })
        .await
    }
}

/// An account that can be changed, because the store has it.
async fn find(tx: &mut Tx, cx: &AdminContext, id: &str) -> Result<table::Account, AdminError> {
    if let Some(found) = table::find(tx, id).await? {
        return Ok(found);
    }
    if cx.settings.accounts.contains_key(id) {
        let message = format!(
            "Account {id} is not in the store, so it cannot be changed here: the configuration \
             file defines it, or the server itself where that file defines no account. Define it \
             in the configuration file and restart the server."
        );
        return Err(AdminError::Conflict(message));
    }
    Err(AdminError::not_found(format_args!("account {id}")))
}

async fn list(
    tx: &mut Tx,
    cx: &AdminContext,
    part: &Part,
) -> Result<ListPage<Account>, AdminError> {
    let configured = &cx.settings.accounts;
    let rows = table::list(tx, part.after.as_deref(), part.limit_and_one()).await?;
    let stored = rows.into_iter().map(|row| {
        let configured = configured.get(&row.id);
        account(row, configured)
    });
    let stored = stored.collect::<Result<Vec<_>, _>>()?;
    let configured = configured.values().map(of_configuration);
    let stored = stored.into_iter();
    Ok(merged(part, configured, stored, |account| &account.id))
}

/// Refuses an id that no account can have.
pub(super) fn check_id(id: &str) -> Result<(), AdminError> {
    if is_account_id(id) {
        return Ok(());
    }
    Err(AdminError::invalid("id must be twelve digits."))
}

async fn create(tx: &mut Tx, cx: &AdminContext, new: &NewAccount) -> Result<Account, AdminError> {
    let id = &new.id;
    check_id(id)?;
    let taken = format!("Account {id}");
    if cx.settings.accounts.contains_key(id) {
        return Err(AdminError::duplicate(cosell_store::Error::Duplicate, taken));
    }
    let implicit = settings::Account::implicit(id);
    let company = CompanyDocument {
        company_name: new.company_name.clone().unwrap_or(implicit.company_name),
        website_url: new.website_url.clone().unwrap_or(implicit.website_url),
        owner: new.owner.clone().unwrap_or(Owner {
            first_name: implicit.owner.first_name,
            last_name: implicit.owner.last_name,
            email: implicit.owner.email,
        }),
    };
    for (member, text) in [
        ("company_name", &company.company_name),
        ("website_url", &company.website_url),
        ("owner.first_name", &company.owner.first_name),
        ("owner.last_name", &company.owner.last_name),
        ("owner.email", &company.owner.email),
    ] {
        if text.is_empty() || text.chars().count() > LONGEST {
            let message = format!("{member} must have 1 to {LONGEST} characters.");
            return Err(AdminError::Invalid(message));
        }
    }
    let row = table::Account {
        id: id.clone(),
        status: Status::Active.stored(),
        created_at: cx.world.now(),
        document: serde_json::to_string(&company).map_err(|error| unreadable(&error))?,
    };
    table::insert(tx, &row)
        .await
        .map_err(|error| AdminError::duplicate(error, taken))?;
    account(row, None)
}

/// An account of the store; what the configuration says of it counts more.
fn account(
    row: table::Account,
    configured: Option<&settings::Account>,
) -> Result<Account, AdminError> {
    let status = Status::of(row.status);
    let created_at = Some(cosell_api::DateTime::from_millis(row.created_at));
    if let Some(configured) = configured {
        return Ok(Account {
            status,
            created_at,
            ..of_configuration(configured)
        });
    }
    let CompanyDocument {
        company_name,
        website_url,
        owner,
    } = company(&row)?;
    Ok(Account {
        source: Source::Store,
        status,
        created_at,
        company_name,
        website_url,
        owner,
        id: row.id,
    })
}

fn of_configuration(account: &settings::Account) -> Account {
    let settings::Account {
        id,
        company_name,
        website_url,
        owner,
        solutions: _,
        features: _,
    } = account;
    Account {
        id: id.clone(),
        source: Source::Configuration,
        status: Status::Active,
        company_name: company_name.clone(),
        website_url: website_url.clone(),
        owner: Owner {
            first_name: owner.first_name.clone(),
            last_name: owner.last_name.clone(),
            email: owner.email.clone(),
        },
        created_at: None,
    }
}
