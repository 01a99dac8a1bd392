//! Users and roles.

use cosell_admin_api::Status;
use cosell_admin_api::principal::Principal;
use cosell_store::Tx;
use cosell_store::table::{access_key, policy, principal as table};

use super::administration::{
    AdminContext, AdminError, Administration, ListPage, Named, Part, Stored as _, check_name, id,
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
                Ok(ListPage::of(part, rows, |row| &row.name, principal))
            },
        )
        .await
    }

    /// Shows a user or a role with its policies.
    pub async fn principal(&self, named: Named) -> Result<Principal, AdminError> {
        self.read(named, async |tx, (_, named)| {
            let found = find(tx, named).await?;
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
        self.change((named, status), async |tx, (_, (named, status))| {
            let Named {
                account,
                kind,
                name,
            } = named;
            table::set_status(tx, account, kind.as_str(), name, status.stored()).await?;
            Ok(principal(find(tx, named).await?))
        })
        .await
    }

    /// Deletes a user or a role with its keys; a task that it started is denied from its next step
    /// on.
    pub async fn delete_principal(&self, named: Named) -> Result<Principal, AdminError> {
        self.change(named, async |tx, (_, named)| {
            let found = find(tx, named).await?;
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

pub(super) async fn find(tx: &mut Tx, named: &Named) -> Result<table::Principal, AdminError> {
    let (account, kind, name) = (&named.account, named.kind.as_str(), &named.name);
    let found = table::find(tx, account, kind, name).await?;
    found.ok_or_else(|| AdminError::not_found(format_args!("{kind} {name} of account {account}")))
}

async fn create(tx: &mut Tx, cx: &AdminContext, new: &Named) -> Result<Principal, AdminError> {
    let kind = new.kind;
    check_name("name", &new.name, LONGEST)?;
    cx.check_account(tx, &new.account).await?;
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
        status: Status::of(row.status),
        policies: None,
        created_at: cosell_api::DateTime::from_millis(row.created_at),
    }
}
