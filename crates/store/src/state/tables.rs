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
    let (mut columns, mut keys) = (columns(tx).await?, keys(tx).await?);
    let kept = migrate::tables().filter(|name| is_kept(name));
    let tables = kept.map(|name| Table {
        name: name.to_owned(),
        columns: columns.remove(name).unwrap_or_default(),
        key: keys.remove(name).unwrap_or_default(),
    });
    Ok(tables.collect())
}

/// Names of columns by the name of their table.
pub(super) type Names = HashMap<String, Vec<String>>;

/// The columns of each table of this database, in the order of their declaration.
pub(super) async fn columns(tx: &mut Tx) -> Result<Names, Error> {
    let text = match tx.database() {
        Database::Sqlite => {
            "SELECT tables.name, columns.name \
             FROM sqlite_schema tables, pragma_table_info(tables.name) columns \
             WHERE tables.type = 'table' ORDER BY cid"
        }
        Database::Postgres => {
            "SELECT relname::text, attname::text \
             FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid \
             WHERE relnamespace = quote_ident(current_schema())::regnamespace \
             AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
        }
    };
    names(tx, text).await
}

/// The columns of each primary key of this database, in its order.
async fn keys(tx: &mut Tx) -> Result<Names, Error> {
    let text = match tx.database() {
        Database::Sqlite => {
            "SELECT tables.name, columns.name \
             FROM sqlite_schema tables, pragma_table_info(tables.name) columns \
             WHERE tables.type = 'table' AND pk > 0 ORDER BY pk"
        }
        Database::Postgres => {
            "SELECT relname::text, attname::text \
             FROM pg_index JOIN pg_class ON pg_class.oid = indrelid \
             JOIN pg_attribute ON attrelid = indrelid AND attnum = ANY(indkey) \
             WHERE relnamespace = quote_ident(current_schema())::regnamespace AND indisprimary \
             ORDER BY array_position(indkey::int[], attnum::int)"
        }
    };
    names(tx, text).await
}

async fn names(tx: &mut Tx, text: &str) -> Result<Names, Error> {
    let mut names = Names::new();
    for mut row in tx.query(text, &[]).await? {
        let (table, column) = (row.text(0)?, row.text(1)?);
        names.entry(table).or_default().push(column);
    }
    Ok(names)
}
