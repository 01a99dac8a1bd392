//! The timer for hyper.
//!
//! hyper has no timer of its own, and that of hyper-util would read the machine's clock without
//! [`cosell_world`], which is the only crate that may.

use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::{Duration, Instant};

use cosell_world::machine;
use hyper::rt;

/// True time, for hyper.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Timer;

/// A sleep whose deadline can be reset.
struct Sleep(Pin<Box<machine::Sleep>>);

impl Sleep {
    fn boxed(sleep: machine::Sleep) -> Pin<Box<dyn rt::Sleep>> {
        Box::pin(Self(Box::pin(sleep)))
    }
}

impl Future for Sleep {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        self.0.as_mut().poll(context)
    }
}

impl rt::Sleep for Sleep {}

impl rt::Timer for Timer {
    fn sleep(&self, duration: Duration) -> Pin<Box<dyn rt::Sleep>> {
        Sleep::boxed(machine::sleep(duration))
    }

    fn sleep_until(&self, deadline: Instant) -> Pin<Box<dyn rt::Sleep>> {
        Sleep::boxed(machine::sleep_until(deadline))
    }

    fn now(&self) -> Instant {
        machine::instant()
    }

    fn reset(&self, sleep: &mut Pin<Box<dyn rt::Sleep>>, deadline: Instant) {
        match sleep.as_mut().downcast_mut_pin::<Sleep>() {
            Some(mut sleep) => sleep.0.as_mut().reset(deadline.into()),
            None => *sleep = self.sleep_until(deadline),
        }
    }
}

#[cfg(test)]
mod tests {
    use hyper::rt::Timer as _;

    use super::*;

    #[tokio::test]
    async fn a_sleep_ends_at_the_deadline_that_it_was_reset_to() {
        let far = Duration::from_hours(1);
        let begun = Timer.now();
        let mut sleep = Timer.sleep(far);
        Timer.reset(&mut sleep, begun + Duration::from_millis(5));
        sleep.as_mut().await;
        let took = machine::elapsed(begun);
        assert!(took >= Duration::from_millis(5) && took < far, "{took:?}");
    }
}
