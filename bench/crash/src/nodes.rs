//! Several servers on one database, none of which is killed.
//!
//! Whoever started this harms the database meanwhile, and ends the load by closing standard input;
//! the line [`BEGUN`] on standard output tells when it begins. With `pause` the harm is done here:
//! one server after the other stands still for longer than its lease and goes on. What it does then
//! with tasks that others have taken over must be refused, and is counted.

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

/// What is said when the load begins.
const BEGUN: &str = "under load";

/// Tasks wait inside of these steps, so that whoever stands still has some in hand.
const DELAY: &str =
    "step.CreateResourceSnapshot.before=delay:200ms,step.SubmitOpportunity.before=delay:200ms";

/// How a server's metrics count the tasks that it took over, and the runs that were refused because
/// another had done so.
const TAKE_OVERS: &str = "cosell_task_take_overs_total ";
const FENCED: &str = "cosell_task_fenced_writes_total ";

/// Between two looks at the servers.
const LOOK: Duration = Duration::from_millis(50);

/// What was done and seen.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Seen {
    /// Times that a server stood still beyond its lease.
    pub pauses: usize,
    /// Tasks that one server took over from another.
    pub take_overs: usize,
    /// Late runs that were refused.
    pub fenced: usize,
}

/// Puts so many servers under load until standard input ends, and looks at everything through each.
pub(crate) fn endure(
    subject: &Subject,
    clients: &mut [Client],
    count: usize,
    pause: bool,
    seed: u64,
    findings: &Findings,
) -> Result<Seen, Error> {
    let fault = pause.then_some(DELAY);
    let mut servers = (0..count)
        .map(|number| Server::start_one(subject, number, fault))
        .collect::<Result<Vec<_>, _>>()?;
    let urls: Vec<String> = servers.iter().map(|server| server.url.clone()).collect();
    let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
    let over = AtomicBool::new(false);
    let mut pauses = 0;
    let lived = thread::scope(|scope| {
        let (urls, over) = (&urls, &over);
        for client in clients.iter_mut() {
            scope.spawn(move || client.endure(urls, findings, over));
        }
        scope.spawn(move || {
            let _ = io::copy(&mut io::stdin(), &mut io::sink());
            over.store(true, Ordering::Relaxed);
        });
        println!("{BEGUN}");
        let _ = io::stdout().flush();
        let mut random = Random::new(seed);
        let lived = (|| {
            while !over.load(Ordering::Relaxed) {
                servers.iter_mut().try_for_each(Server::lives)?;
                machine::block(LOOK);
                if pause {
                    let chosen = random.index(count);
                    machine::block(Duration::from_millis(random.below(500)));
                    stand_still(&servers[chosen])?;
                    pauses += 1;
                }
            }
            Ok(())
        })();
        over.store(true, Ordering::Relaxed);
        lived
    });
    lived?;
    // Seen through another server than the one that answered first.
    let mut urls = urls;
    urls.rotate_left(1 % count.max(1));
    round::look_at_all(&urls, clients, findings);
    let count = |name| urls.iter().map(|url| counted(url, name)).sum();
    let (take_overs, fenced) = (count(TAKE_OVERS), count(FENCED));
    servers.into_iter().try_for_each(Server::kill)?;
    Ok(Seen {
        pauses,
        take_overs,
        fenced,
    })
}

/// What a server has counted; nothing when it does not say.
fn counted(url: &str, name: &str) -> usize {
    let page = session::page(url, "_cosell/metrics").unwrap_or_default();
    let count = page.lines().find_map(|line| line.strip_prefix(name));
    count
        .and_then(|count| count.trim().parse().ok())
        .unwrap_or(0)
}

/// Stops a server for two and a half leases, and gives it time to enter again.
fn stand_still(server: &Server) -> Result<(), Error> {
    server.signal(Signal::STOP)?;
    machine::block(LEASE * 5 / 2);
    server.signal(Signal::CONT)?;
    machine::block(LEASE / 2);
    Ok(())
}
