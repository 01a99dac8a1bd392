//! Policies, whom they are attached to, and what they say.

use bytes::Bytes;
use serde_json::Value;

use super::{Act, list, name as decoded, part, shown};
use crate::admin::{not_allowed, read};
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
            let (part, query) = part(query, &["account"])?;
            let listed = match query.get("account") {
                None => Ok(admin.managed_policies()),
                Some(account) => admin.policies(account.to_owned(), part).await,
            };
            list("policies", listed)
        }
        Act::Make => shown(admin.put_policy(read(body)?).await),
        _ => Err(not_allowed()),
    }
}

pub(super) async fn one(
    front: &Front,
    act: Act,
    account: &str,
    name: &str,
) -> Result<Value, Refusal> {
    let admin = front.service.administration();
    let (account, name) = (account.to_owned(), decoded(name)?);
    match act {
        Act::Read => shown(admin.policy(account, name).await),
        Act::Remove => shown(admin.delete_policy(account, name).await),
        _ => Err(not_allowed()),
    }
}

pub(super) async fn attachment(front: &Front, act: Act, body: &Bytes) -> Result<Value, Refusal> {
    let admin = front.service.administration();
    let holder = match act {
        Act::Attach => admin.attach(read(body)?).await,
        Act::Detach => admin.detach(read(body)?).await,
        _ => return Err(not_allowed()),
    };
    shown(holder)
}

pub(super) async fn explanation(front: &Front, act: Act, body: &Bytes) -> Result<Value, Refusal> {
    match act {
        Act::Make => shown(front.service.administration().explain(read(body)?).await),
        _ => Err(not_allowed()),
    }
}
