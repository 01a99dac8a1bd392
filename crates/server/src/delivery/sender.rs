//! The sender of one target: it reads events behind the target's cursor and sends them.
//!
//! It owns the target by a lease. [`Lanes`] says which events may be sent at the same time;
//! the attempts are futures of this loop, so that a stop or a lost lease ends them all. Attempts
//! that take long do not count against the concurrency, up to a limit, so that a few of them do not
//! hold up the others. A target that is not reached at all parks nothing: the loop backs off and
//! probes with one attempt at a time.

use std::sync::Arc;
use std::time::{Duration, Instant};

use cosell_domain::outbox::{Change, Outbox, Outgoing, Owned};
use cosell_engine::fault::Faults;
use cosell_store::Error;
use cosell_supervisor::{Loop, Supervisor};
use cosell_trace::Tracer;
use cosell_world::{World, machine};
use futures_util::future::BoxFuture;
use futures_util::stream::{FuturesUnordered, StreamExt as _};
use tokio::sync::watch;

use super::attempt::{Attempt, attempt};
use super::failure::Failure;
use super::history::{Attempted, History};
use super::lanes::{Key, Lanes, key_of};
use super::pace::{Backoff, pause};
use super::sink::{Sink, Target};
use super::spans::traced;
use super::state::Counts;

/// The duration of a lease: when a node dies, another one sends its events after this time.
pub(super) const LEASE: Duration = Duration::from_secs(15);

/// How long a lease lasts before it is renewed.
const RENEWAL: Duration = Duration::from_secs(5);

/// The poll interval for events that other nodes store and for what operators change.
pub(super) const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// Events that are read together.
const READ: usize = 100;

/// Parked events of a resource that are read together.
const REFILL: i64 = 32;

/// How long settled events may wait for others to be recorded with them.
const RECORD_INTERVAL: Duration = Duration::from_millis(25);

/// An attempt that takes longer does not count against the concurrency any more.
const SLOW: Duration = Duration::from_secs(1);

/// How many such attempts there may be at the same time.
const MAX_SLOW: usize = 64;

/// What the loop of a target needs.
#[derive(Clone)]
pub(super) struct Setup {
    pub(super) target: Target,
    /// The name of the cursor: the target's, or that of a replay.
    pub(super) cursor: String,
    pub(super) outbox: Arc<Outbox>,
    pub(super) counts: Arc<Counts>,
    pub(super) history: Arc<History>,
    pub(super) faults: Faults,
    pub(super) world: World,
    pub(super) tracer: Option<Tracer>,
    pub(super) supervisor: Supervisor,
}

/// Why a loop does not own its target any more.
pub(super) enum End {
    Stopped,
    Lost,
    /// A replay has ended.
    Replayed,
}

/// An attempt that has not.
struct Begun {
    number: u64,
    at: Instant,
    keys: Vec<Key>,
    slow: bool,
}

pub(super) struct Sender<'a> {
    setup: &'a Setup,
    sink: &'a Sink,
    owned: Owned,
    lanes: Lanes,
    attempts: FuturesUnordered<BoxFuture<'a, Attempt>>,
    begun: Vec<Begun>,
    next_number: u64,
    /// Changes that could not be stored yet.
    unstored: Vec<Change>,
    /// Whether there may be events that were not read.
    behind: bool,
    /// Whether what is parked must be read again.
    reload: bool,
    polled: Instant,
    recorded: Instant,
    backoff: Backoff,
    stopped: watch::Receiver<bool>,
}

impl<'a> Sender<'a> {
    pub(super) fn new(
        setup: &'a Setup,
        sink: &'a Sink,
        owned: Owned,
        stopped: watch::Receiver<bool>,
    ) -> Self {
        let now = machine::instant();
        Self {
            setup,
            sink,
            lanes: Lanes::new(owned.position),
            owned,
            attempts: FuturesUnordered::new(),
            begun: Vec::new(),
            next_number: 0,
            unstored: Vec::new(),
            behind: true,
            reload: false,
            polled: now,
            recorded: now,
            backoff: Backoff::default(),
            stopped,
        }
    }

    /// Sends events while this node owns the target.
    pub(super) async fn own(&mut self) -> Result<End, Error> {
        let mut stored = self.setup.outbox.stored();
        let mut stopped = self.stopped.clone();
        self.load_parked().await?;
        loop {
            self.setup.supervisor.round(Loop::Delivery);
            let stopping = *stopped.borrow();
            if stopping && self.attempts.is_empty() {
                self.record(Duration::ZERO).await?;
                return Ok(End::Stopped);
            }
            if !stopping {
                self.read().await?;
                self.begin_attempts();
            }
            self.set_slow_aside();
            if self.must_record() && !self.record(LEASE).await? {
                return Ok(End::Lost);
            }
            if self.is_replayed() {
                self.setup.outbox.finish(&self.owned.name).await?;
                return Ok(End::Replayed);
            }
            // What was recorded has made room.
            if !stopping && self.can_read() {
                continue;
            }
            let wake = self.next_wake();
            tokio::select! {
                Some(attempt) = self.attempts.next() => {
                    self.settle(attempt);
                    // Others that have ended meanwhile are recorded together with it.
                    while let Some(Some(attempt)) =
                        futures_util::FutureExt::now_or_never(self.attempts.next())
                    {
                        self.settle(attempt);
                    }
                }
                () = machine::sleep_until(wake) => {}
                changed = stored.changed(), if !stopping => self.behind |= changed.is_ok(),
                _ = stopped.changed(), if !stopping => {}
            }
        }
    }

    /// Reads which lanes are parked.
    async fn load_parked(&mut self) -> Result<(), Error> {
        let now = machine::instant();
        for (event, wait) in self.setup.outbox.heads(&self.owned.name).await? {
            self.lanes.push_parked(event, now + wait);
        }
        Ok(())
    }

    /// Reads further events, if there may be any and there is room for them.
    async fn read(&mut self) -> Result<(), Error> {
        if machine::elapsed(self.polled) >= POLL_INTERVAL {
            self.behind = true;
            self.polled = machine::instant();
            let revision = self.setup.outbox.revision(&self.owned.name).await?;
            if let Some(revision) = revision.filter(|found| *found != self.owned.revision) {
                self.owned.revision = revision;
                self.reload = true;
            }
        }
        while self.can_read() {
            let position = self.lanes.read_up_to();
            let limit = i64::try_from(READ).unwrap_or(i64::MAX);
            let events = self.setup.outbox.after(position, limit).await?;
            self.behind = !events.is_empty();
            for event in events {
                if self.owned.ends_at.is_some_and(|end| event.position > end) {
                    self.behind = false;
                    break;
                }
                if self.wants(&event) {
                    self.lanes.push(event);
                } else {
                    self.lanes.pass(event.position);
                }
            }
        }
        Ok(())
    }

    /// Whether there may be further events, and there is room for them.
    fn can_read(&self) -> bool {
        self.behind && self.lanes.room() >= READ
    }

    fn wants(&self, event: &Outgoing) -> bool {
        match (&self.setup.target.filter, &event.envelope) {
            (Some(pattern), Some(envelope)) => pattern.matches(envelope),
            _ => true,
        }
    }

    /// Begins as many attempts as may be made at the same time.
    fn begin_attempts(&mut self) {
        let now = machine::instant();
        if self.backoff.until(now).is_some() {
            return;
        }
        loop {
            let slow = self.begun.iter().filter(|begun| begun.slow).count();
            let fast = self.begun.len() - slow;
            let most = self.backoff.concurrency(self.setup.target.concurrency);
            if fast >= most || slow >= MAX_SLOW {
                return;
            }
            // Refused events leave room for others.
            let retries = if fast < most.div_ceil(2) {
                usize::MAX
            } else {
                0
            };
            let events = self.lanes.take(self.sink.batch(), retries, now);
            if events.is_empty() {
                return;
            }
            self.next_number += 1;
            let number = self.next_number;
            self.begun.push(Begun {
                number,
                at: now,
                keys: events.iter().map(key_of).collect(),
                slow: false,
            });
            let means = (self.setup.world.clone(), self.setup.faults.clone());
            let (sink, stopped) = (self.sink, self.stopped.clone());
            let Setup { tracer, target, .. } = self.setup;
            let attempt = traced(tracer.as_ref(), target, events, |events| {
                Box::pin(attempt(means, sink, stopped, number, events))
            });
            self.attempts.push(attempt);
        }
    }

    /// Attempts that take long leave their place to others.
    fn set_slow_aside(&mut self) {
        for begun in &mut self.begun {
            if !begun.slow && machine::elapsed(begun.at) >= SLOW {
                begun.slow = true;
                for key in &begun.keys {
                    self.lanes.set_aside(key);
                }
            }
        }
    }

    /// Notes the outcome of an attempt.
    fn settle(&mut self, attempt: Attempt) {
        let now = machine::instant();
        self.begun.retain(|begun| begun.number != attempt.number);
        let events = attempt.events;
        let sent = match attempt.sent {
            Some(Ok(sent)) => sent,
            Some(Err(failure)) => {
                let error = failure.to_string();
                for event in &events {
                    self.remember(event, Some(&error));
                }
                self.warn(&events[0], &failure);
                self.setup.counts.failed();
                self.backoff.failed(&self.setup.world, now);
                return self.hand_back(events, now);
            }
            None => return self.hand_back(events, now),
        };
        self.backoff.reached();
        for (event, outcome) in events.into_iter().zip(sent) {
            let failure = match outcome {
                Ok(()) => {
                    self.setup.counts.delivered();
                    self.remember(&event, None);
                    self.lanes.received(&event, now);
                    continue;
                }
                Err(failure) => failure,
            };
            self.setup.counts.failed();
            self.warn(&event, &failure);
            let last = event.attempts + 1 >= i64::from(self.setup.target.max_attempts)
                || matches!(failure, Failure::Unreadable);
            let error = failure.to_string();
            self.remember(&event, Some(&error));
            if last {
                self.lanes.died(event, error, now);
            } else {
                let pause = pause(&self.setup.world, event.attempts);
                self.lanes.refused(event, error, pause, now);
            }
        }
    }

    /// Keeps an attempt for people who ask.
    fn remember(&self, event: &Outgoing, error: Option<&str>) {
        self.setup.history.add(Attempted {
            cursor: self.setup.cursor.clone(),
            position: event.position,
            at: self.setup.world.true_now(),
            error: error.map(str::to_owned),
        });
    }

    fn hand_back(&mut self, events: Vec<Outgoing>, now: Instant) {
        for event in events {
            self.lanes.returned(event, now);
        }
    }

    fn warn(&self, event: &Outgoing, failure: &Failure) {
        // Not the body, which names companies, and not the path, which may be a secret.
        tracing::warn!(
            event = event.id,
            account = event.account,
            target = self.setup.cursor,
            receiver = self.setup.target.place(),
            error = %failure,
            "event delivery failed, retrying",
        );
    }

    fn must_record(&self) -> bool {
        let since = machine::elapsed(self.recorded);
        let changed = self.lanes.is_changed() || !self.unstored.is_empty();
        self.reload
            || self.must_renew(since)
            || changed && (since >= RECORD_INTERVAL || self.attempts.is_empty())
    }

    /// Whether the lease must be renewed after this time.
    fn must_renew(&self, since: Duration) -> bool {
        self.owned.is_shared && since >= RENEWAL
    }

    /// Stores how far the target is. Returns `false` when another node owns it.
    async fn record(&mut self, lease: Duration) -> Result<bool, Error> {
        self.recorded = machine::instant();
        let (position, changes) = self.lanes.progress();
        self.unstored.extend(changes);
        let outbox = &self.setup.outbox;
        let changes = self.unstored.clone();
        if !outbox.record(&self.owned, position, lease, changes).await? {
            return Ok(false);
        }
        self.unstored.clear();
        self.owned.position = position;
        for key in self.lanes.drained() {
            let name = &self.owned.name;
            let next = outbox.waiting(name, &key.0, &key.1, REFILL).await?;
            let next = next.into_iter().map(|(event, _)| event).collect();
            self.lanes.refill(key, next, machine::instant());
        }
        // The store now has what is parked here, and what the operator changed.
        if std::mem::take(&mut self.reload) {
            self.load_parked().await?;
        }
        Ok(true)
    }

    /// Gives the target up, as far as the store can be written, so that its lease need not expire.
    pub(super) async fn release(&mut self) {
        let (owned, position) = (&self.owned, self.owned.position);
        let outbox = &self.setup.outbox;
        let released = outbox.record(owned, position, Duration::ZERO, Vec::new());
        if let Err(error) = released.await {
            tracing::warn!(%error, "event target not released, its lease expires");
        }
    }

    /// Whether all events of a replay are received or dead.
    fn is_replayed(&self) -> bool {
        self.owned.ends_at.is_some()
            && !self.behind
            && self.lanes.is_idle()
            && self.attempts.is_empty()
            && self.unstored.is_empty()
    }

    fn next_wake(&self) -> Instant {
        let now = machine::instant();
        let mut wake = self.polled + POLL_INTERVAL;
        if self.lanes.is_changed() || !self.unstored.is_empty() {
            wake = wake.min(self.recorded + RECORD_INTERVAL);
        }
        if let Some(backoff) = self.backoff.until(now) {
            wake = wake.min(backoff);
        } else if let Some(due) = self.lanes.next_due() {
            // One that is due but has no place waits for the end of an attempt.
            if due > now || self.attempts.is_empty() {
                wake = wake.min(due);
            }
        }
        let fast = self.begun.iter().filter(|begun| !begun.slow);
        if let Some(slow) = fast.map(|begun| begun.at + SLOW).min() {
            wake = wake.min(slow);
        }
        wake
    }
}
