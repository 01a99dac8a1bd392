//! What is due: the first rows in the order of a time, without damaged ones.
//!
//! A damaged row is given up ([`crate::given_up`]) by whoever reads it first, and the rows behind
//! it are read in its place. A row is given up by a name that can be read whatever its id is: a
//! file may have any bytes there.

use std::iter::once;
use std::sync::OnceLock;

use crate::record::Record;
use crate::row::{Cell, Column as _};
use crate::{Database, Direction, Error, Row, Select, Tx, Value};

/// How many rows are read at least after a damaged one: there may be more of them.
const MORE: i64 = 64;

/// An order of a table's rows, which an index has.
pub(super) struct Due {
    table: &'static str,
    /// The column by which a row is given up.
    id: &'static str,
    /// The time when a row is due.
    time: &'static str,
    /// The columns that follow the time in the order.
    then: &'static [&'static str],
    /// The statement of [`Due::first`] while no row is given up: every poll of a timer is one.
    first: OnceLock<String>,
}

impl Due {
    pub(super) const fn new(
        table: &'static str,
        id: &'static str,
        time: &'static str,
        then: &'static [&'static str],
    ) -> Self {
        let first = OnceLock::new();
        Self {
            table,
            id,
            time,
            then,
            first,
        }
    }

    /// The columns of the order.
    fn order(&self) -> Vec<&'static str> {
        once(self.time).chain(self.then.iter().copied()).collect()
    }

    /// The name of a row. What `SQLite` has in a column may be no text, and long.
    fn name(&self, tx: &Tx) -> String {
        match tx.database() {
            Database::Sqlite => format!("hex(substr({}, 1, 200))", self.id),
            Database::Postgres => self.id.to_owned(),
        }
    }

    /// `SELECT columns FROM table`, for [`Due::read`].
    pub(super) fn columns(&self, tx: &Tx, columns: &str) -> String {
        format!("SELECT {}, {columns} FROM {}", self.name(tx), self.table)
    }

    /// A selection of the table's rows, for [`Due::read`].
    pub(super) fn records<R: Record>(&self, tx: &Tx) -> Select<'static> {
        Select::new(&self.columns(tx, R::QUALIFIED))
    }

    /// A selection of texts of which each row has a key, for [`Due::read_texts`].
    pub(super) fn texts<const N: usize>(
        &self,
        tx: &Tx,
        columns: [&'static str; N],
    ) -> Select<'static> {
        Select::new(&self.columns(tx, &columns.join(", ")))
    }

    /// The time of the first of `only` those rows. Its conditions have these values, and they alone
    /// differ from call to call.
    pub(super) async fn first<'a>(
        &self,
        tx: &mut Tx,
        values: &[Value<'_>],
        only: impl Fn(Select<'a>) -> Select<'a>,
    ) -> Result<Option<i64>, Error> {
        if !tx.given_up().has(self.table) {
            let text = self.first.get_or_init(|| {
                let all = Select::new(&format!("SELECT {} FROM {}", self.time, self.table));
                let first = only(all).page_of(&self.order(), Direction::Ascending, None, 1);
                first.0
            });
            let one = [Value::from(1)];
            let values: Vec<Value<'_>> = values.iter().chain(&one).cloned().collect();
            match tx.query_one(text, &values).await? {
                None => return Ok(None),
                Some(mut row) => {
                    if let Some(time) = i64::read(row.next_cell()) {
                        return Ok(Some(time));
                    }
                }
            }
        }
        let columns = format!("{}, {}", self.time, self.id);
        let times = only(Select::new(&self.columns(tx, &columns)));
        let read = |row: &mut Row| {
            let (time, id) = (row.next_cell(), row.next_cell());
            i64::read(time).ok_or_else(|| self.damage(&[id], self.time, i64::EXPECTED))
        };
        Ok(self.read(tx, times, 1, read).await?.pop())
    }

    /// The texts of up to `limit` first rows of a selection.
    pub(super) async fn read_texts<const N: usize>(
        &self,
        tx: &mut Tx,
        texts: Select<'_>,
        columns: [&'static str; N],
        limit: i64,
    ) -> Result<Vec<[String; N]>, Error> {
        let read = |row: &mut Row| {
            let cells = columns.map(|_| row.next_cell());
            let texts = cells.clone().map(|cell| String::read(cell).ok_or(()));
            if let Some(at) = texts.iter().position(Result::is_err) {
                return Err(self.damage(&cells, columns[at], String::EXPECTED));
            }
            Ok(texts.map(Result::unwrap_or_default))
        };
        self.read(tx, texts, limit, read).await
    }

    /// Up to `limit` first rows of a selection, in order, but for those given up. A row that `read`
    /// finds damaged is given up.
    pub(super) async fn read<T>(
        &self,
        tx: &mut Tx,
        selection: Select<'_>,
        limit: i64,
        read: impl Fn(&mut Row) -> Result<T, Error> + Send,
    ) -> Result<Vec<T>, Error> {
        let order = self.order();
        let name = self.name(tx);
        let mut few = limit;
        loop {
            let given_up = tx.given_up().of(self.table);
            let left = selection.clone().none_of(&name, &given_up);
            let (text, values) = left.page_of(&order, Direction::Ascending, None, few);
            let (mut found, mut is_new) = (Vec::new(), false);
            for mut row in tx.query(&text, &values).await? {
                let name = String::read(row.next_cell());
                match read(&mut row) {
                    Ok(read) => found.push(read),
                    Err(damage) if damage.is_damage() => {
                        let name = name.unwrap_or_default();
                        is_new |= tx.given_up().add(self.table, name, &damage);
                    }
                    Err(error) => return Err(error),
                }
            }
            if !found.is_empty() || !is_new {
                found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
                return Ok(found);
            }
            few = limit.max(MORE);
        }
    }

    /// The error of a column, in the row that has these texts in its key.
    fn damage(&self, key: &[Cell], column: &str, expected: &'static str) -> Error {
        let key = key.iter().map(|cell| match cell {
            Cell::Text(text) => format!(" {text:?}"),
            _ => " ?".to_owned(),
        });
        let key: String = key.collect();
        Error::column(format!("{}{key}", self.table), column, expected)
    }
}
