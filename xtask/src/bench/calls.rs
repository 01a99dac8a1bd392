//! Start-up and memory, and the latency and rate of calls, of cosell and of the floor.

use super::database::Database;
use super::error::Error;
use super::figures::{Line, Rest, median};
use super::harness::{Bench, CONNECTIONS, CREATE, TASK};
use super::large::Large;
use super::lists;
use super::report::{Calls, Report};
use super::server::Side;
use super::targets::{Shipped, Targets};

const CALLS: [&str; 3] = ["GetOpportunity", CREATE, TASK];

/// Which measurements are taken.
#[derive(Clone, Copy, Debug)]
pub(super) struct Measurements {
    pub(super) calls: bool,
    pub(super) postgres: bool,
    pub(super) large: bool,
}

impl Bench {
    /// The figures of these measurements.
    pub(super) fn take(&self, wanted: Measurements) -> Result<Report, Error> {
        let calls = wanted.calls.then(|| self.calls()).transpose()?;
        let postgres = wanted
            .postgres
            .then(|| Database::measure(self))
            .transpose()?;
        let large = wanted.large.then(|| Large::measure(self)).transpose()?;
        Ok(Report {
            seconds: self.extent.seconds,
            rounds: self.extent.rounds,
            targets: Targets::of(calls.as_ref(), postgres.as_ref(), large.as_ref()),
            calls,
            postgres,
            large,
        })
    }

    /// The calls, beside the floor, and the lists.
    fn calls(&self) -> Result<Calls, Error> {
        let mut rest = Vec::new();
        let mut empty = Vec::new();
        for side in Side::BOTH {
            let (at_rest, bytes) = self.at_rest(side)?;
            rest.push(at_rest);
            empty.push(bytes);
        }
        let mut lines = Vec::new();
        for call in CALLS {
            let stored = self.call(call, &mut lines)?;
            for (index, stored) in stored.into_iter().enumerate() {
                let bytes = stored.bytes.saturating_sub(empty[index]);
                let rest = &mut rest[index];
                if call == CREATE {
                    rest.bytes_per_opportunity = bytes.checked_div(stored.opportunities);
                }
                if call == TASK {
                    let each = rest.bytes_per_opportunity.unwrap_or_default();
                    let of_tasks = bytes.saturating_sub(each * stored.opportunities);
                    rest.bytes_per_task = of_tasks.checked_div(stored.tasks);
                    rest.peak_mib = stored.peak_mib;
                }
            }
        }
        Ok(Calls {
            lines,
            rest,
            lists: lists::measure(self)?,
            shipped: Shipped::measure(self)?,
        })
    }

    /// Start-up time and idle memory, and the bytes of an empty store.
    fn at_rest(&self, side: Side) -> Result<(Rest, u64), Error> {
        eprintln!("start-up of {}", side.name());
        let mut times = Vec::new();
        let mut idle = Vec::new();
        let mut bytes = 0;
        for _ in 0..self.extent.starts {
            let (server, time) = self.start(side)?;
            times.push(time.as_secs_f64() * 1e3);
            idle.extend(server.memory().map(|(now, _)| now));
            bytes = server.stop()?;
        }
        let rest = Rest {
            server: side.name(),
            start_ms: median(times),
            idle_mib: (!idle.is_empty()).then(|| median(idle)),
            peak_mib: None,
            bytes_per_opportunity: None,
            bytes_per_task: None,
        };
        Ok((rest, bytes))
    }

    /// Measures one call and adds its lines. Returns the stored records and bytes of each side, in
    /// the order of [`Side::BOTH`].
    fn call(&self, call: &'static str, lines: &mut Vec<Line>) -> Result<[Stored; 2], Error> {
        let (cosell, _) = self.start(Side::Cosell)?;
        let (floor, _) = self.start(Side::Floor)?;
        let peers = self.peers.as_ref().map(|peers| peers.start(call));
        let peers = peers.transpose()?.unwrap_or_default();
        let mut stored = [Stored::default(), Stored::default()];
        for connections in CONNECTIONS {
            let mut runs = [Vec::new(), Vec::new()];
            let mut of_peers = vec![Vec::new(); peers.len()];
            for round in 1..=self.extent.rounds {
                eprintln!(
                    "{call}, {connections} connections, round {round} of {}",
                    self.extent.rounds
                );
                // The sides alternate in going first.
                let order = if round % 2 == 1 { [0, 1] } else { [1, 0] };
                for index in order {
                    let server = [&cosell, &floor][index];
                    let run =
                        self.load(Side::BOTH[index].name(), &[server], call, connections, None)?;
                    stored[index].opportunities += run.opportunities;
                    stored[index].tasks += run.tasks;
                    runs[index].push(run);
                }
                for (peer, runs) in peers.iter().zip(&mut of_peers) {
                    runs.push(peer.load(self, connections)?);
                }
            }
            let sides = Side::BOTH.into_iter().map(Side::name).zip(&runs);
            let peers = peers.iter().map(|peer| peer.name).zip(&of_peers);
            for (name, own) in sides.chain(peers) {
                lines.push(Line::new(call, connections, name, own, &runs[1]));
            }
        }
        for (stored, server) in stored.iter_mut().zip([cosell, floor]) {
            stored.peak_mib = server.memory().map(|(_, peak)| peak);
            stored.bytes = server.stop()?;
        }
        Ok(stored)
    }
}

/// The stored records and bytes of a side after all runs of one call.
#[derive(Default)]
struct Stored {
    opportunities: u64,
    tasks: u64,
    bytes: u64,
    peak_mib: Option<f64>,
}
