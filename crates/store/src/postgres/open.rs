//! Preparation of a database: its schema is migrated under a lock, and the log warns of settings
//! that risk data.

use std::sync::Arc;
use std::time::Duration;

use cosell_world::machine;

use super::connector::Connector;
use super::schema::{Citus, by_bytes, follow};
use super::session::{Commit, Purpose, Session};
use super::spare::{self, SMALL, Table};
use super::{Address, WRITE, connection, pool};
use crate::distribution::SQLITE_ONLY;
use crate::migrate::{
    FIRST_ROWS, has_our_tables, is_our_table, migrate_inside, newest, tables, version,
};
use crate::{Error, StateReader, Tx, state};

/// Locked while the schema changes, so that of several nodes that start at once only one changes
/// it. The number is the program's name in ASCII.
const LOCK: &str = "SELECT pg_advisory_xact_lock(109342883048556)";

/// The database cancels a vacuum that it began itself when something waits for its lock, but only
/// after `deadlock_timeout`, a second for each table. A role that may not set it waits so long.
const OUTRANK_AUTOVACUUM: &str = "DO $$ BEGIN SET LOCAL deadlock_timeout = '1ms'; \
     EXCEPTION WHEN insufficient_privilege THEN NULL; END $$";

/// How long it is tried to find out whether a transaction happened whose answer was lost. A
/// database that restarts needs some of it.
const OUTCOME_TIMEOUT: Duration = Duration::from_secs(30);

/// The pause between two attempts.
const OUTCOME_PAUSE: Duration = Duration::from_millis(250);

/// Prepares the database. A new one has the state, if there is one. Returns what Citus has to do
/// with it.
pub(super) fn prepare(
    address: &Address,
    connector: &Connector,
    state: Option<StateReader>,
) -> Result<Citus, Error> {
    if address.is_exposed() {
        tracing::warn!(
            "database connection not encrypted; add sslmode=verify-full to the address of the store"
        );
    }
    apart(alone(connector, async |tx| {
        bring_up_to_date(tx, state).await
    }))
}

/// Puts a state in the place of everything. After every error but `Error::Ambiguous` the database
/// has what it had.
pub(super) fn replace(connector: &Connector, state: StateReader) -> Result<(), Error> {
    apart(async {
        let mut id = None;
        let replaced = alone(connector, async |tx| {
            tx.of_store();
            id = Some(transaction(tx).await?);
            replace_inside(tx, state).await
        });
        match (replaced.await, id) {
            (Err(Error::Ambiguous(reason)), Some(id)) => outcome(connector, id, reason).await,
            (replaced, _) => replaced,
        }
    })
}

/// Does something on its own thread and runtime: a connection belongs to the runtime that made it,
/// and the caller that opens a store may have none yet.
fn apart<T: Send>(work: impl Future<Output = Result<T, Error>> + Send) -> Result<T, Error> {
    let work = || {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        runtime.block_on(work)
    };
    std::thread::scope(|scope| scope.spawn(work).join()).unwrap_or_else(|_| {
        Err(Error::Unavailable(
            "preparing the database panicked".to_owned(),
        ))
    })
}

/// The id of a transaction.
async fn transaction(tx: &mut Tx) -> Result<i64, Error> {
    let row = tx.query_one("SELECT txid_current()", &[]).await?;
    row.map_or(Ok(0), |mut row| row.integer(0))
}

/// What became of a transaction whose answer was lost.
async fn outcome(connector: &Connector, id: i64, reason: String) -> Result<(), Error> {
    let began = machine::instant();
    loop {
        let status = alone(connector, async |tx| {
            tx.of_store();
            let text = "SELECT COALESCE(txid_status($1), '')";
            let row = tx.query_one(text, &[id.into()]).await?;
            row.map_or(Ok(String::new()), |mut row| row.text(0))
        });
        match status.await.as_deref() {
            Ok("committed") => return Ok(()),
            Ok("aborted") => return Err(Error::Unavailable(reason)),
            // It is still ending, or the database does not answer.
            _ if machine::elapsed(began) < OUTCOME_TIMEOUT => {
                machine::sleep(OUTCOME_PAUSE).await;
            }
            _ => return Err(Error::Ambiguous(reason)),
        }
    }
}

/// Does something with the whole database, in a transaction on a connection of its own.
pub(super) async fn alone<T>(
    connector: &Connector,
    work: impl AsyncFnOnce(&mut Tx) -> Result<T, Error>,
) -> Result<T, Error> {
    let pool = pool(connector, 1)?;
    let session = Session::begin(connection(&pool).await?, WRITE, Purpose::Alone);
    let mut tx = Tx::new(Box::new(Arc::clone(&session)));
    match work(&mut tx).await {
        Ok(result) => match session.commit().await {
            Commit::Done => Ok(result),
            Commit::Conflict => Err(Error::Conflict),
            Commit::Refused(error) => Err(error),
            // Who opens a store may do so again, which accepts either schema.
            Commit::Unknown(reason) => Err(Error::Ambiguous(reason)),
        },
        Err(error) => {
            session.roll_back().await;
            Err(error)
        }
    }
}

async fn bring_up_to_date(tx: &mut Tx, state: Option<StateReader>) -> Result<Citus, Error> {
    check_settings(tx).await?;
    tx.execute(LOCK, &[]).await?;
    create_schema(tx).await?;
    check_owner(tx).await?;
    let citus = Citus::of(tx).await?;
    match state {
        Some(mut state) if version(tx).await? == 0 => state::load(tx, &mut state, by_bytes).await?,
        _ => migrate_inside(tx, by_bytes).await?,
    }
    // New tables are not spread.
    if citus == Citus::Spread {
        follow(tx).await?;
    }
    Ok(citus)
}

async fn replace_inside(tx: &mut Tx, mut state: StateReader) -> Result<(), Error> {
    tx.execute(LOCK, &[]).await?;
    check_owner(tx).await?;
    let spread = Citus::of(tx).await? == Citus::Spread;
    if version(tx).await? == newest() && state.schema() == newest() {
        empty_tables(tx, spread).await?;
    } else {
        drop_tables(tx).await?;
    }
    state::load(tx, &mut state, by_bytes).await?;
    // New tables are not spread, and may have taken the place of some that were.
    if spread {
        follow(tx).await?;
    }
    Ok(())
}

/// Leaves the tables with the rows of a new database. To create tables again takes seconds. The
/// statements are sent together with the next one, because a round trip for each takes longer than
/// what they do.
///
/// A distributed database says of no spread table how large it is.
async fn empty_tables(tx: &mut Tx, spread: bool) -> Result<(), Error> {
    let all: Vec<&str> = tables().filter(|table| *table != SQLITE_ONLY).collect();
    let all = all.join(", ");
    if spread {
        tx.command(&format!("TRUNCATE {all}")).await?;
    } else {
        tx.command(OUTRANK_AUTOVACUUM).await?;
        // Nobody writes to a table after its size is read.
        tx.execute(&format!("LOCK TABLE {all} IN ACCESS EXCLUSIVE MODE"), &[])
            .await?;
        let (mut exchanged, mut truncated) = (Vec::new(), Vec::new());
        for table in spare::tables(tx).await? {
            match table {
                Table { bytes: 0, .. } => {}
                Table { name, bytes, .. } if bytes <= SMALL => {
                    tx.command(&format!("DELETE FROM {name}")).await?;
                }
                Table {
                    name,
                    has_spare: true,
                    ..
                } => exchanged.push(name),
                Table { name, .. } => truncated.push(name),
            }
        }
        if !exchanged.is_empty() {
            spare::exchange(tx, &exchanged).await?;
        }
        if !truncated.is_empty() {
            let truncated = truncated.join(", ");
            tx.command(&format!("TRUNCATE {truncated}")).await?;
        }
    }
    for row in FIRST_ROWS {
        tx.command(row).await?;
    }
    Ok(())
}

/// Drops the tables that a state takes the place of.
async fn drop_tables(tx: &mut Tx) -> Result<(), Error> {
    let text = "SELECT relname::text FROM pg_class \
                WHERE relnamespace = quote_ident(current_schema())::regnamespace \
                AND relkind IN ('r', 'p') ORDER BY relname";
    for mut row in tx.query(text, &[]).await? {
        let name = row.text(0)?;
        if is_our_table(&name) {
            tx.execute(&format!("DROP TABLE {name}"), &[]).await?;
        }
    }
    Ok(())
}

/// Refuses a database that cannot store every text, and warns of one that can lose acknowledged
/// writes.
async fn check_settings(tx: &mut Tx) -> Result<(), Error> {
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
            "database acknowledges commits before they are on disk: a crash can lose \
             acknowledged writes; set fsync and synchronous_commit to on"
        );
    }
    if standbys.is_empty() || commit == "local" {
        tracing::warn!(
            synchronous_standby_names = standbys,
            synchronous_commit = commit,
            "database does not wait for a standby: a failover can lose acknowledged writes; set \
             synchronous_standby_names and synchronous_commit"
        );
    }
    Ok(())
}

/// Creates the first schema of the search path, when none of its schemas exists. As everywhere, a
/// name without quotation marks is folded to lower case. `"$user"`, with which the default path
/// begins, stands for the user's schema and is not created.
async fn create_schema(tx: &mut Tx) -> Result<(), Error> {
    let text = "SELECT format('CREATE SCHEMA %I', CASE WHEN name LIKE '\"%' \
                THEN trim(both '\"' from name) ELSE lower(name COLLATE \"C\") END) \
                FROM trim(split_part(current_setting('search_path'), ',', 1)) AS name \
                WHERE current_schema() IS NULL AND name NOT IN ('$user', '\"$user\"')";
    if let Some(mut row) = tx.query_one(text, &[]).await? {
        let create = row.text(0)?;
        tx.execute(&create, &[]).await?;
    }
    Ok(())
}

/// Refuses a schema in which another program has tables of these names. Tables of other names may
/// exist beside cosell's.
async fn check_owner(tx: &mut Tx) -> Result<(), Error> {
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
        .filter(|name| is_our_table(name))
        .collect();
    if taken.is_empty() || has_our_tables(&names) {
        return Ok(());
    }
    let taken = taken.join(", ");
    Err(Error::Foreign(format!(
        "the schema contains {taken}, but not all of cosell's tables; use another schema"
    )))
}
