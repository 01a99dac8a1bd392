//! A test of the checker itself: it must detect a disk that loses writes.
//!
//! With `synchronous=OFF` a power failure may lose the writes since the last fsync. This module
//! simulates that: it records the length of the write-ahead log under load, and truncates the log
//! to that length after the kill. Writes acknowledged in between are lost, and the checks must find
//! them missing.

use std::fs::File;
use std::io::Read;
use std::thread;
use std::time::Duration;

use cosell_world::machine;

use crate::client::Client;
use crate::error::Error;
use crate::finding::Findings;
use crate::round;
use crate::server::{Server, Subject};
use crate::session::Session;

/// How many writes are acknowledged before the length is recorded, and how many more before the
/// kill. The log of a new store contains all of them: the first checkpoint is after 16 MiB.
const KEPT: u64 = 40;
const DROPPED: u64 = 40;

/// The timeout for these writes.
const WRITES_TIMEOUT: Duration = Duration::from_mins(1);

/// The size of the log's header; its salts change when the log is restarted.
const HEADER: usize = 32;

/// Writes to a new store, drops the last writes, and checks everything.
pub(crate) fn check_detection(
    subject: &Subject,
    clients: &mut [Client],
    findings: &Findings,
) -> Result<(), Error> {
    let server = Server::start(subject, None)?;
    let (kept, whole) = thread::scope(|scope| {
        for client in clients.iter_mut() {
            let session = Session::new(&server.url, findings);
            scope.spawn(move || client.run(&session));
        }
        await_writes(findings, KEPT);
        let kept = log(subject);
        await_writes(findings, KEPT + DROPPED);
        server.kill()?;
        Ok::<_, Error>((kept?, log(subject)?))
    })?;
    if kept.length >= whole.length || kept.header != whole.header {
        return Err(Error::NothingUnsynced { from: kept.length });
    }
    eprintln!(
        "{}: write-ahead log truncated from {} to {} bytes",
        subject.step_commit, whole.length, kept.length
    );
    let path = subject.wal();
    File::options()
        .write(true)
        .open(&path)
        .and_then(|file| file.set_len(kept.length))
        .map_err(|source| Error::File { path, source })?;
    round::check_all(subject, clients, findings)
}

fn await_writes(findings: &Findings, count: u64) {
    let until = machine::instant() + WRITES_TIMEOUT;
    while findings.acknowledgements() < count && machine::instant() < until {
        machine::block(Duration::from_millis(1));
    }
}

struct Log {
    length: u64,
    header: [u8; HEADER],
}

fn log(subject: &Subject) -> Result<Log, Error> {
    let path = subject.wal();
    let read = || {
        let mut file = File::open(&path)?;
        let length = file.metadata()?.len();
        let mut header = [0; HEADER];
        file.read_exact(&mut header)?;
        Ok(Log { length, header })
    };
    read().map_err(|source| Error::File {
        path: path.clone(),
        source,
    })
}
