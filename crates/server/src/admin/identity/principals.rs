//! Users and roles. Both have the same pages, each under its own path.

use cosell_admin_api::Status;
use cosell_admin_api::account::Part;
use cosell_admin_api::pages::{
    CreateRole, CreateUser, DeleteRole, DeleteUser, DisableRole, DisableUser, EnableRole,
    EnableUser, ListRoles, ListUsers, ShowRole, ShowUser,
};
use cosell_admin_api::principal::{Principal, Roles, Users};
use cosell_domain::identity::Kind;
use cosell_domain::identity::admin::{ListPage, Named};

use super::part;
use crate::admin::{Context, Handler};
use crate::refusal::Refusal;

impl Handler for ListUsers {
    async fn handle(self, cx: Context<'_>) -> Result<Users, Refusal> {
        let listed = list(cx, Kind::User, self.account, self.query).await?;
        Ok(Users {
            users: listed.items,
            next_token: listed.next,
        })
    }
}

impl Handler for ListRoles {
    async fn handle(self, cx: Context<'_>) -> Result<Roles, Refusal> {
        let listed = list(cx, Kind::Role, self.account, self.query).await?;
        Ok(Roles {
            roles: listed.items,
            next_token: listed.next,
        })
    }
}

async fn list(
    cx: Context<'_>,
    kind: Kind,
    account: String,
    asked: Part,
) -> Result<ListPage<Principal>, Refusal> {
    let part = part(asked.limit, asked.next);
    Ok(cx.identities().principals(account, kind, part).await?)
}

/// Implements the handlers of the pages about a single user or role.
macro_rules! handlers {
    ($kind:expr, $create:ty, $show:ty, $delete:ty, $enable:ty, $disable:ty) => {
        impl Handler for $create {
            async fn handle(self, cx: Context<'_>) -> Result<Principal, Refusal> {
                let named = named(self.account, $kind, self.body.name);
                Ok(cx.identities().create_principal(named).await?)
            }
        }

        impl Handler for $show {
            async fn handle(self, cx: Context<'_>) -> Result<Principal, Refusal> {
                let named = named(self.account, $kind, self.name);
                Ok(cx.identities().principal(named).await?)
            }
        }

        impl Handler for $delete {
            async fn handle(self, cx: Context<'_>) -> Result<Principal, Refusal> {
                let named = named(self.account, $kind, self.name);
                Ok(cx.identities().delete_principal(named).await?)
            }
        }

        impl Handler for $enable {
            async fn handle(self, cx: Context<'_>) -> Result<Principal, Refusal> {
                set(cx, named(self.account, $kind, self.name), Status::Active).await
            }
        }

        impl Handler for $disable {
            async fn handle(self, cx: Context<'_>) -> Result<Principal, Refusal> {
                set(cx, named(self.account, $kind, self.name), Status::Disabled).await
            }
        }
    };
}

handlers!(
    Kind::User,
    CreateUser,
    ShowUser,
    DeleteUser,
    EnableUser,
    DisableUser
);
handlers!(
    Kind::Role,
    CreateRole,
    ShowRole,
    DeleteRole,
    EnableRole,
    DisableRole
);

fn named(account: String, kind: Kind, name: String) -> Named {
    Named {
        account,
        kind,
        name,
    }
}

async fn set(cx: Context<'_>, named: Named, status: Status) -> Result<Principal, Refusal> {
    let changed = cx.identities().set_principal_status(named, status).await;
    Ok(changed?)
}
