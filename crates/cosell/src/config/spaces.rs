//! Namespaces beside the configured store, and resets.

use std::path::PathBuf;

use cosell_server::{Mode, SpaceLimits};

use super::options::options;

/// The namespaces that a server of mode `open` may have: enough for the tests of a large project
/// that run side by side, few enough that a test which never drops its namespaces is noticed.
const NAMESPACES: usize = 256;

options! {
    /// The options of spaces.
    pub(super) struct SpaceOptions {
        /// Maximum number of namespaces, each with data, clock and faults of its own; 0 allows none
        ///
        /// A client names one with the header `x-cosell-namespace` or the access key
        /// `NAME/ACCOUNT`. The default is 256 in mode `open` and 0 in mode `strict`. See
        /// docs/state.md.
        #[arg(value_name = "NUMBER")]
        max_namespaces: Option<usize>,
        /// Allow `cosell reset`, `state load` and `state switch` in mode `strict`
        ///
        /// They replace all data. Mode `open` always allows them. See docs/state.md.
        allow_reset: bool,
        /// Seed file, TOML or JSON: what a new store and each namespace begin with
        ///
        /// A store that exists stays as it is. `cosell reset` goes back to the file; `cosell seed
        /// init` writes one to begin with. See docs/state.md.
        #[arg(value_name = "FILE")]
        seed_file: Option<PathBuf>,
        /// Folder of scripts and seed files that run once the server answers
        ///
        /// They run at every start, in the order of their names. See docs/state.md.
        #[arg(value_name = "DIR")]
        init: Option<PathBuf>,
    }
}

/// What a server begins with.
pub(super) struct Beginnings {
    pub(super) limits: SpaceLimits,
    pub(super) seed_file: Option<PathBuf>,
    pub(super) init: Option<PathBuf>,
}

impl SpaceOptions {
    pub(super) fn resolve(self, mode: Mode) -> Beginnings {
        let Self {
            max_namespaces,
            allow_reset,
            seed_file,
            init,
        } = self;
        let (namespaces, reset) = match mode {
            Mode::Open => (NAMESPACES, true),
            Mode::Strict => (0, allow_reset),
        };
        let limits = SpaceLimits {
            namespaces: max_namespaces.unwrap_or(namespaces),
            reset,
        };
        Beginnings {
            limits,
            seed_file,
            init,
        }
    }
}
