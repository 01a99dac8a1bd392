//! The program `cosell`: one command per module.
//!
//! Standard output carries what a command is asked for, everything else goes to standard error. How
//! a command ended is its exit status, of which [`exit`] has the table. A command whose
//! output was closed by its reader ends without a message.

mod aside;
mod audit;
mod aws;
mod bar;
mod blueprint;
mod causes;
mod check;
mod client;
mod clock;
mod compare;
mod completions;
mod config;
mod demo;
mod docs;
mod endpoint;
mod environment;
mod event;
mod exit;
mod failure;
mod fault;
mod fill;
mod given;
mod health;
mod identity;
mod import;
mod init;
mod logging;
mod mcp;
mod namespace;
mod opportunity;
mod owner;
mod page_key;
mod paging;
mod print;
mod quota;
mod record;
mod reload;
mod renamed;
mod request;
mod secret;
mod seed;
mod seed_command;
mod serve;
mod settle;
mod signature;
mod start;
mod state;
mod store_command;
mod task;

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
    renamed::warn();
    let outcome = match arguments.command {
        Command::Serve(arguments) => begun
            .unwrap_or_else(serve::begin)
            .and_then(|begun| serve::run(*arguments, begun)),
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

    #[test]
    fn every_option_that_may_hold_a_secret_is_declared_one() {
        let secrets = check(&command());
        assert!(secrets > 3, "{secrets}");
    }
}
