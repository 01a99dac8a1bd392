//! Opportunities, keyed by id and listed by account and catalog in six orders.

mod count;
mod filter;
mod list;

pub use self::count::count;
pub use self::filter::Filter;
pub use self::list::list;
use super::Catalog;
use super::opportunity_search::Column;
use crate::record::{self, Record, record};
use crate::row::Document;
use crate::{Database, Error, Lock, Tx, Value};

record! {
    /// A row of `opportunity`. Instants are milliseconds; `target_close` is `YYYY-MM-DD` or empty.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Opportunity in "opportunity" {
        id: String [key],
        account: String [key],
        catalog: Catalog,
        created_at: i64,
        modified_at: i64 [changes],
        company: String [changes],
        target_close: String [changes],
        stage: String [changes],
        review_status: String [changes],
        /// As an integer of the same order.
        estimated_mrr: Option<i64> [changes],
        document: String as Document [changes],
    }
}

/// The columns by which opportunities are listed, each with its index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Id,
    ModifiedAt,
    CreatedAt,
    Company,
    TargetClose,
    EstimatedMrr,
}

impl Order {
    pub(super) fn column(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::ModifiedAt => "modified_at",
            Self::CreatedAt => "created_at",
            Self::Company => "company",
            Self::TargetClose => "target_close",
            Self::EstimatedMrr => "estimated_mrr",
        }
    }

    /// The column of a date or an amount by which this order runs.
    pub(super) fn ranged(self) -> Option<Column> {
        match self {
            Self::Id | Self::Company => None,
            Self::ModifiedAt => Some(Column::ModifiedAt),
            Self::CreatedAt => Some(Column::CreatedAt),
            Self::TargetClose => Some(Column::TargetClose),
            Self::EstimatedMrr => Some(Column::EstimatedMrr),
        }
    }

    /// The key of a row in this order, for the page after it.
    pub fn key(self, row: &Opportunity) -> Value<'_> {
        match self {
            Self::Id => Value::from(&row.id),
            Self::ModifiedAt => row.modified_at.into(),
            Self::CreatedAt => row.created_at.into(),
            Self::Company => Value::from(&row.company),
            Self::TargetClose => Value::from(&row.target_close),
            Self::EstimatedMrr => row.estimated_mrr.into(),
        }
    }
}

/// Stores a new opportunity.
pub async fn insert(tx: &mut Tx, new: &Opportunity) -> Result<(), Error> {
    record::insert(tx, new).await
}

/// Updates the changeable columns of an opportunity: everything but its id, owner and creation.
pub async fn update(tx: &mut Tx, changed: &Opportunity) -> Result<(), Error> {
    record::overwrite(tx, changed).await
}

/// Finds an opportunity of this account and catalog, and locks it.
pub async fn find(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    id: &str,
) -> Result<Option<Opportunity>, Error> {
    let values = [id.into(), account.into(), catalog.into()];
    let found = tx.lock_one(Lock::Exclusive, &by_owner(), &values).await?;
    if found.is_some() {
        tx.note_locked(Opportunity::TABLE, id);
    }
    found.map(Opportunity::read).transpose()
}

/// The same without a lock: for what never changes of it, or does not matter to a decision.
pub async fn peek(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    id: &str,
) -> Result<Option<Opportunity>, Error> {
    let values = [id.into(), account.into(), catalog.into()];
    let found = tx.query_one(&by_owner(), &values).await?;
    found.map(Opportunity::read).transpose()
}

fn by_owner() -> String {
    let select = Opportunity::SELECT;
    format!("{select} WHERE id = $1 AND account = $2 AND catalog = $3")
}

/// Finds an opportunity of this account and catalog, and locks it in this way.
pub async fn find_locked(
    tx: &mut Tx,
    lock: Lock,
    (account, catalog): (&str, &str),
    id: &str,
) -> Result<Option<Opportunity>, Error> {
    let values = [id.into(), account.into(), catalog.into()];
    let found = tx.lock_one(lock, &by_owner(), &values).await?;
    found.map(Opportunity::read).transpose()
}

/// Finds an opportunity of this catalog, whoever owns it, and locks it.
pub async fn find_any(
    tx: &mut Tx,
    lock: Lock,
    catalog: &str,
    id: &str,
) -> Result<Option<Opportunity>, Error> {
    if tx.database() == Database::Sqlite {
        return peek_any(tx, catalog, id).await;
    }
    // A distributed database locks rows of one shard only. An opportunity is handed over once, so
    // its owner is found at the second look.
    for _ in 0..2 {
        let Some(found) = peek_any(tx, catalog, id).await? else {
            return Ok(None);
        };
        let locked = find_locked(tx, lock, (&found.account, catalog), id).await?;
        if locked.is_some() {
            return Ok(locked);
        }
    }
    Ok(None)
}

/// Finds an opportunity of this catalog, whoever owns it, without a lock.
pub async fn peek_any(tx: &mut Tx, catalog: &str, id: &str) -> Result<Option<Opportunity>, Error> {
    let text = format!("{} WHERE id = $1 AND catalog = $2", Opportunity::SELECT);
    let found = tx.query_one(&text, &[id.into(), catalog.into()]).await?;
    found.map(Opportunity::read).transpose()
}

/// Locks these opportunities, given by id and account, in the order of their ids.
pub async fn lock_all(tx: &mut Tx, keys: &[(String, String)]) -> Result<(), Error> {
    let text = "SELECT id FROM opportunity WHERE id = $1 AND account = $2";
    let keys = keys.iter().map(|(id, account)| vec![id, account]);
    record::lock_all::<Opportunity>(tx, text, keys.collect()).await
}

/// Transfers an opportunity to another account, and locks it. Returns `None` when `from` does not
/// own it, or not any more.
///
/// The account places the row among the shards of a distributed database, so the row is moved
/// rather than updated.
pub async fn hand_over(
    tx: &mut Tx,
    catalog: &str,
    id: &str,
    (from, to): (&str, &str),
) -> Result<Option<Opportunity>, Error> {
    let Some(mut moved) = find(tx, from, catalog, id).await? else {
        return Ok(None);
    };
    let text = "DELETE FROM opportunity WHERE id = $1 AND account = $2";
    tx.dispatch(text, &[id.into(), from.into()]).await?;
    to.clone_into(&mut moved.account);
    insert(tx, &moved).await?;
    Ok(Some(moved))
}
