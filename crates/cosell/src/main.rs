//! The program `cosell`: one command per module.
//!
//! Standard output carries what a command is asked for, everything else goes to standard error. How
//! a command ended is its exit status, of which [`exit`] has the table. A command whose
//! output was closed by its reader ends without a message.

mod account_id;
mod aside;
mod audit;
mod aws;
mod bar;
mod base_url;
mod blueprint;
mod causes;
mod check;
mod client;
mod clock;
mod compare;
mod completions;
mod config;
mod demo;
mod discreet;
mod docs;
mod elsewhere;
mod endpoint;
mod environment;
mod event;
mod exit;
mod failure;
mod fault;
mod fill;
mod from_text;
mod given;
mod handles;
mod health;
mod identity;
mod import;
mod init;
mod json_place;
mod logging;
mod mcp;
mod namespace;
mod notify;
mod opportunity;
mod owner;
mod page_key;
mod paging;
mod plan;
mod print;
mod quota;
mod record;
mod reload;
mod renamed;
mod request;
mod saved_states;
mod secret;
mod seed;
mod seed_command;
mod serve;
mod settle;
mod signature;
mod socket;
mod start;
mod state;
mod store_command;
mod task;
mod trust;
mod wait;

use std::process::ExitCode;
use std::time::Duration;

use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use cosell_supervisor::log;

use crate::exit::Exit;
use crate::failure::Failure;
use crate::identity::principal::Kind;

/// The deadline for the last lines of the log at the end.
const LAST_LINES: Duration = Duration::from_secs(1);

#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// A co-sell server: the AWS Partner Central Selling API on your own machine.
#[derive(Debug, Parser)]
#[command(
    name = "cosell",
    version,
    propagate_version = true,
    after_long_help = exit::help(),
    after_help = "Exit statuses and more: cosell --help"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(Box<serve::Arguments>),
    Demo(demo::Arguments),
    Wait(health::WaitArguments),
    Health(health::HealthArguments),
    #[command(subcommand)]
    Task(task::Command),
    Check(check::Arguments),
    Compare(Box<compare::Arguments>),
    Mcp(Box<mcp::Arguments>),
    Record(Box<record::Arguments>),
    #[command(subcommand)]
    Aws(aws::Command),
    #[command(subcommand)]
    Events(event::Command),
    #[command(subcommand)]
    Requests(request::Command),
    #[command(subcommand)]
    Fault(fault::Command),
    #[command(subcommand)]
    Clock(clock::Command),
    Settle(settle::Arguments),
    Reset(namespace::ResetArguments),
    #[command(subcommand)]
    Namespace(namespace::Command),
    #[command(subcommand)]
    State(state::Command),
    #[command(subcommand)]
    Seed(seed_command::Command),
    #[command(subcommand)]
    Store(store_command::Command),
    Fill(Box<fill::Arguments>),
    Import(Box<import::Arguments>),
    #[command(subcommand)]
    Quota(quota::Command),
    Audit(audit::Arguments),
    #[command(subcommand)]
    Account(identity::account::Command),
    /// List, create, disable and delete the users of an account
    #[command(subcommand)]
    User(identity::principal::Command),
    /// List, create, disable and delete the roles of an account
    #[command(subcommand)]
    Role(identity::principal::Command),
    #[command(subcommand)]
    Key(identity::key::Command),
    #[command(subcommand)]
    Policy(identity::policy::Command),
    #[command(subcommand)]
    PageKey(page_key::Command),
    Completions(completions::CompletionArguments),
    Man(completions::ManArguments),
    Docs(docs::Arguments),
}

/// The command line, which shows no secret.
fn command() -> clap::Command {
    numeric(secret::conceal(Arguments::command()))
}

/// A command whose options take `-1` as a value, which each refuses in its own words. Otherwise it
/// would be taken for an unknown option.
fn numeric(command: clap::Command) -> clap::Command {
    let command = command.mut_args(|arg| {
        let takes = arg.get_long().is_some() && arg.get_action().takes_values();
        arg.allow_negative_numbers(takes)
    });
    command.mut_subcommands(numeric)
}

fn parse() -> Result<Arguments, clap::Error> {
    let mut command = command();
    let matches = command.try_get_matches_from_mut(std::env::args_os());
    let matches = matches.map_err(|error| environment::without_variables(error, self::command))?;
    Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

fn main() -> ExitCode {
    // Before the command line is read, which takes milliseconds.
    let serves = std::env::args_os()
        .nth(1)
        .is_some_and(|word| word == "serve");
    let begun = serves.then(serve::begin);
    let arguments = parse().unwrap_or_else(|error| discreet(error).exit());
    renamed::warn();
    let outcome = match arguments.command {
        Command::Serve(arguments) => begun
            .unwrap_or_else(serve::begin)
            .and_then(|begun| serve::run(*arguments, begun, command)),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Wait(arguments) => health::wait(&arguments).map_err(Failure::from),
        Command::Health(arguments) => health::show(&arguments).map_err(Failure::from),
        Command::Task(command) => task::run(&command).map_err(Failure::from),
        Command::Check(arguments) => check::run(&arguments).map_err(Failure::from),
        Command::Compare(arguments) => compare::run(&arguments).map_err(Failure::from),
        Command::Mcp(arguments) => mcp::run(&arguments),
        Command::Record(arguments) => record::run(&arguments).map_err(Failure::from),
        Command::Aws(command) => aws::run(&command).map_err(Failure::from),
        Command::Events(command) => event::run(&command).map_err(Failure::from),
        Command::Requests(command) => request::run(&command).map_err(Failure::from),
        Command::Fault(command) => fault::run(&command).map_err(Failure::from),
        Command::Clock(command) => clock::run(&command).map_err(Failure::from),
        Command::Settle(arguments) => settle::run(&arguments).map_err(Failure::from),
        Command::Reset(arguments) => namespace::reset(&arguments).map_err(Failure::from),
        Command::Namespace(command) => namespace::run(&command).map_err(Failure::from),
        Command::State(command) => state::run(&command).map_err(Failure::from),
        Command::Seed(command) => seed_command::run(&command),
        Command::Store(command) => store_command::run(&command),
        Command::Fill(arguments) => fill::run(&arguments).map_err(Failure::from),
        Command::Import(arguments) => import::run(&arguments).map_err(Failure::from),
        Command::Quota(command) => quota::run(&command).map_err(Failure::from),
        Command::Audit(arguments) => audit::run(&arguments).map_err(Failure::from),
        Command::Account(command) => identity::account::run(&command).map_err(Failure::from),
        Command::User(command) => {
            identity::principal::run(&command, Kind::User).map_err(Failure::from)
        }
        Command::Role(command) => {
            identity::principal::run(&command, Kind::Role).map_err(Failure::from)
        }
        Command::Key(command) => identity::key::run(&command).map_err(Failure::from),
        Command::Policy(command) => identity::policy::run(&command).map_err(Failure::from),
        Command::PageKey(command) => page_key::run(&command).map_err(Failure::from),
        Command::Completions(arguments) => completions::completions(&arguments, command()),
        Command::Man(arguments) => completions::man(&arguments, command()),
        Command::Docs(arguments) => docs::run(&arguments, &command()).map_err(Failure::Docs),
    };
    let exit = match outcome {
        Ok(()) => Exit::Done,
        Err(failure) => {
            let exit = failure.exit();
            if exit != Exit::Unread {
                log::write_line(&format!("cosell: {}", causes::chain(&failure)));
            }
            exit
        }
    };
    log::flush(LAST_LINES);
    exit.into()
}

/// An error of the command line without a word that is not expected where it stands: the word may
/// be the rest of a secret with a space in it.
fn discreet(mut error: clap::Error) -> clap::Error {
    if error.kind() == ErrorKind::UnknownArgument {
        let word = error.get(ContextKind::InvalidArg).map(ToString::to_string);
        if word.is_some_and(|word| !word.starts_with("--")) {
            error.remove(ContextKind::InvalidArg);
        }
    }
    if let Some(variable) = environment::variable_of(&error, &command()) {
        let tip = format!("the value is that of the environment variable {variable}");
        let tip = ContextValue::StyledStrs(vec![tip.into()]);
        error.insert(ContextKind::Suggested, tip);
    }
    elsewhere::suggest(&mut error);
    error
}

#[cfg(test)]
mod tests {
    use std::any::TypeId;
    use std::path::PathBuf;

    use clap::Arg;

    use super::*;
    use crate::account_id::AccountId;
    use crate::secret::Secret;

    /// Names of options that hold secrets, or addresses in which a password can stand.
    const SECRET: [&str; 8] = [
        "token",
        "secret",
        "password",
        "credential",
        "key",
        "url",
        "store",
        "events_to",
    ];

    /// Names that only look like it: what a company shows to everybody, where a page begins, and an
    /// address without user name and password that stands in responses.
    const PUBLIC: [&str; 3] = ["website_url", "next_token", "public_url"];

    fn is<T: 'static>(arg: &Arg) -> bool {
        arg.get_value_parser().type_id() == TypeId::of::<T>()
    }

    /// Walks over the options of a command and of those beneath it. How many of them are secrets.
    fn check(command: &clap::Command) -> usize {
        let mut secrets = 0;
        for arg in command.get_opts() {
            let id = arg.get_id().as_str();
            let name = format!("{} --{id}", command.get_name());
            let is_secret = is::<Secret>(arg);
            // A flag has no value that could be one.
            let looks_secret = arg.get_action().takes_values()
                && !PUBLIC.contains(&id)
                && SECRET.iter().any(|word| id.contains(word));
            assert!(
                is_secret || !looks_secret || is::<PathBuf>(arg),
                "{name} looks like a secret and is not declared one"
            );
            if is_secret {
                secrets += 1;
                assert!(arg.is_hide_env_values_set(), "{name} is shown by --help");
                assert!(
                    arg.is_allow_hyphen_values_set(),
                    "{name} takes a value that begins with a hyphen for an option, and shows it"
                );
            }
        }
        secrets + command.get_subcommands().map(check).sum::<usize>()
    }

    /// Walks over the arguments of a command and of those beneath it that are accounts. How many
    /// there are.
    fn accounts(command: &clap::Command) -> usize {
        let mut found = 0;
        for arg in command.get_arguments() {
            let takes_values = arg.get_action().takes_values();
            let names = arg.get_value_names().unwrap_or_default();
            let is_account =
                arg.get_id() == "account" || names.iter().any(|name| name == "ACCOUNT");
            if takes_values && is_account {
                found += 1;
                assert!(
                    is::<AccountId>(arg),
                    "{} {}: what is no account is taken for one",
                    command.get_name(),
                    arg.get_id()
                );
            }
        }
        found + command.get_subcommands().map(accounts).sum::<usize>()
    }

    #[test]
    fn every_argument_that_names_an_account_takes_twelve_digits_only() {
        let accounts = accounts(&command());
        assert!(accounts > 20, "{accounts}");
    }

    /// The words behind `cosell` in a line of code, as long as they can be commands.
    fn words(code: &str) -> Vec<&str> {
        let words = code.split_whitespace();
        let is_word = |word: &&str| {
            word.bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-')
                && !word.starts_with('-')
        };
        words.take_while(is_word).collect()
    }

    /// The word of a line that names no command, if there is one.
    fn unknown<'a>(command: &clap::Command, words: &[&'a str]) -> Option<&'a str> {
        let (word, rest) = words.split_first()?;
        if !command.has_subcommands() || *word == "help" {
            return None;
        }
        match command.find_subcommand(word) {
            Some(beneath) => unknown(beneath, rest),
            None => Some(word),
        }
    }

    #[test]
    fn every_command_that_the_documentation_names_exists() {
        let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        let mut pages = vec![root.join("README.md")];
        for entry in std::fs::read_dir(root.join("docs")).expect("the documentation") {
            pages.push(entry.expect("a page").path());
        }
        let (command, mut found) = (command(), 0);
        for page in pages {
            // The page of messages has texts, and not commands.
            if page.extension().is_none_or(|ending| ending != "md") || page.ends_with("messages.md")
            {
                continue;
            }
            let text = std::fs::read_to_string(&page).expect("a page");
            let (mut is_block, mut prose) = (false, String::new());
            let mut codes = Vec::new();
            for line in text.lines() {
                if line.starts_with("```") {
                    is_block = !is_block;
                } else if is_block {
                    let code = line.strip_prefix("$ ").unwrap_or(line);
                    codes.extend(code.strip_prefix("cosell ").map(str::to_owned));
                } else {
                    // A piece of code may go on in the next line.
                    prose.push_str(line.trim());
                    prose.push(' ');
                }
            }
            codes.extend(prose.split("`cosell ").skip(1).map(str::to_owned));
            for code in codes {
                let code = code.split(['`', '|', '#', ';', '(']).next();
                let words = words(code.unwrap_or_default());
                found += 1;
                assert_eq!(
                    unknown(&command, &words),
                    None,
                    "{}: {words:?}",
                    page.display()
                );
            }
        }
        assert!(found > 300, "{found}");
    }

    #[test]
    fn every_option_that_may_hold_a_secret_is_declared_one() {
        let secrets = check(&command());
        assert!(secrets > 3, "{secrets}");
    }
}
