//! Schema migrations, version by version.
//!
//! A released version must never be edited: a change is a new version. Opening migrates an older
//! store in one transaction and refuses a newer one, since this program cannot know what the newer
//! schema promises.

use std::borrow::Cow;

use crate::image::VERSION_TABLE;
use crate::{Error, StateReader, Tx, Value, state};

/// Every version's statements, in order; the first creates version 1.
const VERSIONS: &[&str] = &[
    include_str!("schema/v1.sql"),
    include_str!("schema/v2.sql"),
    include_str!("schema/v3.sql"),
    include_str!("schema/v4.sql"),
    include_str!("schema/v5.sql"),
    include_str!("schema/v6.sql"),
    include_str!("schema/v7.sql"),
    include_str!("schema/v8.sql"),
    include_str!("schema/v9.sql"),
    include_str!("schema/v10.sql"),
    include_str!("schema/v11.sql"),
    include_str!("schema/v12.sql"),
    include_str!("schema/v13.sql"),
    include_str!("schema/v14.sql"),
    include_str!("schema/v15.sql"),
    include_str!("schema/v16.sql"),
    include_str!("schema/v17.sql"),
];

/// The rows of a new database, which the versions insert.
pub(crate) const FIRST_ROWS: &[&str] = &[
    "INSERT INTO identity (id, version) VALUES (1, 1)",
    "INSERT INTO event_stream (id, last) VALUES (1, 0)",
];

/// Whether a new database has rows in this table.
pub(crate) fn has_first_rows(table: &str) -> bool {
    let inserts = format!("INSERT INTO {table} ");
    FIRST_ROWS.iter().any(|row| row.starts_with(&inserts))
}

/// Translates a statement of the schema into a database's dialect.
pub(crate) type Dialect = fn(&str) -> Cow<'_, str>;

/// Whether a database with these tables belongs to cosell: it has a version, and every table of the
/// first one.
pub(crate) fn has_our_tables(tables: &[&str]) -> bool {
    let mut required = created_by(VERSIONS[0]).chain([VERSION_TABLE]);
    required.all(|table| tables.contains(&table))
}

/// Whether cosell has, or creates, a table of this name.
pub(crate) fn is_our_table(table: &str) -> bool {
    table == VERSION_TABLE
        || VERSIONS
            .iter()
            .any(|text| created_by(text).any(|created| created == table))
}

/// The tables that the statements of a version create.
fn created_by(text: &'static str) -> impl Iterator<Item = &'static str> {
    text.lines().filter_map(|line| {
        let (name, _) = line.strip_prefix("CREATE TABLE ")?.split_once(' ')?;
        Some(name)
    })
}

/// The tables of the newest version, in the order of their names.
pub(crate) fn tables() -> impl Iterator<Item = &'static str> {
    let mut tables = std::collections::BTreeSet::new();
    for line in VERSIONS.iter().flat_map(|text| text.lines()) {
        if let Some((name, _)) = line
            .strip_prefix("CREATE TABLE ")
            .and_then(|rest| rest.split_once(' '))
        {
            tables.insert(name);
        } else if let Some(name) = line.strip_prefix("DROP TABLE ") {
            tables.remove(name.trim_end_matches(';'));
        } else if let Some(rest) = line.strip_prefix("ALTER TABLE ")
            && let Some((old, new)) = rest.split_once(" RENAME TO ")
        {
            tables.remove(old);
            tables.insert(new.trim_end_matches(';'));
        }
    }
    tables.into_iter()
}

/// The newest version.
pub(crate) fn newest() -> i64 {
    i64::try_from(VERSIONS.len()).unwrap_or(i64::MAX)
}

/// Refuses a version that this program does not know.
pub(crate) fn refuse_newer(found: i64) -> Result<(), Error> {
    refuse_newer_than(found, VERSIONS)
}

fn refuse_newer_than(found: i64, versions: &[&str]) -> Result<(), Error> {
    let known = i64::try_from(versions.len()).unwrap_or(i64::MAX);
    if found > known {
        return Err(Error::NewerSchema { found, known });
    }
    Ok(())
}

/// Migrates the schema to the newest version that this program knows. A new database begins with
/// the state, if there is one.
pub(crate) async fn migrate(tx: &mut Tx, state: Option<&mut StateReader>) -> Result<(), Error> {
    let Some(state) = state else {
        return migrate_to(tx, VERSIONS).await;
    };
    tx.command("BEGIN").await?;
    let loaded = state::load(tx, state, |statement| statement.into()).await;
    end(tx, loaded).await
}

async fn migrate_to(tx: &mut Tx, versions: &[&str]) -> Result<(), Error> {
    tx.command("BEGIN").await?;
    let migrated = apply(tx, versions, |statement| statement.into()).await;
    end(tx, migrated).await
}

/// Commits, or rolls back.
async fn end(tx: &mut Tx, migrated: Result<(), Error>) -> Result<(), Error> {
    let end = if migrated.is_ok() {
        "COMMIT"
    } else {
        "ROLLBACK"
    };
    tx.begin(false);
    tx.command(end).await?;
    migrated
}

/// The same inside a transaction that the caller begins and ends.
pub(crate) async fn migrate_inside(tx: &mut Tx, dialect: Dialect) -> Result<(), Error> {
    apply(tx, VERSIONS, dialect).await
}

/// Brings the schema up to a version, inside a transaction that the caller begins and ends.
pub(crate) async fn apply_up_to(tx: &mut Tx, version: i64, dialect: Dialect) -> Result<(), Error> {
    let count = usize::try_from(version).unwrap_or(0).min(VERSIONS.len());
    apply(tx, &VERSIONS[..count], dialect).await
}

/// The version of the schema; 0 for a new database.
pub(crate) async fn version(tx: &mut Tx) -> Result<i64, Error> {
    tx.of_store();
    tx.execute(
        "CREATE TABLE IF NOT EXISTS schema_version (version BIGINT NOT NULL)",
        &[],
    )
    .await?;
    let row = tx
        .query_one("SELECT MAX(version) FROM schema_version", &[])
        .await?;
    match row {
        Some(mut row) => Ok(row.optional_integer(0)?.unwrap_or(0)),
        None => Ok(0),
    }
}

async fn apply(tx: &mut Tx, versions: &[&str], dialect: Dialect) -> Result<(), Error> {
    let found = version(tx).await?;
    refuse_newer_than(found, versions)?;
    for (version, text) in (1..).zip(versions) {
        if version <= found {
            continue;
        }
        let database = tx.database();
        for statement in statements(text).filter(|statement| database.takes(statement)) {
            tx.execute(&dialect(statement), &[]).await?;
        }
        let version = [Value::Integer(version)];
        tx.execute("INSERT INTO schema_version (version) VALUES ($1)", &version)
            .await?;
    }
    Ok(())
}

/// Splits a schema file: a statement ends with a semicolon at the end of a line.
fn statements(text: &str) -> impl Iterator<Item = &str> {
    text.split(";\n")
        .map(str::trim)
        .filter(|statement| !statement.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sqlite::{Sqlite, ready};
    use crate::table::{event, event_target};

    fn memory() -> Tx {
        Tx::new(Box::new(Sqlite::writer(None, None).expect("memory opens")))
    }

    #[test]
    fn every_file_of_the_schema_is_a_version() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/schema");
        let files = std::fs::read_dir(folder).expect("the schema's folder");
        assert_eq!(files.count(), VERSIONS.len());
    }

    #[test]
    fn opening_twice_changes_nothing() {
        let mut tx = memory();
        ready(migrate(&mut tx, None)).expect("first");
        ready(migrate(&mut tx, None)).expect("second");
        let rows = ready(tx.query("SELECT version FROM schema_version", &[])).expect("rows");
        assert_eq!(rows.len(), VERSIONS.len());
    }

    /// The rows of each table, as texts.
    fn rows(tx: &mut Tx) -> Vec<(&'static str, String)> {
        tx.of_store();
        let mut found = Vec::new();
        for table in tables() {
            let text = format!("SELECT 'quote(' || name || ')' FROM pragma_table_info('{table}')");
            let columns = ready(tx.query(&text, &[])).expect("columns");
            let columns = columns.into_iter().map(|mut row| row.text(0));
            let columns = columns.collect::<Result<Vec<_>, _>>().expect("texts");
            let text = format!("SELECT {} FROM {table}", columns.join(" || ', ' || "));
            for mut row in ready(tx.query(&text, &[])).expect("rows") {
                found.push((table, row.text(0).expect("a text")));
            }
        }
        found
    }

    #[test]
    fn an_emptied_database_gets_the_rows_of_a_new_one() {
        let mut tx = memory();
        ready(migrate(&mut tx, None)).expect("a new database");
        let new = rows(&mut tx);
        for table in tables().filter(|table| *table != VERSION_TABLE) {
            ready(tx.execute(&format!("DELETE FROM {table}"), &[])).expect("no rows");
        }
        assert!(rows(&mut tx).len() < new.len());
        for row in FIRST_ROWS {
            ready(tx.execute(row, &[])).expect("a row");
        }
        assert_eq!(rows(&mut tx), new);
    }

    #[test]
    fn a_newer_schema_is_refused_and_left_unchanged() {
        let mut tx = memory();
        ready(migrate_to(
            &mut tx,
            &["CREATE TABLE a (id TEXT)", "CREATE TABLE b (id TEXT)"],
        ))
        .expect("two versions");
        let refused = ready(migrate_to(&mut tx, &["CREATE TABLE a (id TEXT)"]));
        assert!(matches!(
            refused,
            Err(Error::NewerSchema { found: 2, known: 1 })
        ));
    }

    #[test]
    fn what_an_older_file_still_had_to_send_is_sent_first() {
        let mut tx = memory();
        ready(migrate_to(&mut tx, &VERSIONS[..12])).expect("version 12");
        tx.of_store();
        for (id, due) in [("a", Value::Integer(5)), ("b", Value::Null)] {
            let text = "INSERT INTO event VALUES ($1, '1', 'AWS', 'Opportunity Created', 7, '{}', \
                        $2, 0)";
            ready(tx.execute(text, &[id.into(), due])).expect("an event");
        }
        ready(migrate(&mut tx, None)).expect("the newest version");
        let target = ready(event_target::find(&mut tx, "default")).expect("a read");
        let target = target.expect("there was something to send");
        let rest = ready(event::after(&mut tx, target.position, 9)).expect("a read");
        let rest: Vec<_> = rest.iter().map(|event| event.event.id.as_str()).collect();
        assert_eq!(rest, ["a"]);
        assert_eq!(ready(event::last_position(&mut tx)).expect("a read"), 2);
    }

    #[test]
    fn an_offer_of_an_older_file_belongs_to_the_account_of_its_opportunity() {
        let mut tx = memory();
        ready(migrate_to(&mut tx, &VERSIONS[..6])).expect("version 6");
        tx.of_store();
        for (id, account) in [("O1", "111111111111"), ("O2", "222222222222")] {
            let text = "INSERT INTO opportunity VALUES ($1, $2, 'AWS', 0, 0, '', '', '', '', '')";
            ready(tx.execute(text, &[id.into(), account.into()])).expect("an opportunity");
            let text = "INSERT INTO offer (offer, catalog, opportunity_id) VALUES ($1, 'AWS', $2)";
            let offer = format!("offer-of-{id}");
            ready(tx.execute(text, &[offer.into(), id.into()])).expect("an offer");
        }
        ready(migrate(&mut tx, None)).expect("the newest version");
        for (id, account) in [("O1", "111111111111"), ("O2", "222222222222")] {
            let offer = format!("offer-of-{id}");
            let holder = ready(crate::table::offer::holder(&mut tx, account, "AWS", &offer));
            assert_eq!(holder.expect("the table is read").as_deref(), Some(id));
        }
        tx.of_store();
        let rows = ready(tx.query("SELECT offer FROM offer", &[])).expect("rows");
        assert_eq!(rows.len(), 2);
    }

    #[test]
    fn a_failing_version_leaves_the_old_one() {
        let mut tx = memory();
        ready(migrate_to(&mut tx, &["CREATE TABLE a (id TEXT)"])).expect("version 1");
        let broken = ["", "CREATE TABLE b (id TEXT);\nNONSENSE"];
        assert!(ready(migrate_to(&mut tx, &broken)).is_err());
        assert!(
            ready(tx.query("SELECT id FROM b", &[])).is_err(),
            "b must not exist"
        );
    }
}
