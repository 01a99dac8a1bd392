//! `cosell account`, `user`, `role`, `key` and `policy`: who may call a server, and what they may
//! do.
//!
//! Each command is one call of the administrative API, and prints the record that the call is
//! about. `key create` and `key rotate` print a secret, which no other command ever does.

pub(crate) mod account;
pub(crate) mod key;
pub(crate) mod policy;
pub(crate) mod principal;

use cosell_admin_api::Page;

use crate::client::{AdminError, Connection};
use crate::print;

/// Sends a request about one record and prints the response.
fn one<P: Page>(connection: &Connection, page: &P) -> Result<(), AdminError> {
    let record = connection.client()?.call(page)?;
    connection.output.print_members(&record)
}

/// Deletes a record, and prints which one.
fn delete<P: Page>(connection: &Connection, page: &P, what: &str) -> Result<(), AdminError> {
    let record = connection.client()?.call(page)?;
    let output = &connection.output;
    output.print(&record, |_| format!("deleted {}", print::text(what)))
}
