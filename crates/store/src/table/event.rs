//! The outbox: events of committed changes, in the order of their time-ordered ids.

use crate::{Error, Row, Tx, Value};

/// A row of `event`. The document is the `detail` that its receiver sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub id: String,
    pub account: String,
    pub catalog: String,
    pub detail_type: String,
    pub created_at: i64,
    pub document: String,
}

fn record(mut row: Row) -> Result<Event, Error> {
    Ok(Event {
        id: row.text(0)?,
        account: row.text(1)?,
        catalog: row.text(2)?,
        detail_type: row.text(3)?,
        created_at: row.integer(4)?,
        document: row.text(5)?,
    })
}

/// Adds an event; it becomes visible with the change that it tells of.
pub async fn insert(tx: &mut Tx, new: &Event) -> Result<(), Error> {
    let text = "INSERT INTO event (id, account, catalog, detail_type, created_at, document) \
                VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        Value::from(&new.id),
        Value::from(&new.account),
        Value::from(&new.catalog),
        Value::from(&new.detail_type),
        new.created_at.into(),
        Value::from(&new.document),
    ];
    tx.execute(text, &values).await.map(|_| ())
}

/// Up to `limit` events behind the one with the id `after`.
pub async fn behind(tx: &mut Tx, after: &str, limit: i64) -> Result<Vec<Event>, Error> {
    let text = "SELECT id, account, catalog, detail_type, created_at, document FROM event \
                WHERE id > $1 ORDER BY id LIMIT $2";
    tx.query(text, &[after.into(), limit.into()])
        .await?
        .into_iter()
        .map(record)
        .collect()
}
