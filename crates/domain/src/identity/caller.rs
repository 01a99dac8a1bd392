//! A caller and the properties of its request.

use std::net::IpAddr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Grants, Kind, Name};

/// The caller of an operation.
#[derive(Clone, Debug)]
pub struct Caller {
    pub(crate) account: Arc<str>,
    /// `None` in mode `open`, where every account may do everything.
    pub(crate) authenticated: Option<Arc<Authenticated>>,
}

impl Caller {
    /// The account on whose behalf the caller calls.
    pub fn account(&self) -> &Arc<str> {
        &self.account
    }

    /// The kind of principal; a caller that is not authenticated is the root of its account.
    pub(crate) fn kind(&self) -> Kind {
        let authenticated = self.authenticated.as_ref();
        authenticated.map_or(Kind::Root, |authenticated| authenticated.name.kind)
    }

    /// The name of the user or role; empty for a root.
    pub(crate) fn user(&self) -> &str {
        let authenticated = self.authenticated.as_ref();
        authenticated.map_or("", |authenticated| &authenticated.name.name)
    }

    /// Whether the caller is the root of its account.
    pub fn is_root(&self) -> bool {
        self.kind() == Kind::Root
    }

    /// The ARN of the caller, for a role that of its session.
    pub fn arn(&self) -> String {
        let authenticated = self.authenticated.as_ref();
        authenticated.map_or_else(
            || Name::root(Arc::clone(&self.account)).to_string(),
            |authenticated| authenticated.name.to_string(),
        )
    }

    /// The unique id of the caller, for a role without the name of its session.
    pub(crate) fn id(&self) -> &str {
        let authenticated = self.authenticated.as_ref();
        authenticated.map_or(&self.account, |authenticated| authenticated.grants.id())
    }

    /// Where the request of the caller comes from, if it was authenticated.
    pub fn source(&self) -> Option<&Source> {
        let authenticated = self.authenticated.as_ref();
        authenticated.map(|authenticated| &authenticated.source)
    }

    /// The unique id of the caller, as STS shows it.
    pub fn user_id(&self) -> String {
        let session = self
            .authenticated
            .as_ref()
            .map(|caller| &*caller.name.session);
        match session {
            Some(session) if !session.is_empty() => format!("{}:{session}", self.id()),
            _ => self.id().to_owned(),
        }
    }
}

impl From<Arc<str>> for Caller {
    /// A caller that is not authenticated and may do everything.
    fn from(account: Arc<str>) -> Self {
        Self {
            account,
            authenticated: None,
        }
    }
}

impl From<Authenticated> for Caller {
    fn from(authenticated: Authenticated) -> Self {
        Self {
            account: Arc::clone(&authenticated.name.account),
            authenticated: Some(Arc::new(authenticated)),
        }
    }
}

/// A caller that is authenticated by its signature.
#[derive(Clone, Debug)]
pub struct Authenticated {
    pub name: Name,
    /// What the caller may do.
    pub grants: Arc<Grants>,
    pub source: Source,
}

/// Where a request comes from, and how it was signed.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    pub address: Option<IpAddr>,
    /// Whether the connection uses TLS.
    pub secure: bool,
    /// The header `User-Agent`.
    pub user_agent: Option<String>,
    /// The header `Referer`.
    pub referer: Option<String>,
    /// The region that the request was signed for.
    pub region: String,
    /// When the session key that signed the request was made, in milliseconds since 1970; `None`
    /// for a key that is not of a session.
    pub session_issued_at: Option<i64>,
}

impl Default for Source {
    fn default() -> Self {
        Self {
            address: None,
            secure: false,
            user_agent: None,
            referer: None,
            region: REGION.to_owned(),
            session_issued_at: None,
        }
    }
}

/// The region of the live service.
const REGION: &str = "us-east-1";

/// The caller as the row of its task stores it: the conditions of its policies see the same values
/// in each step as at the start, apart from time.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredCaller {
    pub arn: String,
    /// The unique id: a new user with the name of a deleted one has another id.
    pub id: String,
    #[serde(flatten)]
    pub source: Source,
}

impl Authenticated {
    pub(crate) fn to_stored(&self) -> StoredCaller {
        StoredCaller {
            arn: self.name.to_string(),
            id: self.grants.id().to_owned(),
            source: self.source.clone(),
        }
    }
}
