//! What the schema has on PostgreSQL alone: the order of its texts, and tables that are spread.

use std::borrow::Cow;

use crate::{Error, Tx, distribution};

/// Whether the database is one of Citus.
pub(super) async fn is_citus(tx: &mut Tx) -> Result<bool, Error> {
    let text = "SELECT 1 WHERE to_regclass('pg_catalog.pg_dist_partition') IS NOT NULL";
    Ok(tx.query_one(text, &[]).await?.is_some())
}

/// Whether a cluster of Citus has spread a table of this schema.
pub(super) async fn is_spread(tx: &mut Tx) -> Result<bool, Error> {
    if !is_citus(tx).await? {
        return Ok(false);
    }
    let text = "SELECT 1 FROM pg_dist_partition JOIN pg_class ON pg_class.oid = logicalrelid \
                WHERE relnamespace = quote_ident(current_schema())::regnamespace LIMIT 1";
    Ok(tx.query_one(text, &[]).await?.is_some())
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
