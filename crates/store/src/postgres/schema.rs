//! What the schema has on PostgreSQL alone: the order of its texts, and tables that are spread.

use std::borrow::Cow;

use crate::{Error, Tx, distribution};

/// What Citus has to do with this schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Citus {
    /// The database has not its extension.
    Absent,
    /// No table of this schema is spread.
    Idle,
    /// A cluster has spread a table of this schema.
    Spread,
}

impl Citus {
    pub(super) async fn of(tx: &mut Tx) -> Result<Self, Error> {
        let text = "SELECT 1 WHERE to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL";
        if tx.query_one(text, &[]).await?.is_none() {
            return Ok(Self::Absent);
        }
        let text = "SELECT 1 FROM pg_dist_partition JOIN pg_class ON pg_class.oid = logicalrelid \
                    WHERE relnamespace = quote_ident(current_schema())::regnamespace LIMIT 1";
        let spread = tx.query_one(text, &[]).await?;
        Ok(spread.map_or(Self::Idle, |_| Self::Spread))
    }
}

/// Spreads the tables that are not spread yet.
pub(super) async fn follow(tx: &mut Tx) -> Result<(), Error> {
    for statement in distribution::spread() {
        tx.execute(&statement, &[]).await?;
    }
    Ok(())
}

/// SQLite compares texts by their bytes, PostgreSQL by the database's locale, unless a column says
/// otherwise.
pub(super) fn by_bytes(statement: &str) -> Cow<'_, str> {
    statement.replace(" TEXT", " TEXT COLLATE \"C\"").into()
}
