//! Several servers on one database, none of which is killed.
//!
//! The caller disturbs the database meanwhile, and ends the load by closing standard input; the
//! line [`BEGUN`] on standard output says that the load has begun. With `pause` this module pauses
//! one server after another for longer than its lease. The writes of a resumed server to tasks that
//! other nodes have taken over must be refused (fenced), and are counted.

use std::io::{self, Write as _};
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use cosell_world::machine;
use rustix::process::Signal;

use crate::client::Client;
use crate::error::Error;
use crate::finding::Findings;
use crate::random::Random;
use crate::round;
use crate::server::{LEASE, Server, Subject};
use crate::session;

/// The line on standard output when the load begins.
const BEGUN: &str = "under load";

/// Delays tasks inside these steps, so that a paused server has some of them in progress.
const DELAY: &str =
    "step.CreateResourceSnapshot.before=delay:200ms,step.SubmitOpportunity.before=delay:200ms";

/// The metrics of tasks that a server took over, and of runs that were refused because another node
/// had taken the task over.
const TAKE_OVERS: &str = "cosell_task_take_overs_total ";
const FENCED: &str = "cosell_task_fenced_writes_total ";

/// The poll interval of the servers' processes.
const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// What was counted during the run.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    /// How often a server was paused for longer than its lease.
    pub pauses: usize,
    /// Tasks that one server took over from another.
    pub take_overs: usize,
    /// Runs that were refused after a take-over.
    pub fenced: usize,
}

/// Runs so many servers under load until standard input ends, and checks everything through each.
pub(crate) fn run(
    subject: &Subject,
    clients: &mut [Client],
    count: usize,
    pause: bool,
    seed: u64,
    findings: &Findings,
) -> Result<Counts, Error> {
    let fault = pause.then_some(DELAY);
    let mut servers = (0..count)
        .map(|number| Server::start_one(subject, number, fault))
        .collect::<Result<Vec<_>, _>>()?;
    let urls: Vec<String> = servers.iter().map(|server| server.url.clone()).collect();
    let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
    let over = AtomicBool::new(false);
    let mut pauses = 0;
    let outcome = thread::scope(|scope| {
        let (urls, over) = (&urls, &over);
        for client in clients.iter_mut() {
            scope.spawn(move || client.run_until(urls, findings, over));
        }
        scope.spawn(move || {
            let _ = io::copy(&mut io::stdin(), &mut io::sink());
            over.store(true, Ordering::Relaxed);
        });
        println!("{BEGUN}");
        let _ = io::stdout().flush();
        let mut random = Random::new(seed);
        let outcome = (|| {
            while !over.load(Ordering::Relaxed) {
                servers.iter_mut().try_for_each(Server::check_running)?;
                machine::block(POLL_INTERVAL);
                if pause {
                    let chosen = random.index(count);
                    machine::block(Duration::from_millis(random.below(500)));
                    pause_server(&servers[chosen])?;
                    pauses += 1;
                }
            }
            Ok(())
        })();
        over.store(true, Ordering::Relaxed);
        outcome
    });
    outcome?;
    // Each client checks through a different server than at first.
    let mut urls = urls;
    urls.rotate_left(1 % count.max(1));
    round::check_through(&urls, clients, findings);
    let count = |name| urls.iter().map(|url| counted(url, name)).sum();
    let (take_overs, fenced) = (count(TAKE_OVERS), count(FENCED));
    servers.into_iter().try_for_each(Server::kill)?;
    Ok(Counts {
        pauses,
        take_overs,
        fenced,
    })
}

/// A counter in a server's metrics; 0 when it cannot be read.
fn counted(url: &str, name: &str) -> usize {
    let page = session::page(url, "_cosell/metrics").unwrap_or_default();
    let count = page.lines().find_map(|line| line.strip_prefix(name));
    count
        .and_then(|count| count.trim().parse().ok())
        .unwrap_or(0)
}

/// Pauses a server for two and a half leases, and gives it time to renew its lease.
fn pause_server(server: &Server) -> Result<(), Error> {
    server.signal(Signal::STOP)?;
    machine::block(LEASE * 5 / 2);
    server.signal(Signal::CONT)?;
    machine::block(LEASE / 2);
    Ok(())
}
