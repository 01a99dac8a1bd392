//! Variables of the environment whose names look like options, and are none.

use std::collections::BTreeSet;

use clap::Command;
use toml::Value;

use crate::config::{RENAMED, SECRETS_KEY, variable};

/// What the variable of an option begins with.
const PREFIX: &str = "COSELL_";

/// The variables that nothing reads: probably misspelt. The file may name variables of its own.
pub(crate) fn unknown(program: &Command, file: &toml::Table) -> Vec<String> {
    let mut known = BTreeSet::from([SECRETS_KEY.to_owned()]);
    known.extend(RENAMED.map(|(old, _)| variable(old)));
    of_options(program, &mut known);
    file.values().for_each(|value| of_file(value, &mut known));
    let names = std::env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned());
    names
        .filter(|name| name.starts_with(PREFIX) && !known.contains(name))
        .collect()
}

/// The variables of the options of a command, and of those beneath it.
fn of_options(command: &Command, known: &mut BTreeSet<String>) {
    let variables = command.get_arguments().filter_map(clap::Arg::get_env);
    known.extend(variables.map(|name| name.to_string_lossy().into_owned()));
    command
        .get_subcommands()
        .for_each(|beneath| of_options(beneath, known));
}

/// The variables that a file names as places of secrets.
fn of_file(value: &Value, known: &mut BTreeSet<String>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| of_file(item, known)),
        Value::Table(table) => {
            let named = table.get("secret_env").and_then(Value::as_str);
            known.extend(named.map(str::to_owned));
            table.values().for_each(|value| of_file(value, known));
        }
        _ => {}
    }
}
