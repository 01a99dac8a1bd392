//! The row type of a table, declared once.
//!
//! From one declaration, [`record!`] generates the struct, the list of its columns for a `SELECT`,
//! its reader, its `INSERT` and its `UPDATE`. Each column is declared once, with its type, in the
//! order of the statements. `[key]` after a type marks a column of the key, `[changes]` a column
//! that an update writes. Statements that select, filter and sort are written by hand around the
//! list.

use std::fmt::Write as _;

use crate::row::Cell;
use crate::unit::{Inserts, Posted};
use crate::{Database, Error, Lock, Row, Tx, Value};

/// The role of a column in its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Part of the key: rows are found, updated and named in errors by it.
    Key,
    /// An update writes it.
    Changes,
    /// It stays as it was inserted.
    Stays,
}

/// What a column can have.
#[derive(Debug)]
pub(crate) struct Declared {
    pub column: &'static str,
    /// The expected content, for the error of a column with other content.
    pub expected: &'static str,
    pub accepts: fn(Cell) -> bool,
}

/// A declared row. [`record!`] implements it.
pub(crate) trait Record: Sized {
    const TABLE: &'static str;

    /// `SELECT columns FROM table`.
    const SELECT: &'static str;

    /// The columns with their table's name, for a `SELECT` from several.
    const QUALIFIED: &'static str;

    /// The columns in order.
    const COLUMNS: &'static [(&'static str, Mark)];

    /// What each column can have.
    const DECLARED: &'static [Declared];

    /// The values in the order of the columns.
    fn values(&self) -> Vec<Value<'_>>;

    /// Takes the columns out of a row that begins with them.
    fn take(row: &mut Row) -> Result<Self, Error>;

    /// Reads a row of these columns and no others.
    fn read(mut row: Row) -> Result<Self, Error> {
        Self::take(&mut row)
    }

    fn read_all(rows: Vec<Row>) -> Result<Vec<Self>, Error> {
        rows.into_iter().map(Self::read).collect()
    }

    /// Reads the undamaged rows of a list, and logs an error for each damaged one.
    fn read_undamaged(rows: Vec<Row>) -> Vec<Self> {
        let sound = rows.into_iter().filter_map(|row| match Self::read(row) {
            Ok(read) => Some(read),
            Err(error) => {
                tracing::error!(%error, "damaged row skipped");
                None
            }
        });
        sound.collect()
    }

    /// The statements that insert rows.
    fn inserts() -> &'static Inserts;

    /// The statement that inserts a row.
    fn insert_text() -> &'static str {
        Self::inserts().one()
    }

    fn update_text() -> &'static str;

    /// The values of [`Record::update_text`]: what changes, then the key.
    fn changes(&self) -> Vec<Value<'_>> {
        let (mut changes, mut key) = (Vec::with_capacity(Self::COLUMNS.len()), Vec::new());
        for ((_, mark), value) in Self::COLUMNS.iter().zip(self.values()) {
            match mark {
                Mark::Changes => changes.push(value),
                Mark::Key => key.push(value),
                Mark::Stays => {}
            }
        }
        changes.append(&mut key);
        changes
    }
}

/// Inserts a row whose key is new. One that exists after all fails the transaction, with
/// `Error::Duplicate`.
pub(crate) async fn insert<R: Record>(tx: &mut Tx, new: &R) -> Result<(), Error> {
    tx.dispatch(R::insert_text(), &new.values()).await
}

/// Inserts a row whose key may exist: `Error::Duplicate` when it does.
pub(crate) async fn insert_if_new<R: Record>(tx: &mut Tx, new: &R) -> Result<(), Error> {
    tx.execute(R::insert_text(), &new.values())
        .await
        .map(|_| ())
}

/// Updates the changeable columns of a row that this transaction has read or locked.
pub(crate) async fn overwrite<R: Record>(tx: &mut Tx, changed: &R) -> Result<(), Error> {
    if tx.keeps_rows() && revise_posted(tx, changed) {
        return Ok(());
    }
    tx.dispatch(R::update_text(), &changed.changes()).await
}

/// Inserts a row that is likely to be changed by the same transaction: later, if the transaction
/// keeps rows.
pub(crate) async fn insert_or_post<R: Record>(tx: &mut Tx, new: &R) -> Result<(), Error> {
    if tx.keeps_rows() {
        post(tx, new);
        return Ok(());
    }
    insert(tx, new).await
}

/// Inserts a row later, together with others.
pub(crate) fn post<R: Record>(tx: &mut Tx, new: &R) {
    let columns = R::COLUMNS.iter().enumerate();
    let key = columns.filter(|(_, (_, mark))| *mark == Mark::Key);
    tx.post(Posted {
        table: R::TABLE,
        inserts: R::inserts(),
        key: key.map(|(at, _)| at).collect(),
        values: new.values().into_iter().map(Value::into_owned).collect(),
    });
}

/// Changes a row that is not inserted yet. Returns `false` when there is none of this key.
pub(crate) fn revise_posted<R: Record>(tx: &mut Tx, changed: &R) -> bool {
    let values = changed.values();
    let marked = || R::COLUMNS.iter().map(|(_, mark)| *mark).zip(&values);
    let key = marked().filter(|(mark, _)| *mark == Mark::Key);
    let key: Vec<_> = key.map(|(_, value)| value.clone()).collect();
    let Some(mut revised) = tx.posted(R::TABLE, &key).cloned() else {
        return false;
    };
    for (old, (mark, new)) in revised.values.iter_mut().zip(marked()) {
        if mark == Mark::Changes {
            *old = new.clone().into_owned();
        }
    }
    tx.post(revised);
    true
}

/// Updates the changeable columns of a row. Returns `false` when its key does not exist.
pub(crate) async fn update<R: Record>(tx: &mut Tx, changed: &R) -> Result<bool, Error> {
    if tx.keeps_rows() && revise_posted(tx, changed) {
        return Ok(true);
    }
    Ok(tx.execute(R::update_text(), &changed.changes()).await? == 1)
}

/// Locks the rows of these keys in their order, where other transactions write at the same time.
/// `text` selects a row by its key, whose first column is the id. A distributed database locks rows
/// of one shard in a statement, so there is one for each row.
pub(crate) async fn lock_all<R: Record>(
    tx: &mut Tx,
    text: &str,
    mut keys: Vec<Vec<&String>>,
) -> Result<(), Error> {
    if tx.database() == Database::Sqlite {
        return Ok(());
    }
    keys.sort_unstable();
    for key in keys {
        let Some(id) = key.first().filter(|id| !tx.has_locked(R::TABLE, id)) else {
            continue;
        };
        let values: Vec<Value<'_>> = key.iter().map(|part| Value::from(*part)).collect();
        tx.lock_one(Lock::Exclusive, text, &values).await?;
        tx.note_locked(R::TABLE, id);
    }
    Ok(())
}

/// `INSERT INTO table (columns) VALUES (…)`.
pub(crate) fn insert_text<R: Record>() -> String {
    let columns: Vec<&str> = R::COLUMNS.iter().map(|(name, _)| *name).collect();
    let places: Vec<String> = (1..=columns.len()).map(|at| format!("${at}")).collect();
    let (columns, places) = (columns.join(", "), places.join(", "));
    format!("INSERT INTO {} ({columns}) VALUES ({places})", R::TABLE)
}

/// `UPDATE table SET changes WHERE key`.
pub(crate) fn update_text<R: Record>() -> String {
    let marked = |wanted: Mark| {
        let columns = R::COLUMNS.iter().filter(move |(_, mark)| *mark == wanted);
        columns.map(|(name, _)| *name)
    };
    let mut text = format!("UPDATE {} SET ", R::TABLE);
    let mut place = 0;
    for (mark, between) in [(Mark::Changes, ", "), (Mark::Key, " AND ")] {
        for (at, column) in marked(mark).enumerate() {
            let before = match (at, mark) {
                (0, Mark::Key) => " WHERE ",
                (0, _) => "",
                _ => between,
            };
            place += 1;
            // Writing to a string cannot fail.
            let _ = write!(text, "{before}{column} = ${place}");
        }
    }
    text
}

/// One column of a damaged row.
pub(crate) struct ReadColumn<'a> {
    pub expected: &'static str,
    /// `None` for a damaged column.
    pub value: Option<Value<'a>>,
}

/// The error of a damaged row: its table and key, and the first damaged column.
pub(crate) fn damaged<R: Record>(cells: &[ReadColumn<'_>]) -> Error {
    let columns = || R::COLUMNS.iter().zip(cells);
    let key = columns().filter(|((_, mark), _)| *mark == Mark::Key);
    let key = key.map(|(_, cells)| match &cells.value {
        Some(Value::Text(text) | Value::Document(text)) => format!("{text:?}"),
        Some(Value::Integer(number)) => number.to_string(),
        Some(Value::Null) | None => "?".to_owned(),
    });
    let key: Vec<String> = key.collect();
    let first = columns().find(|(_, cells)| cells.value.is_none());
    let (column, expected) = first.map_or(("?", "a value"), |((name, _), cells)| {
        (*name, cells.expected)
    });
    Error::column(format!("{} {}", R::TABLE, key.join(" ")), column, expected)
}

/// Declares the row of a table: `pub struct Name in "table" { column: Type [mark], … }`. A type
/// that does not implement `Column` is followed by `as` and a codec that does.
macro_rules! record {
    (
        $(#[$meta:meta])*
        pub struct $Name:ident in $table:literal {
            $(
                $(#[$about:meta])*
                $column:ident : $type:ty $(as $codec:ty)? $([$mark:ident])?
            ),+ $(,)?
        }
    ) => {
        $(#[$meta])*
        pub struct $Name {
            $( $(#[$about])* pub $column: $type ),+
        }

        impl $crate::record::Record for $Name {
            const TABLE: &'static str = $table;

            const SELECT: &'static str =
                concat!("SELECT ", $crate::record::list!($($column)+), " FROM ", $table);

            const QUALIFIED: &'static str = $crate::record::list!(in $table: $($column)+);

            const COLUMNS: &'static [(&'static str, $crate::record::Mark)] =
                &[$( (stringify!($column), $crate::record::mark!($($mark)?)) ),+];

            const DECLARED: &'static [$crate::record::Declared] = &[$({
                type Codec = $crate::record::codec!($type $(, $codec)?);
                $crate::record::Declared {
                    column: stringify!($column),
                    expected: <Codec as $crate::row::Column<$type>>::EXPECTED,
                    accepts: |cell| {
                        <Codec as $crate::row::Column<$type>>::read(cell).is_some()
                    },
                }
            }),+];

            fn values(&self) -> Vec<$crate::Value<'_>> {
                vec![$(
                    <$crate::record::codec!($type $(, $codec)?) as $crate::row::Column<$type>>
                        ::value(&self.$column)
                ),+]
            }

            fn take(row: &mut $crate::Row) -> Result<Self, $crate::Error> {
                $(
                    let $column: Option<$type> =
                        <$crate::record::codec!($type $(, $codec)?)
                            as $crate::row::Column<$type>>::read(row.next_cell());
                )+
                match ($($column,)+) {
                    ($(Some($column),)+) => Ok(Self { $($column),+ }),
                    ($($column,)+) => Err($crate::record::damaged::<Self>(&[$({
                        type Codec = $crate::record::codec!($type $(, $codec)?);
                        $crate::record::ReadColumn {
                            expected: <Codec as $crate::row::Column<$type>>::EXPECTED,
                            value: $column
                                .as_ref()
                                .map(<Codec as $crate::row::Column<$type>>::value),
                        }
                    }),+])),
                }
            }

            fn inserts() -> &'static $crate::unit::Inserts {
                static INSERTS: std::sync::LazyLock<$crate::unit::Inserts> =
                    std::sync::LazyLock::new(|| {
                        $crate::unit::Inserts::new($crate::record::insert_text::<$Name>())
                    });
                &INSERTS
            }

            fn update_text() -> &'static str {
                static TEXT: std::sync::LazyLock<String> =
                    std::sync::LazyLock::new(|| $crate::record::update_text::<$Name>());
                &TEXT
            }
        }
    };
}

macro_rules! list {
    (in $table:literal: $first:ident $($column:ident)*) => {
        concat!(
            $table, ".", stringify!($first)
            $(, ", ", $table, ".", stringify!($column))*
        )
    };
    ($first:ident $($column:ident)*) => {
        concat!(stringify!($first) $(, ", ", stringify!($column))*)
    };
}

macro_rules! mark {
    () => {
        $crate::record::Mark::Stays
    };
    (key) => {
        $crate::record::Mark::Key
    };
    (changes) => {
        $crate::record::Mark::Changes
    };
}

macro_rules! codec {
    ($type:ty) => {
        $type
    };
    ($type:ty, $codec:ty) => {
        $codec
    };
}

pub(crate) use {codec, list, mark, record};
