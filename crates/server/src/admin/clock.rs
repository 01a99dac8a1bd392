//! `/_cosell/clock`: the service clock, which the API shows and which timers, retries and delays
//! follow.
//!
//! `GET` shows it. `PUT` sets it: `{"mode": "system"}` is the machine's time, `{"mode": "frozen",
//! "time": "2026-11-22T18:32:24Z"}` does not advance, `{"mode": "moved", "time": …}` runs on from
//! that time, `{"mode": "rated", "factor": 60}` runs that many times as fast. `time` is optional
//! and defaults to the current time of the clock.
//!
//! `POST` to `/_cosell/clock/advance` with `{"seconds": 86400}` advances the clock, and responds
//! when everything that became due has happened, in order and each at its own time.
//!
//! The `Date` header of responses always has true time.

use std::time::Duration;

use cosell_admin_api::DateTime;
use cosell_admin_api::clock::{Clock, Mode};
use cosell_admin_api::pages::{AdvanceClock, SetClock, ShowClock};
use cosell_world as world;

use super::{Context, Handler, invalid};
use crate::front::Front;
use crate::refusal::Refusal;

/// The largest factor: a day in a minute and a half. With a much larger one a request would take
/// hours of the service's time.
const FASTEST: f64 = 1_000.0;

impl Handler for ShowClock {
    async fn handle(self, cx: Context<'_>) -> Result<Clock, Refusal> {
        Ok(shown(cx.front))
    }
}

impl Handler for SetClock {
    async fn handle(self, cx: Context<'_>) -> Result<Clock, Refusal> {
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
                let message =
                    format!("The mode rated requires a factor above 0 and at most {FASTEST}.");
                return Err(invalid(&message));
            }
            (Mode::System | Mode::Frozen | Mode::Moved, _) => {
                let message = "The mode system takes neither a time nor a factor; only the mode \
                               rated takes a factor.";
                return Err(invalid(message));
            }
        };
        world.set_clock(clock);
        tracing::info!(?clock, "clock set");
        Ok(shown(cx.front))
    }
}

impl Handler for AdvanceClock {
    async fn handle(self, cx: Context<'_>) -> Result<Clock, Refusal> {
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
