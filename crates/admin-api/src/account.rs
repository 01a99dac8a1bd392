//! `/_cosell/accounts`: partner companies, of the store and of the configuration.

use cosell_api::DateTime;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::list::list;
use crate::schema::Instant;
use crate::word::words;
use crate::{Limit, Status};

/// A person at a partner company.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Owner {
    pub first_name: String,
    pub last_name: String,
    pub email: String,
}

/// An account to create. What is left out has the default of an account.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct NewAccount {
    /// Twelve digits.
    pub id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub company_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub website_url: Option<String>,
    /// The alliance lead, who owns the company's opportunities.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
}

words! {
    /// Where an account, a user, a key or a policy is defined.
    #[derive(Default)]
    pub enum Source {
        /// In the store, by this API.
        #[default]
        Store = "store",
        /// In the configuration file. An account may also be one of the two that every server has
        /// whose file defines none.
        Configuration = "configuration",
    }
}

/// An account.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct Account {
    pub id: String,
    pub source: Source,
    pub status: Status,
    pub company_name: String,
    pub website_url: String,
    pub owner: Owner,
    /// Absent for an account that only the configuration defines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<Instant>")]
    pub created_at: Option<DateTime>,
}

list! {
    /// Accounts by their ids.
    pub struct Accounts { accounts: Account }
}

/// Which part of a list of identities: 100 when nothing is said, at most 1000.
#[derive(Clone, Debug, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Part {
    pub limit: IdentityLimit,
    /// The `next_token` of the page before.
    pub next: Option<String>,
}

/// Identities on a page.
pub type IdentityLimit = Limit<100, 1000>;
