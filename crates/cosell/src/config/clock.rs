//! The clock that a server is started with.

use std::str::FromStr;

use cosell_api::DateTime;
use cosell_world::World;
use serde::Deserialize;

use crate::from_text::from_text;

from_text!(Clock);

/// `system`, `frozen:TIME`, `moved:TIME` or `rated:FACTOR`.
#[derive(Clone, Copy, Debug, PartialEq, Deserialize)]
#[serde(try_from = "String")]
pub(super) enum Clock {
    System,
    Frozen(i64),
    Moved(i64),
    Rated(f64),
}

impl Clock {
    /// Sets the world's clock.
    pub(super) fn set(self, world: &World) {
        match self {
            Self::System => {}
            Self::Frozen(at) => world.set_clock(cosell_world::Clock::Frozen { at }),
            Self::Moved(to) => world.set_time(to),
            Self::Rated(factor) => world.set_factor(factor),
        }
    }
}

impl FromStr for Clock {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || {
            format!(
                "`{text}` is not a clock; write system, frozen:2026-11-22T18:32:24Z, moved:TIME or \
                 rated:60"
            )
        };
        let time = |text: &str| {
            let time = text.parse::<DateTime>();
            time.map(DateTime::as_millis).map_err(|_| wrong())
        };
        match text.split_once(':') {
            None if text == "system" => Ok(Self::System),
            Some(("frozen", at)) => time(at).map(Self::Frozen),
            Some(("moved", to)) => time(to).map(Self::Moved),
            Some(("rated", factor)) => match factor.parse() {
                Ok(factor) if factor > 0.0 && factor <= 1_000.0 => Ok(Self::Rated(factor)),
                _ => Err(wrong()),
            },
            _ => Err(wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_the_machines_or_says_how_it_differs() {
        assert_eq!("system".parse(), Ok(Clock::System));
        assert_eq!("rated:60".parse(), Ok(Clock::Rated(60.0)));
        let time = "2026-11-22T18:32:24.559Z";
        assert_eq!(
            format!("frozen:{time}").parse(),
            Ok(Clock::Frozen(1_795_372_344_559))
        );
        assert_eq!(
            format!("moved:{time}").parse(),
            Ok(Clock::Moved(1_795_372_344_559))
        );
        for text in [
            "",
            "frozen",
            "frozen:noon",
            "rated:0",
            "rated:-1",
            "rated:fast",
            "backward:1",
        ] {
            assert!(text.parse::<Clock>().is_err(), "{text}");
        }
    }
}
