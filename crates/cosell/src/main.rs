//! The program `cosell`: one command per module.
//!
//! Standard output carries what a command is asked for, everything else goes to standard error. The
//! exit status is 0 when the command did its work, 2 when it was asked for something it does not
//! understand, and 1 when it failed. A command whose output nobody reads any more ends without a
//! word and with 141, as a shell says of a program that SIGPIPE ended.

mod aside;
mod audit;
mod client;
mod config;
mod demo;
mod docs;
mod failure;
mod identity;
mod logging;
mod page_key;
mod print;
mod reload;
mod secret;
mod serve;
mod start;
mod task;

use std::process::ExitCode;
use std::time::Duration;

use clap::error::{ContextKind, ErrorKind};
use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};
use cosell_supervisor::log;

use crate::failure::Failure;
use crate::identity::principal::Kind;

/// The exit status of a command whose output nobody reads any more: 128 and the number of SIGPIPE.
const UNREAD: u8 = 141;

/// How long the last lines of the log may take at the end.
const LAST_LINES: Duration = Duration::from_secs(1);

#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

/// A co-sell server: the AWS Partner Central Selling API on your own machine.
#[derive(Debug, Parser)]
#[command(name = "cosell", version, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Serve(Box<serve::Arguments>),
    Demo(demo::Arguments),
    Task(task::Arguments),
    Audit(audit::Arguments),
    Account(identity::account::Arguments),
    /// See and change the users of an account.
    User(identity::principal::Arguments),
    /// See and change the roles of an account.
    Role(identity::principal::Arguments),
    Key(identity::key::Arguments),
    Policy(identity::policy::Arguments),
    PageKey(page_key::Arguments),
    Docs(docs::Arguments),
}

/// The command line, which shows no secret.
fn command() -> clap::Command {
    secret::conceal(Arguments::command())
}

fn parse() -> Result<Arguments, clap::Error> {
    let mut command = command();
    let matches = command.try_get_matches_from_mut(std::env::args_os())?;
    Arguments::from_arg_matches(&matches).map_err(|error| error.format(&mut command))
}

fn main() -> ExitCode {
    // Before the command line is read, which takes milliseconds.
    let serves = std::env::args_os()
        .nth(1)
        .is_some_and(|word| word == "serve");
    let begun = serves.then(serve::begin);
    let arguments = parse().unwrap_or_else(|error| discreet(error).exit());
    let outcome = match arguments.command {
        Command::Serve(arguments) => begun
            .unwrap_or_else(serve::begin)
            .and_then(|begun| serve::run(*arguments, begun)),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Task(arguments) => task::run(&arguments).map_err(Failure::from),
        Command::Audit(arguments) => audit::run(&arguments).map_err(Failure::from),
        Command::Account(arguments) => identity::account::run(&arguments).map_err(Failure::from),
        Command::User(arguments) => {
            identity::principal::run(&arguments, Kind::User).map_err(Failure::from)
        }
        Command::Role(arguments) => {
            identity::principal::run(&arguments, Kind::Role).map_err(Failure::from)
        }
        Command::Key(arguments) => identity::key::run(&arguments).map_err(Failure::from),
        Command::Policy(arguments) => identity::policy::run(&arguments).map_err(Failure::from),
        Command::PageKey(arguments) => page_key::run(&arguments).map_err(Failure::from),
        Command::Docs(arguments) => docs::run(&arguments, &command()).map_err(Failure::Docs),
    };
    let status = match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) if failure.is_unread() => ExitCode::from(UNREAD),
        Err(failure) => {
            log::say(&format!("cosell: {}", failure::chain(&failure)));
            match failure {
                Failure::Usage(_) => ExitCode::from(2),
                Failure::Admin(error) if error.is_usage() => ExitCode::from(2),
                Failure::Runtime(_)
                | Failure::Start(_)
                | Failure::Demo(_)
                | Failure::Docs(_)
                | Failure::Admin(_) => ExitCode::FAILURE,
            }
        }
    };
    log::flush(LAST_LINES);
    status
}

/// A complaint about the command line without a word that stands where none is expected: it may be
/// the rest of a secret with a space in it.
fn discreet(mut error: clap::Error) -> clap::Error {
    if error.kind() == ErrorKind::UnknownArgument {
        let word = error.get(ContextKind::InvalidArg).map(ToString::to_string);
        if word.is_some_and(|word| !word.starts_with("--")) {
            error.remove(ContextKind::InvalidArg);
        }
    }
    error
}

#[cfg(test)]
mod tests {
    use std::any::TypeId;
    use std::path::PathBuf;

    use clap::Arg;

    use super::*;
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

    /// Names that only look like it: what a company shows to everybody.
    const PUBLIC: [&str; 1] = ["website_url"];

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
            let looks_secret = !PUBLIC.contains(&id) && SECRET.iter().any(|word| id.contains(word));
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

    #[test]
    fn every_option_that_may_hold_a_secret_is_declared_one() {
        let secrets = check(&command());
        assert!(secrets > 3, "{secrets}");
    }
}
