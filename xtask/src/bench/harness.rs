//! What every measurement needs: the extent, the programs, and the load driver on a server.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::error::Error;
use super::figures::Run;
use super::lists;
use super::peers::Peers;
use super::server::{Server, Side, Work};
use crate::cargo::{self, Profile};

pub(super) const CREATE: &str = "CreateOpportunity";
pub(super) const TASK: &str = "StartEngagementFromOpportunityTask";
pub(super) const CONNECTIONS: [u32; 2] = [1, 32];

/// The extent of a bench: durations, rounds and numbers of records.
pub(super) struct Extent {
    /// Whether responses are checked and nothing is measured.
    pub(super) is_quick: bool,
    pub(super) seconds: f64,
    pub(super) warm_up: f64,
    pub(super) rounds: usize,
    pub(super) starts: usize,
    pub(super) list_records: u32,
    pub(super) list_calls: u32,
    pub(super) search_records: u32,
    pub(super) search_calls: u32,
    /// How long the steady load on the large store runs.
    pub(super) steady_seconds: u32,
}

impl Extent {
    /// A minute: enough to check responses.
    pub(super) fn quick() -> Self {
        Self {
            is_quick: true,
            seconds: 0.5,
            warm_up: 0.1,
            rounds: 1,
            starts: 1,
            list_records: 4 * lists::FEW,
            list_calls: 100,
            search_records: 2 * lists::FEW,
            search_calls: 50,
            steady_seconds: 1,
        }
    }
}

pub(super) struct Bench {
    pub(super) extent: Extent,
    pub(super) programs: Programs,
    pub(super) folder: PathBuf,
    /// Other products to measure.
    pub(super) peers: Option<Peers>,
}

impl Bench {
    /// Writes figures to a file, unless nothing was measured.
    pub(super) fn write(&self, file: &Path, figures: &impl serde::Serialize) -> Result<(), Error> {
        if !self.extent.is_quick {
            fs::write(file, serde_json::to_vec_pretty(figures)?)?;
            eprintln!("written to {}", file.display());
        }
        Ok(())
    }

    pub(super) fn start(&self, side: Side) -> Result<(Server, Duration), Error> {
        Server::start(side, self.programs.server(side), &self.folder)
    }

    /// Runs the load driver once against the nodes of one store, with signed requests if there is a
    /// key.
    pub(super) fn load(
        &self,
        name: &'static str,
        nodes: &[&Server],
        call: &str,
        connections: u32,
        key: Option<&str>,
    ) -> Result<Run, Error> {
        let counts = nodes.iter().all(|node| node.is_cosell());
        let before = if counts {
            Work::since(nodes, Work::default())?
        } else {
            Work::default()
        };
        let mut run: Run = self.programs.load(name, |command| {
            command.arg("call");
            for node in nodes {
                command
                    .args(["--address", &node.address.to_string()])
                    .args(["--process", &node.id().to_string()]);
            }
            command
                .envs(key.map(|key| ("COSELL_LOAD_KEY", key)))
                .args(["--scenario", call])
                .args(["--connections", &connections.to_string()])
                .args(["--seconds", &self.extent.seconds.to_string()])
                .args(["--warm-up", &self.extent.warm_up.to_string()])
        })?;
        if counts {
            run.work = Some(Work::since(nodes, before)?);
        }
        Ok(run)
    }
}

/// The binaries, as cargo names them.
pub(super) struct Programs {
    pub(super) cosell: PathBuf,
    pub(super) floor: PathBuf,
    pub(super) load: PathBuf,
}

impl Programs {
    /// Builds what runs beside a cosell.
    pub(super) fn beside(cosell: PathBuf, profile: Profile) -> Result<Self, Error> {
        let [floor, load] = cargo::build(["cosell-floor", "cosell-load"], profile)?;
        Ok(Self {
            cosell,
            floor,
            load,
        })
    }

    /// Runs the load driver and returns its measurements.
    pub(super) fn load<T: serde::de::DeserializeOwned>(
        &self,
        server: &'static str,
        arguments: impl FnOnce(&mut Command) -> &mut Command,
    ) -> Result<T, Error> {
        let output = arguments(&mut Command::new(&self.load))
            .stdin(Stdio::null())
            .stderr(Stdio::inherit())
            .output()
            .map_err(|source| Error::Start {
                program: self.load.clone(),
                source,
            })?;
        if !output.status.success() {
            return Err(Error::Load {
                server,
                status: output.status,
            });
        }
        Ok(serde_json::from_slice(&output.stdout)?)
    }

    pub(super) fn server(&self, side: Side) -> &Path {
        match side {
            Side::Cosell | Side::Strict | Side::Crowded | Side::Telling(_) => &self.cosell,
            Side::Floor => &self.floor,
        }
    }
}
