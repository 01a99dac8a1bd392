//! The delivery side of events: what each event target still has to receive, and which node sends
//! it.
//!
//! A target has a cursor over the one order of all events ([`cosell_store::table::event`]). One
//! node owns the target by a lease, reads the events behind the cursor, sends them outside of any
//! transaction, and records in one transaction how far it is and what it had to park. So every
//! event is received at least once, and again only after a crash, a lost response or a lost lease.
//!
//! Times here are system times, by the database's clock where nodes share a database.

mod operator;
pub(crate) mod waiting;

use std::fmt;
use std::time::Duration;

use cosell_store::table::event::{self, Placed};
use cosell_store::table::event_parked::{self, Parked, State};
use cosell_store::table::event_target::{self, Target};
use cosell_store::{Error, Notice, Rank, Store, Tx};
use cosell_trace::SpanContext;
use cosell_world::World;
use serde_json::Value;
use tokio::sync::watch;

use crate::Service;
use crate::event::envelope;

pub use operator::{DeadLetter, ParkedEvent, Progress};
pub use waiting::Waiting;

/// Events that get their positions in one transaction.
const SEQUENCED: i64 = 500;

/// An event that a target may have to receive.
#[derive(Clone, Debug)]
pub struct Outgoing {
    pub position: i64,
    /// Its number among the events of its account and resource.
    pub sequence: i64,
    pub account: String,
    pub resource: String,
    pub catalog: String,
    /// When it was stored, in milliseconds of real time.
    pub stored_at: i64,
    /// The id that the receiver sees.
    pub id: String,
    /// What the receiver gets. `None` when the stored event cannot be read.
    pub envelope: Option<Value>,
    /// The span that stored it, if that was traced.
    pub origin: Option<SpanContext>,
    /// How often it was refused.
    pub attempts: i64,
    /// The span of the attempt to send it, if that is traced.
    pub traceparent: Option<String>,
}

impl Outgoing {
    fn of(placed: Placed, attempts: i64) -> Self {
        let Placed {
            position,
            sequence,
            event,
        } = placed;
        Self {
            position,
            sequence,
            id: envelope::id(&event.id),
            envelope: envelope::of(&event),
            account: event.account,
            resource: event.resource,
            catalog: event.catalog,
            stored_at: event.stored_at,
            origin: SpanContext::parse(&event.traceparent),
            attempts,
            traceparent: None,
        }
    }
}

/// A target that this node owns.
#[derive(Clone, Debug)]
pub struct Owned {
    pub name: String,
    pub position: i64,
    pub revision: i64,
    /// The last position of a replay; none for a target without an end.
    pub ends_at: Option<i64>,
    /// Whether other nodes may own it, so that its lease must be renewed.
    pub is_shared: bool,
    epoch: i64,
}

/// What has happened to an event that a target has passed, or that was parked.
#[derive(Clone, Debug)]
pub enum Change {
    /// A parked event was received.
    Received { account: String, position: i64 },
    /// It waits: it was refused, and is tried again after the time, or waits behind another one.
    Waits {
        event: Parkable,
        after: Duration,
        error: String,
    },
    /// It was refused for the last time.
    Dead { event: Parkable, error: String },
}

/// What is stored of a parked event beside the event.
#[derive(Clone, Debug)]
pub struct Parkable {
    pub position: i64,
    pub account: String,
    pub resource: String,
    pub stored_at: i64,
    pub attempts: i64,
}

impl From<&Outgoing> for Parkable {
    fn from(event: &Outgoing) -> Self {
        Self {
            position: event.position,
            account: event.account.clone(),
            resource: event.resource.clone(),
            stored_at: event.stored_at,
            attempts: event.attempts,
        }
    }
}

/// The events of a store, and who still has to receive them.
pub struct Outbox {
    store: Store,
    world: World,
    stored: watch::Receiver<u64>,
}

impl fmt::Debug for Outbox {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Outbox").finish_non_exhaustive()
    }
}

impl Outbox {
    /// The outbox of this service.
    pub fn of(service: &Service) -> Self {
        let (notify, stored) = watch::channel(0);
        service.store.subscribe(move |notice| {
            if matches!(notice, Notice::EventDue) {
                notify.send_modify(|count| *count += 1);
            }
        });
        Self {
            store: service.store.clone(),
            world: service.world.clone(),
            stored,
        }
    }

    /// Changes whenever this node has stored an event.
    pub fn stored(&self) -> watch::Receiver<u64> {
        self.stored.clone()
    }

    /// Stores the targets that are new: they receive what is stored from now on.
    pub async fn register(&self, names: Vec<String>) -> Result<(), Error> {
        self.sequence().await?;
        self.store
            .write(names, async |tx, names| {
                let position = event::last_position(tx).await?;
                for name in names {
                    event_target::insert_if_new(tx, &new_target(name, position)).await?;
                }
                Ok(())
            })
            .await
    }

    /// Takes a target over for the duration of a lease. Returns `None` while another node owns it.
    /// On a store that only one process can use nobody else does.
    pub async fn acquire(&self, name: &str, lease: Duration) -> Result<Option<Owned>, Error> {
        let input = (self.world.clone(), name.to_owned(), lease);
        let acquired =
            self.store
                .write_as(Rank::Patient, input, async |tx, (world, name, lease)| {
                    let clock = tx.clock().await?;
                    let now = clock.unwrap_or_else(|| world.true_now());
                    let (until, alone) = (later(now, *lease), clock.is_none());
                    let acquired = event_target::acquire(tx, name, now, until, alone).await?;
                    Ok(acquired.map(|target| (target, alone)))
                });
        let acquired: Result<Option<(Target, bool)>, Error> = acquired.await;
        Ok(acquired?.map(|(target, alone)| Owned {
            name: target.name,
            position: target.position,
            revision: target.revision,
            ends_at: target.ends_at,
            is_shared: !alone,
            epoch: target.epoch,
        }))
    }

    /// The revision of a target: it grows when an operator changes what is parked.
    pub async fn revision(&self, name: &str) -> Result<Option<i64>, Error> {
        let found = self.store.read(name.to_owned(), async |tx, name| {
            event_target::find(tx, name).await
        });
        let found: Option<Target> = found.await?;
        Ok(found.map(|target| target.revision))
    }

    /// The first waiting event of each resource, and when it may be tried.
    pub async fn heads(&self, name: &str) -> Result<Vec<(Outgoing, Duration)>, Error> {
        let input = (self.world.clone(), name.to_owned());
        self.store
            .read(input, async |tx, (world, name)| {
                let now = now(tx, world).await?;
                let heads = event_parked::heads(tx, name).await?;
                Ok(heads.into_iter().map(|head| waiting(head, now)).collect())
            })
            .await
    }

    /// Up to `limit` waiting events of a resource, in order.
    pub async fn waiting(
        &self,
        name: &str,
        account: &str,
        resource: &str,
        limit: i64,
    ) -> Result<Vec<(Outgoing, Duration)>, Error> {
        let of = (name.to_owned(), account.to_owned(), resource.to_owned());
        let input = (self.world.clone(), of, limit);
        self.store
            .read(input, async |tx, (world, of, limit)| {
                let now = now(tx, world).await?;
                let found = event_parked::waiting(tx, &of.0, &of.1, &of.2, *limit).await?;
                Ok(found.into_iter().map(|found| waiting(found, now)).collect())
            })
            .await
    }

    /// Up to `limit` events after a position, in order.
    pub async fn after(&self, position: i64, limit: i64) -> Result<Vec<Outgoing>, Error> {
        loop {
            let read = self.store.read((position, limit), async |tx, input| {
                let (position, limit) = *input;
                let found = event::after(tx, position, limit).await?;
                let full = i64::try_from(found.len()).is_ok_and(|found| found >= limit);
                let complete = full || !event::any_unsequenced(tx).await?;
                Ok::<_, Error>((found, complete))
            });
            let (found, complete) = read.await?;
            if complete {
                let events = found.into_iter().map(|placed| Outgoing::of(placed, 0));
                return Ok(events.collect());
            }
            self.sequence_some().await?;
        }
    }

    /// Gives positions to the events that have none yet.
    pub async fn sequence(&self) -> Result<(), Error> {
        while self.sequence_some().await? {}
        Ok(())
    }

    async fn sequence_some(&self) -> Result<bool, Error> {
        let sequence = self.store.write_as(Rank::Patient, (), async |tx, ()| {
            event::sequence(tx, SEQUENCED).await
        });
        let (count, _) = sequence.await?;
        Ok(count > 0)
    }

    /// Moves the cursor of an owned target to a position, renews its lease, and records what has
    /// happened to events that it has passed. Returns `false` when another node owns it.
    pub async fn record(
        &self,
        owned: &Owned,
        position: i64,
        lease: Duration,
        changes: Vec<Change>,
    ) -> Result<bool, Error> {
        let input = (self.world.clone(), owned.clone(), position, lease, changes);
        self.store
            .write_as(Rank::Patient, input, async |tx, input| {
                let (world, owned, position, lease, changes) = input;
                let now = now(tx, world).await?;
                let until = later(now, *lease);
                let name = &owned.name;
                if !event_target::advance(tx, name, owned.epoch, *position, until).await? {
                    return Ok(false);
                }
                for change in changes {
                    match change {
                        Change::Received { account, position } => {
                            event_parked::remove(tx, name, account, *position).await?;
                        }
                        Change::Waits {
                            event,
                            after,
                            error,
                        } => {
                            let due = later(now, *after);
                            let row = parked(name, event, State::Waiting, due, error);
                            event_parked::put(tx, &row).await?;
                        }
                        Change::Dead { event, error } => {
                            let row = parked(name, event, State::Dead, now, error);
                            event_parked::put(tx, &row).await?;
                        }
                    }
                }
                Ok(true)
            })
            .await
    }

    /// Ends a replay whose events are all received or dead.
    pub async fn finish(&self, name: &str) -> Result<(), Error> {
        self.store
            .write(name.to_owned(), async |tx, name| {
                event_target::remove(tx, name).await
            })
            .await
    }

    /// Deletes the events that were stored longer ago than `retention` and that all of these
    /// targets and their replays have passed, up to `limit` after an insertion number. Returns the
    /// number to go on after.
    ///
    /// What another node sends to counts, too: its configuration may be newer than this node's. The
    /// replay of a target that nobody has keeps no events. Its row stays, as that of its target
    /// does, so that it goes on when the target comes back.
    pub async fn prune(
        &self,
        after: i64,
        retention: Duration,
        targets: Vec<String>,
        limit: i64,
    ) -> Result<Option<i64>, Error> {
        let input = (self.world.clone(), after, retention, targets, limit);
        self.store
            .write_as(Rank::Patient, input, async |tx, input| {
                let (world, after, retention, targets, limit) = input;
                let before = world.true_now().saturating_sub(millis(*retention));
                let now = now(tx, world).await?;
                let all = event_target::all(tx).await?;
                let passed = all
                    .iter()
                    .filter(|target| target.is_of(targets) || target.lease_until > now)
                    .map(|target| target.position)
                    .min();
                let (passed, all_gone) = (passed.unwrap_or(i64::MAX), passed.is_none());
                event::prune(tx, *after, before, passed, all_gone, *limit).await
            })
            .await
    }
}

fn new_target(name: &str, position: i64) -> Target {
    Target {
        name: name.to_owned(),
        position,
        epoch: 0,
        lease_until: 0,
        revision: 0,
        replays: String::new(),
        ends_at: None,
    }
}

fn waiting((placed, parked): (Placed, Parked), now: i64) -> (Outgoing, Duration) {
    let wait = parked.due_at.saturating_sub(now).max(0);
    let wait = Duration::from_millis(u64::try_from(wait).unwrap_or(0));
    (Outgoing::of(placed, parked.attempts), wait)
}

fn parked(target: &str, event: &Parkable, state: State, due_at: i64, error: &str) -> Parked {
    Parked {
        target: target.to_owned(),
        position: event.position,
        account: event.account.clone(),
        resource: event.resource.clone(),
        stored_at: event.stored_at,
        state,
        attempts: event.attempts,
        due_at,
        error: error.to_owned(),
    }
}

async fn now(tx: &mut Tx, world: &World) -> Result<i64, Error> {
    Ok(tx.clock().await?.unwrap_or_else(|| world.true_now()))
}

fn millis(time: Duration) -> i64 {
    i64::try_from(time.as_millis()).unwrap_or(i64::MAX)
}

fn later(now: i64, time: Duration) -> i64 {
    now.saturating_add(millis(time))
}
