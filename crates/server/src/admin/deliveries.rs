//! `/_cosell/events/log/{position}/deliveries` and `/_cosell/events/match`: what was sent to whom,
//! and why not.

use cosell_admin_api::DateTime;
use cosell_admin_api::event::{
    Deliveries, Delivery, DeliveryAttempt, Mismatch, Outcome, Tried, TriedEvent,
};
use cosell_admin_api::pages::{ShowDeliveries, TryPattern};
use cosell_domain::outbox::{Outgoing, ParkedEvent};
use cosell_event_pattern::{self as event_pattern, Pattern};
use serde_json::Value;

use super::events::{delivery, pattern, shown, unknown_event};
use super::{Context, Handler};
use crate::delivery::{Attempted, Measured, Target};
use crate::refusal::Refusal;

impl Handler for ShowDeliveries {
    async fn handle(self, cx: Context<'_>) -> Result<Deliveries, Refusal> {
        let delivery = delivery(&cx)?;
        let position: i64 = self.position.parse().map_err(|_| unknown_event())?;
        let event = delivery.outbox().at(position).await?;
        let event = event.ok_or_else(unknown_event)?;
        let targets = delivery.measure_with_replays().await?;
        let names = targets
            .iter()
            .map(|(_, measured)| name(measured).to_owned());
        let parked = delivery.outbox().parked(names.collect(), position).await?;
        let attempts = delivery.attempts(position);
        let concerned = targets.iter().filter(|(_, measured)| {
            let end = measured.progress.target.ends_at;
            end.is_none_or(|end| position <= end)
        });
        let deliveries = concerned.map(|(target, measured)| {
            let name = name(measured);
            let parked = parked.iter().find(|parked| parked.target == name);
            let attempts: Vec<&Attempted> =
                attempts.iter().filter(|one| one.cursor == name).collect();
            of_target(&event, (target, measured), parked, &attempts)
        });
        Ok(Deliveries {
            deliveries: deliveries.collect(),
        })
    }
}

/// The name of the cursor: the target's, or that of a replay.
fn name(measured: &Measured) -> &str {
    &measured.progress.target.name
}

fn of_target(
    event: &Outgoing,
    (target, measured): (&Target, &Measured),
    parked: Option<&ParkedEvent>,
    attempts: &[&Attempted],
) -> Delivery {
    // What cannot be read is sent, and refused by the sender itself.
    let filter = target.filter.as_ref().filter(|_| event.envelope.is_some());
    let mismatches = filter.map(|filter| explain(filter, event));
    let mismatches = mismatches.unwrap_or_default();
    let row = &measured.progress.target;
    let outcome = match parked {
        Some(parked) if parked.is_dead => Outcome::Dead,
        Some(_) => Outcome::Waiting,
        None if !mismatches.is_empty() => Outcome::Filtered,
        None if attempts.last().is_some_and(|last| last.error.is_none()) => Outcome::Delivered,
        None if event.position > row.position => Outcome::Pending,
        None => Outcome::Passed,
    };
    let last = attempts.last().and_then(|last| last.error.clone());
    let error = parked.map(|parked| parked.error.clone());
    Delivery {
        target: row.name.clone(),
        replays: Some(row.replays.clone()).filter(|of| !of.is_empty()),
        outcome,
        refused: parked.map(|parked| parked.attempts),
        error: error.filter(|error| !error.is_empty()).or(last),
        attempts: attempts
            .iter()
            .map(|attempt| shown_attempt(attempt))
            .collect(),
        mismatches,
    }
}

fn shown_attempt(attempt: &Attempted) -> DeliveryAttempt {
    DeliveryAttempt {
        time: DateTime::from_millis(attempt.at),
        error: attempt.error.clone(),
    }
}

/// Why a pattern does not match an event; an event that cannot be read matches none.
fn explain(pattern: &Pattern, event: &Outgoing) -> Vec<Mismatch> {
    let envelope = event.envelope.as_ref().unwrap_or(&Value::Null);
    let shown = |mismatch: event_pattern::Mismatch| Mismatch {
        field: mismatch.field,
        wanted: mismatch.wanted,
        found: mismatch.found,
    };
    pattern.explain(envelope).into_iter().map(shown).collect()
}

impl Handler for TryPattern {
    async fn handle(self, cx: Context<'_>) -> Result<Tried, Refusal> {
        let outbox = delivery(&cx)?.outbox();
        let trial = self.body;
        let text = match &trial.pattern {
            Value::String(text) => text.clone(),
            written => written.to_string(),
        };
        let tried = pattern(Some(&text))?;
        let limit = i64::from(trial.limit.get());
        let after = match trial.after {
            Some(after) => after,
            None => outbox.last().await?.saturating_sub(limit),
        };
        let events = outbox.after(after, limit).await?;
        let position = events.last().map_or(after.max(0), |last| last.position);
        let events = events.into_iter().map(|event| {
            let mismatches = tried.as_ref().map(|tried| explain(tried, &event));
            let mismatches = mismatches.unwrap_or_default();
            TriedEvent {
                matches: mismatches.is_empty(),
                mismatches,
                event: shown(event),
            }
        });
        let events: Vec<TriedEvent> = events.collect();
        let matched = events.iter().filter(|event| event.matches).count();
        Ok(Tried {
            matched: u64::try_from(matched).unwrap_or(u64::MAX),
            events,
            position,
        })
    }
}
