//! The records that a transaction keeps, each with its parsed document, so that it reads and parses
//! every one of them once.
//!
//! A statement that changes the table of a record drops all records of the table. Who writes a
//! record takes the kept ones before ([`take`]) and puts them back with the new one ([`put_back`]).
//!
//! Those who only read a record share it; who changes one makes a copy.

use std::sync::Arc;

use cosell_store::{Kept, Tx};

/// A record that a transaction may keep.
pub(crate) trait Loadable: Clone + Send + Sync + 'static {
    /// Its table, alone.
    const TABLES: &'static [&'static str];

    fn id(&self) -> &str;
}

/// The records of one table that a transaction has read or written, where it keeps them.
struct Loaded<R>(Vec<Arc<R>>);

impl<R: Loadable> Kept for Loaded<R> {
    const TABLES: &'static [&'static str] = R::TABLES;
}

/// The record for which this holds, if it is kept.
pub(crate) fn find<R: Loadable>(tx: &Tx, is_it: impl Fn(&R) -> bool) -> Option<Arc<R>> {
    let Loaded(all) = tx.kept()?;
    all.iter().find(|record| is_it(record)).cloned()
}

/// Keeps a record in the place of an earlier version of it, where the transaction keeps rows.
pub(crate) fn keep<R: Loadable>(tx: &mut Tx, record: impl FnOnce() -> Arc<R>) {
    let others = take(tx);
    put_back(tx, others, record);
}

/// Takes the kept records.
pub(crate) fn take<R: Loadable>(tx: &mut Tx) -> Vec<Arc<R>> {
    tx.take_kept().map(|Loaded(all)| all).unwrap_or_default()
}

/// Keeps these records again, with one of them as it is now.
pub(crate) fn put_back<R: Loadable>(
    tx: &mut Tx,
    mut all: Vec<Arc<R>>,
    record: impl FnOnce() -> Arc<R>,
) {
    if tx.keeps_rows() {
        let record = record();
        all.retain(|other| other.id() != record.id());
        all.push(record);
        tx.keep(Loaded(all));
    }
}
