//! `/_cosell/clock`: the time that the API shows and that timers, retries and delays follow.
//!
//! `GET` shows it. `PUT` sets it: `{"mode": "system"}` is the machine's time, `{"mode": "frozen",
//! "time": "2026-11-22T18:32:24Z"}` stands still, `{"mode": "moved", "time": …}` runs on from there,
//! `{"mode": "rated", "factor": 60}` runs that many times as fast; `time` may be left out and is then
//! the time it is. `POST` to `/_cosell/clock/advance` with `{"seconds": 86400}` moves it on and
//! answers once all that fell due meanwhile has happened, each thing at its time.
//!
//! ```json
//! {"time": "2026-11-22T18:32:24.559Z", "mode": "rated", "factor": 60.0,
//!  "true_time": "2026-11-21T09:00:00Z"}
//! ```
//!
//! The `Date` header of answers stays true.

use std::time::Duration;

use bytes::Bytes;
use cosell_api::DateTime;
use cosell_world::Clock;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::pipeline::Front;
use crate::refusal::Refusal;

/// The fastest clock: a day in a minute and a half. Much faster, and a request would take hours.
const FASTEST: f64 = 1_000.0;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Setting {
    mode: String,
    time: Option<DateTime>,
    factor: Option<f64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    seconds: u32,
}

pub(super) fn page(front: &Front) -> Value {
    let world = front.world();
    let (mode, factor) = match world.clock() {
        Clock::System => ("system", 1.0),
        Clock::Frozen { .. } => ("frozen", 0.0),
        Clock::Moved { .. } => ("moved", 1.0),
        Clock::Rated { factor, .. } => ("rated", factor),
    };
    json!({
        "time": DateTime::from_millis(world.now()),
        "mode": mode,
        "factor": factor,
        "true_time": DateTime::from_millis(world.true_now()),
    })
}

pub(super) fn set(front: &Front, body: &Bytes) -> Result<Value, Refusal> {
    let setting: Setting = super::read(body)?;
    let world = front.world();
    let (now, true_now) = (world.now(), world.true_now());
    let time = setting.time.map_or(now, DateTime::as_millis);
    let clock = match (setting.mode.as_str(), setting.factor) {
        ("system", None) if setting.time.is_none() => Clock::System,
        ("frozen", None) => Clock::Frozen { at: time },
        ("moved", None) => Clock::Moved {
            by: time.saturating_sub(true_now),
        },
        ("rated", Some(factor)) if factor > 0.0 && factor <= FASTEST => Clock::Rated {
            from: time,
            since: true_now,
            factor,
        },
        ("rated", _) => {
            let message = format!("A rated clock has a factor above 0 and up to {FASTEST}.");
            return Err(super::invalid(&message));
        }
        _ => {
            let message = "A mode is system (without a time), frozen, moved or rated; only the \
                           last takes a factor.";
            return Err(super::invalid(message));
        }
    };
    world.set_clock(clock);
    tracing::warn!(?clock, "the clock was set");
    Ok(page(front))
}

pub(super) async fn advance(front: &Front, body: &Bytes) -> Result<Value, Refusal> {
    let step: Step = super::read(body)?;
    let by = Duration::from_secs(step.seconds.into());
    front
        .service
        .engine()
        .advance(by)
        .await
        .map_err(cosell_domain::Error::from)?;
    Ok(page(front))
}
