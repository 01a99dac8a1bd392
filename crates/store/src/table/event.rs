//! The outbox: events of committed changes, ordered by their time-ordered ids, with the time at
//! which each must be sent.
//!
//! An id is a millisecond and a random part, so an event may be committed after one with a greater
//! id. Each event is therefore marked until it is sent, and no position in the order is kept. A
//! sender claims an event by postponing its due time: after a crash of the sender it is due again.

use std::sync::LazyLock;

use crate::record::{self, Record, record};
use crate::{Error, Tx};

record! {
    /// A row of `event`. The document is the `detail` that its event target receives.
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

/// An event that must be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub event: Event,
    /// Real time in milliseconds.
    pub due_at: i64,
    /// How often sending it failed.
    pub failures: i64,
}

static INSERT: LazyLock<String> = LazyLock::new(|| record::insert_text::<Event>(&["due_at"]));

/// Adds an event, which must be sent at `due_at`, if any; it becomes visible together with its
/// change.
pub async fn insert(tx: &mut Tx, new: &Event, due_at: Option<i64>) -> Result<(), Error> {
    let mut values = new.values();
    values.push(due_at.into());
    tx.dispatch(&INSERT, &values).await
}

/// Adds an event like [`insert`], together with the other events of the transaction.
pub fn post(tx: &mut Tx, new: &Event, due_at: Option<i64>) {
    let mut values = new.values();
    values.push(due_at.into());
    record::post::<Event>(tx, &INSERT, values);
}

/// Up to `limit` events after the one with the id `after`.
pub async fn list_after(tx: &mut Tx, after: &str, limit: i64) -> Result<Vec<Event>, Error> {
    let text = format!("{} WHERE id > $1 ORDER BY id LIMIT $2", Event::SELECT);
    Event::read_all(tx.query(&text, &[after.into(), limit.into()]).await?)
}

/// When the next event must be sent.
pub async fn next_due(tx: &mut Tx) -> Result<Option<i64>, Error> {
    let text = "SELECT due_at FROM event WHERE due_at IS NOT NULL ORDER BY due_at, id LIMIT 1";
    match tx.query_one(text, &[]).await? {
        Some(mut row) => row.optional_integer(0),
        None => Ok(None),
    }
}

/// How many events must still be sent.
pub async fn waiting(tx: &mut Tx) -> Result<i64, Error> {
    let text = "SELECT COUNT(*) FROM event WHERE due_at IS NOT NULL";
    match tx.query_one(text, &[]).await? {
        Some(mut row) => row.integer(0),
        None => Ok(0),
    }
}

/// Up to `limit` events that must be sent at `now`.
pub async fn due(tx: &mut Tx, now: i64, limit: i64) -> Result<Vec<Due>, Error> {
    let text = format!(
        "SELECT {}, due_at, failures FROM event WHERE due_at <= $1 \
         ORDER BY due_at, id LIMIT $2",
        Event::LIST
    );
    let extra = Event::COLUMNS.len();
    let rows = tx.query(&text, &[now.into(), limit.into()]).await?;
    let due = rows.into_iter().map(|mut row| {
        let event = Event::take(&mut row)?;
        let of = || format!("event {:?}", event.id);
        Ok(Due {
            due_at: row.named(extra, "due_at", of)?,
            failures: row.named(extra + 1, "failures", of)?,
            event,
        })
    });
    due.collect()
}

/// Claims up to `limit` of the events that must be sent at `now`, until another time. Events that
/// other senders claim at the same time are passed over.
pub async fn claim(tx: &mut Tx, now: i64, limit: i64, until: i64) -> Result<Vec<Due>, Error> {
    loop {
        let due = due(tx, now, limit).await?;
        let (found, mut claimed) = (due.len(), Vec::new());
        for due in due {
            if postpone(tx, &due.event.id, due.due_at, until, due.failures).await? {
                claimed.push(due);
            }
        }
        // When others have claimed all of these, there may be more behind them.
        if found == 0 || !claimed.is_empty() {
            return Ok(claimed);
        }
    }
}

/// Postpones an event, if it is still due at `from`; `failures` is how often sending it has failed.
/// Returns `false` when another sender has claimed or sent it.
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

/// Marks an event as sent, whoever had claimed it: one delivery is enough.
pub async fn mark_sent(tx: &mut Tx, id: &str) -> Result<(), Error> {
    let text = "UPDATE event SET due_at = NULL WHERE id = $1";
    tx.execute(text, &[id.into()]).await.map(|_| ())
}

/// Makes all claimed and postponed events due now: for a process that is alone on the store, where
/// nobody else can have a claim.
pub async fn release_claims(tx: &mut Tx, now: i64) -> Result<(), Error> {
    let text = "UPDATE event SET due_at = $1 WHERE due_at > $1";
    tx.execute(text, &[now.into()]).await.map(|_| ())
}
