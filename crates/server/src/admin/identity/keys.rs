//! Access keys.

use bytes::Bytes;
use cosell_domain::identity::Kind;
use cosell_domain::identity::admin::Named;
use serde_json::Value;

use super::{Act, list, part, shown};
use crate::admin::{invalid, not_allowed, read};
use crate::pipeline::Front;
use crate::refusal::Refusal;

pub(super) async fn all(
    front: &Front,
    act: Act,
    query: Option<&str>,
    body: &Bytes,
) -> Result<Value, Refusal> {
    let admin = front.service.administration();
    match act {
        Act::Read => {
            let (part, query) = part(query, &["account", "user", "role"])?;
            let account = query
                .get("account")
                .ok_or_else(|| invalid("Keys are listed by account: name one with ?account=ID."))?;
            let owner = match (query.get("user"), query.get("role")) {
                (None, None) => None,
                (Some(user), None) => Some((Kind::User, user)),
                (None, Some(role)) => Some((Kind::Role, role)),
                (Some(_), Some(_)) => {
                    return Err(invalid("A key is of a user or of a role."));
                }
            };
            let owner = owner.map(|(kind, name)| Named {
                account: account.to_owned(),
                kind,
                name: name.to_owned(),
            });
            list("keys", admin.keys(account.to_owned(), owner, part).await)
        }
        Act::Make => shown(admin.create_key(read(body)?).await),
        _ => Err(not_allowed()),
    }
}

pub(super) async fn one(front: &Front, act: Act, id: &str) -> Result<Value, Refusal> {
    let admin = front.service.administration();
    let key = id.to_owned();
    match act {
        Act::Read => shown(admin.key(key).await),
        Act::Rotate => shown(admin.rotate_key(key).await),
        Act::Set(status) => shown(admin.set_key_status(key, status).await),
        Act::Remove => shown(admin.delete_key(key).await),
        _ => Err(not_allowed()),
    }
}
