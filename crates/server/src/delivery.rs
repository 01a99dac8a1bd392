//! Delivery of events to the operator's event targets.
//!
//! Each target has a loop of its own ([`owner`]) with its own cursor in the store, so that no
//! target waits for another. One loop beside them starts and stops them as the configuration says,
//! runs replays, and deletes events that nobody needs any more.

mod attempt;
mod aws;
mod connect;
mod failure;
mod file;
mod history;
mod lanes;
mod nats;
mod owner;
mod pace;
pub(crate) mod post;
mod secret;
mod sender;
mod sink;
mod spans;
mod state;
mod target;
mod test;
mod webhook;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use cosell_domain::Service;
use cosell_supervisor::Loop;
use cosell_world::machine;
use tokio::sync::{Mutex, watch};

use crate::background::Background;
pub use aws::{AwsKeys, Endpoint, EventBridge, Sqs};
pub(crate) use history::Attempted;
pub use nats::{Login, Nats, Subject, SubjectError};
pub use secret::{Secret, SecretError};
pub use sink::{CONCURRENCY, Kind, MAX_ATTEMPTS, Target};
pub use state::Delivery;
pub(crate) use state::Measured;
pub use target::{EventTarget, EventTargetError};
pub(crate) use test::test;
pub use webhook::Webhook;

/// How long events are kept at least: a consumer that was down over a weekend and a holiday can
/// have them again.
pub const RETENTION: Duration = Duration::from_hours(7 * 24);

/// How often replays are looked for.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// How often events are deleted, and how many in one transaction.
const PRUNE_INTERVAL: Duration = Duration::from_mins(1);
const PRUNED: i64 = 100;

/// The running loops, by cursor, with the target each was started for.
type Running = BTreeMap<String, (Target, Background)>;

/// Starts the loop that runs the targets.
pub(crate) fn start(delivery: &Arc<Delivery>, service: &Service) -> Background {
    delivery.begin();
    let supervisor = service.supervisor().clone();
    let manager = Arc::new(Manager {
        delivery: Arc::clone(delivery),
        service: service.clone(),
        running: Mutex::default(),
    });
    let run = move |stopped| {
        let manager = Arc::clone(&manager);
        async move { manager.run(stopped).await }
    };
    Background::start(&supervisor, Loop::Targets, run)
}

struct Manager {
    delivery: Arc<Delivery>,
    service: Service,
    /// It outlives a restart of the loop.
    running: Mutex<Running>,
}

impl Manager {
    async fn run(&self, mut stopped: watch::Receiver<bool>) {
        let mut targets = self.delivery.watch();
        let mut running = self.running.lock().await;
        let mut pruned: Option<Instant> = None;
        while !*stopped.borrow() {
            self.service.supervisor().round(Loop::Targets);
            let configured = targets.borrow_and_update().clone();
            let wanted = self.wanted(&configured).await;
            self.reconcile(&mut running, wanted).await;
            if pruned.is_none_or(|pruned| machine::elapsed(pruned) >= PRUNE_INTERVAL) {
                self.prune(&stopped).await;
                pruned = Some(machine::instant());
            }
            tokio::select! {
                () = machine::sleep(POLL_INTERVAL) => {}
                _ = targets.changed() => {}
                _ = stopped.changed() => {}
            }
        }
        self.delivery.stop();
        self.reconcile(&mut running, BTreeMap::new()).await;
    }

    /// The cursors that must have a loop, each with its target.
    async fn wanted(&self, targets: &[Target]) -> BTreeMap<String, Target> {
        let named = targets.iter().map(|target| (target.name.clone(), target));
        let mut wanted: BTreeMap<String, Target> =
            named.map(|(name, target)| (name, target.clone())).collect();
        match self.delivery.outbox.replays().await {
            Ok(replays) => {
                for (name, of) in replays {
                    if let Some(target) = wanted.get(&of).cloned() {
                        wanted.insert(name, target);
                    }
                }
            }
            Err(error) => tracing::warn!(%error, "replays could not be read"),
        }
        wanted
    }

    /// Stops the loops that are not wanted any more, and starts those that are new.
    async fn reconcile(&self, running: &mut Running, mut wanted: BTreeMap<String, Target>) {
        let stays = |cursor: &String, target: &Target| wanted.get(cursor) == Some(target);
        let gone = running
            .iter()
            .filter(|(cursor, (target, _))| !stays(cursor, target));
        let gone: BTreeSet<String> = gone.map(|(cursor, _)| cursor.clone()).collect();
        for cursor in &gone {
            if let Some((_, background)) = running.get(cursor) {
                background.stop();
            }
        }
        for cursor in gone {
            if let Some((_, background)) = running.remove(&cursor) {
                background.stopped().await;
            }
        }
        wanted.retain(|cursor, _| !running.contains_key(cursor));
        for (cursor, target) in wanted {
            let setup = sender::Setup {
                counts: self.delivery.counts(&cursor),
                history: Arc::clone(&self.delivery.history),
                target: target.clone(),
                cursor: cursor.clone(),
                outbox: Arc::clone(&self.delivery.outbox),
                faults: self.service.engine().faults().clone(),
                world: self.service.world().clone(),
                tracer: self.service.settings().tracer.clone(),
                supervisor: self.service.supervisor().clone(),
            };
            let run = move |stopped| owner::run(setup.clone(), stopped);
            let supervisor = self.service.supervisor();
            let background = Background::start(supervisor, Loop::Delivery, run);
            running.insert(cursor, (target, background));
        }
    }

    /// Deletes events that are old enough and that every target has passed.
    async fn prune(&self, stopped: &watch::Receiver<bool>) {
        let mut after = 0;
        while !*stopped.borrow() {
            let targets = self.delivery.targets();
            let names = targets.into_iter().map(|target| target.name).collect();
            let (outbox, retention) = (&self.delivery.outbox, self.delivery.retention);
            match outbox.prune(after, retention, names, PRUNED).await {
                Ok(Some(last)) => after = last,
                Ok(None) => return,
                Err(error) => {
                    tracing::warn!(%error, "delivered events could not be deleted, retrying");
                    return;
                }
            }
        }
    }
}
