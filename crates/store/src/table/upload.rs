//! Files that callers uploaded, in chunks of base64, because the two databases have no common form
//! of a statement for bytes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::due::Due;
use crate::record::{self, Record, record};
use crate::stored_enum::stored_enum;
use crate::{Database, Error, Lock, Tx};

/// Bytes of a chunk: a row of 64 KiB of text.
pub const CHUNK: usize = 48 << 10;

/// Chunks of a file, 4 MiB of text, after which `SQLite` gives back its cache of pages. The cache
/// is for rows that are read again; without this a file would fill it with pages that are not.
const CACHED: i64 = 64;

stored_enum! {
    /// Whether a file is whole.
    pub enum Status {
        /// Its parts are still coming.
        Writing = "WRITING",
        Complete = "COMPLETE",
    }
}

record! {
    /// A row of `upload`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Upload in "upload" {
        version: String [key],
        account: String [key],
        object_key: String,
        status: Status [changes],
        size: i64 [changes],
        etag: String [changes],
        created_at: i64 [changes],
        expires_at: i64 [changes],
    }
}

record! {
    /// A row of `upload_part`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Part in "upload_part" {
        version: String [key],
        part: i64 [key],
        attempt: String [changes],
        size: i64 [changes],
        etag: String [changes],
    }
}

/// A piece of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    pub part: i64,
    pub number: i64,
    pub content: Vec<u8>,
}

/// Stores a new file; it has no content yet.
pub async fn insert(tx: &mut Tx, new: &Upload) -> Result<(), Error> {
    record::insert(tx, new).await
}

/// Stores what changed of a file. `false` when it is not there any more.
pub async fn update(tx: &mut Tx, changed: &Upload) -> Result<bool, Error> {
    record::update(tx, changed).await
}

/// Finds a file of an account by its version, and locks it.
pub async fn find(tx: &mut Tx, account: &str, version: &str) -> Result<Option<Upload>, Error> {
    let text = format!("{} WHERE version = $1 AND account = $2", Upload::SELECT);
    let values = [version.into(), account.into()];
    let found = tx.lock_one(Lock::Exclusive, &text, &values).await?;
    found.map(Upload::read).transpose()
}

/// The newest whole file of a key.
pub async fn newest(tx: &mut Tx, account: &str, key: &str) -> Result<Option<Upload>, Error> {
    let text = format!(
        "{} WHERE account = $1 AND object_key = $2 AND status = 'COMPLETE' \
         ORDER BY created_at DESC, version DESC LIMIT 1",
        Upload::SELECT
    );
    let found = tx.query_one(&text, &[account.into(), key.into()]).await?;
    found.map(Upload::read).transpose()
}

/// Stores a chunk of an attempt to upload a part. `false` when there is a newer attempt, or the
/// file is not there any more.
pub async fn append(
    tx: &mut Tx,
    version: &str,
    attempt: &str,
    chunk: &Chunk,
) -> Result<bool, Error> {
    let text = "INSERT INTO upload_chunk (version, part, number, size, content) \
                SELECT version, part, CAST($1 AS BIGINT), CAST($2 AS BIGINT), CAST($3 AS TEXT) \
                FROM upload_part \
                WHERE version = $4 AND part = $5 AND attempt = $6";
    let size = i64::try_from(chunk.content.len()).unwrap_or(i64::MAX);
    let values = [
        chunk.number.into(),
        size.into(),
        STANDARD.encode(&chunk.content).into(),
        version.into(),
        chunk.part.into(),
        attempt.into(),
    ];
    // The part stays until its chunk is committed, so that whoever removes it removes the chunk.
    let is_stored = tx.execute_locking(Lock::Shared, text, &values).await? > 0;
    if chunk.number % CACHED == CACHED - 1 && tx.database() == Database::Sqlite {
        tx.query("PRAGMA shrink_memory", &[]).await?;
    }
    Ok(is_stored)
}

/// Up to `limit` chunks of a file from a place on.
pub async fn chunks(
    tx: &mut Tx,
    version: &str,
    (part, number): (i64, i64),
    limit: i64,
) -> Result<Vec<Chunk>, Error> {
    let text = "SELECT part, number, content FROM upload_chunk WHERE version = $1 \
                AND (part, number) >= ($2, $3) ORDER BY part, number LIMIT $4";
    let values = [version.into(), part.into(), number.into(), limit.into()];
    let rows = tx.query(text, &values).await?;
    let read = rows.into_iter().map(|mut row| {
        let content = STANDARD
            .decode(row.text(2)?)
            .map_err(|_| Error::column(format!("upload_chunk {version:?}"), "content", "base64"))?;
        Ok(Chunk {
            part: row.integer(0)?,
            number: row.integer(1)?,
            content,
        })
    });
    read.collect()
}

/// Stores a part of a file, in the place of one of its number.
pub async fn put_part(tx: &mut Tx, part: &Part) -> Result<(), Error> {
    if record::update(tx, part).await? {
        return Ok(());
    }
    record::insert(tx, part).await
}

/// A part of a file, locked after the file.
pub async fn part(tx: &mut Tx, version: &str, part: i64) -> Result<Option<Part>, Error> {
    let text = format!("{} WHERE version = $1 AND part = $2", Part::SELECT);
    let values = [version.into(), part.into()];
    let found = tx.lock_one(Lock::Exclusive, &text, &values).await?;
    found.map(Part::read).transpose()
}

/// The parts of a file in their order.
pub async fn parts(tx: &mut Tx, version: &str) -> Result<Vec<Part>, Error> {
    let text = format!("{} WHERE version = $1 ORDER BY part", Part::SELECT);
    Part::read_all(tx.query(&text, &[version.into()]).await?)
}

/// Removes the content of one part.
pub async fn clear_part(tx: &mut Tx, version: &str, part: i64) -> Result<(), Error> {
    // The part goes first: without it no chunk is added.
    let text = "DELETE FROM upload_part WHERE version = $1 AND part = $2";
    tx.execute(text, &[version.into(), part.into()]).await?;
    let text = "DELETE FROM upload_chunk WHERE version = $1 AND part = $2";
    tx.execute(text, &[version.into(), part.into()]).await?;
    Ok(())
}

/// The number of an account's files, complete or not, and their bytes.
pub async fn used(tx: &mut Tx, account: &str) -> Result<(i64, i64), Error> {
    let text = "SELECT COUNT(*), CAST(COALESCE(SUM(size), 0) AS BIGINT) FROM upload \
                WHERE account = $1";
    match tx.query_one(text, &[account.into()]).await? {
        Some(mut row) => Ok((row.integer(0)?, row.integer(1)?)),
        None => Ok((0, 0)),
    }
}

static EXPIRY: Due = Due::new(Upload::TABLE, "version", "expires_at", &["version"]);

/// When the time of the first file is over.
pub async fn first_expiry(tx: &mut Tx) -> Result<Option<i64>, Error> {
    EXPIRY
        .first(tx, &[], |all| all.literal("expires_at IS NOT NULL"))
        .await
}

/// Removes a file whose time is over, with its content. Returns whether there was one.
pub async fn prune_one(tx: &mut Tx, now: i64) -> Result<bool, Error> {
    let key = ["version", "account"];
    let over = EXPIRY.texts(tx, key).compare("expires_at", "<=", now);
    let over = EXPIRY.read_texts(tx, over, key, 1).await?;
    let Some([version, account]) = over.into_iter().next() else {
        return Ok(false);
    };
    // It may have become complete since, and is kept longer then.
    let text = "DELETE FROM upload WHERE version = $1 AND account = $2 AND expires_at + 0 <= $3";
    let values = [version.as_str().into(), account.as_str().into(), now.into()];
    if tx.execute(text, &values).await? > 0 {
        remove_content(tx, &version).await?;
    }
    Ok(true)
}

/// Removes a file with its content.
pub async fn remove(tx: &mut Tx, account: &str, version: &str) -> Result<(), Error> {
    let text = "DELETE FROM upload WHERE version = $1 AND account = $2";
    tx.execute(text, &[version.into(), account.into()]).await?;
    remove_content(tx, version).await
}

async fn remove_content(tx: &mut Tx, version: &str) -> Result<(), Error> {
    // Without the file there is no new part, and without its part no new chunk.
    for table in ["upload_part", "upload_chunk"] {
        let text = format!("DELETE FROM {table} WHERE version = $1");
        tx.execute(&text, &[version.into()]).await?;
    }
    Ok(())
}
