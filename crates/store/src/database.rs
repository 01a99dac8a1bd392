//! The databases, where a statement of one is not a statement of the other.

/// Which database a transaction runs on. Almost every statement is the same for both; those for
/// which an engine of its own is used ask for this.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Database {
    Sqlite,
    Postgres,
}

impl Database {
    /// Whether a statement of the schema is for this database. One that is for another says so in a
    /// line of its own.
    pub(crate) fn takes(self, statement: &str) -> bool {
        let other = match self {
            Self::Sqlite => "-- Only on PostgreSQL.",
            Self::Postgres => "-- Only on SQLite.",
        };
        !statement.lines().any(|line| line == other)
    }
}
