//! Users and roles.

use cosell_admin_api::Status;
use cosell_admin_api::account::Source;
use cosell_admin_api::principal::Principal;
use cosell_store::Tx;
use cosell_store::table::{access_key, policy, principal as table};

use super::administration::{
    AdminContext, AdminError, Administration, ListPage, Named, Part, Stored as _, check_name, id,
    merged,
};
use crate::identity::{Kind, Name};

/// The most characters of a name: IAM's limit.
const LONGEST: usize = 64;

impl Administration {
    /// Creates a user or a role. Without a policy it may do nothing.
    pub async fn create_principal(&self, new: Named) -> Result<Principal, AdminError> {
        self.change(new, async |tx, (cx, new)| create(tx, cx, new).await)
            .await
    }

    /// Lists the users or the roles of an account by their names.
    pub async fn principals(
        &self,
        account: String,
        kind: Kind,
        part: Part,
    ) -> Result<ListPage<Principal>, AdminError> {
        self.read(
            (account, kind, part),
            async |tx, (cx, (account, kind, part))| {
                cx.check_account(tx, account).await?;
                let (after, limit) = (part.after.as_deref(), part.limit_and_one());
                let rows = table::list(tx, account, kind.as_str(), after, limit).await?;
                let configured = cx.directory.fixed_of(account);
                let configured = configured.filter(|(_, name)| name.kind == *kind);
                let configured = configured.map(|(_, name)| of_configuration(name));
                let stored = rows.into_iter().map(principal);
                // The policies of the file are in force.
                Ok(merged(part, stored, configured, |one| &one.name))
            },
        )
        .await
    }

    /// Shows a user or a role with its policies.
    pub async fn principal(&self, named: Named) -> Result<Principal, AdminError> {
        self.read(named, async |tx, (cx, named)| {
            if let Some(configured) = configured(cx, named) {
                return Ok(configured);
            }
            let (account, kind) = (&named.account, named.kind.as_str());
            let found = table::find(tx, account, kind, &named.name).await?;
            let found = found.ok_or_else(|| absent(named))?;
            let policies = policy::attached(tx, holder(named)).await?;
            Ok(Principal {
                policies: Some(policies),
                ..principal(found)
            })
        })
        .await
    }

    /// Enables or disables a user or a role.
    pub async fn set_principal_status(
        &self,
        named: Named,
        status: Status,
    ) -> Result<Principal, AdminError> {
        self.change((named, status), async |tx, (cx, (named, status))| {
            let Named {
                account,
                kind,
                name,
            } = named;
            table::set_status(tx, account, kind.as_str(), name, status.stored()).await?;
            Ok(principal(find(tx, cx, named).await?))
        })
        .await
    }

    /// Deletes a user or a role with its keys; a task that it started is denied from its next step
    /// on.
    pub async fn delete_principal(&self, named: Named) -> Result<Principal, AdminError> {
        self.change(named, async |tx, (cx, named)| {
            let found = find(tx, cx, named).await?;
            let (account, kind, name) = (&named.account, named.kind.as_str(), &named.name);
            let owner = access_key::Owner {
                account,
                kind,
                name,
            };
            access_key::clear_of(tx, owner).await?;
            policy::detach_all(tx, holder(named)).await?;
            table::remove(tx, account, kind, name).await?;
            Ok(principal(found))
        })
        .await
    }
}

/// The user or role that a policy is attached to.
pub(super) fn holder(named: &Named) -> policy::Holder<'_> {
    policy::Holder {
        account: &named.account,
        kind: named.kind.as_str(),
        name: &named.name,
    }
}

/// A user or a role that can be changed, because the store has it.
pub(super) async fn find(
    tx: &mut Tx,
    cx: &AdminContext,
    named: &Named,
) -> Result<table::Principal, AdminError> {
    let (account, kind, name) = (&named.account, named.kind.as_str(), &named.name);
    if let Some(found) = table::find(tx, account, kind, name).await? {
        return Ok(found);
    }
    check_not_configured(cx, named)?;
    Err(absent(named))
}

/// Refuses a user that the configuration file defines.
fn check_not_configured(cx: &AdminContext, named: &Named) -> Result<(), AdminError> {
    if configured(cx, named).is_none() {
        return Ok(());
    }
    let (kind, name) = (named.kind, &named.name);
    let message = format!(
        "The {kind} {name} is not in the store, so it cannot be changed here: the configuration \
         file defines it. Change that file and restart the server."
    );
    Err(AdminError::Conflict(message))
}

fn absent(named: &Named) -> AdminError {
    let Named {
        account,
        kind,
        name,
    } = named;
    AdminError::not_found(format_args!("{kind} {name} of account {account}"))
}

/// A user that the configuration file defines.
fn configured(cx: &AdminContext, named: &Named) -> Option<Principal> {
    let mut keys = cx.directory.fixed_of(&named.account);
    let found = keys.find(|(_, name)| name.kind == named.kind && name.name == named.name);
    found.map(|(_, name)| Principal {
        policies: Some(cx.directory.fixed_attached(name)),
        ..of_configuration(name)
    })
}

fn of_configuration(name: &Name) -> Principal {
    Principal {
        account: name.account.to_string(),
        kind: name.kind.to_string(),
        name: name.name.clone(),
        arn: name.principal_arn(),
        id: name.principal_arn(),
        source: Source::Configuration,
        status: Status::Active,
        policies: None,
        created_at: None,
    }
}

async fn create(tx: &mut Tx, cx: &AdminContext, new: &Named) -> Result<Principal, AdminError> {
    let kind = new.kind;
    check_name("name", &new.name, LONGEST)?;
    cx.check_account(tx, &new.account).await?;
    check_not_configured(cx, new)?;
    let prefix = if kind == Kind::User { "AIDA" } else { "AROA" };
    let row = table::Principal {
        account: new.account.clone(),
        kind,
        name: new.name.clone(),
        id: id(&cx.world, prefix),
        status: Status::Active.stored(),
        created_at: cx.world.now(),
    };
    let what = format!("{} {} of account {}", row.kind, row.name, row.account);
    table::insert(tx, &row)
        .await
        .map_err(|error| AdminError::duplicate(error, what))?;
    Ok(principal(row))
}

fn principal(row: table::Principal) -> Principal {
    let name = match row.kind {
        Kind::Root => Name::root(row.account.as_str()),
        Kind::User => Name::user(row.account.as_str(), &row.name),
        Kind::Role => Name::role(row.account.as_str(), &row.name, ""),
    };
    Principal {
        arn: name.principal_arn(),
        account: row.account,
        kind: row.kind.to_string(),
        name: row.name,
        id: row.id,
        source: Source::Store,
        status: Status::of(row.status),
        policies: None,
        created_at: Some(cosell_api::DateTime::from_millis(row.created_at)),
    }
}
