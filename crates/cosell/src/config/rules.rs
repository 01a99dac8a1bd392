//! Which rules requests are held to, and whether an answer names them.

use clap::ValueEnum;
use serde::Deserialize;

use super::options::options;

options! {
    /// The options of rules.
    pub(super) struct RuleOptions {
        /// Which rules apply where AWS's documentation and the live service differ
        ///
        /// docs/compatibility.md lists each rule.
        #[arg(value_name = "MODE", default_value = "observed")]
        pub(super) strictness: Strictness,
        /// Name the rules that refused a request in the response header `x-cosell-rules`
        pub(super) explain: bool,
    }
}

/// How early an opportunity must be complete.
#[derive(Clone, Copy, Debug, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Strictness {
    /// Refuse what the live service is reported to refuse, such as a partial update; required
    /// fields are checked at submission
    Observed,
    /// Follow AWS's documentation; required fields are checked at creation
    Documented,
}

impl From<Strictness> for cosell_domain::settings::Strictness {
    fn from(choice: Strictness) -> Self {
        match choice {
            Strictness::Observed => Self::Observed,
            Strictness::Documented => Self::Documented,
        }
    }
}
