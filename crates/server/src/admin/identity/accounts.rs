//! Accounts, and their users and roles.

use bytes::Bytes;
use cosell_domain::identity::Kind;
use cosell_domain::identity::admin::Named;
use serde::Deserialize;
use serde_json::Value;

use super::{Act, list, name as decoded, part, shown};
use crate::admin::{not_allowed, read};
use crate::pipeline::Front;
use crate::refusal::Refusal;

/// What a user or a role is made of.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct New {
    name: String,
}

pub(super) async fn all(
    front: &Front,
    act: Act,
    query: Option<&str>,
    body: &Bytes,
) -> Result<Value, Refusal> {
    let admin = front.service.administration();
    match act {
        Act::Read => list("accounts", admin.accounts(part(query, &[])?.0).await),
        Act::Make => shown(admin.create_account(read(body)?).await),
        _ => Err(not_allowed()),
    }
}

pub(super) async fn one(front: &Front, act: Act, id: &str) -> Result<Value, Refusal> {
    let admin = front.service.administration();
    let id = id.to_owned();
    match act {
        Act::Read => shown(admin.account(id).await),
        Act::Set(status) => shown(admin.set_account_status(id, status).await),
        Act::Remove => shown(admin.delete_account(id).await),
        _ => Err(not_allowed()),
    }
}

pub(super) async fn principals(
    front: &Front,
    act: Act,
    (account, kind): (&str, Kind),
    query: Option<&str>,
    body: &Bytes,
) -> Result<Value, Refusal> {
    let admin = front.service.administration();
    let account = account.to_owned();
    let name = if kind == Kind::User { "users" } else { "roles" };
    match act {
        Act::Read => {
            let (part, _) = part(query, &[])?;
            list(name, admin.principals(account, kind, part).await)
        }
        Act::Make => {
            let New { name } = read(body)?;
            let made = admin
                .create_principal(Named {
                    account,
                    kind,
                    name,
                })
                .await;
            shown(made)
        }
        _ => Err(not_allowed()),
    }
}

pub(super) async fn principal(
    front: &Front,
    act: Act,
    (account, kind, name): (&str, Kind, &str),
) -> Result<Value, Refusal> {
    let admin = front.service.administration();
    let named = Named {
        account: account.to_owned(),
        kind,
        name: decoded(name)?,
    };
    match act {
        Act::Read => shown(admin.principal(named).await),
        Act::Set(status) => shown(admin.set_principal_status(named, status).await),
        Act::Remove => shown(admin.delete_principal(named).await),
        _ => Err(not_allowed()),
    }
}
