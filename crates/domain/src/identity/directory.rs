//! Resolves access keys to callers, with a cache.
//!
//! The cache has two generations of bounded size: a hit moves an entry to the younger one, and when
//! that is full the older one is evicted. Only keys that exist are cached, so requests with unknown
//! keys do not fill the cache. An entry that was read in an older version of identities than the
//! newest known one is invalid and is read again.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use cosell_auth::policy::Policy;
use cosell_auth::{NONCE, SecretsKey};
use cosell_store::table::{access_key, identity};
use cosell_store::{Store, Tx};
use cosell_world::World;

use super::grants::{self, AWS_POLICY, own_policy_arn};
use super::{Grants, Kind, Name};
use crate::Error;

/// Entries of one generation: some kilobytes each, where policies are long.
const GENERATION: usize = 1024;

/// The name and the text of the seal check, by which a wrong secrets key is detected.
const CHECK: (&str, &str) = ("cosell", "the secrets of this store");

/// The keys that a directory is opened with.
#[derive(Clone, Debug, Default)]
pub struct Identity {
    /// The key that secrets are sealed with. Without it the store's access keys are unknown.
    pub secrets_key: Option<SecretsKey>,
    /// The access keys of the configuration file.
    pub keys: Vec<FixedKey>,
    /// The policies of accounts that it defines.
    pub policies: Vec<FixedPolicy>,
}

/// A policy of the configuration, which only users of the configuration have.
#[derive(Clone, Debug)]
pub struct FixedPolicy {
    pub account: String,
    pub name: String,
    /// As its author wrote it; it was parsed.
    pub document: String,
}

/// An access key of the configuration.
#[derive(Clone)]
pub struct FixedKey {
    pub id: String,
    pub secret: String,
    pub name: Name,
    /// `None` for the root of an account, which may do everything.
    pub policies: Option<Vec<Policy>>,
}

impl fmt::Debug for FixedKey {
    /// Without the secret.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("FixedKey")
            .field("id", &self.id)
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Why a directory cannot be opened.
#[derive(Debug, thiserror::Error)]
pub enum DirectoryError {
    #[error("could not read the access keys and secrets of the store")]
    Store(#[from] cosell_store::Error),
    /// The secrets of the store cannot be opened with this key.
    #[error(
        "wrong secrets key: the secrets of this store are sealed with another one; start with \
             the secrets key that was used before"
    )]
    WrongKey,
}

/// An access key, and everything that authentication needs.
#[derive(Clone)]
pub struct KnownKey {
    pub name: Name,
    pub grants: Arc<Grants>,
    pub secret: String,
    /// The hash of the session token that the request must have.
    pub token_hash: Option<String>,
    /// When the key was made, in milliseconds since 1970, if it is the key of a session.
    pub session_issued_at: Option<i64>,
    /// System time in milliseconds since 1970.
    pub expires_at: Option<i64>,
}

impl fmt::Debug for KnownKey {
    /// Without the secret.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("KnownKey")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}

/// Access keys and their callers, shared by cloning.
#[derive(Clone)]
pub struct Directory {
    inner: Arc<Inner>,
}

struct Inner {
    store: Store,
    secrets_key: Option<SecretsKey>,
    fixed: HashMap<String, Arc<KnownKey>>,
    fixed_grants: HashMap<String, Arc<Grants>>,
    /// The documents of the policies of the configuration by account and name.
    fixed_policies: HashMap<String, BTreeMap<String, String>>,
    cache: Mutex<Cache>,
}

/// What was read from the store.
#[derive(Default)]
struct Cache {
    /// The newest version of identities that is known.
    version: i64,
    keys: Generations<Arc<KnownKey>>,
    /// By the principal's ARN.
    grants: Generations<Arc<Grants>>,
}

impl fmt::Debug for Directory {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Directory").finish_non_exhaustive()
    }
}

impl Directory {
    /// Opens the directory of a store. The store can only be opened with the secrets key that it
    /// was first opened with.
    pub async fn open(
        store: Store,
        world: &World,
        identity: Identity,
    ) -> Result<Self, DirectoryError> {
        if let Some(key) = &identity.secrets_key
            && !check(&store, world, key).await?
        {
            return Err(DirectoryError::WrongKey);
        }
        Ok(Self::new(store, identity))
    }

    /// Opens the directory without a check of the secrets key.
    pub(crate) fn new(store: Store, identity: Identity) -> Self {
        let mut fixed = HashMap::new();
        let mut fixed_grants: HashMap<String, Arc<Grants>> = HashMap::new();
        for key in identity.keys {
            let id = match key.name.kind {
                Kind::Root => key.name.account.to_string(),
                Kind::User | Kind::Role => key.name.principal_arn(),
            };
            let grants = Arc::new(Grants::fixed(id, key.policies));
            fixed_grants.insert(key.name.principal_arn(), Arc::clone(&grants));
            let known = KnownKey {
                name: key.name,
                grants,
                secret: key.secret,
                token_hash: None,
                session_issued_at: None,
                expires_at: None,
            };
            fixed.insert(key.id, Arc::new(known));
        }
        let mut fixed_policies: HashMap<String, BTreeMap<String, String>> = HashMap::new();
        for policy in identity.policies {
            let of_account = fixed_policies.entry(policy.account).or_default();
            of_account.insert(policy.name, policy.document);
        }
        Self {
            inner: Arc::new(Inner {
                store,
                secrets_key: identity.secrets_key,
                fixed,
                fixed_grants,
                fixed_policies,
                cache: Mutex::default(),
            }),
        }
    }

    /// Finds an active access key. A cached key may have been disabled since: the transaction of
    /// the operation detects that.
    pub async fn find(&self, access_key: &str) -> Result<Option<Arc<KnownKey>>, Error> {
        if let Some(known) = self.inner.fixed.get(access_key) {
            return Ok(Some(Arc::clone(known)));
        }
        if let Some(known) = self.cache().key(access_key) {
            return Ok(Some(known));
        }
        let Some(key) = &self.inner.secrets_key else {
            return Ok(None);
        };
        let input = (access_key.to_owned(), Arc::clone(&self.inner));
        let read = self.inner.store.read(input, async |tx, (id, inner)| {
            read(tx, id, &inner.fixed_grants).await
        });
        let (version, found) = read.await?;
        let mut cache = self.cache();
        cache.note_version(version);
        let Some((row, name, grants)) = found else {
            return Ok(None);
        };
        let Some(secret) = key.open(&row.id, &row.secret) else {
            tracing::error!(
                access_key = row.id,
                "could not open the secret of an access key, the \
                                                  key is unknown"
            );
            return Ok(None);
        };
        let known = Arc::new(KnownKey {
            name,
            grants,
            secret,
            session_issued_at: row.token_hash.is_some().then_some(row.created_at),
            token_hash: row.token_hash,
            expires_at: row.expires_at,
        });
        cache.keys.insert(row.id, Arc::clone(&known));
        Ok(Some(known))
    }

    /// Whose an access key of the configuration file is.
    pub(crate) fn fixed(&self, access_key: &str) -> Option<&Name> {
        let known = self.inner.fixed.get(access_key);
        known.map(|known| &known.name)
    }

    /// The access keys of an account that the configuration file defines, and whose they are.
    pub(crate) fn fixed_of(&self, account: &str) -> impl Iterator<Item = (&str, &Name)> {
        let fixed = self.inner.fixed.iter();
        let keys = fixed.map(|(id, known)| (id.as_str(), &known.name));
        keys.filter(move |(_, name)| *name.account == *account)
    }

    /// The policies of an account that the configuration file defines, with their documents.
    pub(crate) fn fixed_policies(&self, account: &str) -> impl Iterator<Item = (&str, &str)> {
        let policies = self.inner.fixed_policies.get(account);
        let policies = policies.into_iter().flatten();
        policies.map(|(name, document)| (name.as_str(), document.as_str()))
    }

    /// The document of a policy that the configuration file defines.
    pub(crate) fn fixed_policy(&self, account: &str, name: &str) -> Option<&str> {
        let policies = self.inner.fixed_policies.get(account)?;
        policies.get(name).map(String::as_str)
    }

    /// The ARNs of the policies of a user that the configuration file defines.
    pub(crate) fn fixed_attached(&self, name: &Name) -> Vec<String> {
        let grants = self.inner.fixed_grants.get(&name.principal_arn());
        let policies = grants.into_iter().flat_map(|grants| grants.policy_names());
        let arns = policies.map(|policy| match self.fixed_policy(&name.account, policy) {
            Some(_) => own_policy_arn(&name.account, policy),
            None => format!("{AWS_POLICY}{policy}"),
        });
        arns.collect()
    }

    /// What a principal may do, as this transaction reads it; `None` when it may do nothing.
    pub(crate) async fn grants(
        &self,
        tx: &mut Tx,
        name: &Name,
    ) -> Result<Option<Arc<Grants>>, Error> {
        let arn = name.principal_arn();
        if let Some(grants) = self.inner.fixed_grants.get(&arn) {
            return Ok(Some(Arc::clone(grants)));
        }
        let version = identity::version(tx).await?;
        if let Some(grants) = self.cache().grants.get(&arn)
            && grants.version() == Some(version)
        {
            return Ok(Some(grants));
        }
        let Some(grants) = grants::read(tx, name, version).await? else {
            return Ok(None);
        };
        let grants = Arc::new(grants);
        self.cache().grants.insert(arn, Arc::clone(&grants));
        Ok(Some(grants))
    }

    /// Invalidates the entries of the cache that are older than this version.
    pub(crate) fn note_version(&self, version: i64) {
        self.cache().note_version(version);
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn secrets_key(&self) -> Option<&SecretsKey> {
        self.inner.secrets_key.as_ref()
    }

    fn cache(&self) -> MutexGuard<'_, Cache> {
        self.inner
            .cache
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

type Row = (access_key::AccessKey, Name, Arc<Grants>);

/// Reads an active access key with the current version.
async fn read(
    tx: &mut Tx,
    id: &str,
    fixed: &HashMap<String, Arc<Grants>>,
) -> Result<(i64, Option<Row>), Error> {
    let version = identity::version(tx).await?;
    let found = access_key::find(tx, id).await?;
    let Some(row) = found.filter(|row| row.status == identity::Status::Active) else {
        return Ok((version, None));
    };
    let name = Name {
        account: row.account.as_str().into(),
        kind: row.kind,
        name: row.name.clone(),
        session: row.session.clone(),
    };
    // A user of the configuration may have a session, whose key is in the store.
    let grants = match fixed.get(&name.principal_arn()) {
        Some(fixed) => Some(Arc::clone(fixed)),
        None => grants::read(tx, &name, version).await?.map(Arc::new),
    };
    Ok((version, grants.map(|grants| (row, name, grants))))
}

/// Whether the store's secrets are sealed with this key. The first key seals the store.
async fn check(
    store: &Store,
    world: &World,
    key: &SecretsKey,
) -> Result<bool, cosell_store::Error> {
    let (name, text) = CHECK;
    let Some(sealed) = key.seal(world.secret::<NONCE>(), name, text) else {
        return Ok(false);
    };
    let kept = store
        .write(sealed, async |tx, sealed| {
            identity::lock(tx).await?;
            if let Some(kept) = identity::seal_check(tx).await? {
                return Ok::<_, cosell_store::Error>(kept);
            }
            identity::set_seal_check(tx, sealed).await?;
            Ok(sealed.clone())
        })
        .await?;
    Ok(key.open(name, &kept).as_deref() == Some(text))
}

impl Cache {
    fn note_version(&mut self, version: i64) {
        self.version = self.version.max(version);
    }

    /// A key that was read in the newest known version.
    fn key(&mut self, id: &str) -> Option<Arc<KnownKey>> {
        let version = self.version;
        let is_current = |known: &Arc<KnownKey>| known.grants.version() == Some(version);
        self.keys.get(id).filter(is_current)
    }
}

/// A cache of two generations.
struct Generations<T> {
    young: HashMap<String, T>,
    old: HashMap<String, T>,
}

impl<T> Default for Generations<T> {
    fn default() -> Self {
        Self {
            young: HashMap::new(),
            old: HashMap::new(),
        }
    }
}

impl<T: Clone> Generations<T> {
    fn get(&mut self, name: &str) -> Option<T> {
        if let Some(value) = self.young.get(name) {
            return Some(value.clone());
        }
        let value = self.old.remove(name)?;
        self.insert(name.to_owned(), value.clone());
        Some(value)
    }

    fn insert(&mut self, name: String, value: T) {
        if self.young.len() >= GENERATION && !self.young.contains_key(&name) {
            self.old = std::mem::take(&mut self.young);
        }
        self.young.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_used_entry_stays_cached_and_two_generations_are_the_limit() {
        let mut generations = Generations::default();
        for number in 0..10 * GENERATION {
            generations.insert(number.to_string(), number);
            assert_eq!(generations.get("0"), Some(0));
            assert!(generations.young.len() + generations.old.len() <= 2 * GENERATION);
        }
        assert_eq!(generations.get("1"), None);
    }
}
