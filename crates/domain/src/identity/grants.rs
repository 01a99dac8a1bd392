//! What a principal may do: everything, or what its policies say.

use std::collections::BTreeSet;

use cosell_auth::policy::{self, Decision, Policy, Request};
use cosell_store::Tx;
use cosell_store::table::identity::Status;
use cosell_store::table::{account, policy as policies, principal};

use super::{Kind, Name};
use crate::Error;

/// What the ARNs of AWS's own policies begin with.
pub(crate) const AWS_POLICY: &str = "arn:aws:iam::aws:policy/";

/// What the condition keys of a resource's tags begin with, in small letters.
const RESOURCE_TAG: &str = "aws:resourcetag/";

/// What a principal may do, and the id behind its name.
#[derive(Clone, Debug)]
pub struct Grants {
    id: String,
    rights: Rights,
    /// The version of identities in which this was read; none for what the configuration says.
    version: Option<i64>,
}

#[derive(Clone, Debug)]
enum Rights {
    Everything,
    Policies {
        policies: Vec<Policy>,
        /// The condition keys that any of them looks at.
        keys: BTreeSet<String>,
    },
}

impl From<Vec<Policy>> for Rights {
    fn from(policies: Vec<Policy>) -> Self {
        let keys = policies.iter().flat_map(Policy::keys);
        Self::Policies {
            keys: keys.map(str::to_owned).collect(),
            policies,
        }
    }
}

impl Grants {
    /// What the configuration file gives a principal: everything, or what these policies say.
    pub fn fixed(id: impl Into<String>, policies: Option<Vec<Policy>>) -> Self {
        Self {
            id: id.into(),
            rights: policies.map_or(Rights::Everything, Rights::from),
            version: None,
        }
    }

    /// The id that no other principal ever has: an account's number, or `AIDA…` or `AROA…`.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn version(&self) -> Option<i64> {
        self.version
    }

    /// Whether there is nothing to be asked.
    pub(crate) fn allow_everything(&self) -> bool {
        matches!(self.rights, Rights::Everything)
    }

    /// The condition keys that the policies look at, in small letters.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        let keys = match &self.rights {
            Rights::Everything => None,
            Rights::Policies { keys, .. } => Some(keys),
        };
        keys.into_iter().flatten().map(String::as_str)
    }

    /// Whether a policy looks at a condition key, given in small letters.
    pub(crate) fn mention(&self, key: &str) -> bool {
        match &self.rights {
            Rights::Everything => false,
            Rights::Policies { keys, .. } => keys.contains(key),
        }
    }

    /// Whether a policy is about the tags of resources.
    pub(crate) fn use_resource_tags(&self) -> bool {
        self.keys().any(|key| key.starts_with(RESOURCE_TAG))
    }

    /// What the policies say of a request. Not to be asked of who may do everything.
    pub(crate) fn decide(&self, request: &Request<'_>) -> Decision<'_> {
        let policies = match &self.rights {
            Rights::Everything => Vec::new(),
            Rights::Policies { policies, .. } => policies.iter().collect(),
        };
        policy::decide(&policies, request)
    }
}

/// Reads what a principal may do; `None` when it, or its account, is not there or disabled. The
/// account may be one that only the configuration knows. `version` is the one in force.
pub(super) async fn read(tx: &mut Tx, name: &Name, version: i64) -> Result<Option<Grants>, Error> {
    let known = account::find(tx, &name.account).await?;
    if known.is_some_and(|account| account.status != Status::Active) {
        return Ok(None);
    }
    let version = Some(version);
    if name.kind == Kind::Root {
        return Ok(Some(Grants {
            id: name.account.to_string(),
            rights: Rights::Everything,
            version,
        }));
    }
    let kind = name.kind.as_str();
    let found = principal::find(tx, &name.account, kind, &name.name).await?;
    let Some(found) = found.filter(|found| found.status == Status::Active) else {
        return Ok(None);
    };
    let holder = policies::Holder {
        account: &name.account,
        kind,
        name: &name.name,
    };
    let mut rights = Vec::new();
    for arn in policies::attached(tx, holder).await? {
        let Some(policy) = resolve(tx, &name.account, &arn).await? else {
            // What cannot be read may be a denial: nothing is allowed without it.
            tracing::error!(principal = %name, policy = arn, "a policy cannot be read");
            rights.clear();
            break;
        };
        rights.push(policy);
    }
    Ok(Some(Grants {
        id: found.id,
        rights: rights.into(),
        version,
    }))
}

/// The policy of an ARN: one of AWS's, or one of the account.
async fn resolve(tx: &mut Tx, account: &str, arn: &str) -> Result<Option<Policy>, Error> {
    if arn.starts_with(AWS_POLICY) {
        return Ok(policy::managed(arn).cloned());
    }
    let Some(name) = own_policy(account, arn) else {
        return Ok(None);
    };
    let found = policies::find(tx, account, name).await?;
    Ok(found.and_then(|found| Policy::parse(&found.name, &found.document).ok()))
}

/// The name in the ARN of a policy of an account.
pub(crate) fn own_policy<'a>(account: &str, arn: &'a str) -> Option<&'a str> {
    arn.strip_prefix("arn:aws:iam::")?
        .strip_prefix(account)?
        .strip_prefix(":policy/")
}

/// The ARN of a policy of an account.
pub(crate) fn own_policy_arn(account: &str, name: &str) -> String {
    format!("arn:aws:iam::{account}:policy/{name}")
}
