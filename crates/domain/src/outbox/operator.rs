//! What an operator sees and does of event targets: progress, dead letters, replays.

use std::time::Duration;

use cosell_store::table::event;
use cosell_store::table::event_parked::{self, Counts, Parked, State};
use cosell_store::table::event_target::{self, Target};
use cosell_store::{Error, Tx};

use super::{Outbox, Outgoing, new_target};

/// An event that a target has refused, or that waits behind one that it has.
#[derive(Clone, Debug)]
pub struct ParkedEvent {
    pub target: String,
    pub attempts: i64,
    /// Why the last attempt failed; empty behind another event.
    pub error: String,
    /// Whether it was refused for the last time.
    pub is_dead: bool,
}

/// How far a target is.
#[derive(Clone, Debug)]
pub struct Progress {
    pub target: Target,
    pub parked: Counts,
    /// Whether there is an event that it has not received, dead letters aside.
    pub is_behind: bool,
    /// The age of the oldest such event.
    pub lag: Duration,
    /// The position of the last event.
    pub last: i64,
}

/// An event that a target has refused for the last time.
#[derive(Clone, Debug)]
pub struct DeadLetter {
    pub event: Outgoing,
    pub error: String,
}

impl Outbox {
    /// How far each target is that the store knows.
    pub async fn progress(&self) -> Result<Vec<Progress>, Error> {
        self.store
            .read(self.world.true_now(), async |tx, now| {
                let last = event::last_position(tx).await?;
                let mut progress = Vec::new();
                for target in event_target::all(tx).await? {
                    let oldest = oldest(tx, &target).await?;
                    let age = oldest.map_or(0, |oldest| now.saturating_sub(oldest));
                    progress.push(Progress {
                        is_behind: oldest.is_some(),
                        lag: Duration::from_millis(u64::try_from(age).unwrap_or(0)),
                        parked: event_parked::counts(tx, &target.name).await?,
                        target,
                        last,
                    });
                }
                Ok(progress)
            })
            .await
    }

    /// Whether the store has a target or a replay of this name.
    pub async fn knows(&self, name: &str) -> Result<bool, Error> {
        let found = self.store.read(name.to_owned(), async |tx, name| {
            event_target::find(tx, name).await
        });
        let found: Option<Target> = found.await?;
        Ok(found.is_some())
    }

    /// The event at a position.
    pub async fn at(&self, position: i64) -> Result<Option<Outgoing>, Error> {
        let found = self.store.read(position, async |tx, position| {
            event::at(tx, *position).await
        });
        let found: Option<event::Placed> = found.await?;
        Ok(found.map(|placed| Outgoing::of(placed, 0)))
    }

    /// What each of these targets has stored of an event that it has parked.
    pub async fn parked(
        &self,
        targets: Vec<String>,
        position: i64,
    ) -> Result<Vec<ParkedEvent>, Error> {
        self.store
            .read((targets, position), async |tx, (targets, position)| {
                let mut found = Vec::new();
                let Some(placed) = event::at(tx, *position).await? else {
                    return Ok(found);
                };
                for target in targets {
                    let account = &placed.event.account;
                    let parked = event_parked::find(tx, target, account, *position).await?;
                    found.extend(parked.map(|parked| ParkedEvent {
                        target: parked.target,
                        attempts: parked.attempts,
                        error: parked.error,
                        is_dead: parked.state == State::Dead,
                    }));
                }
                Ok(found)
            })
            .await
    }

    /// The position of the last event.
    pub async fn last(&self) -> Result<i64, Error> {
        self.sequence().await?;
        self.store
            .read((), async |tx, ()| event::last_position(tx).await)
            .await
    }

    /// Up to `limit` dead letters of a target after a position.
    pub async fn dead_letters(
        &self,
        target: &str,
        after: i64,
        limit: i64,
    ) -> Result<Vec<DeadLetter>, Error> {
        let input = (target.to_owned(), after, limit);
        let dead = self.store.read(input, async |tx, (target, after, limit)| {
            event_parked::dead(tx, target, *after, *limit).await
        });
        let dead: Vec<(event::Placed, Parked)> = dead.await?;
        let dead = dead.into_iter().map(|(placed, parked)| DeadLetter {
            event: Outgoing::of(placed, parked.attempts),
            error: parked.error,
        });
        Ok(dead.collect())
    }

    /// Sends dead letters of a target again, all or the one at a position. Returns how many.
    pub async fn retry(&self, target: &str, position: Option<i64>) -> Result<u64, Error> {
        let input = (target.to_owned(), position);
        self.store
            .write(input, async |tx, (target, position)| {
                event_target::touch(tx, target).await?;
                event_parked::revive(tx, target, *position).await
            })
            .await
    }

    /// Deletes dead letters of a target, all or the one at a position. Returns how many.
    pub async fn drop_dead(&self, target: &str, position: Option<i64>) -> Result<u64, Error> {
        let input = (target.to_owned(), position);
        self.store
            .write(input, async |tx, (target, position)| {
                event_parked::drop_dead(tx, target, *position).await
            })
            .await
    }

    /// Sends the stored events from one position to another once more to a target, beside what it
    /// receives anyway. Returns the name of the replay, or `None` when there is no such target.
    pub async fn replay(&self, target: &str, from: i64, to: i64) -> Result<Option<String>, Error> {
        self.sequence().await?;
        let replay = format!("{target}/replay-{}", self.world.id(8));
        let input = (target.to_owned(), replay, from, to);
        self.store
            .write(input, async |tx, (target, replay, from, to)| {
                let found = event_target::find(tx, target).await?;
                if !found.is_some_and(|found| found.replays.is_empty()) {
                    return Ok(None);
                }
                let last = event::last_position(tx).await?;
                let replayed = Target {
                    replays: target.clone(),
                    ends_at: Some((*to).min(last)),
                    ..new_target(replay, from.saturating_sub(1))
                };
                event_target::insert(tx, &replayed).await?;
                Ok(Some(replay.clone()))
            })
            .await
    }

    /// The replays that have not ended, each with the name of its target.
    pub async fn replays(&self) -> Result<Vec<(String, String)>, Error> {
        let all = self
            .store
            .read((), async |tx, ()| event_target::all(tx).await);
        let all: Vec<Target> = all.await?;
        let replays = all.into_iter().filter(|target| !target.replays.is_empty());
        Ok(replays
            .map(|target| (target.name, target.replays))
            .collect())
    }
}

/// When the oldest event was stored that a target has not received.
async fn oldest(tx: &mut Tx, target: &Target) -> Result<Option<i64>, Error> {
    let next = match event::stored_after(tx, target.position).await? {
        None if target.ends_at.is_none() => event::first_unsequenced(tx).await?,
        _ if target.ends_at.is_some_and(|end| target.position >= end) => None,
        next => next,
    };
    let parked = event_parked::oldest_waiting(tx, &target.name).await?;
    Ok(next.into_iter().chain(parked).min())
}
