//! The program `cosell`: one command per module.
//!
//! Standard output carries what a command is asked for, everything else goes to standard error. The
//! exit status is 0 when the command did its work, 2 when it was asked for something it does not
//! understand, and 1 when it failed.

mod admin;
mod audit;
mod config;
mod demo;
mod failure;
mod identity;
mod logging;
mod print;
mod serve;
mod start;
mod task;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::failure::Failure;

#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

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
}

fn main() -> ExitCode {
    let outcome = match Arguments::parse().command {
        Command::Serve(arguments) => serve::run(*arguments),
        Command::Demo(arguments) => demo::run(&arguments),
        Command::Task(arguments) => task::run(&arguments).map_err(Failure::from),
        Command::Audit(arguments) => audit::run(&arguments).map_err(Failure::from),
        Command::Account(arguments) => identity::account::run(&arguments).map_err(Failure::from),
        Command::User(arguments) => {
            identity::principal::run(&arguments, "users").map_err(Failure::from)
        }
        Command::Role(arguments) => {
            identity::principal::run(&arguments, "roles").map_err(Failure::from)
        }
        Command::Key(arguments) => identity::key::run(&arguments).map_err(Failure::from),
        Command::Policy(arguments) => identity::policy::run(&arguments).map_err(Failure::from),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("cosell: {}", failure::chain(&failure));
            match failure {
                Failure::Usage(_) => ExitCode::from(2),
                Failure::Runtime(_) | Failure::Start(_) | Failure::Demo(_) | Failure::Admin(_) => {
                    ExitCode::FAILURE
                }
            }
        }
    }
}
