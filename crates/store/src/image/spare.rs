//! Connections to databases in memory that were in use and serve again.
//!
//! A database of a few rows costs its pages, the parse of its schema and that of each statement:
//! more than all that a test does in it. So a store in memory that began as an image gives its
//! connection back when it ends, emptied to the rows of the image, and the next one takes it with
//! its schema and statements. Nothing but the writer of one store has a connection at a time, so a
//! spare is out of everybody's reach until it is taken.
//!
//! A few connections wait, and none with a large database: what it has freed stays its own.

use std::sync::{Mutex, PoisonError};

use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};

use super::VERSION_TABLE;
use crate::Error;

/// How many connections wait: as many tests as run at once on a large machine seldom end at once.
const IDLE: usize = 4;

/// The bytes of a database that is kept: three times those of one without rows.
const MOST_BYTES: i64 = 2 << 20;

/// The rows of an image whose databases are emptied; to copy pages is faster where it has more.
const MOST_ROWS: usize = 64;

/// The connections of an image that wait.
pub(crate) struct Spares {
    /// Says of each table whether it has rows. To delete those of an empty table would write its
    /// first page and those of its indexes.
    used: String,
    /// What empties each of them.
    clear: Vec<String>,
    /// The statements that insert the rows of the image, with their values.
    fill: Vec<(String, Vec<Value>)>,
    idle: Mutex<Vec<Connection>>,
}

impl Spares {
    /// Those of an image; `None` if it has many rows.
    pub(super) fn of(image: &Connection) -> Result<Option<Self>, Error> {
        let mut used = Vec::new();
        let mut clear = Vec::new();
        let mut fill = Vec::new();
        for (name, kind) in tables(image)? {
            match kind.as_str() {
                "virtual" => {
                    // A full-text index without content does not say what is in it.
                    let count = format!("SELECT COUNT(*) FROM {name}_docsize");
                    if image.query_row(&count, [], |row| row.get::<_, i64>(0))? > 0 {
                        return Ok(None);
                    }
                    // It may have segments of what was deleted again.
                    used.push("TRUE".to_owned());
                    clear.push(format!("INSERT INTO {name} ({name}) VALUES ('delete-all')"));
                }
                "table" => {
                    used.push(format!("EXISTS (SELECT 1 FROM {name})"));
                    clear.push(format!("DELETE FROM {name}"));
                    let mut statement = image.prepare(&format!("SELECT * FROM {name}"))?;
                    let columns = statement.column_count();
                    let places = vec!["?"; columns].join(", ");
                    let mut rows = statement.query([])?;
                    while let Some(row) = rows.next()? {
                        if fill.len() == MOST_ROWS {
                            return Ok(None);
                        }
                        let values = (0..columns).map(|column| row.get(column));
                        let text = format!("INSERT INTO {name} VALUES ({places})");
                        fill.push((text, values.collect::<Result<_, _>>()?));
                    }
                }
                _ => {}
            }
        }
        Ok(Some(Self {
            used: format!("SELECT {}", used.join(", ")),
            clear,
            fill,
            idle: Mutex::default(),
        }))
    }

    pub(super) fn take(&self) -> Option<Connection> {
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        idle.pop()
    }

    /// Empties a database, and keeps its connection if there is a place for it.
    pub(super) fn put(&self, used: Connection) -> Result<(), Error> {
        let is_full = || {
            let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
            idle.len() >= IDLE
        };
        if is_full() || bytes(&used)? > MOST_BYTES {
            return Ok(());
        }
        self.renew(&used)?;
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < IDLE {
            idle.push(used);
        }
        Ok(())
    }

    fn renew(&self, connection: &Connection) -> Result<(), Error> {
        // Refused inside of a transaction, which no store leaves.
        connection.execute_batch("BEGIN")?;
        let used: Vec<bool> = connection
            .prepare_cached(&self.used)?
            .query_row([], |row| {
                (0..self.clear.len()).map(|table| row.get(table)).collect()
            })?;
        for (text, _) in self.clear.iter().zip(used).filter(|(_, used)| *used) {
            connection.prepare_cached(text)?.execute([])?;
        }
        for (text, values) in &self.fill {
            let mut statement = connection.prepare_cached(text)?;
            statement.execute(params_from_iter(values))?;
        }
        connection.execute_batch("COMMIT")?;
        Ok(())
    }
}

/// The tables of the schema, and of which kind each is. The version is that of the image as long as
/// the program runs.
fn tables(connection: &Connection) -> Result<Vec<(String, String)>, Error> {
    let text = "SELECT name, type FROM pragma_table_list \
                WHERE schema = 'main' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND name <> ?1 \
                ORDER BY name";
    let mut statement = connection.prepare(text)?;
    let rows = statement.query_map([VERSION_TABLE], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

fn bytes(connection: &Connection) -> Result<i64, Error> {
    let number = |pragma: &str| connection.pragma_query_value(None, pragma, |row| row.get(0));
    let (pages, size): (i64, i64) = (number("page_count")?, number("page_size")?);
    Ok(pages * size)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Image;
    use crate::migrate::migrate;
    use crate::sqlite::{Sqlite, ready};
    use crate::tx::Tx;

    /// An image of a new store with one more row, whose databases are emptied.
    fn image() -> Image {
        let mut tx = Tx::new(Box::new(Sqlite::writer(None, None).expect("memory opens")));
        ready(migrate(&mut tx, None)).expect("a schema");
        let text = "INSERT INTO search_backfill (after_id) VALUES ('from the image')";
        tx.of_store();
        ready(tx.execute(text, &[])).expect("a row");
        let image = tx.image().expect("an image");
        image.with_spares().expect("few rows")
    }

    fn waiting(image: &Image) -> usize {
        let spares = image.0.spares.as_ref().expect("few rows");
        spares.idle.lock().expect("no panic").len()
    }

    /// Every row of every table, those of the full-text index included, as texts.
    fn content(connection: &Connection) -> Vec<(String, Vec<Value>)> {
        let text = "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name";
        let mut statement = connection.prepare(text).expect("the schema");
        let names = statement.query_map([], |row| row.get(0)).expect("names");
        let names: Vec<String> = names.collect::<Result<_, _>>().expect("names");
        let mut content = Vec::new();
        for name in names {
            let text = format!("SELECT * FROM {name}");
            let mut statement = connection.prepare(&text).expect("a table");
            let columns = statement.column_count();
            let mut rows = statement.query([]).expect("rows");
            while let Some(row) = rows.next().expect("a row") {
                let values = (0..columns).map(|column| row.get(column).expect("a value"));
                content.push((name.clone(), values.collect()));
            }
        }
        content
    }

    /// Adds a row to every table.
    fn fill(connection: &Connection) {
        for (name, kind) in tables(connection).expect("tables") {
            if kind == "virtual" {
                let text = format!("INSERT INTO {name} (rowid, grams) VALUES (7, 'abc')");
                connection.execute(&text, []).expect("a row");
            } else if kind == "table" {
                let text = format!(
                    "SELECT group_concat(iif(type = 'TEXT', '''x''', '7')) \
                     FROM pragma_table_info('{name}')"
                );
                let values: String = connection
                    .query_row(&text, [], |row| row.get(0))
                    .expect("columns");
                let text = format!("INSERT INTO {name} VALUES ({values})");
                assert_eq!(connection.execute(&text, []), Ok(1), "{name}");
            }
        }
    }

    #[test]
    fn a_database_that_was_used_has_what_a_new_one_has() {
        let image = image();
        let new = content(&image.connection());
        let used = Sqlite::writer(None, Some(&image)).expect("memory opens");
        assert_eq!(content(used.connection()), new);
        fill(used.connection());
        let filled: Vec<_> = content(used.connection());
        for (name, kind) in tables(used.connection()).expect("tables") {
            let rows = |of: &[(String, Vec<Value>)]| of.iter().filter(|row| row.0 == name).count();
            assert!(kind == "shadow" || rows(&filled) > rows(&new), "{name}");
        }
        Tx::new(Box::new(used)).end();
        assert_eq!(waiting(&image), 1);
        let again = Sqlite::writer(None, Some(&image)).expect("memory opens");
        assert_eq!(waiting(&image), 0, "it is used again");
        assert_eq!(content(again.connection()), new);
    }

    #[test]
    fn few_databases_wait_and_none_that_is_large() {
        let image = image();
        let open = || Sqlite::writer(None, Some(&image)).expect("memory opens");
        let large = open();
        let text = "INSERT INTO search_backfill (after_id) VALUES (?1)";
        let long = "x".repeat(usize::try_from(MOST_BYTES).expect("a length"));
        large.connection().execute(text, [long]).expect("a row");
        Tx::new(Box::new(large)).end();
        assert_eq!(waiting(&image), 0);
        let many: Vec<_> = (0..IDLE + 2).map(|_| open()).collect();
        for one in many {
            Tx::new(Box::new(one)).end();
        }
        assert_eq!(waiting(&image), IDLE);
    }

    #[test]
    fn a_database_with_an_open_transaction_is_not_used_again() {
        let image = image();
        let used = Sqlite::writer(None, Some(&image)).expect("memory opens");
        used.connection()
            .execute_batch("BEGIN")
            .expect("a transaction");
        Tx::new(Box::new(used)).end();
        assert_eq!(waiting(&image), 0);
    }

    #[test]
    fn an_image_of_many_rows_is_copied() {
        let image = image();
        for number in 0..MOST_ROWS {
            let text = "INSERT INTO search_backfill (after_id) VALUES (?1)";
            image
                .connection()
                .execute(text, [number.to_string()])
                .expect("a row");
        }
        let image = image.with_spares().expect("an image");
        assert!(!image.has_spares());
        let used = Sqlite::writer(None, Some(&image)).expect("memory opens");
        assert_eq!(content(used.connection()), content(&image.connection()));
    }
}
