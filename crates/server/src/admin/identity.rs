//! `/_cosell/accounts`, `/_cosell/keys` and `/_cosell/policies`: who may call, and what they may
//! do.
//!
//! Lists take `limit` and `next`, and name the next page in `next_token`. A secret is in the answer
//! that makes it and in no other. What is made, changed or removed is answered as it is then, or
//! was.

mod accounts;
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

/// Which part of a list a query asks for.
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
