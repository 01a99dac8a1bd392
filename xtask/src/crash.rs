//! `cargo xtask crash`: kill -9 under load, many times, and a checker that knows only what clients
//! were told.
//!
//! The work is done by `bench/crash`. This command builds it and the server, starts a PostgreSQL of
//! its own where one is wanted, and hands its options on. docs/crash.md names what is checked.

use std::process::ExitCode;

use crate::checker::{Error, Programs};
use crate::postgres;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// How many times the server is killed, over all stores and modes.
    #[arg(long, default_value_t = 200)]
    kills: usize,
    /// Where the data are.
    #[arg(long, value_enum, default_value_t = Store::Both)]
    store: Store,
    /// When the steps of a task are committed: `chained`, `each` or `both`.
    #[arg(long, default_value = "both")]
    mode: String,
    /// How many clients are at work.
    #[arg(long, default_value_t = 32)]
    clients: usize,
    /// Repeat the moments and points of an earlier run.
    #[arg(long)]
    seed: Option<u64>,
    /// Prove that the checker can see: drop the last writes to a SQLite file, and demand that the
    /// loss is reported.
    #[arg(long, conflicts_with = "store")]
    drop_unsynced: bool,
    /// Ten kills under eight clients on SQLite, six on PostgreSQL, and the proof once: all in a
    /// minute.
    #[arg(long, conflicts_with_all = ["kills", "store", "mode", "clients", "drop_unsynced"])]
    quick: bool,
    /// Kill an optimised server.
    #[arg(long)]
    release: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum Store {
    Sqlite,
    Postgres,
    Both,
}

impl Store {
    /// Whether the data are there, and on PostgreSQL.
    fn places(self) -> &'static [bool] {
        match self {
            Self::Sqlite => &[false],
            Self::Postgres => &[true],
            Self::Both => &[false, true],
        }
    }
}

pub(crate) fn run(arguments: &Arguments) -> ExitCode {
    match crash(arguments) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            eprintln!("cargo xtask crash: {error}");
            ExitCode::FAILURE
        }
    }
}

/// Whether every run of the checker is content.
fn crash(arguments: &Arguments) -> Result<bool, Error> {
    let programs = Programs::build(arguments.release)?;
    let with = |options: &[String]| {
        let seed = arguments.seed.map(|seed| format!("--seed={seed}"));
        programs.check(&[options, &Vec::from_iter(seed)].concat())
    };
    let options = |kills: usize, mode: &str, clients: usize| {
        let options = [
            format!("--kills={kills}"),
            format!("--mode={mode}"),
            format!("--clients={clients}"),
        ];
        options.to_vec()
    };
    let proof = || "--drop-unsynced".to_owned();
    if arguments.drop_unsynced {
        let mut options = options(0, &arguments.mode, arguments.clients);
        options.push(proof());
        return with(&options);
    }
    let mut good = true;
    if arguments.quick {
        let mut options = options(0, "chained", 8);
        options.push(proof());
        good &= with(&options)?;
    }
    let places = arguments.store.places();
    for on_postgres in places {
        let mut options = if arguments.quick {
            options(if *on_postgres { 6 } else { 10 }, "both", 8)
        } else {
            let kills = arguments.kills / places.len();
            options(kills, &arguments.mode, arguments.clients)
        };
        // Stopped behind the run.
        let server = on_postgres.then(postgres::Server::start).transpose()?;
        options.extend(
            server
                .as_ref()
                .map(|server| format!("--postgres={}", server.address())),
        );
        good &= with(&options)?;
    }
    Ok(good)
}
