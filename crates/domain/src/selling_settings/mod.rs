//! Selling system settings: what an account decides through the API, for each catalog apart.
//!
//! There is one setting, the role by which snapshot jobs read the account's opportunities.
//! [`crate::settings`] is something else: what the operator of this server decides.

mod get;
mod put;
pub mod rules;

use cosell_store::Tx;
use cosell_store::table::setting as table;

use crate::{Context, Error};

/// Under which name the store keeps the role's ARN.
const ROLE: &str = "resource-snapshot-job-role";

/// The ARN of the role of an account's snapshot jobs, if it has set one.
pub(crate) async fn role(
    cx: &Context,
    tx: &mut Tx,
    account: &str,
) -> Result<Option<String>, Error> {
    Ok(table::find(tx, account, cx.catalog_name(), ROLE).await?)
}
