//! What happens to a database before it is used: its schema is brought up to date, under a lock,
//! and its operator is told what it does not promise.

use std::borrow::Cow;
use std::sync::Arc;

use super::session::{Commit, Session};
use super::{Address, Way, connection, pool};
use crate::migrate::{is_ours, is_wanted, migrate_inside};
use crate::{Error, Tx};

/// Held while the schema changes, so that of several nodes that start at once one changes it.
/// The number is the program's name in ASCII.
const LOCK: &str = "SELECT pg_advisory_xact_lock(109342883048556)";

/// A transaction that waited for the lock must see what its holder did, so it may not work on the
/// snapshot of its beginning.
const BEGIN: &str = "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE";

/// Prepares the database. The thread and its runtime end with it: a connection belongs to the
/// runtime that made it, and whoever opens a store may have none yet.
pub(super) fn prepare(address: &Address, way: &Way) -> Result<(), Error> {
    if address.is_exposed() {
        tracing::warn!(
            "the connection to the database is not encrypted: add sslmode=verify-full to its \
             address"
        );
    }
    let work = || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(prepare_inside(way))
    };
    std::thread::scope(|scope| scope.spawn(work).join())
        .unwrap_or_else(|_| Err(Error::Unavailable("preparing it failed".to_owned())))
}

async fn prepare_inside(way: &Way) -> Result<(), Error> {
    let pool = pool(way, 1)?;
    let session = Session::begin(connection(&pool).await?, BEGIN);
    let mut tx = Tx::new(Box::new(Arc::clone(&session)));
    match bring_up_to_date(&mut tx).await {
        Ok(()) => match session.commit().await {
            Commit::Done => Ok(()),
            Commit::Conflict => Err(Error::Conflict),
            Commit::Refused(error) => Err(error),
            // Opening is tried again by whoever wants it, and finds either schema.
            Commit::Unknown(reason) => Err(Error::Unavailable(reason)),
        },
        Err(error) => {
            session.roll_back().await;
            Err(error)
        }
    }
}

async fn bring_up_to_date(tx: &mut Tx) -> Result<(), Error> {
    look_at_settings(tx).await?;
    tx.execute(LOCK, &[]).await?;
    make_schema(tx).await?;
    recognize(tx).await?;
    migrate_inside(tx, by_bytes).await
}

/// Refuses a database that cannot hold every text, and warns of one that can lose what it
/// confirmed.
async fn look_at_settings(tx: &mut Tx) -> Result<(), Error> {
    let text = "SELECT current_setting('server_encoding'), \
                current_setting('synchronous_standby_names'), \
                current_setting('synchronous_commit'), current_setting('fsync')";
    let Some(mut row) = tx.query_one(text, &[]).await? else {
        return Ok(());
    };
    let found = row.text(0)?;
    if found != "UTF8" {
        return Err(Error::Encoding { found });
    }
    let (standbys, commit, fsync) = (row.text(1)?, row.text(2)?, row.text(3)?);
    if fsync == "off" || commit == "off" {
        tracing::warn!(
            fsync,
            synchronous_commit = commit,
            "the database confirms commits before they are on its disk: \
             a crash can lose acknowledged writes"
        );
    }
    if standbys.is_empty() || commit == "local" {
        tracing::warn!(
            synchronous_standby_names = standbys,
            synchronous_commit = commit,
            "the database does not wait for a standby: a failover can lose acknowledged writes"
        );
    }
    Ok(())
}

/// Makes the schema that the search path begins with, when there is none of its names.
async fn make_schema(tx: &mut Tx) -> Result<(), Error> {
    let text = "SELECT format('CREATE SCHEMA %I', \
                trim(both ' \"' from split_part(current_setting('search_path'), ',', 1))) \
                WHERE current_schema() IS NULL";
    if let Some(mut row) = tx.query_one(text, &[]).await? {
        let create = row.text(0)?;
        tx.execute(&create, &[]).await?;
    }
    Ok(())
}

/// Refuses a schema in which tables of these names are another program's. Tables of other names may
/// stand beside cosell's.
async fn recognize(tx: &mut Tx) -> Result<(), Error> {
    let text = "SELECT relname::text FROM pg_class \
                WHERE relnamespace = quote_ident(current_schema())::regnamespace \
                AND relkind IN ('r', 'p', 'v') \
                ORDER BY relname";
    let mut names = Vec::new();
    for mut row in tx.query(text, &[]).await? {
        names.push(row.text(0)?);
    }
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let taken: Vec<&str> = names
        .iter()
        .copied()
        .filter(|name| is_wanted(name))
        .collect();
    if taken.is_empty() || is_ours(&names) {
        return Ok(());
    }
    let taken = taken.join(", ");
    Err(Error::Foreign(format!(
        "there is {taken}, but not all of cosell's tables"
    )))
}

/// SQLite compares texts by their bytes, PostgreSQL as the database's locale has it, unless a
/// column says otherwise.
fn by_bytes(statement: &str) -> Cow<'_, str> {
    statement.replace(" TEXT", " TEXT COLLATE \"C\"").into()
}
