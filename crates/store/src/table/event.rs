//! The outbox: events of committed changes, in the order of their time-ordered ids, and which of
//! them are still to be sent.
//!
//! An id is a millisecond and chance, so an event may be committed behind one with a greater id.
//! What is to be sent is therefore marked at each event, and no place in the order is kept. Who
//! sends an event claims it by moving on the time at which it is due: whoever dies leaves it due
//! again.

use std::sync::LazyLock;

use crate::record::{self, Record, record};
use crate::{Error, Tx};

record! {
    /// A row of `event`. The document is the `detail` that its receiver sees.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Event in "event" {
        id: String [key],
        account: String,
        catalog: String,
        detail_type: String,
        created_at: i64,
        document: String,
    }
}

/// An event that is to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub event: Event,
    /// Milliseconds of true time.
    pub due_at: i64,
    /// How often sending it failed.
    pub failures: i64,
}

/// Adds an event, to be sent at `due_at` if it is to be sent; it becomes visible with the change
/// that it tells of.
pub async fn insert(tx: &mut Tx, new: &Event, due_at: Option<i64>) -> Result<(), Error> {
    static TEXT: LazyLock<String> = LazyLock::new(|| record::insert_text::<Event>(&["due_at"]));
    let mut values = new.values();
    values.push(due_at.into());
    tx.execute(&TEXT, &values).await.map(|_| ())
}

/// Up to `limit` events behind the one with the id `after`.
pub async fn list_after(tx: &mut Tx, after: &str, limit: i64) -> Result<Vec<Event>, Error> {
    let text = format!("{} WHERE id > $1 ORDER BY id LIMIT $2", Event::SELECT);
    Event::read_all(tx.query(&text, &[after.into(), limit.into()]).await?)
}

/// When the next event is to be sent.
pub async fn next_due(tx: &mut Tx) -> Result<Option<i64>, Error> {
    let text = "SELECT due_at FROM event WHERE due_at IS NOT NULL ORDER BY due_at, id LIMIT 1";
    match tx.query_one(text, &[]).await? {
        Some(mut row) => row.optional_integer(0),
        None => Ok(None),
    }
}

/// Up to `limit` events that are to be sent at `now`.
pub async fn due(tx: &mut Tx, now: i64, limit: i64) -> Result<Vec<Due>, Error> {
    let text = format!(
        "SELECT {}, due_at, failures FROM event WHERE due_at <= $1 \
         ORDER BY due_at, id LIMIT $2",
        Event::LIST
    );
    let beside = Event::COLUMNS.len();
    let rows = tx.query(&text, &[now.into(), limit.into()]).await?;
    let due = rows.into_iter().map(|mut row| {
        let event = Event::take(&mut row)?;
        let of = || format!("event {:?}", event.id);
        Ok(Due {
            due_at: row.named(beside, "due_at", of)?,
            failures: row.named(beside + 1, "failures", of)?,
            event,
        })
    });
    due.collect()
}

/// Moves on when an event is to be sent, if that is still `from`; `failures` is how often sending
/// it failed by now. Returns whether it did: not when somebody else has it or has sent it.
pub async fn postpone(
    tx: &mut Tx,
    id: &str,
    from: i64,
    to: i64,
    failures: i64,
) -> Result<bool, Error> {
    let text = "UPDATE event SET due_at = $1, failures = $2 WHERE id = $3 AND due_at = $4";
    let values = [to.into(), failures.into(), id.into(), from.into()];
    Ok(tx.execute(text, &values).await? > 0)
}

/// Says that an event was received, whoever had claimed it: once is enough.
pub async fn mark_sent(tx: &mut Tx, id: &str) -> Result<(), Error> {
    let text = "UPDATE event SET due_at = NULL WHERE id = $1";
    tx.execute(text, &[id.into()]).await.map(|_| ())
}

/// Makes everything due now that would be later: for who is alone on the store, and knows that
/// nobody has claimed anything.
pub async fn release_claims(tx: &mut Tx, now: i64) -> Result<(), Error> {
    let text = "UPDATE event SET due_at = $1 WHERE due_at > $1";
    tx.execute(text, &[now.into()]).await.map(|_| ())
}
