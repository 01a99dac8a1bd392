//! The nodes that own tasks, and their leases.

use crate::{Error, Tx};

/// Renews a node's lease, or registers the node.
pub async fn renew(tx: &mut Tx, id: &str, now: i64, lease_until: i64) -> Result<(), Error> {
    let text = "INSERT INTO node (id, started_at, lease_until) VALUES ($1, $2, $3) \
                ON CONFLICT (id) DO UPDATE SET lease_until = excluded.lease_until";
    let values = [id.into(), now.into(), lease_until.into()];
    tx.execute(text, &values).await.map(|_| ())
}

/// The nodes whose lease lasts beyond `now`.
pub async fn alive(tx: &mut Tx, now: i64) -> Result<Vec<String>, Error> {
    let text = "SELECT id FROM node WHERE lease_until > $1";
    let rows = tx.query(text, &[now.into()]).await?;
    rows.into_iter().map(|mut row| row.text(0)).collect()
}

/// Whether a node is registered whose lease has expired.
pub async fn any_expired(tx: &mut Tx, now: i64) -> Result<bool, Error> {
    let text = "SELECT 1 FROM node WHERE lease_until <= $1 LIMIT 1";
    Ok(tx.query_one(text, &[now.into()]).await?.is_some())
}

/// Removes the nodes whose lease has expired.
pub async fn remove_expired(tx: &mut Tx, now: i64) -> Result<(), Error> {
    let text = "DELETE FROM node WHERE lease_until <= $1";
    tx.execute(text, &[now.into()]).await.map(|_| ())
}

/// Removes every node but one.
pub async fn remove_all_but(tx: &mut Tx, id: &str) -> Result<(), Error> {
    let text = "DELETE FROM node WHERE id <> $1";
    tx.execute(text, &[id.into()]).await.map(|_| ())
}

/// Removes a node, which releases its lease.
pub async fn remove(tx: &mut Tx, id: &str) -> Result<(), Error> {
    let text = "DELETE FROM node WHERE id = $1";
    tx.execute(text, &[id.into()]).await.map(|_| ())
}
