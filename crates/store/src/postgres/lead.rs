//! Which index leads to the rows of a statement, whatever the database knows of its tables.
//!
//! Before its first statistics PostgreSQL takes every column to have two hundred values, and a plan
//! is made once. A statement whose conditions fit several indexes may then read by the wrong one
//! all rows that have its value. So it hides the columns of all but one, in an expression that
//! changes nothing: `status || ''`, `due_at + 0`. In a build with debug assertions a session
//! refuses the three kinds of statements on one table that leave a choice ([`choice`]), so that
//! each test on PostgreSQL is a test of this. Joins, and what an order alone decides, it does not
//! judge.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use tokio_postgres::Client;

use crate::Error;
use crate::distribution::{KEYS, SQLITE_ONLY};

/// An index, but for that of the primary key.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Index {
    /// Its first column.
    lead: String,
    /// The column that the condition of a partial index compares.
    compares: Option<String>,
    /// The condition, if it compares a column with a text: `status = 'PENDING'`.
    literal: Option<String>,
}

/// The indexes of a table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Indexes {
    key: Vec<String>,
    others: Vec<Index>,
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
        } else if let Some(lead) = columns.into_iter().next() {
            indexes.others.push(Index::new(lead, &condition));
        }
    }
    Ok(tables)
}

impl Index {
    /// From the condition as PostgreSQL writes it: `(status = 'PENDING'::text)`.
    fn new(lead: String, condition: &str) -> Self {
        let condition = condition.replace("::text", "");
        let condition = condition.trim_matches(['(', ')']);
        let column = condition.split(' ').next().unwrap_or_default();
        Self {
            lead,
            compares: (!column.is_empty()).then(|| column.to_owned()),
            literal: condition.contains(" = '").then(|| condition.to_owned()),
        }
    }
}

/// The column by which a statement on one table leaves the choice of its index open:
///
/// - it names the whole key, and compares what leads to or is the condition of another index;
/// - it compares the first columns of two indexes by equality;
/// - it has the condition of a partial index, and compares the first column of another one.
fn choice<'a>(tables: &'a Tables, text: &str) -> Option<&'a str> {
    let (before, conditions) = text.split_once(" WHERE ")?;
    let is_simple = |part: &str| !conditions.contains(part);
    if ![" WHERE ", " JOIN ", " OR "].into_iter().all(is_simple) {
        return None;
    }
    let mut words = before.split(' ');
    words.find(|word| matches!(*word, "FROM" | "UPDATE"))?;
    let table = words.next()?;
    let Indexes { key, others } = tables.get(table)?;
    let ends = [" ORDER BY ", " LIMIT ", " FOR ", " RETURNING "];
    let end = ends.iter().filter_map(|end| conditions.find(end)).min();
    let conditions = &conditions[..end.unwrap_or(conditions.len())];
    let terms: Vec<(&str, bool)> = conditions.split(" AND ").filter_map(term).collect();
    let compares = |column: &str| terms.iter().any(|(known, _)| *known == column);
    let equals = |column: &str| terms.contains(&(column, true));

    if !key.is_empty() && key.iter().all(|column| equals(column)) {
        let mut columns = others
            .iter()
            .flat_map(|index| index.compares.iter().chain([&index.lead]));
        let column = columns.find(|column| compares(column) && !key.contains(column));
        return column.map(String::as_str);
    }
    let leads = key
        .iter()
        .take(1)
        .chain(others.iter().map(|index| &index.lead));
    let mut led = leads.map(String::as_str).filter(|lead| equals(lead));
    let partial = others.iter().find(|index| {
        let literal = index.literal.as_ref();
        literal.is_some_and(|literal| conditions.split(" AND ").any(|term| term == literal))
    });
    if let Some(partial) = partial {
        let other = led.find(|lead| *lead != partial.lead);
        return other.and(partial.compares.as_deref());
    }
    // A distributed database needs the distribution key as it is.
    let placed = KEYS.iter().find(|(name, _)| *name == table);
    let placed = placed.and_then(|(_, key)| key.column());
    let mut led = led.filter(|lead| Some(*lead) != placed);
    let first = led.next()?;
    led.find(|lead| *lead != first)
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
        let index = |lead: &str, condition| Index::new(lead.to_owned(), condition);
        let of_task = Indexes {
            key: own(&["id", "account"]),
            others: vec![
                index("node", "(status = 'IN_PROGRESS'::text)"),
                index("kind", "(ended_at IS NOT NULL)"),
                index("account", ""),
            ],
        };
        let of_association = Indexes {
            key: own(&["engagement_id", "resource_id", "resource_type"]),
            others: vec![index("created_by", ""), index("resource_id", "")],
        };
        [
            ("task".to_owned(), of_task),
            ("association".to_owned(), of_association),
        ]
        .into()
    }

    #[test]
    fn a_key_and_what_leads_to_another_index_leave_a_choice() {
        let update = "UPDATE task SET step = $1 WHERE id = $2 AND account = $3";
        assert_eq!(choice(&tables(), update), None);
        for (more, column) in [
            (" AND status = 'IN_PROGRESS'", Some("status")),
            (" AND ended_at <= $4 ORDER BY id", Some("ended_at")),
            (" AND node IS NOT NULL LIMIT 1", Some("node")),
            (" AND status || '' = 'IN_PROGRESS'", None),
            (" AND ended_at + 0 <= $4", None),
            (" AND step = $4", None),
        ] {
            let text = format!("{update}{more}");
            assert_eq!(choice(&tables(), &text), column, "{text}");
        }
    }

    #[test]
    fn the_first_columns_of_two_indexes_leave_a_choice() {
        let select = "SELECT engagement_id FROM association WHERE resource_id = $1";
        assert_eq!(choice(&tables(), select), None);
        let two = format!("{select} AND created_by = $2 ORDER BY engagement_id LIMIT 1");
        assert_eq!(choice(&tables(), &two), Some("resource_id"));
        let hidden = two.replace("created_by", "created_by || ''");
        assert_eq!(choice(&tables(), &hidden), None);
        let range = format!("{select} AND created_by > $2");
        assert_eq!(choice(&tables(), &range), None);
        let placed = "SELECT id FROM task WHERE account = $1 AND kind = $2";
        assert_eq!(choice(&tables(), placed), None);
    }

    #[test]
    fn the_condition_of_a_partial_index_leaves_a_choice_beside_another_index() {
        let select = "SELECT id FROM task WHERE status = 'IN_PROGRESS'";
        assert_eq!(choice(&tables(), select), None);
        let own = format!("{select} AND node = $1");
        assert_eq!(choice(&tables(), &own), None);
        for other in ["account", "kind", "id"] {
            let two = format!("{select} AND {other} = $1");
            assert_eq!(choice(&tables(), &two), Some("status"), "{two}");
        }
        let ended = "SELECT id FROM task WHERE status = 'FAILED' AND account = $1";
        assert_eq!(choice(&tables(), ended), None);
        let inside = "SELECT id FROM task WHERE account = $1 \
                      AND CASE WHEN status = 'IN_PROGRESS' AND step = $2 THEN $3 END IN ($4)";
        assert_eq!(choice(&tables(), inside), None);
    }
}
