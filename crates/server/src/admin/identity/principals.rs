//! Users and roles. Both have the same pages, each under its own name.

use cosell_admin_api::Status;
use cosell_admin_api::account::Part;
use cosell_admin_api::pages::{
    CreateRole, CreateUser, DeleteRole, DeleteUser, DisableRole, DisableUser, EnableRole,
    EnableUser, ListRoles, ListUsers, ShowRole, ShowUser,
};
use cosell_admin_api::principal::{Principal, Roles, Users};
use cosell_domain::identity::Kind;
use cosell_domain::identity::admin::{Listed, Named};

use super::part;
use crate::admin::{Answers, Context};
use crate::refusal::Refusal;

impl Answers for ListUsers {
    async fn answer(self, cx: Context<'_>) -> Result<Users, Refusal> {
        let listed = list(cx, Kind::User, self.account, self.query).await?;
        Ok(Users {
            users: listed.items,
            next_token: listed.next,
        })
    }
}

impl Answers for ListRoles {
    async fn answer(self, cx: Context<'_>) -> Result<Roles, Refusal> {
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
) -> Result<Listed<Principal>, Refusal> {
    let part = part(asked.limit, asked.next);
    Ok(cx.identities().principals(account, kind, part).await?)
}

/// Answers the pages of one kind that are about one of them.
macro_rules! answers {
    ($kind:expr, $create:ty, $show:ty, $delete:ty, $enable:ty, $disable:ty) => {
        impl Answers for $create {
            async fn answer(self, cx: Context<'_>) -> Result<Principal, Refusal> {
                let named = named(self.account, $kind, self.body.name);
                Ok(cx.identities().create_principal(named).await?)
            }
        }

        impl Answers for $show {
            async fn answer(self, cx: Context<'_>) -> Result<Principal, Refusal> {
                let named = named(self.account, $kind, self.name);
                Ok(cx.identities().principal(named).await?)
            }
        }

        impl Answers for $delete {
            async fn answer(self, cx: Context<'_>) -> Result<Principal, Refusal> {
                let named = named(self.account, $kind, self.name);
                Ok(cx.identities().delete_principal(named).await?)
            }
        }

        impl Answers for $enable {
            async fn answer(self, cx: Context<'_>) -> Result<Principal, Refusal> {
                set(cx, named(self.account, $kind, self.name), Status::Active).await
            }
        }

        impl Answers for $disable {
            async fn answer(self, cx: Context<'_>) -> Result<Principal, Refusal> {
                set(cx, named(self.account, $kind, self.name), Status::Disabled).await
            }
        }
    };
}

answers!(
    Kind::User,
    CreateUser,
    ShowUser,
    DeleteUser,
    EnableUser,
    DisableUser
);
answers!(
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
