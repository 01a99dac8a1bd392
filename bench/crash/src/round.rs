//! Rounds: kill the server, restart it on the same store, check.
//!
//! Every other kill comes at a random moment, from outside; the others come from inside, at a named
//! fault point. Clients send requests all the time, also while the server recovers. After the last
//! kill every client checks everything that was ever acknowledged.

use std::thread;
use std::time::Duration;

use cosell_world::machine;

use crate::client::Client;
use crate::error::Error;
use crate::finding::{Findings, Invariant};
use crate::lists;
use crate::random::Random;
use crate::server::{Server, Subject};
use crate::session::{Session, Stop};

/// Milliseconds after readiness at which a random kill comes: from recovery to full load.
const EARLIEST: u64 = 50;
const LATEST: u64 = 800;

/// The latest moment on PostgreSQL, where a server first connects and waits for a lease.
const LATEST_ON_POSTGRES: u64 = 2_500;

/// The timeout for a fault point to be reached, after which the server is killed from outside.
const FAULT_TIMEOUT: Duration = Duration::from_secs(5);

/// At most this many hits of a fault point are skipped before it kills.
const MAX_SKIPPED: u64 = 12;

const STEPS: [&str; 6] = [
    "GetOpportunity",
    "CreateEngagement",
    "CreateResourceSnapshot",
    "CreateResourceSnapshotJob",
    "CreateEngagementInvitation",
    "SubmitOpportunity",
];

const PLACES: [&str; 4] = ["before", "after_effect", "before_commit", "after_commit"];

/// The fault points outside of steps.
const OTHERS: [&str; 6] = [
    "request.received",
    "auth.done",
    "operation.read",
    "operation.before_commit",
    "operation.after_commit",
    RECOVERY,
];

/// Reached once per server process.
const RECOVERY: &str = "recovery";

/// Reached only where nodes share a store.
const RENEWAL: &str = "lease.renew";

/// All fault points.
fn points(shared: bool) -> Vec<String> {
    let mut points: Vec<String> = OTHERS.map(str::to_owned).into();
    points.extend(shared.then(|| RENEWAL.to_owned()));
    for step in STEPS {
        points.extend(PLACES.map(|place| format!("step.{step}.{place}")));
    }
    points
}

/// How many kills there were of each kind.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Kills {
    pub random: usize,
    pub named: usize,
    /// A fault point was not reached in time, and the server was killed from outside.
    pub missed: usize,
}

#[derive(Clone, Copy, Debug)]
enum Kill {
    Random,
    Named,
    Missed,
}

/// Kills the server so many times, and checks everything at the end.
pub(crate) fn kill(
    subject: &Subject,
    clients: &mut [Client],
    times: usize,
    seed: u64,
    findings: &Findings,
) -> Result<Kills, Error> {
    let mut random = Random::new(seed);
    let mut points = points(subject.postgres.is_some());
    let first = random.index(points.len());
    points.rotate_left(first);
    let mut points = points.iter().cycle();
    let mut kills = Kills::default();
    let latest = match subject.postgres {
        Some(_) => LATEST_ON_POSTGRES,
        None => LATEST,
    };
    for turn in 0..times {
        let named = if turn % 2 == 1 { points.next() } else { None };
        let fault = named.map(|point| {
            let seldom = [RECOVERY, RENEWAL].contains(&point.as_str());
            let skipped = if seldom { 1 } else { MAX_SKIPPED };
            format!("{point}=abort@{}", random.below(skipped))
        });
        let moment = Duration::from_millis(EARLIEST + random.below(latest - EARLIEST + 1));
        match once(subject, clients, fault.as_deref(), moment, findings)? {
            Kill::Random => kills.random += 1,
            Kill::Named => kills.named += 1,
            Kill::Missed => kills.missed += 1,
        }
        if (turn + 1) % 10 == 0 {
            let acknowledged = findings.acknowledgements();
            let (database, mode) = (subject.database(), subject.step_commit);
            eprintln!(
                "{database}, {mode}: {} kills, {acknowledged} writes acknowledged",
                turn + 1
            );
        }
    }
    check_all(subject, clients, findings)?;
    Ok(kills)
}

/// One run of the server, from its start to its kill.
fn once(
    subject: &Subject,
    clients: &mut [Client],
    fault: Option<&str>,
    moment: Duration,
    findings: &Findings,
) -> Result<Kill, Error> {
    let mut server = match Server::start(subject, fault) {
        // Recovery reaches the fault points too.
        Err(Error::NotReady(_)) if fault.is_some() => return Ok(Kill::Named),
        started => started?,
    };
    thread::scope(|scope| {
        for client in clients {
            let session = Session::new(&server.url, findings);
            scope.spawn(move || client.run(&session));
        }
        if fault.is_none() {
            machine::block(moment);
            server.kill()?;
            return Ok(Kill::Random);
        }
        if server.killed_by_fault(FAULT_TIMEOUT)? {
            return Ok(Kill::Named);
        }
        server.kill()?;
        Ok(Kill::Missed)
    })
}

/// Restarts the server and checks everything that was ever acknowledged.
pub(crate) fn check_all(
    subject: &Subject,
    clients: &mut [Client],
    findings: &Findings,
) -> Result<(), Error> {
    let server = Server::start(subject, None)?;
    check_through(&[&server.url], clients, findings);
    server.kill()
}

/// Checks everything that was ever acknowledged, through running servers.
pub(crate) fn check_through(urls: &[&str], clients: &mut [Client], findings: &Findings) {
    let answered = |result: Result<(), Stop>| {
        findings.check(Invariant::AnsweredAsModelled, result.is_ok(), || {
            "no response during the final check".to_owned()
        });
    };
    thread::scope(|scope| {
        for (client, url) in clients.iter_mut().zip(urls.iter().cycle()) {
            let session = Session::new(url, findings);
            scope.spawn(move || answered(client.check_all(&session)));
        }
    });
    for url in urls {
        answered(lists::all(&Session::new(url, findings)));
    }
}
