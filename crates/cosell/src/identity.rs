//! `cosell account`, `user`, `role`, `key` and `policy`: who may call a server, and what they may
//! do.
//!
//! Each command is one call of the administration API, and prints the record that the call is
//! about. `key create` and `key rotate` print a secret, which no other command ever does.

pub(crate) mod account;
pub(crate) mod key;
pub(crate) mod policy;
pub(crate) mod principal;

use cosell_admin_api::Page;
use cosell_admin_api::account::{IdentityLimit, Part};

use crate::client::{AdminError, Connection};

/// Which part of a list.
#[derive(Debug, clap::Args)]
pub(crate) struct Paging {
    /// List at most so many
    #[arg(long, value_name = "NUMBER", default_value_t)]
    limit: IdentityLimit,
    /// Go on where an earlier list ended
    #[arg(long, value_name = "TOKEN")]
    next: Option<String>,
}

impl Paging {
    fn part(&self) -> Part {
        Part {
            limit: self.limit,
            next: self.next.clone(),
        }
    }
}

/// Asks for a record, or for a change of it, and prints the answer.
fn one<P: Page>(connection: &Connection, page: &P) -> Result<(), AdminError> {
    let record = connection.client()?.call(page)?;
    connection.print_members(&record)
}
