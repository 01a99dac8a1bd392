//! Old names of options of the operators' commands. Those of `cosell serve` stand in
//! [`crate::config::RENAMED`].

use cosell_supervisor::log;

use crate::environment;

/// The old and the new name. The old one still works and is not in `--help`.
const RENAMED: [(&str, &str); 3] = [
    ("--next", "--next-token"),
    ("--session", "--session-name"),
    ("--seconds", "--duration"),
];

/// Warns of the old names on the command line.
pub(crate) fn warn() {
    for (old, new) in RENAMED {
        if environment::has_option(old) {
            log::write_line(&format!(
                "cosell: {old} was renamed to {new}; the old name still works"
            ));
        }
    }
}
