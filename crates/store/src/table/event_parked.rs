//! Parked events: those that a target has passed without receiving them.
//!
//! A refused event is parked, and the following events of its account and resource behind it, so
//! that the cursor of the target goes on and the order in the resource stays. What is refused too
//! often is dead: it is kept for the operator, and those behind it go on.

use super::event::{self, Placed};
use crate::record::{Record, record};
use crate::stored_enum::stored_enum;
use crate::{Error, Tx};

stored_enum! {
    /// Whether a parked event is still tried.
    pub enum State {
        Waiting = "waiting",
        Dead = "dead",
    }
}

record! {
    /// A row of `event_parked`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Parked in "event_parked" {
        target: String [key],
        position: i64 [key],
        account: String [key],
        resource: String,
        stored_at: i64,
        state: State [changes],
        attempts: i64 [changes],
        /// When it may be tried again, by the clock of leases; `0` behind another event.
        due_at: i64 [changes],
        /// Why the last attempt failed.
        error: String [changes],
    }
}

/// How many events of a target are parked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub waiting: i64,
    pub dead: i64,
}

/// Parks an event, or stores what has changed of a parked one.
pub async fn put(tx: &mut Tx, parked: &Parked) -> Result<(), Error> {
    let text = format!(
        "{} ON CONFLICT (target, position, account) DO UPDATE SET state = excluded.state, \
         attempts = excluded.attempts, due_at = excluded.due_at, error = excluded.error",
        Parked::insert_text()
    );
    tx.dispatch(&text, &parked.values()).await
}

/// Removes an event that was received.
pub async fn remove(tx: &mut Tx, target: &str, account: &str, position: i64) -> Result<(), Error> {
    let text = "DELETE FROM event_parked WHERE target = $1 AND position = $2 AND account = $3";
    let values = [target.into(), position.into(), account.into()];
    tx.dispatch(text, &values).await
}

/// What is stored of an event that a target has parked.
pub async fn find(
    tx: &mut Tx,
    target: &str,
    account: &str,
    position: i64,
) -> Result<Option<Parked>, Error> {
    let text = format!(
        "{} WHERE target = $1 AND position = $2 AND account = $3",
        Parked::SELECT
    );
    let key = [target.into(), position.into(), account.into()];
    let row = tx.query_one(&text, &key).await?;
    row.map(Parked::read).transpose()
}

/// The first waiting event of each resource.
pub async fn heads(tx: &mut Tx, target: &str) -> Result<Vec<(Placed, Parked)>, Error> {
    let condition = "event_parked.target = $1 AND event_parked.state = 'waiting' \
                     AND NOT EXISTS (SELECT 1 FROM event_parked earlier \
                     WHERE earlier.target = $1 AND earlier.state = 'waiting' \
                     AND earlier.account = event_parked.account \
                     AND earlier.resource = event_parked.resource \
                     AND earlier.position < event_parked.position)";
    event::parked(tx, condition, &[target.into()]).await
}

/// Up to `limit` waiting events of a resource, in order.
pub async fn waiting(
    tx: &mut Tx,
    target: &str,
    account: &str,
    resource: &str,
    limit: i64,
) -> Result<Vec<(Placed, Parked)>, Error> {
    let condition = "event_parked.target = $1 AND event_parked.state = 'waiting' \
                     AND event_parked.account = $2 AND event_parked.resource = $3 \
                     ORDER BY event_parked.position LIMIT $4";
    let values = [target.into(), account.into(), resource.into(), limit.into()];
    event::parked(tx, condition, &values).await
}

/// Up to `limit` dead events of a target after a position, in order.
pub async fn dead(
    tx: &mut Tx,
    target: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<(Placed, Parked)>, Error> {
    let condition = "event_parked.target = $1 AND event_parked.state = 'dead' \
                     AND event_parked.position > $2 ORDER BY event_parked.position LIMIT $3";
    event::parked(tx, condition, &[target.into(), after.into(), limit.into()]).await
}

/// Makes dead events of a target wait again, all or the one at a position. Returns how many.
pub async fn revive(tx: &mut Tx, target: &str, position: Option<i64>) -> Result<u64, Error> {
    let text = "UPDATE event_parked SET state = 'waiting', attempts = 0, due_at = 0 \
                WHERE target = $1 AND state = 'dead' AND position >= $2 AND position <= $3";
    tx.execute(text, &range(target, position)).await
}

/// Deletes dead events of a target, all or the one at a position. Returns how many.
pub async fn drop_dead(tx: &mut Tx, target: &str, position: Option<i64>) -> Result<u64, Error> {
    let text = "DELETE FROM event_parked \
                WHERE target = $1 AND state = 'dead' AND position >= $2 AND position <= $3";
    tx.execute(text, &range(target, position)).await
}

fn range(target: &str, position: Option<i64>) -> [crate::Value<'_>; 3] {
    [
        target.into(),
        position.unwrap_or(0).into(),
        position.unwrap_or(i64::MAX).into(),
    ]
}

/// How many events of a target are parked.
pub async fn counts(tx: &mut Tx, target: &str) -> Result<Counts, Error> {
    let mut counts = Counts::default();
    let text = "SELECT state, COUNT(*) FROM event_parked WHERE target = $1 GROUP BY state";
    for mut row in tx.query(text, &[target.into()]).await? {
        match row.text(0)?.as_str() {
            "waiting" => counts.waiting = row.integer(1)?,
            _ => counts.dead = row.integer(1)?,
        }
    }
    Ok(counts)
}

/// When the oldest waiting event of a target was stored.
pub async fn oldest_waiting(tx: &mut Tx, target: &str) -> Result<Option<i64>, Error> {
    let text = "SELECT stored_at FROM event_parked WHERE target = $1 AND state = 'waiting' \
                ORDER BY stored_at LIMIT 1";
    match tx.query_one(text, &[target.into()]).await? {
        Some(mut row) => row.integer(0).map(Some),
        None => Ok(None),
    }
}
