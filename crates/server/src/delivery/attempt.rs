//! One attempt to send events to a target, with the fault point before it.

use cosell_domain::outbox::Outgoing;
use cosell_engine::fault::{Fault, Faults, Point};
use cosell_world::World;
use tokio::sync::watch;

use super::failure::Failure;
use super::sink::Sink;

/// The fault point before an event is sent.
const DELIVERY_POINT: [&str; 2] = ["event", "deliver"];

/// An attempt that has ended.
pub(super) struct Attempt {
    pub(super) number: u64,
    pub(super) events: Vec<Outgoing>,
    /// `None` when the attempt was not made because the server stops.
    pub(super) sent: Option<Result<Vec<Result<(), Failure>>, Failure>>,
}

/// Sends events of different resources.
pub(super) async fn attempt(
    (world, faults): (World, Faults),
    sink: &Sink,
    mut stopped: watch::Receiver<bool>,
    number: u64,
    events: Vec<Outgoing>,
) -> Attempt {
    let ended = |events, sent| Attempt {
        number,
        events,
        sent,
    };
    for event in &events {
        let point = Point {
            account: Some(&event.account),
            catalog: Some(&event.catalog),
            ..Point::named(&DELIVERY_POINT)
        };
        match faults.hit(&point) {
            None => {}
            Some(Fault::Delay(time)) => tokio::select! {
                () = world.sleep(time) => {}
                _ = stopped.wait_for(|stopped| *stopped) => return ended(events, None),
            },
            Some(Fault::Error(name)) => {
                let failed = |_| Err(Failure::Injected(name.clone()));
                let sent = events.iter().map(failed).collect();
                return ended(events, Some(Ok(sent)));
            }
            Some(Fault::Drop) => return ended(events, Some(Err(Failure::Dropped))),
        }
    }
    let sent = sink.send(&events).await;
    ended(events, Some(sent))
}
