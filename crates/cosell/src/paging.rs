//! Which page of a list a command asks for.
//!
//! There is a struct for each default of `--limit`: clap keeps the default of a generic struct once
//! for all of its types.

use cosell_admin_api::Limit;
use cosell_admin_api::account::{IdentityLimit, Part};

/// Where a list goes on.
#[derive(Debug, clap::Args)]
struct Next {
    /// Token of the next page, as the command printed it under the page before
    #[arg(long, alias = "next", value_name = "TOKEN")]
    next_token: Option<String>,
}

/// Which part of a list of records, such as tasks.
#[derive(Debug, clap::Args)]
pub(crate) struct Records {
    /// Maximum number of entries
    #[arg(long, value_name = "NUMBER", default_value_t)]
    pub(crate) limit: Limit<50, 200>,
    #[command(flatten)]
    next: Next,
}

impl Records {
    /// Where the list goes on.
    pub(crate) fn next(&self) -> Option<String> {
        self.next.next_token.clone()
    }
}

/// Which part of a list of identities.
#[derive(Debug, clap::Args)]
pub(crate) struct Identities {
    /// Maximum number of entries
    #[arg(long, value_name = "NUMBER", default_value_t)]
    limit: IdentityLimit,
    #[command(flatten)]
    next: Next,
}

impl Identities {
    pub(crate) fn part(&self) -> Part {
        Part {
            limit: self.limit,
            next: self.next.next_token.clone(),
        }
    }
}
