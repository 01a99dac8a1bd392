//! How far an index over records that an older program wrote is: a table of one row with the last
//! id that is indexed, and of none when all are.

use crate::record::Record;
use crate::{Error, Lock, Tx};

/// The next records by id that are not indexed; `None` when all are.
pub(super) async fn next<R: Record>(
    tx: &mut Tx,
    backfill: &str,
    limit: i64,
) -> Result<Option<Vec<R>>, Error> {
    let text = format!("SELECT after_id FROM {backfill}");
    // Nodes that start at once index one after the other.
    let Some(mut row) = tx.lock_one(Lock::Exclusive, &text, &[]).await? else {
        return Ok(None);
    };
    let after = row.text(0)?;
    let text = format!("{} WHERE id > $1 ORDER BY id LIMIT $2", R::SELECT);
    let rows = tx.query(&text, &[after.into(), limit.into()]).await?;
    R::read_all(rows).map(Some)
}

/// Stores that all records up to this id are indexed; without an id, that all are.
pub(super) async fn indexed_up_to(
    tx: &mut Tx,
    backfill: &str,
    id: Option<&str>,
) -> Result<(), Error> {
    let changed = match id {
        Some(id) => {
            let text = format!("UPDATE {backfill} SET after_id = $1");
            tx.execute(&text, &[id.into()]).await
        }
        None => tx.execute(&format!("DELETE FROM {backfill}"), &[]).await,
    };
    changed.map(|_| ())
}
