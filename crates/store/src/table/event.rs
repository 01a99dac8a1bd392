//! Events of committed changes, in one order.
//!
//! An event is inserted without a position, and gets it after its commit: [`sequence`] gives the
//! next positions to what was inserted first, under the lock of one row. Positions are therefore in
//! the order in which the changes of a resource were committed, and no event is committed behind a
//! position that was read. The insertion of an event costs its request nothing but the row.

use std::sync::LazyLock;

use super::due::Due;
use super::event_parked::Parked;
use crate::record::{self, Record, record};
use crate::row::Document;
use crate::{Error, Lock, Row, Select, Tx, Value};

record! {
    /// A row of `event`. The document is the `detail` that an event target receives.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Event in "event" {
        id: String [key],
        account: String [key],
        /// What it is about: the id of an opportunity or an engagement.
        resource: String,
        catalog: String,
        detail_type: String,
        created_at: i64,
        /// When it was stored, in real time.
        stored_at: i64,
        document: String as Document,
        /// The span that stored it; empty where requests are not traced.
        traceparent: String,
    }
}

/// An event with its place among all events and among those of its account and resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    pub position: i64,
    pub sequence: i64,
    pub event: Event,
}

/// The columns of [`Placed`].
static PLACED: LazyLock<String> = LazyLock::new(|| {
    let columns = Event::QUALIFIED;
    format!("{columns}, event.position, event.sequence")
});

static POSITIONS: Due = Due::new(Event::TABLE, "id", "position", &[]);

static AGE: Due = Due::new(Event::TABLE, "id", "ord", &[]);

fn take_placed(row: &mut Row) -> Result<Placed, Error> {
    Ok(Placed {
        event: Event::take(row)?,
        position: row.next_integer("position")?,
        sequence: row.next_integer("sequence")?,
    })
}

/// Adds an event; it becomes visible together with its change.
pub async fn insert(tx: &mut Tx, new: &Event) -> Result<(), Error> {
    tx.dispatch(Event::insert_text(), &new.values()).await
}

/// Adds an event like [`insert`], together with the other events of the transaction.
pub fn post(tx: &mut Tx, new: &Event) {
    record::post(tx, new);
}

/// Up to `limit` events after the one with the id `after`.
pub async fn list_after(tx: &mut Tx, after: &str, limit: i64) -> Result<Vec<Event>, Error> {
    let text = format!("{} WHERE id > $1 ORDER BY id LIMIT $2", Event::SELECT);
    Event::read_all(tx.query(&text, &[after.into(), limit.into()]).await?)
}

/// All events in the order of their insertion.
pub async fn list(tx: &mut Tx, limit: i64) -> Result<Vec<Event>, Error> {
    let text = format!("{} ORDER BY ord LIMIT $1", Event::SELECT);
    Event::read_all(tx.query(&text, &[limit.into()]).await?)
}

/// Whether an event has no position yet.
pub async fn any_unsequenced(tx: &mut Tx) -> Result<bool, Error> {
    Ok(first_unsequenced(tx).await?.is_some())
}

/// How many events have no position yet.
pub async fn unsequenced(tx: &mut Tx) -> Result<i64, Error> {
    let text = "SELECT COUNT(*) FROM event WHERE position IS NULL";
    let row = tx.query_one(text, &[]).await?;
    row.map_or(Ok(0), |mut row| row.integer(0))
}

/// When the first event without a position was stored.
pub async fn first_unsequenced(tx: &mut Tx) -> Result<Option<i64>, Error> {
    let text = "SELECT stored_at FROM event WHERE position IS NULL ORDER BY ord LIMIT 1";
    match tx.query_one(text, &[]).await? {
        Some(mut row) => row.integer(0).map(Some),
        None => Ok(None),
    }
}

/// Gives positions to up to `limit` events. Returns how many there were, and the last position.
pub async fn sequence(tx: &mut Tx, limit: i64) -> Result<(u64, i64), Error> {
    let text = "SELECT last FROM event_stream WHERE id = $1";
    let row = tx.lock_one(Lock::Exclusive, text, &[1.into()]).await?;
    let last = row.map_or(Ok(0), |mut row| row.integer(0))?;
    // A distributed database would read the whole of a table on the inner side of a `LEFT JOIN`. So
    // what is known of the waiting events is read first.
    let text = "WITH waiting AS MATERIALIZED (SELECT ord, account, resource FROM event \
                WHERE position IS NULL ORDER BY ord LIMIT $2), \
                known AS MATERIALIZED (SELECT DISTINCT event_resource.account AS account, \
                event_resource.resource AS resource, event_resource.last AS last \
                FROM waiting JOIN event_resource ON event_resource.account = waiting.account \
                AND event_resource.resource = waiting.resource) \
                UPDATE event SET position = placed.position, sequence = placed.sequence \
                FROM (SELECT waiting.ord AS ord, \
                $1 + ROW_NUMBER() OVER (ORDER BY waiting.ord) AS position, \
                COALESCE(known.last, 0) + ROW_NUMBER() OVER (\
                PARTITION BY waiting.account, waiting.resource ORDER BY waiting.ord) AS sequence \
                FROM waiting LEFT JOIN known ON known.account = waiting.account \
                AND known.resource = waiting.resource) AS placed \
                WHERE event.ord = placed.ord";
    let count = tx.execute(text, &[last.into(), limit.into()]).await?;
    if count == 0 {
        return Ok((0, last));
    }
    let next = last.saturating_add(i64::try_from(count).unwrap_or(i64::MAX));
    let text = "INSERT INTO event_resource (account, resource, last) \
                SELECT account, resource, MAX(sequence) FROM event \
                WHERE position > $1 AND position <= $2 GROUP BY account, resource \
                ON CONFLICT (account, resource) DO UPDATE SET last = excluded.last";
    tx.execute(text, &[last.into(), next.into()]).await?;
    let text = "UPDATE event_stream SET last = $1 WHERE id = 1";
    tx.execute(text, &[next.into()]).await?;
    Ok((count, next))
}

/// The last position that was given.
pub async fn last_position(tx: &mut Tx) -> Result<i64, Error> {
    let text = "SELECT last FROM event_stream WHERE id = 1";
    let row = tx.query_one(text, &[]).await?;
    row.map_or(Ok(0), |mut row| row.integer(0))
}

/// Up to `limit` events after a position, in order, without damaged ones.
pub async fn after(tx: &mut Tx, position: i64, limit: i64) -> Result<Vec<Placed>, Error> {
    let after = Select::new(&POSITIONS.columns(tx, &PLACED)).compare("position", ">", position);
    POSITIONS.read(tx, after, limit, take_placed).await
}

/// The event at a position.
pub async fn at(tx: &mut Tx, position: i64) -> Result<Option<Placed>, Error> {
    let text = format!("SELECT {} FROM event WHERE position = $1", *PLACED);
    let found = tx.query_one(&text, &[position.into()]).await?;
    found.map(|mut row| take_placed(&mut row)).transpose()
}

/// When the first event after a position was stored.
pub async fn stored_after(tx: &mut Tx, position: i64) -> Result<Option<i64>, Error> {
    let text = "SELECT stored_at FROM event WHERE position > $1 ORDER BY position LIMIT 1";
    match tx.query_one(text, &[position.into()]).await? {
        Some(mut row) => row.integer(0).map(Some),
        None => Ok(None),
    }
}

/// Deletes the oldest events that were stored before `before`, among the first `limit` after the
/// insertion number `after`. Those with a position beyond `passed`, and parked ones, stay.
/// `unsequenced` is whether those without a position may go. Returns the number after which to go
/// on, or `None` at the end.
pub async fn prune(
    tx: &mut Tx,
    after: i64,
    before: i64,
    passed: i64,
    unsequenced: bool,
    limit: i64,
) -> Result<Option<i64>, Error> {
    let oldest = Select::new(&AGE.columns(tx, "ord, stored_at, position"));
    let oldest = oldest.compare("ord", ">", after);
    let read = |row: &mut Row| {
        let of = || "event".to_owned();
        let stored_at: i64 = row.named(2, "stored_at", of)?;
        let position: Option<i64> = row.named(3, "position", of)?;
        Ok((row.integer(1)?, stored_at, position))
    };
    let mut last = None;
    for (ord, stored_at, position) in AGE.read(tx, oldest, limit, read).await? {
        let is_passed = position.map_or(unsequenced, |position| position <= passed);
        if stored_at >= before || !is_passed {
            break;
        }
        last = Some(ord);
    }
    let Some(last) = last else {
        return Ok(None);
    };
    // An event of a lower number may have been committed since: it is judged by itself.
    let is_passed = if unsequenced {
        "(position + 0 <= $4 OR position IS NULL)"
    } else {
        "position + 0 <= $4"
    };
    let text = format!(
        "DELETE FROM event WHERE ord > $1 AND ord <= $2 AND stored_at < $3 AND {is_passed} \
         AND NOT EXISTS \
         (SELECT 1 FROM event_parked WHERE event_parked.position = event.position \
         AND event_parked.account = event.account)"
    );
    let range = [after.into(), last.into(), before.into(), passed.into()];
    tx.execute(&text, &range).await?;
    Ok(Some(last))
}

/// Parked events with their events, by a condition on both, without damaged ones.
pub(super) async fn parked(
    tx: &mut Tx,
    condition: &str,
    parameters: &[Value<'_>],
) -> Result<Vec<(Placed, Parked)>, Error> {
    let text = format!(
        "SELECT {}, event.position, event.sequence, {} \
         FROM event_parked JOIN event ON event.position = event_parked.position \
         AND event.account = event_parked.account \
         WHERE {condition}",
        Event::QUALIFIED,
        Parked::QUALIFIED,
    );
    let mut found = Vec::new();
    for mut row in tx.query(&text, parameters).await? {
        let read = take_placed(&mut row).and_then(|placed| Ok((placed, Parked::take(&mut row)?)));
        match read {
            Ok(read) => found.push(read),
            // One damaged row must not keep a target from the events of other resources.
            Err(damage) if damage.is_damage() => {
                let name = format!("{:.200}", damage.to_string());
                tx.given_up().add(Parked::TABLE, name, &damage);
            }
            Err(error) => return Err(error),
        }
    }
    Ok(found)
}
