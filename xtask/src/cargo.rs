//! Cargo, called from a program that cargo runs.

use std::env;
use std::process::Command;

/// A command of the cargo that runs this program.
pub(crate) fn command() -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    detach(&mut command);
    command
}

/// Takes out of a command's environment what cargo tells this program of its own package. Build
/// scripts look at it, ring's for one: whatever is built on that would be built anew each time when
/// one of our commands and a developer's own take turns.
pub(crate) fn detach(command: &mut Command) -> &mut Command {
    let own = ["CARGO_MANIFEST_", "CARGO_PKG_"];
    for (name, _) in env::vars_os() {
        let text = name.to_string_lossy();
        if own.iter().any(|prefix| text.starts_with(prefix)) {
            command.env_remove(&name);
        }
    }
    command
}
