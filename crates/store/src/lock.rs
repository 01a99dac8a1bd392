//! Locks of rows.
//!
//! A decision of a transaction must still be right when it commits. On SQLite it is, because one
//! transaction writes at a time. On PostgreSQL each statement sees what is committed when it
//! begins, so a transaction locks what it decides by: a read of a row by its key locks the row,
//! unless it is called a peek. A decision by several rows, such as "there is no open invitation",
//! locks the row that they belong to before it reads them. `docs/invariants.md` lists them.
//!
//! Transactions lock in one order, so that none waits in a circle: bulk job, opportunity,
//! engagement, invitation, snapshot job, customer accounts' count, customer account, task.
//! Opportunities and engagements among themselves are locked in the order of their ids, a copy
//! after its source.

/// How long and against what a row is locked: always until the end of the transaction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lock {
    /// No other transaction changes or locks the row: for a row that is changed, or by which a
    /// transaction decides what may be beside it.
    Exclusive,
    /// No other transaction changes the row.
    Shared,
}
