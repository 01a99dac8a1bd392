//! `cosell seed`: writes and checks seed files.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use cosell_domain::Settings;

use crate::blueprint::Blueprint;
use crate::client;
use crate::failure::Failure;
use crate::seed::{SeedError, SeedFile};
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
    /// File to write, which must not exist
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
            runtime.block_on(check(seed))?;
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

fn write(path: &Path) -> std::io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    let mut file = options.write(true).create_new(true).open(path)?;
    file.write_all(STARTER.as_bytes())
}

async fn check(seed: SeedFile) -> Result<(), start::StartError> {
    let blueprint = Blueprint::in_memory(Settings::default(), Some(seed));
    blueprint.beginning().await.map(|_| ())
}
