//! Events on their way to whom the operator named.
//!
//! One loop of each node takes a small batch of what is due out of the [outbox](Outbox), sends it
//! in the order of its times, one event after another, and says what became of it. Whatever is not
//! received is sent again, each event by itself: nothing waits for one that its receiver does not
//! take. An answer that is no success concerns its event alone; a receiver that cannot be reached,
//! or does not answer, ends the batch. As long as nothing gets through the loop makes growing
//! pauses.
//!
//! In memory there is one batch, and of an answer its status.

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
use tokio::task::JoinHandle;

use post::{Client, Failure};
pub use target::{EventTarget, EventTargetError};

/// Events that are claimed together. Who is killed sends as many twice at most.
const BATCH: u32 = 16;

/// After this time no other event of a batch is begun, so that nobody's claim runs out.
const BATCH_TIME: Duration = Duration::from_secs(5);

/// How long events are claimed for: the batch, its last event, and as much again for the store.
const CLAIM: Duration = Duration::from_secs(15);

/// How often the outbox is looked at: what other nodes stored is not told here.
const LOOK: Duration = Duration::from_secs(1);

/// The longest pause behind the first batch of which nothing was received, and behind any.
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// The fault point of an event that is about to be sent.
const DELIVER: [&str; 2] = ["event", "deliver"];

/// Events that were received, and attempts that failed.
#[derive(Debug, Default)]
pub(crate) struct Counting {
    delivered: AtomicU64,
    failed: AtomicU64,
}

/// Where events are sent, and how that goes.
#[derive(Debug)]
pub(crate) struct Receiver {
    target: EventTarget,
    outbox: Outbox,
    counting: Counting,
}

/// What the metrics page says of events.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Counters {
    pub(crate) delivered: u64,
    pub(crate) failed: u64,
    /// How long the first event that is due has been; `None` when the store could not be read.
    pub(crate) waiting: Option<Duration>,
}

impl Receiver {
    pub(crate) fn new(target: EventTarget, outbox: Outbox) -> Self {
        Self {
            target,
            outbox,
            counting: Counting::default(),
        }
    }

    pub(crate) async fn counters(&self) -> Counters {
        let waiting = self.outbox.next().await;
        Counters {
            delivered: self.counting.delivered.load(Ordering::Relaxed),
            failed: self.counting.failed.load(Ordering::Relaxed),
            waiting: waiting
                .ok()
                .map(|next| next.map_or(Duration::ZERO, |(_, overdue)| overdue)),
        }
    }
}

/// The loop while it runs.
#[derive(Debug)]
pub(crate) struct Delivery {
    stopping: watch::Sender<bool>,
    running: JoinHandle<()>,
}

impl Delivery {
    /// Begins to send, if there is somebody to send to.
    pub(crate) fn start(receiver: Option<&Arc<Receiver>>, service: &Service) -> Option<Self> {
        let receiver = Arc::clone(receiver?);
        let (stopping, stopped) = watch::channel(false);
        let supervisor = service.supervisor().clone();
        let faults = service.engine().faults().clone();
        let world = service.world().clone();
        let again = {
            let (supervisor, stopped) = (supervisor.clone(), stopped.clone());
            move || {
                let sender = Client::new(&receiver.target, world.clone()).map(|client| Sender {
                    client,
                    receiver: Arc::clone(&receiver),
                    faults: faults.clone(),
                    world: world.clone(),
                    supervisor: supervisor.clone(),
                    stopped: stopped.clone(),
                });
                async move {
                    match sender {
                        Ok(sender) => sender.run().await,
                        Err(error) => tracing::error!(%error, "events cannot be sent"),
                    }
                }
            }
        };
        let running = supervisor.task(Loop::Delivery, move || *stopped.borrow(), again);
        Some(Self { stopping, running })
    }

    /// Lets no other event be begun.
    pub(crate) fn stop(&self) {
        self.stopping.send_replace(true);
    }

    /// Waits until the event that is on its way has arrived or failed, which has its time.
    pub(crate) async fn stopped(self) {
        self.stop();
        if let Err(error) = self.running.await {
            tracing::error!(%error, "the delivery of events ended badly");
        }
    }
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
            tracing::warn!(%error, "events that were claimed before wait for their claims to end");
        }
        // Batches in a row of which nothing was received.
        let mut failures = 0;
        while !*self.stopped.borrow() {
            self.supervisor.round(Loop::Delivery);
            let wait = match self.batch(failures > 0).await {
                Ok(Batch::Received) => {
                    failures = 0;
                    continue;
                }
                Ok(Batch::Failed) => {
                    failures += 1;
                    self.hold(failures).await;
                    continue;
                }
                Ok(Batch::Nothing(wait)) => wait.min(LOOK),
                Err(error) => {
                    tracing::warn!(%error, "events were not taken out of the outbox");
                    LOOK
                }
            };
            tokio::select! {
                () = self.receiver.outbox.news() => {}
                () = self.world.sleep(wait) => {}
                _ = self.stopped.changed() => {}
            }
        }
    }

    /// Pauses because nothing gets through.
    async fn hold(&mut self, failures: u32) {
        let doubled = FIRST_PAUSE.saturating_mul(1 << (failures - 1).min(16));
        let pause = self.world.jitter(doubled.min(LONGEST_PAUSE));
        tokio::select! {
            () = self.world.sleep(pause) => {}
            _ = self.stopped.changed() => {}
        }
    }

    /// Sends a batch of what is due, or a single event to find out whether that works again.
    async fn batch(&mut self, probe: bool) -> Result<Batch, cosell_store::Error> {
        match self.receiver.outbox.next().await? {
            Some((wait, _)) if wait.is_zero() => {}
            Some((wait, _)) => return Ok(Batch::Nothing(wait)),
            None => return Ok(Batch::Nothing(LOOK)),
        }
        let limit = if probe { 1 } else { BATCH };
        let claimed = self.receiver.outbox.claim(limit, CLAIM).await?;
        if claimed.is_empty() {
            // Another node was faster.
            return Ok(Batch::Nothing(LOOK));
        }
        let outcomes = self.send_all(claimed).await;
        let any = |wanted| outcomes.iter().any(|(_, outcome)| *outcome == wanted);
        let batch = if any(Outcome::Failed) && !any(Outcome::Sent) {
            Batch::Failed
        } else {
            Batch::Received
        };
        self.receiver.outbox.settle(outcomes).await?;
        Ok(batch)
    }

    /// Sends events in their order, until the batch must end.
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
                    count(&self.receiver.counting.delivered);
                    outcomes.push((event, Outcome::Sent));
                    continue;
                }
                Ok(false) => {
                    outcomes.push((event, Outcome::Returned));
                    break;
                }
                Err(failure) => failure,
            };
            count(&self.receiver.counting.failed);
            // Without its body, which names companies, and without the path, which may be a secret.
            tracing::warn!(
                event = event.id(),
                account = event.account(),
                receiver = self.receiver.target.authority(),
                error = %failure,
                "an event was not received and is sent again",
            );
            outcomes.push((event, Outcome::Failed));
            if failure.concerns_all() {
                break;
            }
        }
        outcomes.extend(left.into_iter().map(|event| (event, Outcome::Returned)));
        outcomes
    }

    /// Sends an event. `false` when the program stops before it was begun.
    async fn send(&mut self, event: &Claimed) -> Result<bool, Failure> {
        let point = Point {
            account: Some(event.account()),
            catalog: Some(event.catalog()),
            ..Point::named(&DELIVER)
        };
        match self.faults.hit(&point) {
            None => {}
            Some(Fault::Delay(time)) => tokio::select! {
                () = self.world.sleep(time) => {}
                _ = self.stopped.changed() => return Ok(false),
            },
            Some(Fault::Error(name)) => return Err(Failure::Struck(name)),
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

/// How a batch went.
enum Batch {
    /// Something was received, or nothing failed.
    Received,
    Failed,
    /// There was nothing to send, and may be after this time.
    Nothing(Duration),
}
