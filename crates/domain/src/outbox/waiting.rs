//! Which targets have not received all events, for whoever waits until nothing is due.

use cosell_store::table::{event, event_parked, event_target};
use cosell_store::{Error, Tx};

/// A target with events that it has not passed yet, or that wait for another attempt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    pub target: String,
    /// How many at most: its filter may pass some of them.
    pub events: i64,
}

/// Those of these targets, and of their replays, that have not received all events, dead letters
/// aside.
pub(crate) async fn behind(tx: &mut Tx, targets: &[String]) -> Result<Vec<Waiting>, Error> {
    let mut waiting = Vec::new();
    if targets.is_empty() {
        return Ok(waiting);
    }
    let (last, unsequenced) = (
        event::last_position(tx).await?,
        event::unsequenced(tx).await?,
    );
    for target in event_target::all(tx).await? {
        if !target.is_of(targets) {
            continue;
        }
        let ahead = match target.ends_at {
            Some(end) => end.min(last).saturating_sub(target.position),
            None => last.saturating_sub(target.position) + unsequenced,
        };
        let parked = event_parked::counts(tx, &target.name).await?;
        let events = ahead.max(0) + parked.waiting;
        if events > 0 {
            let target = target.name;
            waiting.push(Waiting { target, events });
        }
    }
    Ok(waiting)
}
