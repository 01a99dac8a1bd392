//! The access keys of a configuration file, so that a server in mode `strict` starts ready to use.
//!
//! ```toml
//! [[account]]
//! id = "333333333333"
//!
//! [[account.key]]
//! id = "AKIAFERNHOLLOW000001"
//! secret_env = "FERNHOLLOW_SECRET"     # or secret = "…"
//! user = "ci"
//! policies = ["AWSPartnerCentralSandboxFullAccess", "no-deals-in-aws"]
//!
//! [[account.policy]]
//! name = "no-deals-in-aws"
//! document = '{"Version": "2012-10-17", "Statement": {…}}'
//! ```
//!
//! A key without a user is the account's root, which may do everything and has no policies. The
//! users of a file are separate from those of the store.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

use cosell_auth::policy::{Policy, managed};
use cosell_domain::identity::{FixedKey, FixedPolicy, Name};
use serde::Deserialize;

use crate::from_text::from_text;
use crate::secret::Secret;

from_text!(AccessKey);

/// What may stand before the first slash of a credential.
#[derive(Clone, Debug, Deserialize)]
#[serde(try_from = "String")]
pub(super) struct AccessKey(pub(super) String);

impl FromStr for AccessKey {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-';
        if (1..=128).contains(&text.len()) && text.bytes().all(allowed) {
            return Ok(Self(text.to_owned()));
        }
        // Not repeated: it may be a secret in the place of its key.
        Err("an access key is 1 to 128 letters, digits, `_` or `-`".to_owned())
    }
}

/// A key of an account.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct KeyTable {
    pub(super) id: AccessKey,
    secret: Option<Secret>,
    secret_env: Option<Secret>,
    user: Option<String>,
    #[serde(default)]
    policies: Vec<String>,
}

impl fmt::Debug for KeyTable {
    /// Without the secret.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("KeyTable")
            .field("id", &self.id)
            .finish_non_exhaustive()
    }
}

/// A policy of an account.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PolicyTable {
    name: String,
    document: String,
}

/// The keys and the policies of an account, or why they are none. `secret_of` reads a variable of
/// the environment.
pub(super) fn fixed(
    account: &str,
    keys: Vec<KeyTable>,
    policies: Vec<PolicyTable>,
    secret_of: impl Fn(&str) -> Option<String>,
) -> Result<(Vec<FixedKey>, Vec<FixedPolicy>), String> {
    let mut own = BTreeMap::new();
    let mut fixed_policies = Vec::new();
    for PolicyTable { name, document } in policies {
        let policy = Policy::parse(&name, &document)
            .map_err(|error| format!("policy {name} of account {account}: {error}"))?;
        if own.insert(name.clone(), policy).is_some() {
            return Err(format!(
                "policy {name} of account {account} is defined twice"
            ));
        }
        fixed_policies.push(FixedPolicy {
            account: account.to_owned(),
            name,
            document,
        });
    }
    let mut users = BTreeMap::new();
    let mut fixed = Vec::new();
    for key in keys {
        let id = key.id.0;
        let secret = match (key.secret, key.secret_env) {
            (Some(secret), None) => secret.expose().to_owned(),
            (None, Some(variable)) => {
                let variable = variable.expose();
                secret_of(variable).ok_or_else(|| format!("key {id}: {}", absent(variable)))?
            }
            _ => return Err(format!("key {id} requires either `secret` or `secret_env`")),
        };
        if secret.is_empty() {
            return Err(format!("the secret of key {id} is empty"));
        }
        let Some(user) = key.user else {
            if key.policies.is_empty() {
                fixed.push(FixedKey {
                    id,
                    secret,
                    name: Name::root(account),
                    policies: None,
                });
                continue;
            }
            return Err(format!("key {id} has policies and so requires a `user`"));
        };
        let known = users
            .entry(user.clone())
            .or_insert_with(|| key.policies.clone());
        if *known != key.policies {
            return Err(format!("the keys of user {user} have different policies"));
        }
        let policies = key.policies.iter().map(|name| {
            let policy = own.get(name).or_else(|| managed(name));
            policy
                .cloned()
                .ok_or_else(|| format!("key {id}: policy {name} does not exist"))
        });
        let policies = policies.collect::<Result<Vec<_>, _>>()?;
        fixed.push(FixedKey {
            id,
            secret,
            name: Name::user(account, user),
            policies: Some(policies),
        });
    }
    Ok((fixed, fixed_policies))
}

/// The message for a variable that is not set. A text that does not have the form of a variable's
/// name is not repeated, because it may be the secret itself.
fn absent(variable: &str) -> String {
    let named = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_';
    if variable.bytes().all(named) {
        format!("the environment variable {variable} is not set")
    } else {
        "`secret_env` must name a variable of the environment, in capitals".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize)]
    struct File {
        #[serde(default)]
        key: Vec<KeyTable>,
        #[serde(default)]
        policy: Vec<PolicyTable>,
    }

    fn read(text: &str) -> Result<Vec<FixedKey>, String> {
        let file: File = toml::from_str(text).map_err(|error| error.to_string())?;
        let secret_of = |name: &str| (name == "SECRET").then(|| "from outside".to_owned());
        fixed("333333333333", file.key, file.policy, secret_of).map(|(keys, _)| keys)
    }

    #[test]
    fn a_key_is_of_the_root_or_of_a_user_with_policies() {
        let keys = read(
            r#"
            [[key]]
            id = "AKIAROOT"
            secret = "in the file"
            [[key]]
            id = "AKIACI"
            secret_env = "SECRET"
            user = "ci"
            policies = ["AWSPartnerCentralSandboxFullAccess", "own"]
            [[policy]]
            name = "own"
            document = '{"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}}'
            "#,
        )
        .expect("two keys");
        let [root, ci] = keys.as_slice() else {
            panic!("{keys:?}")
        };
        assert_eq!(root.name, Name::root("333333333333"));
        assert_eq!(
            (&*root.secret, root.policies.is_none()),
            ("in the file", true)
        );
        assert_eq!(ci.name, Name::user("333333333333", "ci"));
        assert_eq!(ci.secret, "from outside");
        let names = ci.policies.iter().flatten().map(Policy::name);
        assert!(names.eq(["AWSPartnerCentralSandboxFullAccess", "own"]));
    }

    #[test]
    fn an_invalid_key_is_refused_with_its_id() {
        for (text, says) in [
            ("", "requires either"),
            ("secret = \"x\"\nsecret_env = \"SECRET\"", "requires either"),
            ("secret = \"\"", "is empty"),
            ("secret_env = \"NOWHERE\"", "NOWHERE is not set"),
            ("secret = \"x\"\npolicies = [\"own\"]", "requires a `user`"),
            (
                "secret = \"x\"\nuser = \"ci\"\npolicies = [\"own\"]",
                "policy own does not exist",
            ),
        ] {
            let refused = read(&format!("[[key]]\nid = \"AKIACI\"\n{text}")).expect_err(text);
            assert!(
                refused.contains("AKIACI") && refused.contains(says),
                "{refused}"
            );
        }
        let wrong = "[[policy]]\nname = \"own\"\ndocument = '{\"Statement\": []}'";
        let refused = read(wrong).expect_err(wrong);
        assert!(
            refused.contains("policy own") && refused.contains("Statement"),
            "{refused}"
        );
    }

    #[test]
    fn duplicate_members_are_refused_in_the_file_and_in_its_policies() {
        for text in [
            "[[policy]]\nname = \"own\"\nname = \"own\"\ndocument = \"{}\"",
            "[[policy]]\nname = \"own\"\ndocument = '{\"Statement\": {\"Effect\": \"Deny\", \
             \"Effect\": \"Allow\", \"Action\": \"*\", \"Resource\": \"*\"}}'",
        ] {
            let refused = read(text).expect_err(text);
            let says = ["duplicate key", "duplicate member 'Effect'"];
            assert!(says.iter().any(|says| refused.contains(says)), "{refused}");
        }
    }
}
