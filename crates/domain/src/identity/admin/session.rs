//! Sessions that callers begin themselves, as STS makes them: of a role, or of the caller.
//!
//! A role here has no trust policy. It trusts its own account, as a role of IAM does whose trust
//! policy names the account's root: a principal of the account may assume it if its own policies
//! allow `sts:AssumeRole`, and nobody of another account may.

use std::sync::Arc;

use cosell_admin_api::key::Secret;
use cosell_store::Error as StoreError;
use cosell_store::table::identity;

use super::administration::{AdminContext, AdminError, Administration, Named};
use super::key::{Session, begin};
use super::principal::find as find_principal;
use crate::identity::{Caller, Kind, Name};
use crate::permission::Permission;
use crate::{CallError, Error};

/// The action that assumes a role.
const ASSUME_ROLE: &str = "sts:AssumeRole";

/// The longest session of a role that a session of a role assumes: AWS's limit.
const CHAINED: i64 = 3_600;

/// The longest session of a root: AWS's limit.
const OF_ROOT: i64 = 3_600;

/// A session to begin.
#[derive(Clone, Debug)]
pub struct NewSession {
    /// The ARN of a role; of the caller itself without one.
    pub role: Option<String>,
    /// The name of the session of a role.
    pub name: String,
    pub seconds: i64,
}

/// A session that has begun.
#[derive(Debug)]
pub struct Begun {
    pub secret: Secret,
    /// The ARN of the session.
    pub arn: String,
    /// The unique id of the role with the name of the session.
    pub id: String,
}

/// Why a session does not begin.
#[derive(Debug, thiserror::Error)]
pub enum SessionError {
    #[error(transparent)]
    Call(#[from] CallError),
    #[error(transparent)]
    Admin(#[from] AdminError),
}

impl From<Error> for SessionError {
    fn from(error: Error) -> Self {
        Self::Call(error.into())
    }
}

impl From<StoreError> for SessionError {
    fn from(error: StoreError) -> Self {
        Error::from(error).into()
    }
}

struct Beginning {
    cx: Arc<AdminContext>,
    permission: Option<Permission>,
    caller: Caller,
    owner: Named,
    new: NewSession,
}

impl Administration {
    /// Begins a session for an authenticated caller. [`Error::Stale`] says that the caller must be
    /// authenticated again.
    pub async fn begin_session(
        &self,
        caller: Caller,
        new: NewSession,
    ) -> Result<Begun, SessionError> {
        let now = self.context().world.now();
        let (owner, permission) = match &new.role {
            Some(arn) => {
                let permission = Permission::of_access(&caller, ASSUME_ROLE, arn.clone(), now);
                (role_of(&caller, arn)?, Some(permission))
            }
            None => (itself(&caller)?, None),
        };
        let most = match (caller.kind(), &new.role) {
            (Kind::Role, Some(_)) => CHAINED,
            (Kind::Root, None) => OF_ROOT,
            _ => i64::MAX,
        };
        if new.seconds > most {
            let message = format!("DurationSeconds must be at most {most} for this caller.");
            return Err(AdminError::Invalid(message).into());
        }
        let beginning = Beginning {
            cx: Arc::clone(self.context()),
            permission,
            caller,
            owner,
            new,
        };
        let directory = &self.context().directory;
        let begun = directory.store();
        let begun = begun.write(beginning, async |tx, beginning| {
            let Beginning {
                cx,
                permission,
                caller,
                owner,
                new,
            } = beginning;
            // Nobody deletes the role meanwhile.
            identity::lock(tx).await?;
            let mut id = caller.id().to_owned();
            if let Some(permission) = permission {
                permission.enforce(tx).await?;
                let found = find_principal(tx, cx, owner).await;
                let role = match found {
                    Ok(role) if role.status == identity::Status::Active => role,
                    Ok(_) | Err(AdminError::NotFound(_)) => {
                        return Err(refused(caller, new.role.as_deref()).into());
                    }
                    Err(error) => return Err(error.into()),
                };
                id = format!("{}:{}", role.id, new.name);
            }
            let session = Session {
                owner,
                name: &new.name,
                seconds: new.seconds,
            };
            let secret = begin(tx, cx, session).await?;
            Ok::<_, SessionError>(Begun {
                secret,
                arn: Name::role(owner.account.as_str(), &owner.name, &new.name).to_string(),
                id,
            })
        });
        let begun = begun.await;
        if let Err(SessionError::Call(CallError::Operation(Error::Stale { version }))) = begun {
            directory.note_version(version);
        }
        begun
    }
}

/// The role of an ARN, which must be of the caller's account.
fn role_of(caller: &Caller, arn: &str) -> Result<Named, SessionError> {
    let name = Name::parse(arn).filter(|name| name.kind == Kind::Role && name.session.is_empty());
    let Some(name) = name else {
        return Err(AdminError::invalid("RoleArn must be the ARN of a role.").into());
    };
    if name.account != *caller.account() {
        return Err(refused(caller, Some(arn)).into());
    }
    Ok(Named {
        account: name.account.to_string(),
        kind: Kind::Role,
        name: name.name,
    })
}

/// The caller, if it may have a session of itself.
fn itself(caller: &Caller) -> Result<Named, SessionError> {
    let kind = caller.kind();
    if kind == Kind::Role {
        let message = "Cannot call GetSessionToken with session credentials";
        return Err(Error::from(cosell_api::Error::access_denied(message)).into());
    }
    Ok(Named {
        account: caller.account().to_string(),
        kind,
        name: caller.user().to_owned(),
    })
}

/// What AWS says of a role that the caller may not assume, and of one that does not exist.
fn refused(caller: &Caller, role: Option<&str>) -> Error {
    let role = role.unwrap_or_default();
    cosell_api::Error::access_denied(format!(
        "User: {} is not authorized to perform: {ASSUME_ROLE} on resource: {role}",
        caller.arn()
    ))
    .into()
}
