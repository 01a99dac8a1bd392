//! Tags of resources, keyed by the resource's ARN.

use crate::{Error, Select, Tx};

/// Sets a tag, replacing its value.
pub async fn set(tx: &mut Tx, arn: &str, key: &str, value: &str) -> Result<(), Error> {
    let text = "INSERT INTO tag (resource_arn, key, value) VALUES ($1, $2, $3) \
                ON CONFLICT (resource_arn, key) DO UPDATE SET value = excluded.value";
    tx.dispatch(text, &[arn.into(), key.into(), value.into()])
        .await
}

/// Removes a tag if it exists.
pub async fn remove(tx: &mut Tx, arn: &str, key: &str) -> Result<(), Error> {
    let text = "DELETE FROM tag WHERE resource_arn = $1 AND key = $2";
    tx.execute(text, &[arn.into(), key.into()])
        .await
        .map(|_| ())
}

/// Removes every tag of a deleted resource.
pub async fn clear(tx: &mut Tx, arn: &str) -> Result<(), Error> {
    let text = "DELETE FROM tag WHERE resource_arn = $1";
    tx.execute(text, &[arn.into()]).await.map(|_| ())
}

/// The tags of these resources: of each the resource, the key and the value.
pub async fn of_all(tx: &mut Tx, arns: &[String]) -> Result<Vec<(String, String, String)>, Error> {
    if arns.is_empty() {
        return Ok(Vec::new());
    }
    let (text, parameters) = Select::new("SELECT resource_arn, key, value FROM tag")
        .any_of("resource_arn", arns)
        .limit(i64::MAX);
    let rows = tx.query(&text, &parameters).await?;
    rows.into_iter()
        .map(|mut row| Ok((row.text(0)?, row.text(1)?, row.text(2)?)))
        .collect()
}

/// A resource's tags, by key. The API allows at most two hundred.
pub async fn list(tx: &mut Tx, arn: &str) -> Result<Vec<(String, String)>, Error> {
    let text = "SELECT key, value FROM tag WHERE resource_arn = $1 ORDER BY key";
    let rows = tx.query(text, &[arn.into()]).await?;
    rows.into_iter()
        .map(|mut row| Ok((row.text(0)?, row.text(1)?)))
        .collect()
}
