//! The commands that call a running server, as docs/commands.md has them.

use std::collections::BTreeSet;

use clap::{Arg, Command};

use super::options::{meaning, option};

/// The command whose options every command has: those of the connection and of the output.
const PLAIN: &str = "health";

/// A table of the common options, and one of the commands with their own options.
pub(super) fn tables(program: &Command) -> String {
    let common: Vec<&Arg> = program
        .find_subcommand(PLAIN)
        .into_iter()
        .flat_map(shown)
        .collect();
    let rows = common.iter().map(|arg| {
        let variable = arg.get_env().map(|name| format!("`{}`", name.display()));
        row([spelled(arg), variable.unwrap_or_default(), meaning(arg)])
    });
    let head = "| option | variable | meaning |\n|---|---|---|\n";
    let mut text = head.to_owned() + &rows.collect::<String>();
    text.push_str("\n| command | what it does | options of its own |\n|---|---|---|\n");
    let known = common.iter().map(|arg| arg.get_id().as_str()).collect();
    for command in program.get_subcommands() {
        leaves(command, "cosell", &known, &mut text);
    }
    text
}

/// Appends a row for the command, or for each of those beneath it.
fn leaves(command: &Command, above: &str, known: &BTreeSet<&str>, text: &mut String) {
    if command.is_hide_set() {
        return;
    }
    let name = format!("{above} {}", command.get_name());
    if command.has_subcommands() {
        for beneath in command.get_subcommands() {
            leaves(beneath, &name, known, text);
        }
        return;
    }
    let usage = command.get_positionals().map(|arg| {
        let value = arg.get_id().as_str().to_uppercase();
        let names = arg.get_value_names().unwrap_or_default();
        let value = names.first().map_or(value, ToString::to_string);
        if arg.is_required_set() {
            format!(" {value}")
        } else {
            format!(" [{value}]")
        }
    });
    let about = command.get_about().map(ToString::to_string);
    let own = shown(command).filter(|arg| !known.contains(arg.get_id().as_str()));
    let own = if command.get_name() == "serve" {
        "[configuration.md](configuration.md)".to_owned()
    } else {
        own.map(option).collect::<Vec<_>>().join(", ")
    };
    text.push_str(&row([
        format!("`{name}{}`", usage.collect::<String>()),
        about.unwrap_or_default(),
        own,
    ]));
}

/// The options that `--help` shows, without `--help` and `--version` themselves.
fn shown(command: &Command) -> impl Iterator<Item = &Arg> {
    command.get_opts().filter(|arg| !arg.is_hide_set())
}

/// An option with its short form.
fn spelled(arg: &Arg) -> String {
    match arg.get_short() {
        Some(letter) => format!("{}, `-{letter}`", option(arg)),
        None => option(arg),
    }
}

fn row(cells: [String; 3]) -> String {
    let cells = cells.map(|cell| cell.replace('|', "\\|"));
    format!("| {} |\n", cells.join(" | "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_has_one_row_and_a_common_option_is_told_once() {
        let text = tables(&crate::command());
        for command in ["`cosell task show ID`", "`cosell quota show [ACCOUNT]`"] {
            assert_eq!(text.matches(&format!("| {command} |")).count(), 1, "{text}");
        }
        assert_eq!(text.matches("--admin-token").count(), 1, "{text}");
    }
}
