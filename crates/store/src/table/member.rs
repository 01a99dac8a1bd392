//! Members of engagements: who takes part since when, and through this who sees what.

use crate::{Direction, Error, Row, Select, Tx, Value};

/// A row of `engagement_member`. `created_at` is the engagement's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub engagement_id: String,
    pub account: String,
    pub catalog: String,
    pub created_at: i64,
    pub joined_at: i64,
}

const COLUMNS: &str = "engagement_id, account, catalog, created_at, joined_at";

fn record(mut row: Row) -> Result<Member, Error> {
    Ok(Member {
        engagement_id: row.text(0)?,
        account: row.text(1)?,
        catalog: row.text(2)?,
        created_at: row.integer(3)?,
        joined_at: row.integer(4)?,
    })
}

/// Stores a new member; `Error::Duplicate` when it is one already.
pub async fn insert(tx: &mut Tx, new: &Member) -> Result<(), Error> {
    let text = "INSERT INTO engagement_member (engagement_id, account, catalog, created_at, \
                joined_at) VALUES ($1, $2, $3, $4, $5)";
    let values = [
        Value::from(&new.engagement_id),
        Value::from(&new.account),
        Value::from(&new.catalog),
        new.created_at.into(),
        new.joined_at.into(),
    ];
    tx.execute(text, &values).await.map(|_| ())
}

/// Whether the account is a member of the engagement.
pub async fn exists(tx: &mut Tx, engagement_id: &str, account: &str) -> Result<bool, Error> {
    let text = "SELECT 1 FROM engagement_member WHERE engagement_id = $1 AND account = $2";
    Ok(tx
        .query_one(text, &[engagement_id.into(), account.into()])
        .await?
        .is_some())
}

/// One page of an engagement's members, by account, behind the account `after`.
pub async fn list(
    tx: &mut Tx,
    engagement_id: &str,
    after: Option<Vec<Value>>,
    limit: i64,
) -> Result<Vec<Member>, Error> {
    let (text, values) = Select::new(&format!("SELECT {COLUMNS} FROM engagement_member"))
        .equal("engagement_id", engagement_id)
        .page_of(&["account"], Direction::Ascending, after, limit);
    tx.query(&text, &values)
        .await?
        .into_iter()
        .map(record)
        .collect()
}

/// All members of an engagement, by account. The domain lets in ten at most.
pub async fn all(tx: &mut Tx, engagement_id: &str) -> Result<Vec<Member>, Error> {
    list(tx, engagement_id, None, i64::MAX).await
}
