//! Event targets: the position that each has passed, and the node that sends to it.
//!
//! One node owns a target while its lease lasts. The epoch grows whenever another owner comes, and
//! every change of the owner names it, so that an owner which was paused changes nothing any more.

use crate::record::{self, Record, record};
use crate::{Error, Tx};

record! {
    /// A row of `event_target`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Target in "event_target" {
        name: String [key],
        /// All events up to this position are received, parked, or not for this target.
        position: i64 [changes],
        epoch: i64 [changes],
        lease_until: i64 [changes],
        /// It grows when an operator changes what is parked.
        revision: i64 [changes],
        /// The target that this one replays, or `''`.
        replays: String,
        /// The last position of a replay.
        ends_at: Option<i64>,
    }
}

impl Target {
    /// Whether this is one of these targets, or a replay of one.
    pub fn is_of(&self, targets: &[String]) -> bool {
        targets.contains(&self.name) || targets.contains(&self.replays)
    }
}

/// Stores a target, unless one of this name exists.
pub async fn insert_if_new(tx: &mut Tx, new: &Target) -> Result<(), Error> {
    let text = format!("{} ON CONFLICT (name) DO NOTHING", Target::insert_text());
    tx.execute(&text, &new.values()).await.map(|_| ())
}

/// Stores a target of a new name.
pub async fn insert(tx: &mut Tx, new: &Target) -> Result<(), Error> {
    record::insert_if_new(tx, new).await
}

pub async fn find(tx: &mut Tx, name: &str) -> Result<Option<Target>, Error> {
    let text = format!("{} WHERE name = $1", Target::SELECT);
    let row = tx.query_one(&text, &[name.into()]).await?;
    row.map(Target::read).transpose()
}

/// All targets, by name: operators configure a handful.
pub async fn all(tx: &mut Tx) -> Result<Vec<Target>, Error> {
    let text = format!("{} WHERE name >= $1 ORDER BY name", Target::SELECT);
    Target::read_all(tx.query(&text, &["".into()]).await?)
}

/// Takes a target over, if nobody's lease lasts beyond `now`, or whoever has it (`always`).
pub async fn acquire(
    tx: &mut Tx,
    name: &str,
    now: i64,
    until: i64,
    always: bool,
) -> Result<Option<Target>, Error> {
    let free_before = if always { i64::MAX } else { now };
    let text = "UPDATE event_target SET epoch = epoch + 1, lease_until = $1 \
                WHERE name = $2 AND lease_until <= $3";
    let values = [until.into(), name.into(), free_before.into()];
    if tx.execute(text, &values).await? == 0 {
        return Ok(None);
    }
    find(tx, name).await
}

/// Moves the cursor and the lease of an owned target. Returns `false` when another node owns it.
pub async fn advance(
    tx: &mut Tx,
    name: &str,
    epoch: i64,
    position: i64,
    until: i64,
) -> Result<bool, Error> {
    let text = "UPDATE event_target SET position = $1, lease_until = $2 \
                WHERE name = $3 AND epoch = $4";
    let values = [position.into(), until.into(), name.into(), epoch.into()];
    Ok(tx.execute(text, &values).await? > 0)
}

/// Tells the owner that what is parked was changed by an operator.
pub async fn touch(tx: &mut Tx, name: &str) -> Result<(), Error> {
    let text = "UPDATE event_target SET revision = revision + 1 WHERE name = $1";
    tx.execute(text, &[name.into()]).await.map(|_| ())
}

pub async fn remove(tx: &mut Tx, name: &str) -> Result<(), Error> {
    let text = "DELETE FROM event_target WHERE name = $1";
    tx.execute(text, &[name.into()]).await.map(|_| ())
}
