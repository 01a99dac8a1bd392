//! The tables of a state, with their columns and keys as the database knows them.

use std::collections::HashMap;

use super::value::{Checked, Column};
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
pub(super) struct Table {
    pub(super) name: String,
    pub(super) columns: Vec<Checked>,
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
        columns: columns
            .remove(name)
            .unwrap_or_default()
            .into_iter()
            .map(|column| Checked::of(name, column))
            .collect(),
        key: keys.remove(name).unwrap_or_default(),
    });
    Ok(tables.collect())
}

/// The columns of tables, by the table's name.
pub(super) type Columns = HashMap<String, Vec<Column>>;

/// The columns of each table of this database, in the order of their declaration.
pub(super) async fn columns(tx: &mut Tx) -> Result<Columns, Error> {
    let text = match tx.database() {
        Database::Sqlite => {
            "SELECT tables.name, columns.name, columns.type, columns.\"notnull\" + columns.pk \
             FROM sqlite_schema tables, pragma_table_info(tables.name) columns \
             WHERE tables.type = 'table' ORDER BY cid"
        }
        Database::Postgres => {
            "SELECT relname::text, attname::text, upper(format_type(atttypid, NULL)), \
             attnotnull::int::bigint FROM pg_class \
             JOIN pg_attribute ON attrelid = pg_class.oid \
             WHERE relnamespace = quote_ident(current_schema())::regnamespace \
             AND relkind IN ('r', 'p') AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
        }
    };
    let mut columns = Columns::new();
    for mut row in tx.query(text, &[]).await? {
        let column = Column {
            name: row.text(1)?,
            is_integer: matches!(row.text(2)?.as_str(), "BIGINT" | "INTEGER"),
            may_be_null: row.integer(3)? == 0,
        };
        columns.entry(row.text(0)?).or_default().push(column);
    }
    Ok(columns)
}

/// The columns of each primary key of this database, in its order.
async fn keys(tx: &mut Tx) -> Result<HashMap<String, Vec<String>>, Error> {
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
    let mut keys: HashMap<String, Vec<String>> = HashMap::new();
    for mut row in tx.query(text, &[]).await? {
        keys.entry(row.text(0)?).or_default().push(row.text(1)?);
    }
    Ok(keys)
}
