//! What a principal may do: everything, or what its policies allow.

use std::collections::BTreeSet;

use cosell_auth::policy::{self, Decision, Policy, Request};
use cosell_store::Tx;
use cosell_store::table::identity::Status;
use cosell_store::table::{account, policy as policies, principal};

use super::{Kind, Name};
use crate::Error;

/// The prefix of the ARNs of AWS's managed policies.
pub(crate) const AWS_POLICY: &str = "arn:aws:iam::aws:policy/";

/// The prefix of the condition keys of a resource's tags, in lower case.
const RESOURCE_TAG: &str = "aws:resourcetag/";

/// What a principal may do, and its unique id.
#[derive(Clone, Debug)]
pub struct Grants {
    id: String,
    rights: Rights,
    /// The version of identities in which this was read; `None` for a principal of the
    /// configuration.
    version: Option<i64>,
}

#[derive(Clone, Debug)]
enum Rights {
    Everything,
    Policies {
        policies: Vec<Policy>,
        /// The condition keys that the policies mention.
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
    /// The grants of a principal of the configuration file: everything, or what these policies
    /// allow.
    pub fn fixed(id: impl Into<String>, policies: Option<Vec<Policy>>) -> Self {
        Self {
            id: id.into(),
            rights: policies.map_or(Rights::Everything, Rights::from),
            version: None,
        }
    }

    /// The unique id, which is never reused: an account's number, or `AIDA…` or `AROA…`.
    pub fn id(&self) -> &str {
        &self.id
    }

    pub(crate) fn version(&self) -> Option<i64> {
        self.version
    }

    /// Whether the principal may do everything, so that no policy is evaluated.
    pub(crate) fn allow_everything(&self) -> bool {
        matches!(self.rights, Rights::Everything)
    }

    /// The condition keys that the policies mention, in lower case.
    pub(crate) fn keys(&self) -> impl Iterator<Item = &str> {
        let keys = match &self.rights {
            Rights::Everything => None,
            Rights::Policies { keys, .. } => Some(keys),
        };
        keys.into_iter().flatten().map(String::as_str)
    }

    /// Whether a policy mentions a condition key, given in lower case.
    pub(crate) fn mention(&self, key: &str) -> bool {
        match &self.rights {
            Rights::Everything => false,
            Rights::Policies { keys, .. } => keys.contains(key),
        }
    }

    /// Whether a policy mentions the tags of resources.
    pub(crate) fn use_resource_tags(&self) -> bool {
        self.keys().any(|key| key.starts_with(RESOURCE_TAG))
    }

    /// The names of the policies.
    pub(crate) fn policy_names(&self) -> impl Iterator<Item = &str> {
        let policies = match &self.rights {
            Rights::Everything => None,
            Rights::Policies { policies, .. } => Some(policies),
        };
        policies.into_iter().flatten().map(Policy::name)
    }

    /// Evaluates the policies for a request. Must not be called for a principal that may do
    /// everything.
    pub(crate) fn decide(&self, request: &Request<'_>) -> Decision<'_> {
        let policies = match &self.rights {
            Rights::Everything => Vec::new(),
            Rights::Policies { policies, .. } => policies.iter().collect(),
        };
        policy::decide(&policies, request)
    }
}

/// Reads what a principal may do; `None` when the principal or its account does not exist or is
/// disabled. The account may be one of the configuration. `version` is the current one.
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
            // A policy that cannot be read may deny: without it nothing is allowed.
            tracing::error!(principal = %name, policy = arn, "could not read a policy, the \
                                                              principal is denied everything");
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

/// The policy of an ARN: one of AWS's managed policies, or one of the account.
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
