//! `/_cosell/accounts`, `/_cosell/keys` and `/_cosell/policies`: who may call, and what they may
//! do.
//!
//! Lists take `limit` and `next`, and name the next page in `next_token`. A secret is shown only in
//! the response that creates it. A response shows an object after it was created or changed, or
//! before it was deleted.

mod accounts;
mod features;
mod keys;
mod policies;
mod principals;

use cosell_admin_api::account::IdentityLimit;
use cosell_domain::identity::admin::{AdminError, Administration, Part};

use super::Context;
use crate::refusal::Refusal;

impl Context<'_> {
    fn identities(&self) -> Administration {
        self.front.service.administration()
    }
}

/// The part of a list that a query requests.
fn part(limit: IdentityLimit, next: Option<String>) -> Part {
    Part {
        after: next,
        limit: Some(limit.get().into()),
    }
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
