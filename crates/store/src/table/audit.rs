//! The audit log: the acts of administrators and their outcomes.
//!
//! An act is recorded before it happens, with the outcome [`BEGUN`], and finished after it or in
//! its own transaction. An act that stays [`BEGUN`] may have happened or not: the process ended
//! meanwhile.

use super::identity;
use crate::record::{self, Record, record};
use crate::{Error, Tx};

/// The outcome of an act that is not finished.
pub const BEGUN: &str = "BEGUN";

/// The number of acts that are kept; older ones are pruned when new ones are recorded.
const KEPT: i64 = 100_000;

/// An act that is about to happen.
#[derive(Clone, Debug)]
pub struct Beginning {
    /// Real time in milliseconds.
    pub at: i64,
    /// The address of the client.
    pub peer: String,
    /// The name of a token, or `open`.
    pub administrator: String,
    pub act: String,
    /// The target of the act.
    pub target: String,
}

record! {
    /// A recorded act.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Act in "audit" {
        number: i64 [key],
        at: i64,
        peer: String,
        administrator: String,
        act: String,
        target: String,
        /// `DONE`, the name of an error, or [`BEGUN`].
        outcome: String,
    }
}

/// Records an act under the next number, which it returns, and prunes the oldest ones.
pub async fn begin(tx: &mut Tx, act: &Beginning) -> Result<i64, Error> {
    identity::lock(tx).await?;
    let last = tx.query_one("SELECT MAX(number) FROM audit", &[]).await?;
    let last = match last {
        Some(mut row) => row.optional_integer(0)?.unwrap_or(0),
        None => 0,
    };
    let number = last.saturating_add(1);
    let recorded = Act {
        number,
        at: act.at,
        peer: act.peer.clone(),
        administrator: act.administrator.clone(),
        act: act.act.clone(),
        target: act.target.clone(),
        outcome: BEGUN.to_owned(),
    };
    record::insert(tx, &recorded).await?;
    let text = "DELETE FROM audit WHERE number <= $1";
    tx.execute(text, &[number.saturating_sub(KEPT).into()])
        .await?;
    Ok(number)
}

/// Records the outcome of an act, unless it has one. An act that created something has it as its
/// target.
pub async fn finish(
    tx: &mut Tx,
    number: i64,
    target: Option<&str>,
    outcome: &str,
) -> Result<(), Error> {
    if let Some(target) = target {
        let text = "UPDATE audit SET target = $1 WHERE number = $2 AND outcome = $3";
        let values = [target.into(), number.into(), BEGUN.into()];
        tx.execute(text, &values).await?;
    }
    let text = "UPDATE audit SET outcome = $1 WHERE number = $2 AND outcome = $3";
    let values = [outcome.into(), number.into(), BEGUN.into()];
    tx.execute(text, &values).await.map(|_| ())
}

/// Up to `limit` acts before the number `before`, the newest first.
pub async fn newest(tx: &mut Tx, before: i64, limit: i64) -> Result<Vec<Act>, Error> {
    let text = format!(
        "{} WHERE number < $1 ORDER BY number DESC LIMIT $2",
        Act::SELECT
    );
    Act::read_all(tx.query(&text, &[before.into(), limit.into()]).await?)
}
