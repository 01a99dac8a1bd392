//! Which rules requests are held to, and whether an answer names them.

use clap::ValueEnum;
use serde::Deserialize;

use super::options::options;

options! {
    /// The options of rules.
    pub(super) struct RuleOptions {
        /// Whose word counts where AWS's documents and the live service differ
        ///
        /// docs/compatibility.md says it of each rule.
        #[arg(value_name = "MODE", default_value = "observed")]
        pub(super) strictness: Strictness,
        /// Name the rules that refused a request in the header `x-cosell-rules`
        pub(super) explain: bool,
    }
}

/// How early an opportunity must be complete.
#[derive(Clone, Copy, Debug, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Strictness {
    /// Refuse what integrators report the live service to refuse, such as an update that is not the
    /// whole opportunity, and demand complete opportunities at submission
    Observed,
    /// Keep to AWS's documents, which demand complete opportunities at creation
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
