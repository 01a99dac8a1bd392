//! A caller, and what is known of it and of where it calls from.

use std::net::IpAddr;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Grants, Name};

/// Who calls an operation.
#[derive(Clone, Debug)]
pub struct Caller {
    pub(crate) account: Arc<str>,
    /// Nobody in mode `open`, where an account may do everything.
    pub(crate) authenticated: Option<Arc<Authenticated>>,
}

impl Caller {
    /// The account on whose behalf it calls.
    pub fn account(&self) -> &Arc<str> {
        &self.account
    }
}

impl From<Arc<str>> for Caller {
    /// An account that nobody proved and that may do everything.
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

/// A caller whose signature was authenticated.
#[derive(Clone, Debug)]
pub struct Authenticated {
    pub name: Name,
    /// What it may do.
    pub grants: Arc<Grants>,
    pub source: Source,
}

/// Where a request comes from, and what it was signed with.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
pub struct Source {
    pub address: Option<IpAddr>,
    /// Whether it came encrypted.
    pub secure: bool,
    /// The header `User-Agent`.
    pub user_agent: Option<String>,
    /// The header `Referer`.
    pub referer: Option<String>,
    /// The region that the request was signed for.
    pub region: String,
    /// When the session key was made that signed the request, in milliseconds since 1970; none for
    /// keys that last.
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

/// What the row of a task remembers of the caller that started it: the conditions of its policies
/// hold for each step as they did at the start, apart from time.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct StoredCaller {
    pub arn: String,
    /// The id behind the name: another user of the same name is another one.
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
