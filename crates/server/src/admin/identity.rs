//! `/_cosell/accounts`, `/_cosell/keys` and `/_cosell/policies`: who may call, and what they may do.
//!
//! | path | methods |
//! |---|---|
//! | `accounts` | GET lists, POST makes one |
//! | `accounts/ID` | GET, DELETE; POST `…/disable`, `…/enable` |
//! | `accounts/ID/users`, `accounts/ID/roles` | GET lists, POST `{"name": …}` makes one |
//! | `accounts/ID/users/NAME` and of roles | GET with its policies, DELETE; POST `…/disable`, `…/enable` |
//! | `keys?account=ID&user=NAME` | GET lists |
//! | `keys` | POST `{"account": …, "user": …}` makes one |
//! | `keys/ID` | GET, DELETE; POST `…/rotate`, `…/disable`, `…/enable` |
//! | `policies`, `policies?account=ID` | GET lists AWS's own or an account's |
//! | `policies` | POST `{"account": …, "name": …, "document": {…}}` makes or replaces one |
//! | `policies/ACCOUNT/NAME` | GET, DELETE |
//! | `policies/attach`, `policies/detach` | POST `{"account": …, "user": …, "policy": …}` |
//! | `policies/explain` | POST `{"principal": ARN, "operation": …}` |
//!
//! Lists take `limit` and `next`, and name the next page in `next_token`. A secret is in the answer
//! that makes it and in no other. What is made, changed or removed is answered as it is then, or was.

mod accounts;
mod keys;
mod policies;

use bytes::Bytes;
use cosell_domain::identity::Kind;
use cosell_domain::identity::admin::{AdminError, Listed, Part, Status};
use hyper::Method;
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::audit::Act as Audited;
use crate::pipeline::Front;
use crate::query::{self, Query};
use crate::refusal::Refusal;

/// Records on a page when nothing is said of it, and at most.
const PAGE: usize = 100;
const LONGEST_PAGE: usize = 1000;

/// A page about identities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Page<'a> {
    about: About<'a>,
    act: Act,
    query: Option<&'a str>,
    /// The path behind its first part.
    rest: &'a str,
}

/// What a page is about. Names and ids are as the path has them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About<'a> {
    Accounts,
    Account(&'a str),
    Principals(&'a str, Kind),
    Principal(&'a str, Kind, &'a str),
    Keys,
    Key(&'a str),
    Policies,
    Policy(&'a str, &'a str),
    Attachment,
    Explanation,
}

/// What is to be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Read,
    Make,
    Remove,
    Set(Status),
    Rotate,
    Attach,
    Detach,
}

impl<'a> Page<'a> {
    /// What the page does, for the audit log.
    pub(super) fn act(self) -> Option<Audited<'a>> {
        let names = match self.about {
            About::Accounts | About::Account(_) => &ACCOUNT,
            About::Principals(_, Kind::Role) | About::Principal(_, Kind::Role, _) => &ROLE,
            About::Principals(..) | About::Principal(..) => &USER,
            About::Keys | About::Key(_) => &KEY,
            About::Policies | About::Policy(..) | About::Attachment => &POLICY,
            About::Explanation => return None,
        };
        let name = match self.act {
            Act::Read => return None,
            Act::Make => names[0],
            Act::Remove => names[1],
            Act::Set(Status::Active) => names[2],
            Act::Set(Status::Disabled) => names[3],
            Act::Rotate => "key.rotate",
            Act::Attach => "policy.attach",
            Act::Detach => "policy.detach",
        };
        let (kind, id) = match self.about {
            About::Accounts => ("accounts", None),
            About::Principals(_, Kind::Role) => ("roles", None),
            About::Principals(..) => ("users", None),
            About::Keys => ("keys", None),
            About::Policies | About::Attachment | About::Explanation => ("policies", None),
            About::Account(id) => ("accounts", Some(id)),
            About::Key(id) => ("keys", Some(id)),
            About::Principal(..) => ("accounts", Some(self.rest)),
            About::Policy(..) => ("policies", Some(self.rest)),
        };
        Some(Audited { name, kind, id })
    }

    /// The name in the log.
    pub(super) const fn name(self) -> &'static str {
        match self.about {
            About::Accounts | About::Account(_) | About::Principals(..) | About::Principal(..) => {
                "_cosell/accounts"
            }
            About::Keys | About::Key(_) => "_cosell/keys",
            About::Policies | About::Policy(..) | About::Attachment | About::Explanation => {
                "_cosell/policies"
            }
        }
    }
}

/// The acts of the audit log: to make, to remove, to let in and to keep out.
const ACCOUNT: [&str; 4] = [
    "account.create",
    "account.delete",
    "account.enable",
    "account.disable",
];
const USER: [&str; 4] = ["user.create", "user.delete", "user.enable", "user.disable"];
const ROLE: [&str; 4] = ["role.create", "role.delete", "role.enable", "role.disable"];
const KEY: [&str; 4] = ["key.create", "key.delete", "key.enable", "key.disable"];
const POLICY: [&str; 4] = [
    "policy.put",
    "policy.delete",
    "policy.enable",
    "policy.disable",
];

/// Finds a page by its path; nothing when the path is about something else.
pub(super) fn find<'a>(
    method: &Method,
    path: &'a str,
    query: Option<&'a str>,
) -> Option<Result<Page<'a>, Refusal>> {
    let parts: Vec<&str> = path.split('/').collect();
    let (about, verb) = match *parts.as_slice() {
        ["accounts"] => (About::Accounts, None),
        ["accounts", id] => (About::Account(id), None),
        ["accounts", id, word @ ("users" | "roles")] => (About::Principals(id, kind(word)), None),
        ["accounts", id, verb] => (About::Account(id), Some(verb)),
        ["accounts", id, word @ ("users" | "roles"), name] => {
            (About::Principal(id, kind(word), name), None)
        }
        ["accounts", id, word @ ("users" | "roles"), name, verb] => {
            (About::Principal(id, kind(word), name), Some(verb))
        }
        ["keys"] => (About::Keys, None),
        ["keys", id] => (About::Key(id), None),
        ["keys", id, verb] => (About::Key(id), Some(verb)),
        ["policies"] => (About::Policies, None),
        ["policies", verb @ ("attach" | "detach")] => (About::Attachment, Some(verb)),
        ["policies", "explain"] => (About::Explanation, None),
        ["policies", account, name] => (About::Policy(account, name), None),
        ["accounts" | "keys" | "policies", ..] => {
            return Some(Err(super::not_found("There is no such page.")));
        }
        _ => return None,
    };
    let act = match (method.as_str(), verb) {
        ("GET" | "HEAD", None) => Act::Read,
        ("POST", None) => Act::Make,
        ("DELETE", None) => Act::Remove,
        ("POST", Some("enable")) => Act::Set(Status::Active),
        ("POST", Some("disable")) => Act::Set(Status::Disabled),
        ("POST", Some("rotate")) => Act::Rotate,
        ("POST", Some("attach")) => Act::Attach,
        ("POST", Some("detach")) => Act::Detach,
        (_, Some("enable" | "disable" | "rotate" | "attach" | "detach") | None) => {
            return Some(Err(super::not_allowed()));
        }
        _ => return Some(Err(super::not_found("There is no such page."))),
    };
    Some(Ok(Page {
        about,
        act,
        query,
        rest: path.split_once('/').map_or("", |(_, rest)| rest),
    }))
}

fn kind(word: &str) -> Kind {
    if word == "users" {
        Kind::User
    } else {
        Kind::Role
    }
}

/// Answers for a page.
pub(super) async fn answer(front: &Front, page: Page<'_>, body: &Bytes) -> Result<Value, Refusal> {
    let Page {
        about, act, query, ..
    } = page;
    match about {
        About::Accounts => accounts::all(front, act, query, body).await,
        About::Account(id) => accounts::one(front, act, id).await,
        About::Principals(account, kind) => {
            accounts::principals(front, act, (account, kind), query, body).await
        }
        About::Principal(account, kind, name) => {
            accounts::principal(front, act, (account, kind, name)).await
        }
        About::Keys => keys::all(front, act, query, body).await,
        About::Key(id) => keys::one(front, act, id).await,
        About::Policies => policies::all(front, act, query, body).await,
        About::Policy(account, name) => policies::one(front, act, account, name).await,
        About::Attachment => policies::attachment(front, act, body).await,
        About::Explanation => policies::explanation(front, act, body).await,
    }
}

/// Which part of a list a query asks for, and the other members that it may have.
fn part(query: Option<&str>, members: &[&str]) -> Result<(Part, Query), Refusal> {
    let known = [&["limit", "next"], members].concat();
    let query = Query::read(query, &known).map_err(|message| super::invalid(&message))?;
    let limit = super::limit(&query, PAGE, LONGEST_PAGE)?;
    let part = Part {
        after: query.get("next").map(str::to_owned),
        limit: i64::try_from(limit).ok(),
    };
    Ok((part, query))
}

/// A page of a list under its name.
fn list<T: Serialize>(name: &str, listed: Result<Listed<T>, AdminError>) -> Result<Value, Refusal> {
    let Listed { items, next } = listed?;
    let mut page = Map::new();
    page.insert(name.to_owned(), document(&items)?);
    page.insert("next_token".to_owned(), json!(next));
    Ok(Value::Object(page))
}

/// What was asked for, made or removed.
fn shown<T: Serialize>(record: Result<T, AdminError>) -> Result<Value, Refusal> {
    document(&record?)
}

fn document<T: Serialize>(record: &T) -> Result<Value, Refusal> {
    serde_json::to_value(record).map_err(|error| super::invalid(&error.to_string()))
}

/// A name in the path.
fn name(part: &str) -> Result<String, Refusal> {
    query::of_path(part).ok_or_else(|| super::not_found("The path is not percent-encoded UTF-8."))
}

impl From<AdminError> for Refusal {
    fn from(error: AdminError) -> Self {
        match error {
            AdminError::Invalid(message) => super::invalid(&message),
            AdminError::NotFound(message) => super::not_found(&message),
            AdminError::Conflict(message) => super::conflict(&message),
            AdminError::Store(error) => cosell_domain::Error::from(error).into(),
        }
    }
}
