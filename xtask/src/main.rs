//! `cargo xtask COMMAND`: the developer commands of this repository, one module per command.

mod apt;
mod bench;
mod cargo;
mod checker;
mod codegen;
mod crash;
mod dist;
mod docs;
#[cfg(test)]
mod features;
mod fill;
mod fuzz;
mod instructions;
mod nats;
mod nodes;
mod postgres;
mod promtool;
mod screenshots;
mod site;
#[cfg(test)]
mod size;
mod test;
#[cfg(test)]
mod tracked;
#[cfg(test)]
mod unsafety;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Debug, Parser)]
#[command(
    name = "cargo xtask",
    about = "The developer commands of this repository"
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Measure the performance of the server, compared with the floor.
    Bench(bench::Arguments),
    /// Generate crates/api/src/generated from model/.
    Codegen(codegen::Arguments),
    /// Kill the server under load and check that nothing is lost or duplicated.
    Crash(crash::Arguments),
    /// Say what the newest published API has that model/ has not.
    ModelDiff(codegen::DiffArguments),
    /// Write docs/compatibility.md from the operations and rules of the code.
    Docs(docs::Arguments),
    /// Make the packages: wheel, npm, Debian, tar.gz, OCI image, compose file, Helm chart.
    Dist(dist::Arguments),
    /// Fill a store with many opportunities, through the API.
    Fill(fill::Arguments),
    /// Disrupt several servers on one PostgreSQL, or the database, and check clients' responses.
    Nodes(nodes::Arguments),
    /// Fuzz everything that reads input of unauthenticated clients.
    Fuzz(fuzz::Arguments),
    /// Count the instructions of the main task.
    Instructions(instructions::Arguments),
    /// Run a command with a temporary PostgreSQL server.
    Postgres(postgres::Arguments),
    /// Take the pictures of the console in docs/console/.
    Screenshots,
    /// Render the pages of docs/ as a site with search, in target/site.
    Site(site::Arguments),
    /// Run every check that a change must pass.
    Test(test::Arguments),
}

fn main() -> ExitCode {
    match Arguments::parse().command {
        Command::Bench(arguments) => bench::run(&arguments),
        Command::Codegen(arguments) => codegen::run(&arguments),
        Command::Crash(arguments) => crash::run(&arguments),
        Command::Dist(arguments) => dist::run(&arguments),
        Command::Docs(arguments) => docs::run(&arguments),
        Command::Fill(arguments) => fill::run(&arguments),
        Command::ModelDiff(arguments) => codegen::diff(&arguments),
        Command::Nodes(arguments) => nodes::run(&arguments),
        Command::Fuzz(arguments) => fuzz::run(&arguments),
        Command::Instructions(arguments) => instructions::run(&arguments),
        Command::Postgres(arguments) => postgres::run(&arguments),
        Command::Screenshots => screenshots::run(),
        Command::Site(arguments) => site::run(&arguments),
        Command::Test(arguments) => test::run(&arguments),
    }
}
