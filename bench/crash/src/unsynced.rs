//! The proof that the checker can see: a disk that forgets.
//!
//! With `synchronous=OFF` a power failure may take what was written since the last fsync. Here that
//! is played: the length of the write-ahead log is noted under load, and after the kill the log is
//! cut back to it. Writes that were acknowledged in between are gone, and the check must say so.

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

/// Writes acknowledged before the length is noted, and then until the kill. The log of a new store
/// holds them all: it is first brought into the database after 16 MiB.
const KEPT: u64 = 40;
const DROPPED: u64 = 40;

/// Within which the writes must come.
const BOUND: Duration = Duration::from_mins(1);

/// The log's header; its salts change when the log begins anew.
const HEADER: usize = 32;

/// Loads a new store, drops what came last, and checks everything.
pub(crate) fn prove(
    subject: &Subject,
    clients: &mut [Client],
    findings: &Findings,
) -> Result<(), Error> {
    let server = Server::start(subject, None)?;
    let (kept, whole) = thread::scope(|scope| {
        for client in clients.iter_mut() {
            let session = Session::new(&server.url, findings);
            scope.spawn(move || client.live(&session));
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
        "{}: the write-ahead log is cut from {} to {} bytes",
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
    let until = machine::instant() + BOUND;
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
