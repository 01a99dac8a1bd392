//! Old names of options, which still work and are in no help.

use cosell_supervisor::log;

use crate::config::{self, flag, variable};
use crate::environment;

/// The old and the new names of options of the operators' commands. Those of `cosell serve` stand
/// in [`config::RENAMED`].
const RENAMED: [(&str, &str); 3] = [
    ("--next", "--next-token"),
    ("--session", "--session-name"),
    ("--seconds", "--duration"),
];

/// Warns of the old names on the command line of an operator.
pub(crate) fn warn() {
    for (old, new) in RENAMED {
        if environment::has_option(old) {
            log::write_line(&format!(
                "cosell: {old} was renamed to {new}; the old name still works"
            ));
        }
    }
}

/// Old names of options of `cosell serve` that are in use, each beside the new one: on the command
/// line, in the environment, or in the configuration file.
pub(crate) fn of_serve(file: &toml::Table) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for (old, new) in config::RENAMED {
        if environment::has_option(&flag(old)) {
            found.push((flag(old), flag(new)));
        }
        if std::env::var_os(variable(old)).is_some() {
            found.push((variable(old), variable(new)));
        }
        if file.contains_key(old) {
            found.push((old.to_owned(), new.to_owned()));
        }
    }
    found
}
