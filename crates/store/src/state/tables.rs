//! The tables of a state, with their columns and keys as the database knows them.

use std::collections::HashMap;

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

/// A table of this database; without columns if there is none of this name.
async fn table(tx: &mut Tx, name: &str) -> Result<Table, Error> {
    let (columns, key) = match tx.database() {
        Database::Sqlite => (
            "SELECT name FROM pragma_table_info($1) ORDER BY cid",
            "SELECT name FROM pragma_table_info($1) WHERE pk > 0 ORDER BY pk",
        ),
        Database::Postgres => (
            "SELECT attname::text FROM pg_attribute WHERE attrelid = to_regclass($1::text) \
             AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
            "SELECT attname::text FROM pg_index, pg_attribute \
             WHERE indrelid = to_regclass($1::text) AND indisprimary AND attrelid = indrelid \
             AND attnum = ANY(indkey) ORDER BY array_position(indkey::int[], attnum::int)",
        ),
    };
    Ok(Table {
        name: name.to_owned(),
        columns: names(tx, columns, name).await?,
        key: names(tx, key, name).await?,
    })
}

/// The columns of each table of this database.
pub(super) async fn columns(tx: &mut Tx) -> Result<HashMap<String, Vec<String>>, Error> {
    let text = match tx.database() {
        Database::Sqlite => {
            "SELECT tables.name, columns.name \
             FROM sqlite_schema tables, pragma_table_info(tables.name) columns \
             WHERE tables.type = 'table'"
        }
        Database::Postgres => {
            "SELECT relname::text, attname::text \
             FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid \
             WHERE relnamespace = quote_ident(current_schema())::regnamespace \
             AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped"
        }
    };
    let mut columns: HashMap<String, Vec<String>> = HashMap::new();
    for mut row in tx.query(text, &[]).await? {
        let (table, column) = (row.text(0)?, row.text(1)?);
        columns.entry(table).or_default().push(column);
    }
    Ok(columns)
}

async fn names(tx: &mut Tx, text: &str, table: &str) -> Result<Vec<String>, Error> {
    let rows = tx.query(text, &[table.into()]).await?;
    rows.into_iter().map(|mut row| row.text(0)).collect()
}
