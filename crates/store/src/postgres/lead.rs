//! Which index leads to the rows of a statement, whatever the database knows of its tables.
//!
//! Before its first statistics PostgreSQL takes every column to have two hundred values. A statement
//! that names a whole key and the first column of another index, or of two indexes, may then be
//! planned by the wrong one, and reads all rows that have its value. So such a statement hides the
//! columns of all indexes but one, in an expression that changes nothing: `status || ''`, `due_at +
//! 0`. In a build with debug assertions a session refuses every other one, so each test on
//! PostgreSQL is a test of this.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use tokio_postgres::Client;

use crate::Error;
use crate::distribution::{KEYS, SQLITE_ONLY};

/// The indexes of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Indexes {
    key: Vec<String>,
    /// The first column of each other index.
    leads: Vec<String>,
    /// What the conditions of partial indexes compare.
    conditions: Vec<String>,
}

type Tables = BTreeMap<String, Indexes>;

/// The tables of this schema, and the columns and the condition of each of their indexes.
const INDEXES: &str = "SELECT relation.relname::text, COALESCE(index.indisprimary, false), \
     ARRAY(SELECT attname::text FROM unnest(index.indkey) WITH ORDINALITY AS part (number, place) \
         JOIN pg_attribute ON attrelid = index.indrelid AND attnum = part.number ORDER BY place), \
     COALESCE(pg_get_expr(index.indpred, index.indrelid), '') \
     FROM pg_class AS relation LEFT JOIN pg_index AS index ON index.indrelid = relation.oid \
     WHERE relation.relkind = 'r' \
     AND relation.relnamespace = quote_ident(current_schema())::regnamespace";

/// Refuses a statement that leaves the choice of its index to the database.
pub(super) async fn check(client: &Client, text: &str) -> Result<(), Error> {
    static TABLES: OnceLock<Tables> = OnceLock::new();
    let tables = match TABLES.get() {
        Some(tables) => tables,
        None => match read(client).await {
            // The indexes of a complete schema are those of every other.
            Ok(tables) if is_complete(&tables) => TABLES.get_or_init(|| tables),
            // In a transaction that failed, or in a schema of something else.
            _ => return Ok(()),
        },
    };
    choice(tables, text).map_or(Ok(()), |column| {
        let why = format!("the statement leaves the choice of its index open by {column}");
        Err(Error::Statement(format!("{why}: {text}")))
    })
}

fn is_complete(tables: &Tables) -> bool {
    let mut ours = KEYS.iter().map(|(table, _)| *table);
    ours.all(|table| table == SQLITE_ONLY || tables.contains_key(table))
}

async fn read(client: &Client) -> Result<Tables, tokio_postgres::Error> {
    let mut tables = Tables::new();
    for row in client.query(INDEXES, &[]).await? {
        let (table, is_key): (String, bool) = (row.try_get(0)?, row.try_get(1)?);
        let (columns, condition): (Vec<String>, String) = (row.try_get(2)?, row.try_get(3)?);
        let indexes = tables.entry(table).or_default();
        if is_key {
            indexes.key = columns;
        } else {
            indexes.leads.extend(columns.into_iter().take(1));
            let compared = condition.split([' ', '(', ')']).filter(|word| {
                word.starts_with(|c: char| c.is_ascii_lowercase()) && !word.contains(':')
            });
            indexes.conditions.extend(compared.map(str::to_owned));
        }
    }
    Ok(tables)
}

/// The column by which another index could lead to the rows of a statement on one table, than that
/// of its key or that of another column.
fn choice<'a>(tables: &Tables, text: &'a str) -> Option<&'a str> {
    let (before, conditions) = text.split_once(" WHERE ")?;
    let is_simple = |part: &str| !conditions.contains(part);
    if ![" WHERE ", " JOIN ", " OR "].into_iter().all(is_simple) {
        return None;
    }
    let mut words = before.split(' ');
    words.find(|word| matches!(*word, "FROM" | "UPDATE"))?;
    let table = words.next()?;
    let indexes = tables.get(table)?;
    let ends = [" ORDER BY ", " LIMIT ", " FOR ", " RETURNING "];
    let end = ends.iter().filter_map(|end| conditions.find(end)).min();
    let conditions = &conditions[..end.unwrap_or(conditions.len())];
    let terms: Vec<(&str, bool)> = conditions.split(" AND ").filter_map(term).collect();

    // A distributed database needs the distribution key as it is.
    let placed = KEYS.iter().find(|(name, _)| *name == table);
    let placed = placed.and_then(|(_, key)| key.column());
    let has = |columns: &[String], column: &str| columns.iter().any(|known| known == column);
    let others = terms
        .iter()
        .filter(|(column, _)| !has(&indexes.key, column) && Some(*column) != placed);
    let mut key = indexes.key.iter();
    if key.len() > 0 && key.all(|column| terms.contains(&(column.as_str(), true))) {
        let leads = |column: &str| has(&indexes.leads, column) || has(&indexes.conditions, column);
        return others
            .map(|(column, _)| *column)
            .find(|column| leads(column));
    }
    let mut equal = others.filter(|(column, is_equal)| *is_equal && has(&indexes.leads, column));
    let first = equal.next()?.0;
    equal
        .map(|(column, _)| *column)
        .find(|column| *column != first)
}

/// The column of a condition that an index can serve, and whether it compares by equality.
fn term(text: &str) -> Option<(&str, bool)> {
    let (column, comparison) = text.trim_start_matches('(').split_once(' ')?;
    let is_equal = comparison.starts_with("= ");
    let ranges = ["<", ">", "IN ", "IS "];
    let serves = is_equal || ranges.iter().any(|range| comparison.starts_with(range));
    serves.then_some((column, is_equal))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tables() -> Tables {
        let own = |columns: &[&str]| columns.iter().map(|&column| column.to_owned()).collect();
        let indexes = Indexes {
            key: own(&["id", "account"]),
            leads: own(&["node", "kind", "started_at", "account"]),
            conditions: own(&["status"]),
        };
        [("task".to_owned(), indexes)].into()
    }

    #[test]
    fn a_key_and_the_lead_of_another_index_leave_a_choice() {
        let update = "UPDATE task SET step = $1 WHERE id = $2 AND account = $3";
        assert_eq!(choice(&tables(), update), None);
        for (more, column) in [
            (" AND status = 'IN_PROGRESS'", Some("status")),
            (" AND started_at <= $4 ORDER BY id", Some("started_at")),
            (" AND node IS NOT NULL LIMIT 1", Some("node")),
            (" AND status || '' = 'IN_PROGRESS'", None),
            (" AND started_at + 0 <= $4", None),
            (" AND step = $4", None),
        ] {
            assert_eq!(
                choice(&tables(), &format!("{update}{more}")),
                column,
                "{more}"
            );
        }
    }

    #[test]
    fn the_leads_of_two_indexes_leave_a_choice() {
        let select = "SELECT id FROM task WHERE account = $1 AND status = 'ENDED' AND kind = $2";
        assert_eq!(choice(&tables(), select), None);
        let two = format!("{select} AND node = $3");
        assert_eq!(choice(&tables(), &two), Some("node"));
        let range = format!("{select} AND started_at >= $3");
        assert_eq!(choice(&tables(), &range), None);
    }
}
