//! Selling system settings: the settings of an account that it makes through the API, separately
//! for each catalog.
//!
//! There is one setting, the role with which snapshot jobs read the account's opportunities.
//! [`crate::settings`] is something else: the settings of the operator of this server.

mod get;
mod put;
pub mod rules;

use cosell_store::Tx;
use cosell_store::table::setting as table;

use crate::{Context, Error};

/// The name under which the store keeps the role's ARN.
const ROLE: &str = "resource-snapshot-job-role";

/// What is locked while the role is set, or found missing.
const LOCK: &str = "resource-snapshot-job-role-lock";

/// Locks the role of an account's snapshot jobs, which need not be set.
pub(crate) async fn lock(cx: &Context, tx: &mut Tx, account: &str) -> Result<(), Error> {
    Ok(table::lock(tx, account, cx.catalog_name(), LOCK).await?)
}

/// The ARN of the role of an account's snapshot jobs, if it has set one.
pub(crate) async fn role(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
) -> Result<Option<String>, Error> {
    Ok(table::find(tx, account, cx.catalog_name(), ROLE).await?)
}
