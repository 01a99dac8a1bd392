//! The main task on PostgreSQL: one node, two nodes, and a bare driver, in the same rounds.
//!
//! All of them use one PostgreSQL, each a schema of its own. The bare driver sends the rows of the
//! main task in one transaction (`bench/load`, `bare`). Two nodes share the connections of one.

use serde::Serialize;

use super::error::Error;
use super::figures::{Line, Run};
use super::harness::{Bench, TASK};
use super::server::{Server, Side};
use crate::postgres;

/// Connections of the clients.
const CONNECTIONS: [u32; 3] = [1, 8, 32];

const BARE: &str = "bare driver";
const ONE: &str = "one node";
const TWO: &str = "two nodes";

/// The figures of PostgreSQL.
#[derive(Debug, Serialize)]
pub(crate) struct Database {
    pub(super) lines: Vec<Line>,
}

impl Database {
    pub(super) fn measure(bench: &Bench) -> Result<Self, Error> {
        let database = postgres::Server::start()?;
        let node = |schema: &str, number: u8| {
            let address = format!("{}?options=-csearch_path%3D{schema}", database.address());
            let folder = bench.folder.join(format!("{schema}-{number}"));
            let program = bench.programs.server(Side::Cosell);
            Server::start_on(Side::Cosell, program, &folder, &address).map(|(server, _)| server)
        };
        let alone = node("one", 1)?;
        let pair = [node("two", 1)?, node("two", 2)?];
        let bare = database.address();
        let mut lines = Vec::new();
        for connections in CONNECTIONS {
            let mut runs = [Vec::new(), Vec::new(), Vec::new()];
            for round in 1..=bench.extent.rounds {
                eprintln!("PostgreSQL, {connections} connections, round {round}");
                runs[0].push(driver(bench, &bare, connections)?);
                runs[1].push(bench.load(ONE, &[&alone], TASK, connections, None)?);
                if connections > 1 {
                    let nodes = [&pair[0], &pair[1]];
                    runs[2].push(bench.load(TWO, &nodes, TASK, connections, None)?);
                }
            }
            for (name, own) in [BARE, ONE, TWO].into_iter().zip(&runs) {
                if !own.is_empty() {
                    lines.push(Line::new(TASK, connections, name, own, &runs[0]));
                }
            }
        }
        for server in pair.into_iter().chain([alone]) {
            server.stop()?;
        }
        Ok(Self { lines })
    }

    fn find(&self, server: &str, connections: u32) -> Option<&Line> {
        let mut lines = self.lines.iter();
        lines.find(|line| (line.server, line.connections) == (server, connections))
    }

    /// Tasks per second of one node.
    pub(super) fn per_second(&self, connections: u32) -> Option<f64> {
        Some(self.find(ONE, connections)?.per_second)
    }

    /// The rate of one node at 32 connections, divided by that of the bare driver.
    pub(super) fn of_bare(&self) -> Option<f64> {
        Some(self.find(ONE, 32)?.ratio_to_floor)
    }

    /// The rate with more connections divided by that with fewer; the least of both steps.
    pub(super) fn growth(&self) -> Option<f64> {
        let [few, some, many] = CONNECTIONS.map(|connections| self.per_second(connections));
        Some((some? / few?).min(many? / some?))
    }

    /// The rate of two nodes divided by that of one, at 32 connections.
    pub(super) fn two_of_one(&self) -> Option<f64> {
        Some(self.find(TWO, 32)?.per_second / self.per_second(32)?)
    }

    /// The share of transactions that ran again because of a conflict, on two nodes.
    pub(super) fn reruns(&self) -> Option<f64> {
        self.find(TWO, 32)?.reruns
    }
}

fn driver(bench: &Bench, database: &str, connections: u32) -> Result<Run, Error> {
    bench.programs.load(BARE, |command| {
        command
            .arg("bare")
            .args(["--database", database])
            .args(["--connections", &connections.to_string()])
            .args(["--seconds", &bench.extent.seconds.to_string()])
            .args(["--warm-up", &bench.extent.warm_up.to_string()])
    })
}
