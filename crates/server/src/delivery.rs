//! Delivery of events to the operator's event target.
//!
//! One loop of each node claims a small batch of due events in the [outbox](Outbox), sends them one
//! after another in the order of their times, and records the outcomes. A failed event is retried
//! by itself: no event waits for one that the receiver rejects. A response other than a success
//! concerns its event alone; a receiver that cannot be reached, or does not respond in time, ends
//! the batch. While nothing is delivered the loop backs off, with growing pauses.
//!
//! The loop holds one batch in memory, and of a response only its status.

mod post;
mod target;

use std::collections::VecDeque;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use cosell_domain::Service;
use cosell_domain::outbox::{Claimed, Outbox, Outcome};
use cosell_engine::fault::{Fault, Faults, Point};
use cosell_supervisor::{Loop, Supervisor};
use cosell_world::{World, machine};
use tokio::sync::watch;

use crate::background::Background;
use post::{Client, Failure};
pub use target::{EventTarget, EventTargetError};

/// Events that are claimed together. After a crash at most this many events are sent twice.
const BATCH_SIZE: u32 = 16;

/// After this time no further event of a batch is sent, so that no claim expires during its batch.
const BATCH_TIME: Duration = Duration::from_secs(5);

/// The duration of a claim: the batch, its last event, and as much again for the store.
const CLAIM: Duration = Duration::from_secs(15);

/// The poll interval of the outbox: other nodes do not notify this one of the events they store.
const POLL_INTERVAL: Duration = Duration::from_secs(1);

/// The longest backoff after the first batch that failed, and after any.
const FIRST_BACKOFF: Duration = Duration::from_millis(100);
const LONGEST_BACKOFF: Duration = Duration::from_secs(5);

/// The fault point before an event is sent.
const DELIVERY_POINT: [&str; 2] = ["event", "deliver"];

/// Counts of delivered events and of failed attempts.
#[derive(Debug, Default)]
pub(crate) struct Counts {
    delivered: AtomicU64,
    failed: AtomicU64,
}

/// The event target, its outbox, and the delivery counts.
#[derive(Debug)]
pub(crate) struct Receiver {
    target: EventTarget,
    outbox: Outbox,
    counts: Counts,
}

/// The metrics of event delivery.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counters {
    pub(crate) delivered: u64,
    pub(crate) failed: u64,
    /// How long the oldest due event has waited; `None` when the store could not be read.
    pub(crate) waiting: Option<Duration>,
}

impl Receiver {
    pub(crate) fn new(target: EventTarget, outbox: Outbox) -> Self {
        Self {
            target,
            outbox,
            counts: Counts::default(),
        }
    }

    pub(crate) async fn counters(&self) -> Counters {
        let waiting = self.outbox.next().await;
        Counters {
            delivered: self.counts.delivered.load(Ordering::Relaxed),
            failed: self.counts.failed.load(Ordering::Relaxed),
            waiting: waiting
                .ok()
                .map(|next| next.map_or(Duration::ZERO, |(_, overdue)| overdue)),
        }
    }
}

/// Starts the delivery loop, if there is an event target.
pub(crate) fn start(receiver: Option<&Arc<Receiver>>, service: &Service) -> Option<Background> {
    let receiver = Arc::clone(receiver?);
    let service = service.clone();
    let supervisor = service.supervisor().clone();
    let run = move |stopped| {
        let world = service.world().clone();
        let sender = Client::new(&receiver.target, world.clone()).map(|client| Sender {
            client,
            receiver: Arc::clone(&receiver),
            faults: service.engine().faults().clone(),
            world,
            supervisor: service.supervisor().clone(),
            stopped,
        });
        async move {
            match sender {
                Ok(sender) => sender.run().await,
                Err(error) => tracing::error!(%error, "event delivery could not start"),
            }
        }
    };
    Some(Background::start(&supervisor, Loop::Delivery, run))
}

struct Sender {
    receiver: Arc<Receiver>,
    client: Client,
    faults: Faults,
    world: World,
    supervisor: Supervisor,
    stopped: watch::Receiver<bool>,
}

impl Sender {
    async fn run(mut self) {
        let begun = self.receiver.outbox.begin().await;
        if let Err(error) = begun {
            tracing::warn!(%error, "claimed events not released, sent when their claims expire");
        }
        // Consecutive batches of which nothing was delivered.
        let mut failures = 0;
        while !*self.stopped.borrow() {
            self.supervisor.round(Loop::Delivery);
            let wait = match self.batch(failures > 0).await {
                Ok(Batch::Delivered) => {
                    failures = 0;
                    continue;
                }
                Ok(Batch::Failed) => {
                    failures += 1;
                    self.back_off(failures).await;
                    continue;
                }
                Ok(Batch::Idle(wait)) => wait.min(POLL_INTERVAL),
                Err(error) => {
                    tracing::warn!(%error, "outbox could not be read or updated, retrying");
                    POLL_INTERVAL
                }
            };
            tokio::select! {
                () = self.receiver.outbox.news() => {}
                () = self.world.sleep(wait) => {}
                _ = self.stopped.changed() => {}
            }
        }
    }

    /// Backs off after consecutive failures.
    async fn back_off(&mut self, failures: u32) {
        let doubled = FIRST_BACKOFF.saturating_mul(1 << (failures - 1).min(16));
        let backoff = self.world.jitter(doubled.min(LONGEST_BACKOFF));
        tokio::select! {
            () = self.world.sleep(backoff) => {}
            _ = self.stopped.changed() => {}
        }
    }

    /// Sends a batch of due events, or a single one to probe whether the receiver works again.
    async fn batch(&mut self, probe: bool) -> Result<Batch, cosell_store::Error> {
        match self.receiver.outbox.next().await? {
            Some((wait, _)) if wait.is_zero() => {}
            Some((wait, _)) => return Ok(Batch::Idle(wait)),
            None => return Ok(Batch::Idle(POLL_INTERVAL)),
        }
        let limit = if probe { 1 } else { BATCH_SIZE };
        let claimed = self.receiver.outbox.claim(limit, CLAIM).await?;
        if claimed.is_empty() {
            // Another node claimed the events first.
            return Ok(Batch::Idle(POLL_INTERVAL));
        }
        let outcomes = self.send_all(claimed).await;
        let any = |wanted| outcomes.iter().any(|(_, outcome)| *outcome == wanted);
        let batch = if any(Outcome::Failed) && !any(Outcome::Sent) {
            Batch::Failed
        } else {
            Batch::Delivered
        };
        self.receiver.outbox.record(outcomes).await?;
        Ok(batch)
    }

    /// Sends events in order, until the batch must end.
    async fn send_all(&mut self, claimed: Vec<Claimed>) -> Vec<(Claimed, Outcome)> {
        let begun = self.world.instant();
        let mut left = VecDeque::from(claimed);
        let mut outcomes = Vec::with_capacity(left.len());
        while !*self.stopped.borrow()
            && machine::elapsed(begun) < BATCH_TIME
            && let Some(event) = left.pop_front()
        {
            let failure = match self.send(&event).await {
                Ok(true) => {
                    count(&self.receiver.counts.delivered);
                    outcomes.push((event, Outcome::Sent));
                    continue;
                }
                Ok(false) => {
                    outcomes.push((event, Outcome::Returned));
                    break;
                }
                Err(failure) => failure,
            };
            count(&self.receiver.counts.failed);
            // Not the body, which names companies, and not the path, which may be a secret.
            tracing::warn!(
                event = event.id(),
                account = event.account(),
                receiver = self.receiver.target.authority(),
                error = %failure,
                "event delivery failed, retrying",
            );
            outcomes.push((event, Outcome::Failed));
            if failure.concerns_all() {
                break;
            }
        }
        outcomes.extend(left.into_iter().map(|event| (event, Outcome::Returned)));
        outcomes
    }

    /// Sends an event. Returns `false` when the server stops before the attempt.
    async fn send(&mut self, event: &Claimed) -> Result<bool, Failure> {
        let point = Point {
            account: Some(event.account()),
            catalog: Some(event.catalog()),
            ..Point::named(&DELIVERY_POINT)
        };
        match self.faults.hit(&point) {
            None => {}
            Some(Fault::Delay(time)) => tokio::select! {
                () = self.world.sleep(time) => {}
                _ = self.stopped.changed() => return Ok(false),
            },
            Some(Fault::Error(name)) => return Err(Failure::Injected(name)),
            Some(Fault::Drop) => return Err(Failure::Dropped),
        }
        let Some(body) = &event.body else {
            return Err(Failure::Unreadable);
        };
        self.client.post(body.clone()).await.map(|()| true)
    }
}

fn count(counter: &AtomicU64) {
    counter.fetch_add(1, Ordering::Relaxed);
}

/// The outcome of a batch.
enum Batch {
    /// At least one event was delivered, or none failed.
    Delivered,
    Failed,
    /// No event was due; one may be due after this time.
    Idle(Duration),
}
