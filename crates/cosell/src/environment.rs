//! What the process was started with: words of the command line, and variables of the environment.

use std::collections::BTreeSet;

use clap::builder::Resettable;
use clap::error::ContextKind;
use clap::{Arg, Command};
use toml::Value;

use crate::config::{RENAMED, SECRETS_KEY, variable};

/// What the variable of an option begins with.
const PREFIX: &str = "COSELL_";

/// Whether the command line has this option, such as `--listen`.
pub(crate) fn has_option(option: &str) -> bool {
    has_word(|word| word.split('=').next() == Some(option))
}

fn has_word(is_it: impl Fn(&str) -> bool) -> bool {
    std::env::args_os().any(|word| is_it(&word.to_string_lossy()))
}

/// The variables that nothing reads: probably misspelt. The file may name variables of its own.
/// The program is asked for only when there is a variable to look up.
pub(crate) fn unknown(program: fn() -> Command, file: &toml::Table) -> Vec<String> {
    let names = std::env::vars_os().map(|(name, _)| name.to_string_lossy().into_owned());
    let mut names: Vec<_> = names.filter(|name| name.starts_with(PREFIX)).collect();
    if !names.is_empty() {
        let mut known = BTreeSet::from([SECRETS_KEY.to_owned()]);
        known.extend(RENAMED.map(|(old, _)| variable(old)));
        of_options(&program(), &mut known);
        file.values().for_each(|value| of_file(value, &mut known));
        names.retain(|name| !known.contains(name));
    }
    names
}

/// The variable that a refused value comes from, unless the command line has the option.
pub(crate) fn variable_of(error: &clap::Error, program: &Command) -> Option<String> {
    let option = error.get(ContextKind::InvalidArg)?.to_string();
    let option = option.split([' ', '=', '[']).next()?;
    let arg = find(program, option.strip_prefix("--")?)?;
    let short = arg.get_short().map(|letter| format!("-{letter}"));
    let is_short = |word: &str| short.as_ref().is_some_and(|short| word.starts_with(short));
    if has_option(option) || has_word(is_short) {
        return None;
    }
    let variable = arg.get_env()?;
    std::env::var_os(variable).map(|_| variable.to_string_lossy().into_owned())
}

/// An error whose usage line is that of the command line alone: an option that has its value from a
/// variable looks required there, because the parser takes it for one that was given.
pub(crate) fn without_variables(mut error: clap::Error, program: fn() -> Command) -> clap::Error {
    if error.get(ContextKind::Usage).is_some() {
        let again = bare(program()).try_get_matches_from(std::env::args_os());
        let same = again.err().filter(|again| again.kind() == error.kind());
        let usage = same.and_then(|same| same.get(ContextKind::Usage).cloned());
        if let Some(usage) = usage {
            error.insert(ContextKind::Usage, usage);
        }
    }
    error
}

/// A command that reads no variables.
fn bare(command: Command) -> Command {
    let command = command.mut_args(|arg| arg.env(Resettable::Reset));
    command.mut_subcommands(bare)
}

/// The option of this command, or of one beneath it, that has a variable.
fn find<'a>(command: &'a Command, option: &str) -> Option<&'a Arg> {
    let is_it = |arg: &&Arg| arg.get_long() == Some(option) && arg.get_env().is_some();
    let beneath = || {
        let mut beneath = command.get_subcommands();
        beneath.find_map(|command| find(command, option))
    };
    command.get_opts().find(is_it).or_else(beneath)
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
