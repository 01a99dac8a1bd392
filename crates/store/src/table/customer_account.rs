//! Customer accounts, keyed by id; the match finds those that are due, and the one that has a key.

use super::Catalog;
use super::due::Due;
use crate::record::{self, Record, record};
use crate::row::{Blank, Document};
use crate::stored_enum::stored_enum;
use crate::{Database, Error, Lock, Tx, Value};

stored_enum! {
    /// What the match made of an account.
    pub enum Status {
        Pending = "PENDING",
        Enriched = "ENRICHED",
        NoMatchFound = "NO_MATCH_FOUND",
        ActionRequired = "ACTION_REQUIRED",
    }
}

record! {
    /// A row of `customer_account`. Instants are milliseconds.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct CustomerAccount in "customer_account" {
        id: String [key],
        account: String [key],
        catalog: Catalog,
        /// Its number among those that the account made in the catalog, from 1.
        place: i64,
        created_at: i64,
        /// The bulk job that made it.
        import_id: Option<String> as Blank,
        modified_at: i64 [changes],
        /// The company's name as the partner says it.
        company: String [changes],
        /// The partner's own name for it.
        partner_id: Option<String> as Blank [changes],
        /// What the customer is recognized by.
        match_key: String [changes],
        status: Status [changes],
        /// Grows with every change, so that a match of an older one is refused.
        revision: i64 [changes],
        /// When its match runs; none once it has run.
        due_at: Option<i64> [changes],
        /// 1 when a context of an engagement names it, otherwise 0.
        shown: i64 [changes],
        document: String as Document [changes],
    }
}

/// How many accounts a partner has in a catalog, and how many it ever made there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub there: i64,
    pub made: i64,
}

/// Stores a new account and counts it.
pub async fn insert(tx: &mut Tx, new: &CustomerAccount) -> Result<(), Error> {
    record::insert(tx, new).await?;
    let text = "INSERT INTO customer_account_count (account, catalog, there, made) \
                VALUES ($1, $2, 1, 1) ON CONFLICT (account, catalog) DO UPDATE SET \
                there = customer_account_count.there + 1, made = customer_account_count.made + 1";
    let values = [new.account.as_str().into(), new.catalog.as_str().into()];
    tx.dispatch(text, &values).await
}

/// Replaces what may change of an account whose stored revision is `seen`. `false` when it has
/// another one by now, or is gone.
pub async fn update(tx: &mut Tx, changed: &CustomerAccount, seen: i64) -> Result<bool, Error> {
    let mut values = changed.changes();
    values.push(seen.into());
    let text = format!(
        "{} AND revision = ${}",
        CustomerAccount::update_text(),
        values.len()
    );
    Ok(tx.execute(&text, &values).await? == 1)
}

/// Removes an account and counts it no longer.
pub async fn delete(tx: &mut Tx, gone: &CustomerAccount) -> Result<(), Error> {
    let text = "DELETE FROM customer_account WHERE id = $1 AND account = $2";
    let values = [gone.id.as_str().into(), gone.account.as_str().into()];
    tx.execute(text, &values).await?;
    let text = "UPDATE customer_account_count SET there = there - 1 \
                WHERE account = $1 AND catalog = $2";
    let values = [gone.account.as_str().into(), gone.catalog.as_str().into()];
    tx.execute(text, &values).await.map(|_| ())
}

/// How many accounts a partner has.
pub async fn count(tx: &mut Tx, account: &str, catalog: &str) -> Result<Count, Error> {
    let text = "SELECT there, made FROM customer_account_count \
                WHERE account = $1 AND catalog = $2";
    match tx
        .query_one(text, &[account.into(), catalog.into()])
        .await?
    {
        Some(mut row) => Ok(Count {
            there: row.integer(0)?,
            made: row.integer(1)?,
        }),
        None => Ok(Count::default()),
    }
}

/// The same, locked: whoever creates or deletes an account of the partner, or decides whether it
/// has another one with a key, does so before everybody else or after them.
pub async fn lock_count(tx: &mut Tx, account: &str, catalog: &str) -> Result<Count, Error> {
    if tx.database() == Database::Sqlite {
        return count(tx, account, catalog).await;
    }
    // An update that changes nothing locks a row that may not exist yet.
    let text = "INSERT INTO customer_account_count (account, catalog, there, made) \
                VALUES ($1, $2, 0, 0) ON CONFLICT (account, catalog) DO UPDATE SET \
                there = customer_account_count.there RETURNING there, made";
    let values = [account.into(), catalog.into()];
    match tx.query_one(text, &values).await? {
        Some(mut row) => Ok(Count {
            there: row.integer(0)?,
            made: row.integer(1)?,
        }),
        None => Ok(Count::default()),
    }
}

/// Finds a customer account of this account and catalog, and locks it.
pub async fn find(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    id: &str,
) -> Result<Option<CustomerAccount>, Error> {
    let text = format!(
        "{} WHERE id = $1 AND account = $2 AND catalog = $3",
        CustomerAccount::SELECT
    );
    let values = [id.into(), account.into(), catalog.into()];
    let found = tx.lock_one(Lock::Exclusive, &text, &values).await?;
    found.map(CustomerAccount::read).transpose()
}

/// Finds a customer account of this catalog, whoever owns it, without a lock.
pub async fn find_any(
    tx: &mut Tx,
    catalog: &str,
    id: &str,
) -> Result<Option<CustomerAccount>, Error> {
    let text = format!("{} WHERE id = $1 AND catalog = $2", CustomerAccount::SELECT);
    tx.query_one(&text, &[id.into(), catalog.into()])
        .await?
        .map(CustomerAccount::read)
        .transpose()
}

/// Remembers that a context of an engagement names an account.
pub async fn show(tx: &mut Tx, account: &str, id: &str) -> Result<(), Error> {
    let text = "UPDATE customer_account SET shown = 1 \
                WHERE id = $1 AND account = $2 AND shown = 0";
    tx.execute(text, &[id.into(), account.into()])
        .await
        .map(|_| ())
}

/// The oldest enriched account of a partner with this key, other than `but`.
pub async fn holder(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    match_key: &str,
    but: &str,
) -> Result<Option<String>, Error> {
    let text = "SELECT id FROM customer_account WHERE account = $1 AND catalog = $2 \
                AND match_key = $3 AND status = 'ENRICHED' AND id <> $4 ORDER BY place LIMIT 1";
    let values = [account.into(), catalog.into(), match_key.into(), but.into()];
    match tx.query_one(text, &values).await? {
        Some(mut row) => Ok(Some(row.text(0)?)),
        None => Ok(None),
    }
}

static DUE: Due = Due::new(CustomerAccount::TABLE, "id", "due_at", &["place", "id"]);

/// When the next match runs.
pub async fn next_due(tx: &mut Tx) -> Result<Option<i64>, Error> {
    DUE.first(tx, &[], |all| all.literal("due_at IS NOT NULL"))
        .await
}

/// Up to `limit` accounts whose match runs at `now`, in the order of their creation.
pub async fn due(tx: &mut Tx, now: i64, limit: i64) -> Result<Vec<CustomerAccount>, Error> {
    let due = DUE.records::<CustomerAccount>(tx);
    let due = due.compare("due_at", "<=", now);
    DUE.read(tx, due, limit, CustomerAccount::take).await
}

/// Keeps what a deleted account said last.
pub async fn keep_last(tx: &mut Tx, id: &str, document: &str) -> Result<(), Error> {
    let text = "INSERT INTO deleted_customer_account (id, document) VALUES ($1, $2)";
    let values = [id.into(), Value::document(document)];
    tx.execute(text, &values).await.map(|_| ())
}

/// What a deleted account said last, if anything names it.
pub async fn last(tx: &mut Tx, id: &str) -> Result<Option<String>, Error> {
    let text = "SELECT document FROM deleted_customer_account WHERE id = $1";
    match tx.query_one(text, &[id.into()]).await? {
        Some(mut row) => Ok(Some(row.text(0)?)),
        None => Ok(None),
    }
}
