//! `cosell seed`: writes and checks seed files, and adds what they have to a running server.

pub(crate) mod map;

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use cosell_admin_api::aws::Members;
use cosell_admin_api::pages::ApplySeed;
use cosell_admin_api::seed::SeedEntry;
use cosell_domain::Settings;
use cosell_supervisor::log;
use serde_json::Value;

use crate::bar::Bar;
use crate::blueprint::Blueprint;
use crate::check::UNKNOWN;
use crate::client::{self, Connection};
use crate::failure::Failure;
use crate::print;
use crate::seed::{self, SeedError, SeedFile, is_json};
use crate::start;
use crate::start::error::StartError;
use map::Map;

/// What `cosell seed init` writes.
const STARTER: &str = include_str!("seed/starter.toml");

/// Write, check and apply seed files, which say what a store begins with
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Write a seed file to begin with
    Init(Init),
    /// Check a seed file: say what is wrong with it, and where
    ///
    /// The file is carried out in memory. Exits with 1 if something in it is refused, and with 2 if
    /// it is no seed file. A warning names each member that the API does not know, and changes no
    /// exit status.
    Check(Check),
    /// Add what a seed file has to a running server
    ///
    /// Entries are made one after the other, each with the clock of the server at its time: nobody
    /// else should use the server or the namespace meanwhile. The first entry that is refused is
    /// the last one; it may have made a part of its record.
    Apply(Apply),
}

#[derive(Debug, clap::Args)]
pub(crate) struct Init {
    /// File to write, which must not exist; JSON if its name ends with .json, and else TOML
    #[arg(default_value = "seed.toml")]
    file: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Check {
    /// Seed file, TOML or JSON
    file: PathBuf,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Apply {
    /// Seed file, TOML or JSON
    file: PathBuf,
    /// File that keeps which record each entry made, in lines of JSON; a run with the same file
    /// goes on where the run before it was stopped
    #[arg(long, value_name = "FILE")]
    map: Option<PathBuf>,
    #[command(flatten)]
    connection: Connection,
}

pub(crate) fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Init(Init { file }) => {
            write(file).map_err(|source| SeedError::Unwritable {
                path: file.clone(),
                source,
            })?;
            Ok(client::print(&format!("wrote {}", file.display()))?)
        }
        Command::Apply(arguments) => apply(arguments),
        Command::Check(Check { file }) => {
            let seed = SeedFile::open(file)?;
            warn(file, &seed);
            let count = seed.count();
            let runtime = start::runtime().map_err(Failure::Runtime)?;
            let refused = runtime.block_on(refused(&seed))?;
            SeedError::all(refused)?;
            let all = if count == 1 {
                "1 entry"
            } else {
                &format!("all {count} entries")
            };
            Ok(client::print(&format!(
                "{}: {all} can be made",
                file.display()
            ))?)
        }
    }
}

/// Names the members that have no effect, because they are probably misspelt.
fn warn(file: &Path, seed: &SeedFile) {
    let file = file.display();
    for entry in &seed.entries {
        for member in entry.unknown() {
            let (place, member) = (&entry.place, print::text(&member));
            log::write_line(&format!(
                "cosell: warning: {file}: {place}: {member}: {UNKNOWN}"
            ));
        }
    }
}

/// Makes the entries that the map does not have.
fn apply(arguments: &Apply) -> Result<(), Failure> {
    let Apply {
        file,
        map,
        connection,
    } = arguments;
    let seed = SeedFile::open(file)?;
    let mut map = Map::open(map.as_deref())?;
    let client = connection.client()?.making_namespace();
    let (mut made, mut known) = (0, 0);
    let bar = Bar::start("entries", seed.entries.len() as u64);
    for entry in &seed.entries {
        bar.step();
        if map.has(&entry.place)? {
            known += 1;
            continue;
        }
        let source = entry.source.as_object().cloned().unwrap_or_default();
        let page = ApplySeed {
            body: SeedEntry {
                list: entry.place.kind.to_owned(),
                names: seed::referred(&entry.source, map.names()),
                entry: Members(source),
            },
        };
        let answer = client.call(&page).map_err(|error| {
            bar.end();
            Failure::Entry(format!("{}: {}", file.display(), entry.place), error)
        })?;
        map.add(&entry.place, &answer.value.made)?;
        made += 1;
    }
    bar.end();
    Ok(client::print(&format!(
        "{}: {made} entries made, {known} were there",
        file.display()
    ))?)
}

fn write(path: &Path) -> io::Result<()> {
    let text = if is_json(path) {
        // JSON has no comments, so what they explain is in docs/state.md alone.
        let starter: Value = toml::from_str(STARTER).map_err(io::Error::other)?;
        format!("{starter:#}\n")
    } else {
        STARTER.to_owned()
    };
    let mut options = fs::OpenOptions::new();
    let mut file = options.write(true).create_new(true).open(path)?;
    file.write_all(text.as_bytes()).inspect_err(|_| {
        // What is left of it would be in the way of the next run. That it cannot be removed changes
        // nothing.
        let _ = fs::remove_file(path);
    })
}

/// What is refused of the entries. One that refers to a refused entry is refused as well.
async fn refused(seed: &SeedFile) -> Result<Vec<SeedError>, StartError> {
    let blueprint = Blueprint::in_memory(Settings::default(), None);
    let refused = blueprint.refusals(seed).await?;
    let refused = refused.into_iter();
    Ok(refused.map(|of| seed.refused(of.reason)).collect())
}
