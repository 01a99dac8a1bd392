//! `/_cosell/accounts/{account}/users` and `…/roles`: who calls on behalf of an account.

use cosell_api::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::Status;
use crate::account::Source;
use crate::list::list;
use crate::schema::Instant;

/// A user or a role to create.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewPrincipal {
    pub name: String,
}

/// A user or a role.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Principal {
    pub account: String,
    /// `user` or `role`.
    pub kind: String,
    pub name: String,
    pub arn: String,
    /// `AIDA…` or `AROA…`; what `aws:userid` is in conditions. For a user of the configuration it
    /// is the ARN.
    pub id: String,
    /// A server before this member had those of the store alone.
    #[serde(default)]
    pub source: Source,
    pub status: Status,
    /// The ARNs of its policies; only where one principal is shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub policies: Option<Vec<String>>,
    /// Absent for a user of the configuration.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Instant>")]
    pub created_at: Option<DateTime>,
}

list! {
    /// Users by their names.
    pub struct Users { users: Principal }
}

list! {
    /// Roles by their names.
    pub struct Roles { roles: Principal }
}
