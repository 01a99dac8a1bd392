//! Accounts in the store: partner companies, in addition to those of the configuration file.

use cosell_admin_api::Status;
use cosell_admin_api::account::{Account, NewAccount, Owner};
use cosell_store::Tx;
use cosell_store::table::{access_key, account as table, policy, principal};

use super::administration::{
    AdminContext, AdminError, Administration, ListPage, Part, Stored as _,
};
use crate::error::unreadable;
use crate::identity::company::{CompanyDocument, company};
use crate::settings;

/// Digits of an account's number.
const DIGITS: usize = 12;

/// The most characters of a name, a URL, or a field of an owner.
const LONGEST: usize = 255;

impl Administration {
    /// Creates an account.
    pub async fn create_account(&self, new: NewAccount) -> Result<Account, AdminError> {
        self.change(new, async |tx, (cx, new)| create(tx, cx, new).await)
            .await
    }

    /// Lists the accounts of the store by their ids.
    pub async fn accounts(&self, part: Part) -> Result<ListPage<Account>, AdminError> {
        self.read(part, async |tx, (_, part)| {
            let rows = table::list(tx, part.after.as_deref(), part.limit_and_one()).await?;
            ListPage::of(part, rows, |row| &row.id, account).all()
        })
        .await
    }

    /// Shows an account of the store.
    pub async fn account(&self, id: String) -> Result<Account, AdminError> {
        self.read(id, async |tx, (_, id)| account(find(tx, id).await?))
            .await
    }

    /// Enables an account, or disables it with all of its callers.
    pub async fn set_account_status(
        &self,
        id: String,
        status: Status,
    ) -> Result<Account, AdminError> {
        self.change((id, status), async |tx, (_, (id, status))| {
            let mut found = find(tx, id).await?;
            found.status = status.stored();
            table::update(tx, &found).await?;
            account(found)
        })
        .await
    }

    /// Deletes an account with its users, roles, keys and policies. Its opportunities stay, and
    /// belong to an account that is later created with the same number.
    pub async fn delete_account(&self, id: String) -> Result<Account, AdminError> {
        self.change(id, async |tx, (_, id)| {
            let found = find(tx, id).await?;
            access_key::clear(tx, id).await?;
            policy::clear(tx, id).await?;
            principal::clear(tx, id).await?;
            table::remove(tx, id).await?;
            account(found)
        })
        .await
    }
}

async fn find(tx: &mut Tx, id: &str) -> Result<table::Account, AdminError> {
    let found = table::find(tx, id).await?;
    found.ok_or_else(|| AdminError::not_found(format_args!("account {id} in the store")))
}

async fn create(tx: &mut Tx, cx: &AdminContext, new: &NewAccount) -> Result<Account, AdminError> {
    let id = &new.id;
    if id.len() != DIGITS || !id.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AdminError::invalid("id must be twelve digits."));
    }
    let taken = format!("account {id}");
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
    account(row)
}

fn account(row: table::Account) -> Result<Account, AdminError> {
    let CompanyDocument {
        company_name,
        website_url,
        owner,
    } = company(&row)?;
    Ok(Account {
        status: Status::of(row.status),
        created_at: cosell_api::DateTime::from_millis(row.created_at),
        company_name,
        website_url,
        owner,
        id: row.id,
    })
}
