//! Kills the server under load and checks, knowing only HTTP, that it keeps what it acknowledged.
//!
//! Clients write down what they sent and what was answered. The server is killed by SIGKILL,
//! started again on the same store, and asked. docs/crash.md names what must hold. The exit status
//! is 0 when all of it does; with `--drop-unsynced` it is 0 when the checker saw the loss that was
//! made on purpose. With `--nodes` nothing is killed here, and whoever started this harms the
//! database.

mod body;
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
use nodes::Seen;
use round::Kills;
use server::Subject;

#[derive(Debug, Parser)]
#[command(
    name = "cosell-crash",
    about = "Kills cosell under load and checks what it kept"
)]
struct Arguments {
    /// The server's binary.
    #[arg(long)]
    server: PathBuf,
    /// Where the stores and logs are put; left there when something is wrong.
    #[arg(long)]
    folder: PathBuf,
    /// How many times the server is killed, over all modes.
    #[arg(long, default_value_t = 200)]
    kills: usize,
    /// When the steps of a task are committed.
    #[arg(long, value_enum, default_value_t = Mode::Both)]
    mode: Mode,
    #[arg(long, default_value_t = 32)]
    clients: usize,
    /// Repeats the moments and points of an earlier run.
    #[arg(long)]
    seed: Option<u64>,
    /// The database that is the store, by its address; else the store is a file.
    #[arg(long)]
    postgres: Option<String>,
    /// Kill nothing: put so many servers on the database until standard input ends.
    #[arg(long, requires = "postgres", conflicts_with = "kills")]
    nodes: Option<usize>,
    /// Let one server after the other stand still beyond its lease and go on.
    #[arg(long, requires = "nodes")]
    pause: bool,
    /// Drop what was written last, as a disk without fsync may, and demand that the loss is seen.
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

/// Whether all is as it must be.
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
        let fine = if arguments.drop_unsynced {
            unsynced::prove(&subject, &mut clients, &findings)?;
            report_proof(step_commit, &findings)
        } else if let Some(nodes) = arguments.nodes {
            let harm = nodes::endure(
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
            // Nothing is to be learnt from it any more.
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

fn report_nodes(step_commit: &str, nodes: usize, seen: Seen, findings: &Findings) -> bool {
    println!(
        "postgres, step_commit {step_commit}: {nodes} nodes, {} times one stood still beyond its \
         lease, {} tasks taken over, {} late runs refused",
        seen.pauses, seen.take_overs, seen.fenced
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
