//! The tables of a state, with their columns and keys as the database knows them.

use crate::{Database, Error, Tx, migrate};

/// Tables whose rows are made from other rows, and those of processes.
const LEFT_OUT: [&str; 7] = [
    "customer_account_backfill",
    "customer_account_search",
    "node",
    "opportunity_gram",
    "opportunity_gram_pending",
    "opportunity_search",
    "search_backfill",
];

/// A table.
#[derive(Debug)]
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<String>,
    /// The columns of its primary key; none for a table of one row.
    pub(super) key: Vec<String>,
}

/// Whether the rows of a table are in a state.
pub(super) fn is_kept(table: &str) -> bool {
    !LEFT_OUT.contains(&table)
}

/// The tables of the newest schema whose rows are in a state.
pub(super) async fn of_newest(tx: &mut Tx) -> Result<Vec<Table>, Error> {
    let mut tables = Vec::new();
    for name in migrate::tables().filter(|name| is_kept(name)) {
        tables.push(table(tx, name).await?);
    }
    Ok(tables)
}

/// A table of this database.
async fn table(tx: &mut Tx, name: &str) -> Result<Table, Error> {
    let key = match tx.database() {
        Database::Sqlite => "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk",
        Database::Postgres => {
            "SELECT attname::text FROM pg_index, pg_attribute \
             WHERE indrelid = to_regclass($1::text) AND indisprimary AND attrelid = indrelid \
             AND attnum = ANY(indkey) ORDER BY array_position(indkey::int[], attnum::int)"
        }
    };
    Ok(Table {
        name: name.to_owned(),
        columns: columns(tx, name).await?,
        key: names(tx, key, name).await?,
    })
}

/// The columns of a table of this database; none if there is no such table.
pub(super) async fn columns(tx: &mut Tx, table: &str) -> Result<Vec<String>, Error> {
    let text = match tx.database() {
        Database::Sqlite => "SELECT name FROM pragma_table_info($1) ORDER BY cid",
        Database::Postgres => {
            "SELECT attname::text FROM pg_attribute WHERE attrelid = to_regclass($1::text) \
             AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
        }
    };
    names(tx, text, table).await
}

async fn names(tx: &mut Tx, text: &str, table: &str) -> Result<Vec<String>, Error> {
    let rows = tx.query(text, &[table.into()]).await?;
    rows.into_iter().map(|mut row| row.text(0)).collect()
}
