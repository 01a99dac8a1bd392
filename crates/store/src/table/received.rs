//! Opportunities that came to an account by an invitation: which one brought each, and whose
//! opportunity it repeats.

use crate::{Error, Row, Tx, Value};

/// A row of `received_opportunity`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Received {
    pub opportunity_id: String,
    pub invitation_id: String,
    /// The sender's opportunity that it repeats; none when it repeats nothing.
    pub source_id: Option<String>,
}

const COLUMNS: &str = "opportunity_id, invitation_id, source_id";

/// What the column holds of one that repeats nothing.
const NOTHING: &str = "";

fn record(mut row: Row) -> Result<Received, Error> {
    Ok(Received {
        opportunity_id: row.text(0)?,
        invitation_id: row.text(1)?,
        source_id: Some(row.text(2)?).filter(|id| id != NOTHING),
    })
}

/// Stores what an invitation brings; `Error::Duplicate` when it brought one already.
pub async fn insert(tx: &mut Tx, new: &Received) -> Result<(), Error> {
    let text = "INSERT INTO received_opportunity (opportunity_id, invitation_id, source_id) \
                VALUES ($1, $2, $3)";
    let values = [
        Value::from(&new.opportunity_id),
        Value::from(&new.invitation_id),
        Value::from(new.source_id.as_deref().unwrap_or(NOTHING)),
    ];
    tx.execute(text, &values).await.map(|_| ())
}

/// What an invitation brings, or brought.
pub async fn of_invitation(tx: &mut Tx, invitation_id: &str) -> Result<Option<Received>, Error> {
    let text = format!("SELECT {COLUMNS} FROM received_opportunity WHERE invitation_id = $1");
    tx.query_one(&text, &[invitation_id.into()])
        .await?
        .map(record)
        .transpose()
}

/// By which invitation an opportunity came, if by one.
pub async fn of_opportunity(tx: &mut Tx, opportunity_id: &str) -> Result<Option<Received>, Error> {
    let text = format!("SELECT {COLUMNS} FROM received_opportunity WHERE opportunity_id = $1");
    tx.query_one(&text, &[opportunity_id.into()])
        .await?
        .map(record)
        .transpose()
}

/// The opportunities that repeat this one. An engagement has ten members, so these are a handful.
pub async fn of_source(tx: &mut Tx, source_id: &str) -> Result<Vec<Received>, Error> {
    let text = format!(
        "SELECT {COLUMNS} FROM received_opportunity WHERE source_id = $1 ORDER BY opportunity_id"
    );
    tx.query(&text, &[source_id.into()])
        .await?
        .into_iter()
        .map(record)
        .collect()
}
