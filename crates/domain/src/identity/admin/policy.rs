//! Policies of accounts, and their attachments.

use std::collections::BTreeSet;

use cosell_admin_api::account::Source;
use cosell_admin_api::policy::{Attachment, NewPolicy, Policy};
use cosell_admin_api::principal::Principal;
use cosell_api::operations::OPERATIONS;
use cosell_auth::policy::{self, MANAGED};
use cosell_store::Tx;
use cosell_store::table::policy as table;
use serde_json::Value;

use super::administration::{
    AdminContext, AdminError, Administration, ListPage, Named, Part, check_name, merged,
};
use super::principal::{find as find_principal, holder};
use crate::error::damaged;
use crate::identity::Kind;
use crate::identity::grants::{AWS_POLICY, own_policy, own_policy_arn};

/// The most characters of a policy's name: IAM's limit.
const LONGEST: usize = 128;

/// The most policies of one user or role: the highest limit that IAM allows.
const ATTACHED: usize = 20;

/// What the actions of the service begin with.
const SERVICE: &str = "partnercentral";

impl Administration {
    /// Stores a policy. It replaces one of the same name, wherever that is attached.
    pub async fn put_policy(&self, new: NewPolicy) -> Result<Policy, AdminError> {
        self.change(new, async |tx, (cx, new)| put(tx, cx, new).await)
            .await
    }

    /// Lists the policies of an account by their names.
    pub async fn policies(
        &self,
        account: String,
        part: Part,
    ) -> Result<ListPage<Policy>, AdminError> {
        self.read((account, part), async |tx, (cx, (account, part))| {
            cx.check_account(tx, account).await?;
            let (after, limit) = (part.after.as_deref(), part.limit_and_one());
            let rows = table::list(tx, account, after, limit).await?;
            let configured = cx.directory.fixed_policies(account);
            let configured = configured.map(|(name, _)| of_configuration(account, name));
            let stored = rows.into_iter().map(listed);
            // As for users and keys: the file is what an operator has to look at first.
            Ok(merged(part, stored, configured, |one| &one.name))
        })
        .await
    }

    /// AWS's managed policies, which can be attached by name.
    pub fn managed_policies(&self) -> ListPage<Policy> {
        let items = MANAGED.iter().map(|policy| Policy {
            id: policy.name().to_owned(),
            arn: format!("{AWS_POLICY}{}", policy.name()),
            name: policy.name().to_owned(),
            account: None,
            source: None,
            document: None,
            created_at: None,
            modified_at: None,
            warnings: Vec::new(),
        });
        ListPage {
            items: items.collect(),
            next: None,
        }
    }

    /// Shows a policy of an account with its document.
    pub async fn policy(&self, account: String, name: String) -> Result<Policy, AdminError> {
        self.read((account, name), async |tx, (cx, (account, name))| {
            if let Some(document) = cx.directory.fixed_policy(account, name) {
                return Ok(Policy {
                    document: Some(read(name, document)?),
                    ..of_configuration(account, name)
                });
            }
            shown(find(tx, cx, account, name).await?)
        })
        .await
    }

    /// Deletes a policy that is not attached.
    pub async fn delete_policy(&self, account: String, name: String) -> Result<Policy, AdminError> {
        self.change((account, name), async |tx, (cx, (account, name))| {
            let found = find(tx, cx, account, name).await?;
            if table::is_attached(tx, account, &own_policy_arn(account, name)).await? {
                let message = format!(
                    "Policy {name} is attached to a user or role; detach it \
                                       first."
                );
                return Err(AdminError::Conflict(message));
            }
            table::remove(tx, account, name).await?;
            shown(found)
        })
        .await
    }

    /// Attaches a policy to a user or role.
    pub async fn attach(&self, what: Attachment) -> Result<Principal, AdminError> {
        let named = self
            .change(what, async |tx, (cx, what)| attach(tx, cx, what).await)
            .await?;
        self.principal(named).await
    }

    /// Detaches a policy from a user or role.
    pub async fn detach(&self, what: Attachment) -> Result<Principal, AdminError> {
        let named = self
            .change(what, async |tx, (cx, what)| detach(tx, cx, what).await)
            .await?;
        self.principal(named).await
    }
}

/// A policy that can be changed, because the store has it.
async fn find(
    tx: &mut Tx,
    cx: &AdminContext,
    account: &str,
    name: &str,
) -> Result<table::Policy, AdminError> {
    if let Some(found) = table::find(tx, account, name).await? {
        return Ok(found);
    }
    check_not_configured(cx, account, name)?;
    let what = format_args!("policy {name} of account {account}");
    Err(AdminError::not_found(what))
}

/// Refuses a policy that the configuration file defines.
fn check_not_configured(cx: &AdminContext, account: &str, name: &str) -> Result<(), AdminError> {
    if cx.directory.fixed_policy(account, name).is_none() {
        return Ok(());
    }
    let message = format!(
        "The policy {name} is not in the store, so it can be neither changed nor attached here: \
         the configuration file defines it. Change that file and restart the server."
    );
    Err(AdminError::Conflict(message))
}

async fn put(tx: &mut Tx, cx: &AdminContext, new: &NewPolicy) -> Result<Policy, AdminError> {
    check_name("name", &new.name, LONGEST)?;
    cx.check_account(tx, &new.account).await?;
    let document = new.document.as_str();
    policy::Policy::parse(&new.name, document)
        .map_err(|error| AdminError::Invalid(error.to_string()))?;
    let now = cx.world.now();
    let (account, name) = (&new.account, &new.name);
    if !table::update(tx, account, name, document, now).await? {
        check_not_configured(cx, account, name)?;
        let row = table::Policy {
            account: account.clone(),
            name: name.clone(),
            created_at: now,
            modified_at: now,
            document: document.to_owned(),
        };
        table::insert(tx, &row).await?;
    }
    let policy = shown(find(tx, cx, account, name).await?)?;
    let warnings = policy.document.as_ref().map(unknown_actions);
    Ok(Policy {
        warnings: warnings.unwrap_or_default(),
        ..policy
    })
}

/// A warning for each action of the service that matches no operation: its name is probably
/// misspelt, and a statement about it has no effect. Actions of other services are not checked.
fn unknown_actions(document: &Value) -> Vec<String> {
    let statements = one_or_list(&document["Statement"]).iter();
    let actions = statements
        .flat_map(|statement| ["Action", "NotAction"].map(|element| &statement[element]))
        .flat_map(one_or_list)
        .filter_map(Value::as_str);
    let of_service = actions.filter(|action| {
        let service = action.split_once(':').map(|(service, _)| service);
        service.is_some_and(|service| service.eq_ignore_ascii_case(SERVICE))
    });
    let unknown = of_service.filter(|action| {
        let mut known = OPERATIONS.iter().map(|meta| meta.name);
        !known.any(|name| policy::matches_action(action, &format!("{SERVICE}:{name}")))
    });
    let warnings: BTreeSet<String> = unknown
        .map(|action| format!("{action} matches no operation of this API; check its spelling"))
        .collect();
    warnings.into_iter().collect()
}

fn one_or_list(value: &Value) -> &[Value] {
    value
        .as_array()
        .map_or(std::slice::from_ref(value), Vec::as_slice)
}

/// The user or role that an attachment names.
fn named(what: &Attachment) -> Result<Named, AdminError> {
    let (kind, name) = match (&what.user, &what.role) {
        (Some(user), None) => (Kind::User, user),
        (None, Some(role)) => (Kind::Role, role),
        _ => {
            let message = "A policy is attached to a user or to a role: name one of them.";
            return Err(AdminError::invalid(message));
        }
    };
    Ok(Named {
        account: what.account.clone(),
        kind,
        name: name.clone(),
    })
}

/// The ARN of the policy that an attachment names. A policy of the account comes before one of
/// AWS's with the same name.
async fn arn(tx: &mut Tx, cx: &AdminContext, what: &Attachment) -> Result<String, AdminError> {
    let (account, text) = (&what.account, &what.policy);
    let name = own_policy(account, text).unwrap_or(text);
    if table::find(tx, account, name).await?.is_some() {
        return Ok(own_policy_arn(account, name));
    }
    if let Some(managed) = policy::managed(text) {
        return Ok(format!("{AWS_POLICY}{}", managed.name()));
    }
    check_not_configured(cx, account, name)?;
    let what = format_args!("policy {text} of account {account} or of AWS");
    Err(AdminError::not_found(what))
}

async fn attach(tx: &mut Tx, cx: &AdminContext, what: &Attachment) -> Result<Named, AdminError> {
    let named = named(what)?;
    find_principal(tx, cx, &named).await?;
    let arn = arn(tx, cx, what).await?;
    let attached = table::attached(tx, holder(&named)).await?;
    if attached.len() >= ATTACHED && !attached.contains(&arn) {
        let message = format!("A user or role has at most {ATTACHED} policies; detach one first.");
        return Err(AdminError::Conflict(message));
    }
    table::attach(tx, holder(&named), &arn).await?;
    Ok(named)
}

async fn detach(tx: &mut Tx, cx: &AdminContext, what: &Attachment) -> Result<Named, AdminError> {
    let named = named(what)?;
    find_principal(tx, cx, &named).await?;
    let arn = arn(tx, cx, what).await?;
    if !table::detach(tx, holder(&named), &arn).await? {
        return Err(AdminError::not_found(format_args!(
            "attachment of {arn} to {} {}",
            named.kind.as_str(),
            named.name
        )));
    }
    Ok(named)
}

fn listed(row: table::Policy) -> Policy {
    Policy {
        id: format!("{}/{}", row.account, row.name),
        arn: own_policy_arn(&row.account, &row.name),
        name: row.name,
        account: Some(row.account),
        source: Some(Source::Store),
        document: None,
        created_at: Some(cosell_api::DateTime::from_millis(row.created_at)),
        modified_at: Some(cosell_api::DateTime::from_millis(row.modified_at)),
        warnings: Vec::new(),
    }
}

fn of_configuration(account: &str, name: &str) -> Policy {
    Policy {
        id: format!("{account}/{name}"),
        arn: own_policy_arn(account, name),
        name: name.to_owned(),
        account: Some(account.to_owned()),
        source: Some(Source::Configuration),
        document: None,
        created_at: None,
        modified_at: None,
        warnings: Vec::new(),
    }
}

/// The JSON of a policy's document.
fn read(name: &str, document: &str) -> Result<Value, AdminError> {
    let document = serde_json::from_str(document);
    Ok(document.map_err(|error| damaged("policy", name, &error))?)
}

fn shown(row: table::Policy) -> Result<Policy, AdminError> {
    Ok(Policy {
        document: Some(read(&row.name, &row.document)?),
        ..listed(row)
    })
}
