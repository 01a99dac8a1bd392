//! The damaged rows that this process has given up.
//!
//! Background work is found by a time in its row. A row that cannot be read stays due: every poll
//! would find and log it, and enough of them would hide all work behind them. So it is given up:
//! logged once, and left out of later polls by its name. The row itself stays as it is, because a
//! newer program on the same store may know its values. The next start reads it again.
//!
//! Invariant: what is remembered is bounded. Of a table with more damaged rows than that, polls
//! read the others every time, pass over them without a word, and find only what is behind a page
//! of them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::Error;

/// The most rows of a table that are remembered: they are parameters of each poll, of which
/// `SQLite` takes 32,766. Their names are short (`table/due.rs`): a table needs two mebibytes at
/// most.
const MOST: usize = 1_000;

/// The rows, by table and name.
#[derive(Debug, Default)]
pub(crate) struct GivenUp(Mutex<BTreeMap<&'static str, BTreeSet<String>>>);

impl GivenUp {
    fn tables(&self) -> MutexGuard<'_, BTreeMap<&'static str, BTreeSet<String>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The names of a table's rows that are given up.
    pub(crate) fn of(&self, table: &str) -> Vec<String> {
        let tables = self.tables();
        let rows = tables.get(table).into_iter().flatten();
        rows.cloned().collect()
    }

    /// Whether rows of a table are given up.
    pub(crate) fn has(&self, table: &str) -> bool {
        self.tables().contains_key(table)
    }

    /// Gives a row up. Returns `false` when it was before, or when there is no room for it.
    pub(crate) fn add(&self, table: &'static str, name: String, damage: &Error) -> bool {
        let mut tables = self.tables();
        let rows = tables.entry(table).or_default();
        if rows.len() >= MOST || !rows.insert(name) {
            return false;
        }
        let is_full = rows.len() == MOST;
        drop(tables);
        tracing::error!(error = %damage, "damaged row given up until the next start");
        if is_full {
            tracing::error!(
                table,
                "too many damaged rows, later work in their table may not be done"
            );
        }
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_given_up_once_and_what_is_remembered_is_bounded() {
        let given_up = GivenUp::default();
        let damage = Error::column("job \"j\"", "due_at", "an integer");
        assert!(given_up.add("job", "j".to_owned(), &damage));
        assert!(!given_up.add("job", "j".to_owned(), &damage));
        for number in 1..2 * MOST {
            let has_room = number < MOST;
            assert_eq!(given_up.add("job", number.to_string(), &damage), has_room);
        }
        assert_eq!(given_up.of("job").len(), MOST);
        assert_eq!(given_up.of("other"), [""; 0]);
    }
}
