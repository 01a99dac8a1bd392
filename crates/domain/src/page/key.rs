//! The keys that authenticate `NextToken`s.
//!
//! The keys are rows of the store, so that every node accepts the tokens of every other node. The
//! first key is made when a service starts on a store without one. The newest key makes tokens, and
//! the previous one is still accepted: a rotation interrupts no list, and two rotations invalidate
//! every older token.
//!
//! A node reads the keys again after [`POLL_INTERVAL`], and at once for a token whose key it does
//! not know.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cosell_store::table::identity;
use cosell_store::table::page_key::{self as table, PageKey as Row};
use cosell_store::{Error, Store, Tx};
use cosell_world::World;
use ring::hmac::{HMAC_SHA256, Key};

/// Bytes of a key: as many as the hash has, which HMAC recommends.
const LENGTH: usize = 32;

/// The number of keys that are accepted: the newest and the previous one.
const ACCEPTED: i64 = 2;

/// The poll interval: for so long after a rotation a node may make tokens with the previous key,
/// which the other nodes accept.
const POLL_INTERVAL: Duration = Duration::from_mins(1);

/// A key, ready for use.
#[derive(Clone, Debug)]
pub(super) struct PageKey {
    pub(super) number: i64,
    /// Its `Debug` does not show the key.
    pub(super) key: Key,
}

/// The cached keys of the store, shared by cloning.
#[derive(Clone, Default)]
pub struct PageKeys(Arc<Mutex<Option<Cached>>>);

#[derive(Clone)]
struct Cached {
    /// The newest first.
    keys: Arc<[PageKey]>,
    read_at: Instant,
}

impl fmt::Debug for PageKeys {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("PageKeys").finish_non_exhaustive()
    }
}

impl PageKeys {
    /// Reads the keys of a store; makes the first one if there is none.
    pub(crate) async fn open(store: &Store, world: &World) -> Result<Self, Error> {
        // Most starts find one. A lock alone is a commit that PostgreSQL has to flush.
        let found = store.read((), async |tx, ()| table::newest(tx, 1).await);
        if !found.await?.is_empty() {
            return Ok(Self::default());
        }
        let made = store.write(row(world, 1), async |tx, first| {
            identity::lock(tx).await?;
            if table::newest(tx, 1).await?.is_empty() {
                table::insert(tx, first).await?;
            }
            Ok::<_, Error>(())
        });
        made.await?;
        Ok(Self::default())
    }

    /// The keys that are accepted, the newest first. `wanted` is the number of the key that a token
    /// names.
    pub(super) async fn accepted(
        &self,
        tx: &mut Tx,
        world: &World,
        wanted: Option<i64>,
    ) -> Result<Arc<[PageKey]>, Error> {
        let now = world.instant();
        let cached = self.cached().clone().filter(|cached| {
            let known = |wanted| cached.keys.iter().any(|key| key.number == wanted);
            now.duration_since(cached.read_at) < POLL_INTERVAL && wanted.is_none_or(known)
        });
        if let Some(cached) = cached {
            return Ok(cached.keys);
        }
        let rows = table::newest(tx, ACCEPTED).await?;
        let keys: Arc<[PageKey]> = rows.iter().map(key).collect::<Result<_, _>>()?;
        *self.cached() = Some(Cached {
            keys: Arc::clone(&keys),
            read_at: now,
        });
        Ok(keys)
    }

    /// Adds a newest key, removes the keys that are no longer accepted, and returns its number.
    pub(crate) async fn rotate(&self, store: &Store, world: &World) -> Result<i64, Error> {
        let rotated = store.write(world.clone(), async |tx, world| {
            identity::lock(tx).await?;
            let newest = table::newest(tx, 1).await?;
            let before = newest.first().map_or(0, |row| row.number);
            table::insert(tx, &row(world, before + 1)).await?;
            table::remove_before(tx, before).await?;
            Ok::<_, Error>(before + 1)
        });
        let number = rotated.await?;
        *self.cached() = None;
        Ok(number)
    }

    fn cached(&self) -> MutexGuard<'_, Option<Cached>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A key of 32 random bytes. A seed does not determine them: a client that knows the seed must not
/// be able to make tokens.
fn row(world: &World, number: i64) -> Row {
    Row {
        number,
        key: STANDARD.encode(world.secret::<LENGTH>()),
    }
}

fn key(row: &Row) -> Result<PageKey, Error> {
    let bytes = STANDARD.decode(&row.key).ok();
    let bytes = bytes.filter(|bytes| bytes.len() == LENGTH).ok_or_else(|| {
        let number = row.number;
        Error::Document(format!("page key {number} is not 32 bytes in base64"))
    })?;
    Ok(PageKey {
        number: row.number,
        key: Key::new(HMAC_SHA256, &bytes),
    })
}
