//! Kills the server under load and checks, over HTTP alone, that it keeps every acknowledged write.
//!
//! Clients record their requests and the responses. The server is killed by SIGKILL and restarted
//! on the same store, and the clients check their records. docs/crash.md lists the invariants. The
//! exit status is 0 when all of them hold; with `--drop-unsynced` it is 0 when the checker detected
//! the loss that was caused on purpose. With `--nodes` this program kills nothing; its caller
//! disturbs the database.

mod body;
mod bulk;
mod check;
mod client;
mod deal;
mod engagement;
mod error;
mod finding;
mod lists;
mod nodes;
mod random;
mod round;
mod server;
mod session;
mod unsynced;

use std::fs;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Parser;

use client::Client;
use error::Error;
use finding::{Findings, Harm};
use nodes::Counts;
use round::Kills;
use server::Subject;

#[derive(Debug, Parser)]
#[command(
    name = "cosell-crash",
    about = "Kills cosell under load and checks that acknowledged writes are kept"
)]
struct Arguments {
    /// The server's binary.
    #[arg(long)]
    server: PathBuf,
    /// Folder for stores and logs; kept when an invariant is violated.
    #[arg(long)]
    folder: PathBuf,
    /// Number of kills, over all modes.
    #[arg(long, default_value_t = 200)]
    kills: usize,
    /// When the steps of a task are committed.
    #[arg(long, value_enum, default_value_t = Mode::Both)]
    mode: Mode,
    #[arg(long, default_value_t = 32)]
    clients: usize,
    /// Seed of an earlier run, to repeat its moments and fault points.
    #[arg(long)]
    seed: Option<u64>,
    /// URL of the PostgreSQL database to use as the store; the default is a SQLite file.
    #[arg(long)]
    postgres: Option<String>,
    /// Kill nothing: run this many servers on the database until standard input ends.
    #[arg(long, requires = "postgres", conflicts_with = "kills")]
    nodes: Option<usize>,
    /// Pause one server after another for longer than its lease.
    #[arg(long, requires = "nodes")]
    pause: bool,
    /// Carry out a bulk job of this many rows, and kill its server on the way.
    #[arg(long, value_name = "ROWS", conflicts_with_all = ["nodes", "drop_unsynced"])]
    bulk: Option<usize>,
    /// Drop the last writes, as a disk without fsync may, and require that the loss is detected.
    #[arg(long, conflicts_with = "postgres")]
    drop_unsynced: bool,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum Mode {
    Chained,
    Each,
    Both,
}

impl Mode {
    /// The values of `--step-commit`.
    fn step_commits(self) -> &'static [&'static str] {
        match self {
            Self::Chained => &["chained"],
            Self::Each => &["each"],
            Self::Both => &["chained", "each"],
        }
    }
}

fn main() -> ExitCode {
    match run(&Arguments::parse()) {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let source = std::error::Error::source(&error);
            let source = source
                .map(|source| format!(": {source}"))
                .unwrap_or_default();
            eprintln!("cosell-crash: {error}{source}");
            ExitCode::FAILURE
        }
    }
}

/// Runs all modes. Returns whether every one of them succeeded.
fn run(arguments: &Arguments) -> Result<bool, Error> {
    let seed = arguments.seed.unwrap_or_else(random::seed);
    eprintln!("seed {seed}");
    let modes = arguments.mode.step_commits();
    let mut good = true;
    for (turn, step_commit) in modes.iter().enumerate() {
        let subject = Subject {
            program: arguments.server.clone(),
            folder: empty_folder(arguments.folder.join(step_commit))?,
            step_commit,
            postgres: arguments.postgres.clone(),
        };
        let seeds = (seed..).zip(0..arguments.clients);
        let mut clients: Vec<_> = seeds
            .map(|(seed, number)| Client::new(number, seed))
            .collect();
        let findings = Findings::default();
        let fine = if let Some(rows) = arguments.bulk {
            let done = bulk::run(&subject, rows, arguments.kills, seed, &findings)?;
            report_bulk(&subject, rows, done, &findings)
        } else if arguments.drop_unsynced {
            unsynced::check_detection(&subject, &mut clients, &findings)?;
            report_proof(step_commit, &findings)
        } else if let Some(nodes) = arguments.nodes {
            let harm = nodes::run(
                &subject,
                &mut clients,
                nodes,
                arguments.pause,
                seed,
                &findings,
            )?;
            report_nodes(step_commit, nodes, harm, &findings)
                && (!arguments.pause || harm.fenced > 0)
        } else {
            let times = (arguments.kills + turn) / modes.len();
            let kills = round::kill(&subject, &mut clients, times, seed, &findings)?;
            report(&subject, kills, &findings)
        };
        if fine {
            // The files of a successful run are not needed.
            let _ = fs::remove_dir_all(&subject.folder);
        } else {
            eprintln!("the store and the log are in {}", subject.folder.display());
        }
        good &= fine;
    }
    Ok(good)
}

fn empty_folder(path: PathBuf) -> Result<PathBuf, Error> {
    let file = |source| Error::File {
        path: path.clone(),
        source,
    };
    if path.exists() {
        fs::remove_dir_all(&path).map_err(file)?;
    }
    fs::create_dir_all(&path).map_err(file)?;
    Ok(path)
}

fn report(subject: &Subject, kills: Kills, findings: &Findings) -> bool {
    let total = kills.random + kills.named + kills.missed;
    println!(
        "{}, step_commit {}: {total} kills, {} at random moments, {} at named points, {} before \
         the named point",
        subject.database(),
        subject.step_commit,
        kills.random,
        kills.named,
        kills.missed
    );
    print!("{findings}");
    println!("{}\n", verdict(findings));
    findings.is_clean()
}

fn report_bulk(subject: &Subject, rows: usize, done: bulk::Done, findings: &Findings) -> bool {
    println!(
        "{}, a bulk job of {rows} rows: {} kills at random moments, {} at named points, {} before \
         the named point",
        subject.database(),
        done.random,
        done.named,
        done.missed
    );
    if let Some(rate) = done.rate {
        println!("{rate:.0} rows in a second");
    }
    print!("{findings}");
    println!("{}\n", verdict(findings));
    findings.is_clean()
}

fn report_nodes(step_commit: &str, nodes: usize, counts: Counts, findings: &Findings) -> bool {
    println!(
        "postgres, step_commit {step_commit}: {nodes} nodes, {} pauses beyond a lease, {} \
         tasks taken over, {} late runs refused",
        counts.pauses, counts.take_overs, counts.fenced
    );
    print!("{findings}");
    println!("{}\n", verdict(findings));
    findings.is_clean()
}

fn report_proof(step_commit: &str, findings: &Findings) -> bool {
    let lost = findings.count(Harm::Lost);
    println!("sqlite, step_commit {step_commit}, last writes dropped on purpose");
    print!("{findings}");
    println!("{}", verdict(findings));
    let seen = lost > 0;
    println!(
        "the loss was {}\n",
        if seen {
            "seen, as it must be"
        } else {
            "NOT seen"
        }
    );
    seen
}

fn verdict(findings: &Findings) -> String {
    let lost = findings.count(Harm::Lost);
    let doubled = findings.count(Harm::Doubled);
    match findings.count(Harm::Wrong) {
        0 => format!("{lost} lost, {doubled} doubled"),
        wrong => format!("{lost} lost, {doubled} doubled, {wrong} otherwise wrong"),
    }
}
