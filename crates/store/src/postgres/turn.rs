//! Who runs beside whom, when transactions take each other's place.
//!
//! The first tries run side by side. A transaction that lost some of them runs alone in this
//! process, so that a row that all want to change is changed by each of them in the end.

use std::collections::hash_map::RandomState;
use std::hash::BuildHasher;
use std::time::Duration;

use tokio::sync::{RwLock, RwLockReadGuard, RwLockWriteGuard};

use crate::Error;

/// Tries side by side with others; the next ones are alone in this process.
const TOGETHER: u32 = 4;

/// Tries in all. Alone, a transaction loses only to other processes, of which there are a few.
const TRIES: u32 = 24;

/// The longest pause before the second try; it doubles with each one after, up to [`LONGEST`].
const PAUSE: Duration = Duration::from_millis(2);

/// The longest pause of all: short beside the time that callers wait.
const LONGEST: Duration = Duration::from_millis(100);

#[derive(Debug, Default)]
pub(super) struct Turns(RwLock<()>);

/// The right to run a transaction now.
pub(super) enum Turn<'a> {
    Together { _held: RwLockReadGuard<'a, ()> },
    Alone { _held: RwLockWriteGuard<'a, ()> },
}

impl Turns {
    /// Waits for the right to run a transaction that lost so many tries.
    pub(super) async fn take(&self, lost: u32) -> Turn<'_> {
        if lost < TOGETHER {
            Turn::Together {
                _held: self.0.read().await,
            }
        } else {
            Turn::Alone {
                _held: self.0.write().await,
            }
        }
    }

    /// Waits before the next try of a transaction that lost so many. `Error::Unavailable` when it
    /// has had them all.
    #[expect(
        clippy::disallowed_methods,
        reason = "a pause that no moved clock may stretch; the engine's world lies above this crate"
    )]
    pub(super) async fn pause(&self, lost: u32) -> Result<(), Error> {
        if lost >= TRIES {
            let text = format!("other transactions came first {lost} times");
            return Err(Error::Unavailable(text));
        }
        let most = PAUSE.saturating_mul(1 << (lost - 1).min(16)).min(LONGEST);
        // Full jitter. The standard library's hashers start from a chance of their own.
        let chance = RandomState::new().hash_one(lost) % 1024;
        let share = u32::try_from(chance).unwrap_or(0);
        tokio::time::sleep(most * share / 1024).await;
        Ok(())
    }
}
