//! How many opportunities of an account have a stage and a review status.

use crate::{Error, Select, Tx};

/// The number of an account's opportunities with this stage and review status, as far as `most`:
/// entries of one range of the index by stage, and no opportunity.
pub async fn count(
    tx: &mut Tx,
    (account, catalog): (&str, &str),
    (stage, review_status): (&str, &str),
    most: i64,
) -> Result<i64, Error> {
    let (text, parameters) = Select::new("SELECT id FROM opportunity")
        .equal("account", account)
        .equal("catalog", catalog)
        .equal("stage", stage)
        .equal("review_status", review_status)
        .limit(most);
    let text = format!("SELECT COUNT(*) FROM ({text}) AS found");
    let row = tx.query_one(&text, &parameters).await?;
    Ok(row.map(|mut row| row.integer(0)).transpose()?.unwrap_or(0))
}
