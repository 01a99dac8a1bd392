//! The delivery side of the outbox: which node may send an event, and the outcome of sending it.
//!
//! Events are claimed in a short transaction, sent outside of any transaction, and marked in
//! another one. A claim is a lease on the event: until it expires no other node claims the event,
//! so one of several nodes sends it, and the claims of a node that died expire. An event is marked
//! as sent only after its receiver accepted it. Every event is therefore sent at least once. It is
//! sent twice only when a crash, a lost response or an expired claim comes between sending and
//! marking.
//!
//! Times here are system times, by the database's clock where nodes share a database.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use cosell_store::table::event::{self, Due};
use cosell_store::{Error, Notice, Rank, Store, Tx};
use cosell_world::World;
use tokio::sync::Notify;

use crate::Service;
use crate::event::envelope;

/// The upper limit of the first backoff before a retry; it doubles with each retry.
const FIRST_PAUSE: Duration = Duration::from_millis(200);

/// The upper limit of every backoff.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// An event that this node may send until its claim expires.
#[derive(Clone, Debug)]
pub struct Claimed {
    due: Due,
    /// When the claim expires; no two claims of an event expire at the same time.
    until: i64,
    /// The request body to send, in JSON. `None` when the stored event cannot be read.
    pub body: Option<Vec<u8>>,
}

impl Claimed {
    pub fn account(&self) -> &str {
        &self.due.event.account
    }

    pub fn catalog(&self) -> &str {
        &self.due.event.catalog
    }

    /// The id that the receiver sees.
    pub fn id(&self) -> String {
        envelope::id(&self.due.event.id)
    }
}

/// The outcome of sending a claimed event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its receiver accepted it.
    Sent,
    /// It was not accepted and is retried later.
    Failed,
    /// It was not sent, and its claim is released.
    Returned,
}

/// The events of a store that are not sent yet.
pub struct Outbox {
    store: Store,
    world: World,
    news: Arc<Notify>,
}

impl fmt::Debug for Outbox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Outbox").finish_non_exhaustive()
    }
}

impl Outbox {
    /// The outbox of this service.
    pub fn of(service: &Service) -> Self {
        let news = Arc::<Notify>::default();
        let notify = Arc::clone(&news);
        service.store.subscribe(move |notice| {
            if matches!(notice, Notice::EventDue) {
                notify.notify_one();
            }
        });
        Self {
            store: service.store.clone(),
            world: service.world.clone(),
            news,
        }
    }

    /// Waits until an event has been stored on this node since the last call.
    pub async fn news(&self) {
        self.news.notified().await;
    }

    /// Releases the claims of an earlier process, if no other process can use the store. Otherwise
    /// those claims expire.
    pub async fn begin(&self) -> Result<(), Error> {
        self.store
            .write(self.world.clone(), async |tx, world| {
                match tx.clock().await? {
                    None => event::release_claims(tx, world.true_now()).await,
                    Some(_) => Ok(()),
                }
            })
            .await
    }

    /// The time until the next event is due, and the time since it was due; one of them is zero.
    /// `None` when there is nothing to send.
    pub async fn next(&self) -> Result<Option<(Duration, Duration)>, Error> {
        self.store
            .read(self.world.clone(), async |tx, world| {
                let Some(due) = event::next_due(tx).await? else {
                    return Ok(None);
                };
                let now = now(tx, world).await?;
                Ok(Some((span(now, due), span(due, now))))
            })
            .await
    }

    /// Claims up to `limit` of the events that are due, the oldest first, for the duration `time`.
    pub async fn claim(&self, limit: u32, time: Duration) -> Result<Vec<Claimed>, Error> {
        let input = (self.world.clone(), i64::from(limit), time);
        let claimed: Result<Vec<_>, Error> = self
            .store
            .write_as(Rank::Patient, input, async |tx, (world, limit, time)| {
                let now = now(tx, world).await?;
                let until = later(now, *time);
                let claimed = event::claim(tx, now, *limit, until).await?;
                Ok(claimed.into_iter().map(|due| (due, until)).collect())
            })
            .await;
        let events = claimed?.into_iter().map(|(due, until)| {
            let body = envelope::of(&due.event).map(|envelope| envelope.to_string().into_bytes());
            Claimed { due, until, body }
        });
        Ok(events.collect())
    }

    /// Records the outcomes of claimed events.
    pub async fn record(&self, outcomes: Vec<(Claimed, Outcome)>) -> Result<(), Error> {
        // The jitter is drawn here, because the transaction may run again.
        let settled: Vec<_> = outcomes
            .into_iter()
            .map(|(claimed, outcome)| {
                let pause = self.pause(claimed.due.failures);
                (claimed, outcome, pause)
            })
            .collect();
        let input = (self.world.clone(), settled);
        self.store
            .write_as(Rank::Patient, input, async |tx, (world, settled)| {
                let now = now(tx, world).await?;
                for (Claimed { due, until, .. }, outcome, pause) in settled {
                    let (id, failures) = (&due.event.id, due.failures);
                    match outcome {
                        Outcome::Sent => event::mark_sent(tx, id).await?,
                        Outcome::Failed => {
                            let (again, failures) = (later(now, *pause), failures + 1);
                            event::postpone(tx, id, *until, again, failures).await?;
                        }
                        Outcome::Returned => {
                            event::postpone(tx, id, *until, due.due_at, failures).await?;
                        }
                    }
                }
                Ok(())
            })
            .await
    }

    /// The backoff after a failure that follows so many failures: exponential, with full jitter.
    fn pause(&self, failures: i64) -> Duration {
        let doubled = u32::try_from(failures.clamp(0, 16)).unwrap_or(0);
        let most = FIRST_PAUSE.saturating_mul(1 << doubled);
        self.world.jitter(most.min(LONGEST_PAUSE))
    }
}

/// A target with events that it has not received.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub target: String,
    pub events: i64,
}

/// The targets with events that they have not received, whether those are due or not.
pub(crate) async fn waiting(tx: &mut Tx) -> Result<Vec<Waiting>, Error> {
    let events = event::waiting(tx).await?;
    let target = "events-to".to_owned();
    Ok(Vec::from_iter(
        (events > 0).then_some(Waiting { target, events }),
    ))
}

async fn now(tx: &mut Tx, world: &World) -> Result<i64, Error> {
    Ok(tx.clock().await?.unwrap_or_else(|| world.true_now()))
}

fn later(now: i64, time: Duration) -> i64 {
    now.saturating_add(i64::try_from(time.as_millis()).unwrap_or(i64::MAX))
}

/// The duration from one time to another; zero if the second is earlier.
fn span(from: i64, to: i64) -> Duration {
    Duration::from_millis(u64::try_from(to.saturating_sub(from)).unwrap_or(0))
}
