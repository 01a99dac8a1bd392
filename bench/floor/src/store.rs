//! SQLite with one writer that commits in groups, and several readers, like cosell's store.
//!
//! The writer takes every queued request, inserts its rows, and commits all of them with one fsync
//! (`synchronous=FULL`). No request is answered before the commit.

use std::num::NonZeroUsize;
use std::path::Path;
use std::thread::{self, JoinHandle};

use crossbeam_channel::{Receiver, Sender, bounded};
use rusqlite::{Connection, OpenFlags};
use tokio::sync::oneshot;

/// The limits of cosell's own store, so that only the work per request differs. The number of
/// readers depends on the machine, as cosell's does.
const MAX_GROUP: usize = 256;
const QUEUE_CAPACITY: usize = 4096;
const READERS: (usize, usize) = (2, 16);

const SCHEMA: &str = "
    CREATE TABLE IF NOT EXISTS opportunity (id INTEGER PRIMARY KEY, document TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS effect (id INTEGER PRIMARY KEY, document TEXT NOT NULL);
";
const INSERT_OPPORTUNITY: &str = "INSERT INTO opportunity (document) VALUES (?1)";
const INSERT_EFFECT: &str = "INSERT INTO effect (document) VALUES (?1)";
const READ: &str = "SELECT document FROM opportunity WHERE id = ?1";

#[derive(Debug, thiserror::Error)]
pub(crate) enum Error {
    #[error(transparent)]
    Sqlite(#[from] rusqlite::Error),
    #[error(transparent)]
    Thread(#[from] std::io::Error),
    #[error("the store has ended")]
    Ended,
}

struct Write {
    work: Work,
    reply: oneshot::Sender<Result<i64, Error>>,
}

enum Work {
    Create { document: String },
    Start { opportunity: i64, request: String },
}

struct Read {
    id: i64,
    reply: oneshot::Sender<Result<String, Error>>,
}

#[derive(Clone)]
pub(crate) struct Store {
    writes: Sender<Write>,
    reads: Sender<Read>,
}

impl Store {
    /// Opens the store. Also returns the thread that closes it when every clone has been dropped.
    pub(crate) fn open(path: &Path) -> Result<(Self, JoinHandle<()>), Error> {
        let connection = Connection::open(path)?;
        connection.pragma_update(None, "journal_mode", "WAL")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        connection.execute_batch(SCHEMA)?;
        let (reads, queue) = bounded(QUEUE_CAPACITY);
        let mut readers = Vec::new();
        let (fewest, most) = READERS;
        let processors = thread::available_parallelism().map_or(fewest, NonZeroUsize::get);
        for _ in 0..processors.clamp(fewest, most) {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let connection = Connection::open_with_flags(path, flags)?;
            let queue: Receiver<Read> = queue.clone();
            let work = move || {
                while let Ok(Read { id, reply }) = queue.recv() {
                    let _ = reply.send(read(&connection, id));
                }
            };
            let thread = thread::Builder::new().name("floor-read".to_owned());
            readers.push(thread.spawn(work)?);
        }
        let (writes, queue) = bounded(QUEUE_CAPACITY);
        let work = move || {
            write_loop(&connection, &queue);
            // The last connection to close writes a checkpoint, which a reader's must not.
            for reader in readers {
                let _ = reader.join();
            }
            drop(connection);
        };
        let thread = thread::Builder::new().name("floor-write".to_owned());
        Ok((Self { writes, reads }, thread.spawn(work)?))
    }

    /// Stores an opportunity and returns its number.
    pub(crate) async fn create(&self, document: String) -> Result<i64, Error> {
        self.write(Work::Create { document }).await
    }

    /// Stores the rows of the main task, six in one transaction: the opportunity's document for the
    /// snapshot and for the invitation, the request for each of the other four.
    pub(crate) async fn start(&self, opportunity: i64, request: String) -> Result<i64, Error> {
        let work = Work::Start {
            opportunity,
            request,
        };
        self.write(work).await
    }

    async fn write(&self, work: Work) -> Result<i64, Error> {
        let (reply, answer) = oneshot::channel();
        self.writes
            .try_send(Write { work, reply })
            .map_err(|_| Error::Ended)?;
        answer.await.map_err(|_| Error::Ended)?
    }

    pub(crate) async fn read(&self, id: i64) -> Result<String, Error> {
        let (reply, answer) = oneshot::channel();
        self.reads
            .try_send(Read { id, reply })
            .map_err(|_| Error::Ended)?;
        answer.await.map_err(|_| Error::Ended)?
    }
}

fn read(connection: &Connection, id: i64) -> Result<String, Error> {
    let mut statement = connection.prepare_cached(READ)?;
    Ok(statement.query_row([id], |row| row.get(0))?)
}

/// Collects requests and commits them in groups, until every sender has been dropped.
fn write_loop(connection: &Connection, queue: &Receiver<Write>) {
    while let Ok(first) = queue.recv() {
        let mut done = Vec::new();
        let mut next = Some(first);
        let begun = connection.execute_batch("BEGIN IMMEDIATE");
        while let Some(Write { work, reply }) = next.take() {
            done.push((perform(connection, work), reply));
            if done.len() < MAX_GROUP {
                next = queue.try_recv().ok();
            }
        }
        let ended = begun.and_then(|()| connection.execute_batch("COMMIT"));
        for (result, reply) in done {
            let result = if ended.is_ok() {
                result
            } else {
                Err(Error::Ended)
            };
            let _ = reply.send(result);
        }
        if let Err(error) = ended {
            eprintln!("cosell-floor: {error}");
            return;
        }
    }
}

fn perform(connection: &Connection, work: Work) -> Result<i64, Error> {
    match work {
        Work::Create { document } => {
            connection
                .prepare_cached(INSERT_OPPORTUNITY)?
                .execute([document])?;
        }
        Work::Start {
            opportunity,
            request,
        } => {
            let document = read(connection, opportunity)?;
            let mut insert = connection.prepare_cached(INSERT_EFFECT)?;
            for text in [&document, &document, &request, &request, &request, &request] {
                insert.execute([text])?;
            }
        }
    }
    Ok(connection.last_insert_rowid())
}
