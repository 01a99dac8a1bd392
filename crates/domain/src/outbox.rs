//! What leaves the outbox: who may send an event, and what became of it.
//!
//! Events are claimed in a short transaction, sent outside of any, and settled in another one. A
//! claim is a time: until it is over nobody else takes the event, so of several nodes one sends it,
//! and what a node that died had claimed is due again afterwards. An event is marked only once its
//! receiver has it. So every event is sent at least once, and twice only when the end of a program,
//! a lost answer or a claim that ran out lies between sending and marking.
//!
//! Times here are true ones, by the database's clock where nodes share it.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use cosell_store::table::event::{self, Due};
use cosell_store::{Error, Notice, Rank, Store, Tx};
use cosell_world::World;
use tokio::sync::Notify;

use crate::Service;
use crate::event::envelope;

/// The longest pause before an event is sent again for the first time; it doubles with each time.
const FIRST_PAUSE: Duration = Duration::from_millis(200);

/// The longest pause of all.
const LONGEST_PAUSE: Duration = Duration::from_mins(1);

/// An event that is this node's to send, until its claim is over.
#[derive(Clone, Debug)]
pub struct Claimed {
    due: Due,
    /// The end of the claim, which nobody else's has.
    until: i64,
    /// What is sent, JSON. `None` when what is stored cannot be read.
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

/// What became of an event that was claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// Its receiver has it.
    Sent,
    /// It is sent again later.
    Failed,
    /// It was not sent, and is anybody's again.
    Returned,
}

/// The events of a store that are to be sent.
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
        let told = Arc::clone(&news);
        service.store.subscribe(move |notice| {
            if matches!(notice, Notice::EventDue) {
                told.notify_one();
            }
        });
        Self {
            store: service.store.clone(),
            world: service.world.clone(),
            news,
        }
    }

    /// Ready when an event was stored on this node since the last time.
    pub async fn news(&self) {
        self.news.notified().await;
    }

    /// Makes due what an earlier life of this program had claimed, if no other program can be on
    /// the store. Otherwise those claims end by themselves.
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

    /// How long the next event is still to wait, and how long it has been due, one of them zero.
    /// `None` when nothing is to be sent.
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

    /// Claims up to `limit` of the events that are due, the first ones, for as long as `time`.
    pub async fn claim(&self, limit: u32, time: Duration) -> Result<Vec<Claimed>, Error> {
        let input = (self.world.clone(), i64::from(limit), time);
        let claimed: Result<Vec<_>, Error> = self
            .store
            .write_as(Rank::Patient, input, async |tx, (world, limit, time)| {
                let now = now(tx, world).await?;
                let until = later(now, *time);
                let mut claimed = Vec::new();
                for due in event::due(tx, now, *limit).await? {
                    let (id, failures) = (&due.event.id, due.failures);
                    if event::postpone(tx, id, due.due_at, until, failures).await? {
                        claimed.push((due, until));
                    }
                }
                Ok(claimed)
            })
            .await;
        let events = claimed?.into_iter().map(|(due, until)| {
            let body = envelope::of(&due.event).map(|told| told.to_string().into_bytes());
            Claimed { due, until, body }
        });
        Ok(events.collect())
    }

    /// Says what became of events that were claimed.
    pub async fn record(&self, outcomes: Vec<(Claimed, Outcome)>) -> Result<(), Error> {
        // Drawn here, because the transaction may run again.
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

    /// The pause behind a failure that has so many before it: exponential, with full jitter.
    fn pause(&self, failures: i64) -> Duration {
        let doubled = u32::try_from(failures.clamp(0, 16)).unwrap_or(0);
        let most = FIRST_PAUSE.saturating_mul(1 << doubled);
        self.world.jitter(most.min(LONGEST_PAUSE))
    }
}

async fn now(tx: &mut Tx, world: &World) -> Result<i64, Error> {
    Ok(tx.clock().await?.unwrap_or_else(|| world.true_now()))
}

fn later(now: i64, time: Duration) -> i64 {
    now.saturating_add(i64::try_from(time.as_millis()).unwrap_or(i64::MAX))
}

/// From one time to another, or none if that is earlier.
fn span(from: i64, to: i64) -> Duration {
    Duration::from_millis(u64::try_from(to.saturating_sub(from)).unwrap_or(0))
}
