//! Whose records a command makes, and how its calls are signed: options that commands share.

use cosell_admin_api::task::Catalog;

use crate::account_id::AccountId;
use crate::client::words;

#[derive(Debug, clap::Args)]
pub(crate) struct OwnerOptions {
    /// Account that owns the records
    #[arg(long, value_name = "ACCOUNT", default_value = "111111111111")]
    pub(crate) account: AccountId,
    /// Catalog of the records
    #[arg(long, value_parser = words::<Catalog>(), default_value_t = Catalog::Sandbox)]
    pub(crate) catalog: Catalog,
    /// Profile of the AWS CLI that signs the calls
    #[arg(long, value_name = "PROFILE")]
    pub(crate) profile: Option<String>,
    /// Region in the signatures
    #[arg(long, value_name = "REGION", default_value = "us-east-1")]
    pub(crate) region: String,
}
