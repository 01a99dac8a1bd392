//! `/_cosell/events/…`: the events of all accounts, and the targets that receive them.
//!
//! A target or a replay that is not known is a 404. A test event goes to the target at once and
//! alone: it is neither stored nor sent again.

use cosell_admin_api::event::{
    Changed, DeadLetter, DeadLetters, Event, Events, Replay, Target, Targets, Tested,
};
use cosell_admin_api::pages::{
    DropDeadLetters, ListDeadLetters, ListEvents, ListTargets, ReplayEvents, RetryDeadLetters,
    ShowEvent, TestTarget,
};
use cosell_domain::outbox::Outgoing;
use cosell_event_pattern::Pattern;

use super::{Context, Handler, invalid, not_found};
use crate::delivery::{self, Delivery};
use crate::refusal::Refusal;

pub(super) fn delivery<'a>(cx: &Context<'a>) -> Result<&'a Delivery, Refusal> {
    let delivery = cx.front.delivery.as_deref();
    delivery.ok_or_else(|| not_found("This server has no event targets."))
}

/// Refuses a name that no target or replay has in the store.
async fn check_known(delivery: &Delivery, name: &str) -> Result<(), Refusal> {
    if delivery.outbox().knows(name).await? {
        return Ok(());
    }
    Err(unknown_target())
}

fn unknown_target() -> Refusal {
    not_found("There is no target of this name; `cosell events targets` lists them.")
}

impl Handler for ListTargets {
    async fn handle(self, cx: Context<'_>) -> Result<Targets, Refusal> {
        let delivery = delivery(&cx)?;
        let last_position = delivery.outbox().last().await?;
        let targets = delivery.measure_with_replays().await?;
        let shown = targets.into_iter().map(|(target, measured)| {
            let progress = measured.progress;
            Target {
                kind: target.kind.name().to_owned(),
                place: target.place().to_owned(),
                replays: Some(progress.target.replays).filter(|of| !of.is_empty()),
                name: progress.target.name,
                position: progress.target.position,
                lag_seconds: progress.lag.as_secs_f64(),
                delivered: measured.delivered,
                failed: measured.failed,
                parked: progress.parked.waiting,
                dead_letters: progress.parked.dead,
            }
        });
        Ok(Targets {
            targets: shown.collect(),
            last_position,
        })
    }
}

impl Handler for ListEvents {
    async fn handle(self, cx: Context<'_>) -> Result<Events, Refusal> {
        let outbox = delivery(&cx)?.outbox();
        let filter = self.query;
        let limit = i64::from(filter.limit.get());
        let pattern = pattern(filter.filter.as_deref())?;
        let after = match filter.after {
            Some(after) => after,
            None => outbox.last().await?.saturating_sub(limit),
        };
        let events = outbox.after(after, limit).await?;
        let position = events.last().map_or(after.max(0), |last| last.position);
        let wanted = events.into_iter().filter(|event| match &pattern {
            Some(pattern) => event
                .envelope
                .as_ref()
                .is_some_and(|envelope| pattern.matches(envelope)),
            None => true,
        });
        Ok(Events {
            events: wanted.map(shown).collect(),
            position,
        })
    }
}

impl Handler for ShowEvent {
    async fn handle(self, cx: Context<'_>) -> Result<Event, Refusal> {
        let position = self.position.parse().map_err(|_| unknown_event())?;
        let found = delivery(&cx)?.outbox().at(position).await?;
        found.map(shown).ok_or_else(unknown_event)
    }
}

/// The pattern of a request, if it has one.
pub(super) fn pattern(text: Option<&str>) -> Result<Option<Pattern>, Refusal> {
    let pattern = text.map(str::parse::<Pattern>).transpose();
    pattern.map_err(|error| {
        invalid(&format!(
            "The filter is not a valid event pattern: {error}."
        ))
    })
}

pub(super) fn unknown_event() -> Refusal {
    not_found("There is no event at this position; old events are deleted.")
}

impl Handler for ListDeadLetters {
    async fn handle(self, cx: Context<'_>) -> Result<DeadLetters, Refusal> {
        let delivery = delivery(&cx)?;
        check_known(delivery, &self.target).await?;
        let (after, limit) = (self.query.after.unwrap_or(0), self.query.limit.get());
        let outbox = delivery.outbox();
        let letters = outbox
            .dead_letters(&self.target, after, limit.into())
            .await?;
        let letters = letters.into_iter().map(|letter| DeadLetter {
            attempts: letter.event.attempts,
            error: letter.error,
            event: shown(letter.event),
        });
        Ok(DeadLetters {
            dead_letters: letters.collect(),
        })
    }
}

impl Handler for RetryDeadLetters {
    async fn handle(self, cx: Context<'_>) -> Result<Changed, Refusal> {
        let delivery = delivery(&cx)?;
        check_known(delivery, &self.target).await?;
        let retried = delivery.outbox().retry(&self.target, self.body.position);
        Ok(Changed {
            dead_letters: retried.await?,
        })
    }
}

impl Handler for DropDeadLetters {
    async fn handle(self, cx: Context<'_>) -> Result<Changed, Refusal> {
        let delivery = delivery(&cx)?;
        check_known(delivery, &self.target).await?;
        let dropped = delivery
            .outbox()
            .drop_dead(&self.target, self.body.position);
        Ok(Changed {
            dead_letters: dropped.await?,
        })
    }
}

impl Handler for ReplayEvents {
    async fn handle(self, cx: Context<'_>) -> Result<Replay, Refusal> {
        let delivery = delivery(&cx)?;
        check_known(delivery, &self.target).await?;
        let to = self.body.to.unwrap_or(i64::MAX);
        if to < self.body.from {
            return Err(invalid("A replay ends after it begins."));
        }
        let replay = delivery.outbox().replay(&self.target, self.body.from, to);
        let name = replay.await?;
        let name = name.ok_or_else(unknown_target)?;
        Ok(Replay { name })
    }
}

impl Handler for TestTarget {
    async fn handle(self, cx: Context<'_>) -> Result<Tested, Refusal> {
        let delivery = delivery(&cx)?;
        let mut targets = delivery.targets().into_iter();
        let target = targets.find(|target| target.name == self.target);
        let target = target.ok_or_else(unknown_target)?;
        let (id, error) = delivery::test(&target, cx.front.world()).await;
        Ok(Tested {
            id,
            delivered: error.is_none(),
            error,
        })
    }
}

pub(super) fn shown(event: Outgoing) -> Event {
    let envelope = event.envelope.and_then(|envelope| match envelope {
        serde_json::Value::Object(members) => Some(members.into_iter().collect()),
        _ => None,
    });
    Event {
        position: event.position,
        sequence: event.sequence,
        resource: event.resource,
        event: envelope,
    }
}
