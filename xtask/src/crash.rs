//! `cargo xtask crash`: kill -9 under load, many times, and a checker that knows only the responses
//! that clients got.
//!
//! `bench/crash` does the work. This command builds it and the server, starts a PostgreSQL server
//! if one is required, and passes its options on. docs/crash.md names what is checked.

use std::process::ExitCode;

use crate::checker::{Error, Programs};
use crate::postgres;

#[derive(Debug, clap::Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(crate) struct Arguments {
    /// Number of kills of the server, over all stores and modes.
    #[arg(long, default_value_t = 200)]
    kills: usize,
    /// The store.
    #[arg(long, value_enum, default_value_t = Store::Both)]
    store: Store,
    /// When the steps of a task are committed: `chained`, `each` or `both`.
    #[arg(long, default_value = "both")]
    mode: String,
    /// Number of clients.
    #[arg(long, default_value_t = 32)]
    clients: usize,
    /// Seed: repeat the times and fault points of an earlier run.
    #[arg(long)]
    seed: Option<u64>,
    /// Test the checker: drop the last writes to a SQLite file, and require that it reports the
    /// loss.
    #[arg(long, conflicts_with = "store")]
    drop_unsynced: bool,
    /// Ten kills with eight clients on SQLite, six on PostgreSQL, and one test of the checker: all
    /// within a minute.
    #[arg(long, conflicts_with_all = ["kills", "store", "mode", "clients", "drop_unsynced"])]
    quick: bool,
    /// Carry out a bulk job of 50,000 rows instead, whose server is killed ten times; with
    /// `--quick` one of 500 rows.
    #[arg(long, conflicts_with_all = ["kills", "mode", "clients", "drop_unsynced"])]
    bulk: bool,
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
    /// The stores of a run: whether each is on PostgreSQL.
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

/// Whether every run of the checker succeeds.
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
    if arguments.bulk {
        return bulk(arguments, &with);
    }
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
        let options = if arguments.quick {
            options(if *on_postgres { 6 } else { 10 }, "both", 8)
        } else {
            let kills = arguments.kills / places.len();
            options(kills, &arguments.mode, arguments.clients)
        };
        good &= on_store(*on_postgres, options, &with)?;
    }
    Ok(good)
}

/// One run on SQLite, or on a PostgreSQL that is stopped after it.
fn on_store(
    on_postgres: bool,
    mut options: Vec<String>,
    with: &impl Fn(&[String]) -> Result<bool, Error>,
) -> Result<bool, Error> {
    let server = on_postgres.then(postgres::Server::start).transpose()?;
    let address = server.as_ref().map(postgres::Server::address);
    options.extend(address.map(|address| format!("--postgres={address}")));
    with(&options)
}

/// A bulk job on each store: one on SQLite alone in the short form.
fn bulk(
    arguments: &Arguments,
    with: &impl Fn(&[String]) -> Result<bool, Error>,
) -> Result<bool, Error> {
    let (rows, kills) = if arguments.quick {
        (500, 4)
    } else {
        (50_000, 10)
    };
    let places = if arguments.quick {
        Store::Sqlite.places()
    } else {
        arguments.store.places()
    };
    let mut good = true;
    for on_postgres in places {
        let options = vec![
            format!("--bulk={rows}"),
            format!("--kills={kills}"),
            "--mode=chained".to_owned(),
        ];
        good &= on_store(*on_postgres, options, with)?;
    }
    Ok(good)
}
