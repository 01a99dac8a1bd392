//! Opportunities, keyed by id and listed by account and catalog in six orders.

mod filter;
mod list;

use std::sync::LazyLock;

pub use self::filter::Filter;
pub use self::list::list;
use super::Catalog;
use super::opportunity_search::Column;
use crate::record::{self, Mark, Record, record};
use crate::{Error, Tx, Value};

record! {
    /// A row of `opportunity`. Instants are milliseconds; `target_close` is `YYYY-MM-DD` or empty.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Opportunity in "opportunity" {
        id: String [key],
        account: String,
        catalog: Catalog,
        created_at: i64,
        modified_at: i64 [changes],
        company: String [changes],
        target_close: String [changes],
        stage: String [changes],
        review_status: String [changes],
        /// As an integer of the same order.
        estimated_mrr: Option<i64> [changes],
        document: String [changes],
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
    static TEXT: LazyLock<String> = LazyLock::new(|| {
        let columns = Opportunity::COLUMNS.iter();
        let place = columns.filter(|(_, mark)| *mark != Mark::Stays).count() + 1;
        format!("{} AND account = ${place}", Opportunity::update_text())
    });
    let mut values = changed.changes();
    values.push((&changed.account).into());
    tx.execute(&TEXT, &values).await.map(|_| ())
}

/// Finds an opportunity of this account and catalog.
pub async fn find(
    tx: &mut Tx,
    account: &str,
    catalog: &str,
    id: &str,
) -> Result<Option<Opportunity>, Error> {
    let text = format!(
        "{} WHERE id = $1 AND account = $2 AND catalog = $3",
        Opportunity::SELECT
    );
    tx.query_one(&text, &[id.into(), account.into(), catalog.into()])
        .await?
        .map(Opportunity::read)
        .transpose()
}

/// Finds an opportunity of this catalog, whoever owns it.
pub async fn find_any(tx: &mut Tx, catalog: &str, id: &str) -> Result<Option<Opportunity>, Error> {
    let text = format!("{} WHERE id = $1 AND catalog = $2", Opportunity::SELECT);
    tx.query_one(&text, &[id.into(), catalog.into()])
        .await?
        .map(Opportunity::read)
        .transpose()
}

/// Transfers an opportunity to another account: it is stored anew, because in a distributed database
/// each account has a place of its own. Returns `false` when `from` no longer owns it.
pub async fn hand_over(
    tx: &mut Tx,
    (account, catalog): (&str, &str),
    id: &str,
    to: &str,
) -> Result<bool, Error> {
    let Some(mut row) = find(tx, account, catalog, id).await? else {
        return Ok(false);
    };
    let text = "DELETE FROM opportunity WHERE id = $1 AND account = $2";
    if tx.execute(text, &[id.into(), account.into()]).await? == 0 {
        return Ok(false);
    }
    to.clone_into(&mut row.account);
    insert(tx, &row).await?;
    Ok(true)
}
