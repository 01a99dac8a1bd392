//! Client tokens: the request that each was used for, and its response.

use super::due::Due;
use crate::{Error, Tx, Value};

/// The owner and use of a token. Two operations may use the same token for different things.
#[derive(Clone, Copy, Debug)]
pub struct Key<'a> {
    pub account: &'a str,
    pub catalog: &'a str,
    pub operation: &'a str,
    pub token: &'a str,
}

/// The stored use of a token. `request_hash` tells a repeated request from another one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredUse {
    pub request_hash: String,
    pub result: String,
}

/// The use of a token, unless that was before `since`.
pub async fn find(tx: &mut Tx, key: Key<'_>, since: i64) -> Result<Option<StoredUse>, Error> {
    let text = "SELECT request_hash, result FROM client_token WHERE account = $1 AND catalog = $2 \
                AND operation = $3 AND token = $4 AND created_at + 0 >= $5";
    let values = [
        key.account.into(),
        key.catalog.into(),
        key.operation.into(),
        key.token.into(),
        since.into(),
    ];
    match tx.query_one(text, &values).await? {
        Some(mut row) => Ok(Some(StoredUse {
            request_hash: row.text(0)?,
            result: row.text(1)?,
        })),
        None => Ok(None),
    }
}

/// Stores a token. One that was used before `since` has expired, and is replaced. `Error::Conflict`
/// when the token was used since this transaction looked for it.
pub async fn store(
    tx: &mut Tx,
    key: Key<'_>,
    stored: &StoredUse,
    (now, since): (i64, i64),
) -> Result<(), Error> {
    let text = "INSERT INTO client_token (account, catalog, operation, token, request_hash, \
                result, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7) \
                ON CONFLICT (account, catalog, operation, token) DO UPDATE SET \
                request_hash = excluded.request_hash, result = excluded.result, \
                created_at = excluded.created_at WHERE client_token.created_at < $8";
    let values = [
        key.account.into(),
        key.catalog.into(),
        key.operation.into(),
        key.token.into(),
        (&stored.request_hash).into(),
        (&stored.result).into(),
        now.into(),
        since.into(),
    ];
    if !tx.dispatch_guarded(text, &values).await? {
        return Err(tx.overtaken());
    }
    Ok(())
}

/// With a damaged token those of the same text are kept, whoever used them.
static AGE: Due = Due::new("client_token", "token", "created_at", &[]);

/// When the oldest token was used.
pub async fn oldest(tx: &mut Tx) -> Result<Option<i64>, Error> {
    AGE.first(tx, &[], |all| all.literal("created_at IS NOT NULL"))
        .await
}

/// Prunes up to `limit` tokens that were used before `before`. Returns their number.
pub async fn prune(tx: &mut Tx, before: i64, limit: i64) -> Result<usize, Error> {
    let key = ["account", "catalog", "operation", "token"];
    let old = AGE.texts(tx, key).compare("created_at", "<", before);
    let found = AGE.read_texts(tx, old, key, limit).await?;
    let count = found.len();
    for [account, catalog, operation, token] in found {
        let key: [Value; 5] = [
            account.into(),
            catalog.into(),
            operation.into(),
            token.into(),
            before.into(),
        ];
        // It may have been used anew since.
        let text = "DELETE FROM client_token WHERE account = $1 AND catalog = $2 \
                    AND operation = $3 AND token = $4 AND created_at + 0 < $5";
        tx.execute(text, &key).await?;
    }
    Ok(count)
}
