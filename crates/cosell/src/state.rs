//! `cosell state`: all data of a server in one file, and files that the server keeps by name.

use std::ffi::OsString;
use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::{Path, PathBuf};
use std::str::FromStr;

use cosell_admin_api::pages::{
    BranchState, DropState, ListStates, LoadState, SaveState, SwitchState,
};
use cosell_admin_api::state::{Loaded, States};
use cosell_server::{NamespaceName, STATE_NAME};

use crate::client::{self, AdminError, Connection};
use crate::print::{self, Column};

/// Save and load all data of a server, and switch between saved states
///
/// With `--namespace NAME` those of the namespace.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Save all data in a file, which must not exist
    Save(OfFile),
    /// Load a saved file in the place of all data
    ///
    /// A file that cannot be loaded changes nothing.
    Load(OfFile),
    /// Save all data under a new name, on the server
    Branch(Named),
    /// Save all data under the name that they have, and load those of another name
    Switch(Named),
    /// List the states that the server keeps
    List(List),
    /// Delete a state that the server keeps
    Drop(Named),
}

#[derive(Debug, clap::Args)]
pub(crate) struct OfFile {
    /// The file
    file: PathBuf,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Named {
    /// The name of the state
    name: StateName,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct List {
    #[command(flatten)]
    connection: Connection,
}

/// The name of a state, which has the form of that of a namespace.
#[derive(Clone, Debug)]
struct StateName(String);

impl FromStr for StateName {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, &'static str> {
        let is_name = text.parse::<NamespaceName>().is_ok();
        let name = is_name.then(|| Self(text.to_owned()));
        name.ok_or(STATE_NAME)
    }
}

impl fmt::Display for StateName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

pub(crate) fn run(command: &Command) -> Result<(), AdminError> {
    match command {
        Command::Save(OfFile { file, connection }) => save(file, connection),
        Command::Load(OfFile { file, connection }) => {
            let state = open(file).map_err(|source| AdminError::File {
                file: file.display().to_string(),
                source,
            })?;
            let client = connection.client()?.making_namespace();
            let loaded = client.upload(&LoadState {}, state)?;
            let from = file.display();
            connection.output.print(&loaded, |loaded| {
                format!(
                    "loaded {from} into {} in {} ms",
                    place(loaded),
                    loaded.took_ms
                )
            })
        }
        Command::Branch(Named { name, connection }) => {
            let name = name.to_string();
            let kept = connection.client()?.call(&BranchState { name })?;
            connection.output.print(&kept, |kept| {
                let bytes = kept.bytes.unwrap_or_default();
                format!("saved state {}: {bytes} bytes", print::text(&kept.name))
            })
        }
        Command::Switch(Named { name, connection }) => {
            let name = name.to_string();
            let page = SwitchState { name: name.clone() };
            let loaded = connection.client()?.call(&page)?;
            connection.output.print(&loaded, |loaded| {
                format!(
                    "switched {} to {name} in {} ms",
                    place(loaded),
                    loaded.took_ms
                )
            })
        }
        Command::List(List { connection }) => {
            let states = connection.client()?.call(&ListStates {})?;
            connection.output.print(&states, shown)
        }
        Command::Drop(Named { name, connection }) => {
            let name = name.to_string();
            let dropped = connection.client()?.call(&DropState { name })?;
            connection.output.print(&dropped, |dropped| {
                format!("deleted state {}", print::text(&dropped.name))
            })
        }
    }
}

/// Opens a file for reading. A folder opens too, and fails only when the request is sent.
fn open(file: &Path) -> io::Result<File> {
    let opened = File::open(file)?;
    if opened.metadata()?.is_dir() {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    Ok(opened)
}

/// Writes the file beside its place first, so that a transfer that is cut off leaves no half of it.
/// It is for its owner only, like the server's files: it has the secrets of the store.
fn save(file: &Path, connection: &Connection) -> Result<(), AdminError> {
    // A link to nothing is there as well.
    if file.symlink_metadata().is_ok() {
        return Err(AdminError::Exists {
            file: file.display().to_string(),
        });
    }
    let mut part: OsString = file.into();
    part.push(".part");
    let failed = |source: io::Error| AdminError::Write {
        file: file.display().to_string(),
        source,
    };
    // What an earlier transfer left may have other permissions.
    let _ = fs::remove_file(&part);
    let mut options = OpenOptions::new();
    options.write(true).create_new(true).mode(0o600);
    let mut to = options.open(&part).map_err(failed)?;
    let saved = connection.client()?.download(&SaveState {}, &mut to);
    let saved = saved.and_then(|bytes| {
        to.sync_all()
            .and_then(|()| fs::rename(&part, file))
            .map_err(failed)?;
        Ok(bytes)
    });
    if saved.is_err() {
        // What is left of it is of no use; that it cannot be removed changes nothing.
        let _ = fs::remove_file(&part);
    }
    client::print(&format!("saved {}: {} bytes", file.display(), saved?))
}

fn place(loaded: &Loaded) -> String {
    match &loaded.namespace {
        Some(name) => format!("namespace {}", print::text(name)),
        None => "the store".to_owned(),
    }
}

const COLUMNS: [Column<'_>; 4] = [
    Column::Whole("name"),
    Column::Whole("current"),
    Column::Whole("bytes"),
    Column::Whole("saved"),
];

fn shown(states: &States) -> String {
    let rows = states.states.iter().map(|state| {
        [
            print::text(&state.name),
            if state.current { "yes" } else { "" }.to_owned(),
            print::optional(state.bytes),
            print::optional(state.saved_at),
        ]
    });
    print::table(&COLUMNS, rows)
}
