//! Opportunities that an account received by an invitation: the invitation, and the opportunity of
//! which each is a copy.

use crate::record::{self, Record, record};
use crate::row::Blank;
use crate::{Error, Tx};

record! {
    /// A row of `received_opportunity`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Received in "received_opportunity" {
        opportunity_id: String [key],
        invitation_id: String,
        /// The sender's opportunity that it copies; none when it is not a copy.
        source_id: Option<String> as Blank,
    }
}

/// Stores what an invitation delivers. It delivers one opportunity, because it is accepted once.
pub async fn insert(tx: &mut Tx, new: &Received) -> Result<(), Error> {
    record::insert(tx, new).await
}

/// What an invitation delivers, or delivered.
pub async fn of_invitation(tx: &mut Tx, invitation_id: &str) -> Result<Option<Received>, Error> {
    let text = format!("{} WHERE invitation_id = $1", Received::SELECT);
    tx.query_one(&text, &[invitation_id.into()])
        .await?
        .map(Received::read)
        .transpose()
}

/// The invitation that delivered an opportunity, if any.
pub async fn of_opportunity(tx: &mut Tx, opportunity_id: &str) -> Result<Option<Received>, Error> {
    let text = format!("{} WHERE opportunity_id = $1", Received::SELECT);
    tx.query_one(&text, &[opportunity_id.into()])
        .await?
        .map(Received::read)
        .transpose()
}

/// The copies of this opportunity. An engagement has ten members, so these are a handful.
pub async fn of_source(tx: &mut Tx, source_id: &str) -> Result<Vec<Received>, Error> {
    let text = format!(
        "{} WHERE source_id = $1 ORDER BY opportunity_id",
        Received::SELECT
    );
    Received::read_all(tx.query(&text, &[source_id.into()]).await?)
}
