//! `/_cosell/clock`: the time that the API shows and that timers, retries and delays follow.
//!
//! `GET` shows it. `PUT` sets it: `{"mode": "system"}` is the machine's time, `{"mode": "frozen",
//! "time": "2026-11-22T18:32:24Z"}` stands still, `{"mode": "moved", "time":
//! …}` runs on from there, `{"mode": "rated", "factor":
//! 60}` runs that many times as fast; `time` may be left out and is then the time it is.
//! `POST` to `/_cosell/clock/advance` with `{"seconds":
//! 86400}` moves it on and answers once all that fell due meanwhile has happened, each thing at its
//! time.
//!
//! The `Date` header of answers stays true.

use std::time::Duration;

use cosell_admin_api::DateTime;
use cosell_admin_api::clock::{Clock, Mode};
use cosell_admin_api::pages::{AdvanceClock, SetClock, ShowClock};
use cosell_world as world;

use super::{Answers, Context, invalid};
use crate::front::Front;
use crate::refusal::Refusal;

/// The fastest clock: a day in a minute and a half. Much faster, and a request would take hours.
const FASTEST: f64 = 1_000.0;

impl Answers for ShowClock {
    async fn answer(self, cx: Context<'_>) -> Result<Clock, Refusal> {
        Ok(shown(cx.front))
    }
}

impl Answers for SetClock {
    async fn answer(self, cx: Context<'_>) -> Result<Clock, Refusal> {
        let setting = self.body;
        let world = cx.front.world();
        let (now, true_now) = (world.now(), world.true_now());
        let time = setting.time.map_or(now, DateTime::as_millis);
        let clock = match (setting.mode, setting.factor) {
            (Mode::System, None) if setting.time.is_none() => world::Clock::System,
            (Mode::Frozen, None) => world::Clock::Frozen { at: time },
            (Mode::Moved, None) => world::Clock::Moved {
                by: time.saturating_sub(true_now),
            },
            (Mode::Rated, Some(factor)) if factor > 0.0 && factor <= FASTEST => {
                world::Clock::Rated {
                    from: time,
                    since: true_now,
                    factor,
                }
            }
            (Mode::Rated, _) => {
                let message = format!("A rated clock has a factor above 0 and up to {FASTEST}.");
                return Err(invalid(&message));
            }
            (Mode::System | Mode::Frozen | Mode::Moved, _) => {
                let message = "A mode is system (without a time), frozen, moved or rated; only \
                               the last takes a factor.";
                return Err(invalid(message));
            }
        };
        world.set_clock(clock);
        tracing::warn!(?clock, "the clock was set");
        Ok(shown(cx.front))
    }
}

impl Answers for AdvanceClock {
    async fn answer(self, cx: Context<'_>) -> Result<Clock, Refusal> {
        let by = Duration::from_secs(self.body.seconds.into());
        let advanced = cx.front.service.engine().advance(by).await;
        advanced.map_err(cosell_domain::Error::from)?;
        Ok(shown(cx.front))
    }
}

fn shown(front: &Front) -> Clock {
    let world = front.world();
    let (mode, factor) = match world.clock() {
        world::Clock::System => (Mode::System, 1.0),
        world::Clock::Frozen { .. } => (Mode::Frozen, 0.0),
        world::Clock::Moved { .. } => (Mode::Moved, 1.0),
        world::Clock::Rated { factor, .. } => (Mode::Rated, factor),
    };
    Clock {
        time: DateTime::from_millis(world.now()),
        mode,
        factor,
        true_time: DateTime::from_millis(world.true_now()),
    }
}
