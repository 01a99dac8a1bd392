//! `cosell seed`: writes and checks seed files.

use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use cosell_domain::Settings;
use serde_json::Value;

use crate::blueprint::Blueprint;
use crate::client;
use crate::failure::Failure;
use crate::seed::{SeedError, SeedFile, is_json};
use crate::start;

/// What `cosell seed init` writes.
const STARTER: &str = include_str!("seed/starter.toml");

/// Write and check seed files, which say what a store begins with
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Write a seed file to begin with
    Init(Init),
    /// Check a seed file: say what is wrong with it, and where
    ///
    /// The file is carried out in memory. Exits with 1 if something in it is refused.
    Check(Check),
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

pub(crate) fn run(command: &Command) -> Result<(), Failure> {
    match command {
        Command::Init(Init { file }) => {
            write(file).map_err(|source| SeedError::Unwritable {
                path: file.clone(),
                source,
            })?;
            Ok(client::print(&format!("wrote {}", file.display()))?)
        }
        Command::Check(Check { file }) => {
            let seed = SeedFile::open(file)?;
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
    file.write_all(text.as_bytes())
}

/// What is refused of the entries. One that refers to a refused entry is refused as well.
async fn refused(seed: &SeedFile) -> Result<Vec<SeedError>, start::StartError> {
    let blueprint = Blueprint::in_memory(Settings::default(), None);
    let refused = blueprint.refusals(seed).await?;
    let refused = refused.into_iter();
    Ok(refused.map(|(_, message)| seed.refused(message)).collect())
}
