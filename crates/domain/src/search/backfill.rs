//! The index of a search over records that an older program wrote.

use cosell_store::{Store, Tx};

use crate::Error;

/// Records that one transaction indexes.
const BATCH: i64 = 500;

/// The index of one kind of records.
pub(crate) trait Backfill: 'static {
    type Record: Send;

    /// The kind, for people.
    const WHAT: &'static str;

    /// The next records that are not indexed; `None` when all are.
    fn next(
        tx: &mut Tx,
        limit: i64,
    ) -> impl Future<Output = Result<Option<Vec<Self::Record>>, cosell_store::Error>> + Send;

    /// Indexes a record and returns its id.
    fn index(
        tx: &mut Tx,
        record: Self::Record,
    ) -> impl Future<Output = Result<String, Error>> + Send;

    /// Stores that all records up to this id are indexed; without an id, that all are.
    fn indexed_up_to(
        tx: &mut Tx,
        id: Option<&str>,
    ) -> impl Future<Output = Result<(), cosell_store::Error>> + Send;
}

/// Indexes what is not indexed yet. A store that is indexed costs one read.
pub(crate) async fn backfill<B: Backfill>(store: &Store) -> Result<(), cosell_store::Error> {
    let is_done = store.read((), async |tx, ()| {
        let next = B::next(tx, 0).await?;
        Ok::<_, cosell_store::Error>(next.is_none())
    });
    let mut done = is_done.await?;
    if !done {
        tracing::info!(
            records = B::WHAT,
            "indexing records of an older version for searches"
        );
    }
    while !done {
        let indexed = store.write((), async |tx, ()| some::<B>(tx).await);
        done = indexed.await.map_err(Error::into_store)?;
    }
    Ok(())
}

/// Indexes the next records. `true` when there are no more.
async fn some<B: Backfill>(tx: &mut Tx) -> Result<bool, Error> {
    let Some(records) = B::next(tx, BATCH).await? else {
        return Ok(true);
    };
    let mut last = None;
    for record in records {
        last = Some(B::index(tx, record).await?);
    }
    B::indexed_up_to(tx, last.as_deref()).await?;
    Ok(last.is_none())
}
