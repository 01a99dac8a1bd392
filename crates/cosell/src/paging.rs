//! Which page of a list a command asks for.

use cosell_admin_api::account::{IdentityLimit, Part};

/// Where a list goes on.
#[derive(Debug, clap::Args)]
pub(crate) struct Next {
    /// Token of the next page, as the command printed it under the page before
    #[arg(long, alias = "next", value_name = "TOKEN")]
    next_token: Option<String>,
}

impl Next {
    pub(crate) fn token(&self) -> Option<String> {
        self.next_token.clone()
    }
}

/// Which part of a list of identities.
#[derive(Debug, clap::Args)]
pub(crate) struct Paging {
    /// Maximum number of entries
    #[arg(long, value_name = "NUMBER", default_value_t)]
    limit: IdentityLimit,
    #[command(flatten)]
    next: Next,
}

impl Paging {
    pub(crate) fn part(&self) -> Part {
        Part {
            limit: self.limit,
            next: self.next.token(),
        }
    }
}
