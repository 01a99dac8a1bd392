//! A caller and the properties of its request.

use std::net::IpAddr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Grants, Name};

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
