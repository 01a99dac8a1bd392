//! Access keys. A secret is returned once, by the call that makes it.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cosell_admin_api::Status;
use cosell_admin_api::account::Source;
use cosell_admin_api::key::{Key, NewKey, Secret};
use cosell_auth::{NONCE, token_hash};
use cosell_store::Tx;
use cosell_store::table::access_key as table;

use super::administration::{
    AdminContext, AdminError, Administration, ListPage, Named, Part, Stored as _, check_name, id,
    merged,
};
use super::principal::find as find_principal;
use crate::identity::{Kind, Name};

/// The shortest, the longest and the default duration of a session in seconds: those of
/// `AssumeRole`.
const SESSION: (i64, i64, i64) = (900, 43_200, 3_600);

/// The most characters of a session's name.
const LONGEST: usize = 64;

/// Expired sessions are pruned when a session begins, at most this many at once.
const PRUNE_BATCH: i64 = 100;

impl Administration {
    /// Creates a key.
    pub async fn create_key(&self, new: NewKey) -> Result<Secret, AdminError> {
        self.change(new, async |tx, (cx, new)| create(tx, cx, new).await)
            .await
    }

    /// Lists the keys of an account, or of one user or role of it.
    pub async fn keys(
        &self,
        account: String,
        owner: Option<Named>,
        part: Part,
    ) -> Result<ListPage<Key>, AdminError> {
        self.read(
            (account, owner, part),
            async |tx, (cx, (account, owner, part))| {
                let (after, limit) = (part.after.as_deref(), part.limit_and_one());
                let rows = match owner {
                    None => table::list(tx, account, after, limit).await?,
                    Some(named) => {
                        let owner = table::Owner {
                            account,
                            kind: named.kind.as_str(),
                            name: &named.name,
                        };
                        table::list_of(tx, owner, after, limit).await?
                    }
                };
                let configured = cx.directory.fixed_of(account);
                let configured = configured.filter(|(_, name)| {
                    let is_of = |owner: &Named| name.kind == owner.kind && name.name == owner.name;
                    owner.as_ref().is_none_or(is_of)
                });
                let configured = configured.map(|(id, name)| of_configuration(id, name));
                let stored = rows.into_iter().map(key);
                // Callers are authenticated with the key of the file.
                Ok(merged(part, stored, configured, |key| &key.id))
            },
        )
        .await
    }

    /// Shows a key.
    pub async fn key(&self, id: String) -> Result<Key, AdminError> {
        self.read(id, async |tx, (cx, id)| {
            if let Some(name) = cx.directory.fixed(id) {
                return Ok(of_configuration(id, name));
            }
            let found = table::find(tx, id).await?.map(key);
            found.ok_or_else(|| AdminError::not_found(format_args!("key {id}")))
        })
        .await
    }

    /// Replaces the secret of a key; the old secret is invalid at once.
    pub async fn rotate_key(&self, id: String) -> Result<Secret, AdminError> {
        self.change(id, async |tx, (cx, id)| rotate(tx, cx, id).await)
            .await
    }

    /// Enables or disables a key.
    pub async fn set_key_status(&self, id: String, status: Status) -> Result<Key, AdminError> {
        self.change((id, status), async |tx, (cx, (id, status))| {
            table::set_status(tx, id, status.stored()).await?;
            Ok(key(find(tx, cx, id).await?))
        })
        .await
    }

    /// Deletes a key.
    pub async fn delete_key(&self, id: String) -> Result<Key, AdminError> {
        self.change(id, async |tx, (cx, id)| {
            let found = find(tx, cx, id).await?;
            table::remove(tx, id).await?;
            Ok(key(found))
        })
        .await
    }
}

/// A key that can be changed, because the store has it.
async fn find(tx: &mut Tx, cx: &AdminContext, id: &str) -> Result<table::AccessKey, AdminError> {
    if let Some(found) = table::find(tx, id).await? {
        return Ok(found);
    }
    if cx.directory.fixed(id).is_some() {
        let message = format!(
            "The key {id} is not in the store, so it cannot be changed here: the configuration \
             file defines it. Change that file and restart the server."
        );
        return Err(AdminError::Conflict(message));
    }
    Err(AdminError::not_found(format_args!("key {id}")))
}

async fn create(tx: &mut Tx, cx: &AdminContext, new: &NewKey) -> Result<Secret, AdminError> {
    cx.check_account(tx, &new.account).await?;
    let (kind, name) = match (&new.user, &new.role) {
        (None, None) => (Kind::Root, String::new()),
        (Some(user), None) => (Kind::User, user.clone()),
        (None, Some(role)) => (Kind::Role, role.clone()),
        (Some(_), Some(_)) => {
            return Err(AdminError::invalid(
                "A key belongs to a user or to a role: name one of \
                                            them.",
            ));
        }
    };
    let owner = Named {
        account: new.account.clone(),
        kind,
        name,
    };
    if kind != Kind::Root {
        find_principal(tx, cx, &owner).await?;
    }
    if kind == Kind::Role {
        let (least, most, usual) = SESSION;
        let seconds = new.seconds.unwrap_or(usual);
        if !(least..=most).contains(&seconds) {
            let message = format!("A session of a role lasts {least} to {most} seconds.");
            return Err(AdminError::Invalid(message));
        }
        let name = new.session.as_deref().unwrap_or("cosell");
        check_name("session", name, LONGEST)?;
        let session = Session {
            owner: &owner,
            name,
            seconds,
        };
        return begin(tx, cx, session).await;
    }
    if new.session.is_some() || new.seconds.is_some() {
        return Err(AdminError::invalid(
            "Only a role has sessions: a key of a user or of the root \
                                        has no name and no duration of one.",
        ));
    }
    let (row, secret) = new_key(cx, &owner, "AKIA")?;
    table::insert(tx, &row).await?;
    Ok(Secret {
        key: key(row),
        secret,
        session_token: None,
    })
}

/// A session of a role, or of a user or a root.
pub(super) struct Session<'a> {
    pub(super) owner: &'a Named,
    /// The name of the session of a role, else empty.
    pub(super) name: &'a str,
    pub(super) seconds: i64,
}

/// Begins a session: a key with a session token, which expires.
pub(super) async fn begin(
    tx: &mut Tx,
    cx: &AdminContext,
    session: Session<'_>,
) -> Result<Secret, AdminError> {
    let Session {
        owner,
        name,
        seconds,
    } = session;
    let (mut row, secret) = new_key(cx, owner, "ASIA")?;
    let token = STANDARD.encode(cx.world.secret::<96>());
    name.clone_into(&mut row.session);
    row.token_hash = Some(token_hash(&token));
    // Keys expire by system time, as signatures do.
    let now = cx.world.true_now();
    row.expires_at = Some(now.saturating_add(seconds * 1000));
    table::prune(tx, now, PRUNE_BATCH).await?;
    table::insert(tx, &row).await?;
    Ok(Secret {
        key: key(row),
        secret,
        session_token: Some(token),
    })
}

/// The row of a new key of this owner, and its secret in clear text.
fn new_key(
    cx: &AdminContext,
    owner: &Named,
    prefix: &str,
) -> Result<(table::AccessKey, String), AdminError> {
    let id = id(&cx.world, prefix);
    let (secret, sealed) = secret(cx, &id)?;
    let row = table::AccessKey {
        id,
        account: owner.account.clone(),
        kind: owner.kind,
        name: owner.name.clone(),
        session: String::new(),
        status: Status::Active.stored(),
        secret: sealed,
        token_hash: None,
        created_at: cx.world.now(),
        expires_at: None,
    };
    Ok((row, secret))
}

async fn rotate(tx: &mut Tx, cx: &AdminContext, id: &str) -> Result<Secret, AdminError> {
    let found = find(tx, cx, id).await?;
    if found.expires_at.is_some() {
        let message = "The key of a session cannot be rotated; begin another session.";
        return Err(AdminError::Conflict(message.to_owned()));
    }
    let (secret, sealed) = secret(cx, id)?;
    table::set_secret(tx, id, &sealed).await?;
    Ok(Secret {
        key: key(found),
        secret,
        session_token: None,
    })
}

/// A new secret of a key, in clear text and sealed.
fn secret(cx: &AdminContext, id: &str) -> Result<(String, String), AdminError> {
    let Some(key) = cx.directory.secrets_key() else {
        let message = "Access keys need a secrets key: start the server with --secrets-key-file or \
                       COSELL_SECRETS_KEY.";
        return Err(AdminError::Conflict(message.to_owned()));
    };
    let secret = STANDARD.encode(cx.world.secret::<30>());
    let sealed = key.seal(cx.world.secret::<NONCE>(), id, &secret);
    let sealed =
        sealed.ok_or_else(|| AdminError::invalid("The server could not seal the secret."))?;
    Ok((secret, sealed))
}

/// A key of the configuration file, which has those of roots and of users.
fn of_configuration(id: &str, name: &Name) -> Key {
    Key {
        id: id.to_owned(),
        account: name.account.to_string(),
        user: (name.kind == Kind::User).then(|| name.name.clone()),
        role: None,
        session: None,
        source: Source::Configuration,
        status: Status::Active,
        created_at: None,
        expires_at: None,
    }
}

fn key(row: table::AccessKey) -> Key {
    let (mut user, mut role, mut session) = (None, None, None);
    match row.kind {
        Kind::User => user = Some(row.name),
        Kind::Role => (role, session) = (Some(row.name), Some(row.session)),
        Kind::Root => {}
    }
    Key {
        id: row.id,
        account: row.account,
        user,
        role,
        session,
        source: Source::Store,
        status: Status::of(row.status),
        created_at: Some(cosell_api::DateTime::from_millis(row.created_at)),
        expires_at: row.expires_at.map(cosell_api::DateTime::from_millis),
    }
}
