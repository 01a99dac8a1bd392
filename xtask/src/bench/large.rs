//! A million opportunities: pages whose filters match none, the console's pipeline, start-up, and
//! memory.

use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use serde::Serialize;

use super::error::Error;
use super::figures::{Run, median};
use super::harness::{Bench, CREATE, TASK};
use super::lists::{self, FEW, Lists};
use super::server::{Server, Side, anonymous_memory};

/// The time between two samples of the memory.
const SAMPLE: Duration = Duration::from_secs(1);

/// A load that stays the same: these calls at once, each on some connections. A growth of the
/// memory is then the server's, and not that of a call which has only begun.
const STEADY: [&str; 3] = ["GetOpportunity", CREATE, TASK];

const STEADY_CONNECTIONS: u32 = 4;

/// Views of a page of the console that are measured, after one that is not.
const VIEWS: usize = 20;

/// The pipeline of the load driver's account.
const PIPELINE: &str = "/console/?account=111111111111&catalog=Sandbox";

/// How long a page of the console takes, the worst of its views, in milliseconds.
#[derive(Debug, Serialize)]
pub(crate) struct View {
    pub(super) first_byte_ms: f64,
    pub(super) whole_ms: f64,
}

impl View {
    fn measure(server: &Server, page: &str) -> Result<Self, Error> {
        server.time_page(page)?;
        let mut worst = Self {
            first_byte_ms: 0.0,
            whole_ms: 0.0,
        };
        for _ in 0..VIEWS {
            let (first, whole) = server.time_page(page)?;
            worst.first_byte_ms = worst.first_byte_ms.max(first.as_secs_f64() * 1e3);
            worst.whole_ms = worst.whole_ms.max(whole.as_secs_f64() * 1e3);
        }
        Ok(worst)
    }
}

/// The figures of a large store.
#[derive(Debug, Serialize)]
pub(crate) struct Large {
    pub(super) filters: Lists,
    /// The pipeline of the console as a board, as a table, and as counts and values.
    pub(super) board: View,
    pub(super) table: View,
    pub(super) worth: View,
    pub(super) start_ms: f64,
    /// The most anonymous memory, in MiB, while the store was filled, its pages were read, and the
    /// steady load ran.
    pub(super) memory_mib: Option<f64>,
    /// The most of the last quarter of the steady load divided by that of the second quarter.
    pub(super) memory_growth: Option<f64>,
}

impl Large {
    pub(super) fn measure(bench: &Bench) -> Result<Self, Error> {
        let records = bench.extent.search_records;
        let program = bench.programs.server(Side::Cosell);
        let start = |folder| {
            let folder = bench.folder.join(folder);
            Server::start(Side::Cosell, program, &folder).map(|(server, _)| server)
        };
        let small = start("few")?;
        let large = start("many")?;
        let calls = bench.extent.search_calls;
        let (filters, memory) = sampled(large.id(), || {
            lists::drive(bench, ("filters", calls), [&small, &large], [FEW, records])
        });
        let filters = filters?;
        let view = |view| View::measure(&large, &format!("{PIPELINE}&view={view}"));
        let (board, table, worth) = (view("board")?, view("table")?, view("worth")?);
        small.stop()?;
        let (loads, constant) = sampled(large.id(), || steady(bench, &large));
        loads?;
        let mut large = large;
        let mut starts = Vec::new();
        for _ in 0..bench.extent.starts {
            let (again, time) = large.again()?;
            large = again;
            starts.push(time.as_secs_f64() * 1e3);
        }
        large.stop()?;
        let most = |samples: &[f64]| samples.iter().copied().max_by(f64::total_cmp);
        let quarter = constant.len() / 4;
        let late = most(&constant[constant.len() - quarter..]);
        let early = most(&constant[quarter..2 * quarter]);
        Ok(Self {
            filters,
            board,
            table,
            worth,
            start_ms: median(starts),
            memory_mib: most(&[memory, constant].concat()),
            memory_growth: late.zip(early).map(|(late, early)| late / early),
        })
    }
}

/// Runs all calls of [`STEADY`] at once.
fn steady(bench: &Bench, server: &Server) -> Result<(), Error> {
    thread::scope(|scope| {
        let loads = STEADY.map(|call| {
            scope.spawn(move || {
                bench.programs.load::<Run>("cosell", |command| {
                    command
                        .arg("call")
                        .args(["--address", &server.address.to_string()])
                        .args(["--scenario", call])
                        .args(["--connections", &STEADY_CONNECTIONS.to_string()])
                        .args(["--seconds", &bench.extent.steady_seconds.to_string()])
                })
            })
        });
        for load in loads {
            match load.join() {
                Ok(run) => run.map(drop)?,
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        Ok(())
    })
}

/// Samples the memory of a process while `work` runs.
#[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
fn sampled<T>(process: u32, work: impl FnOnce() -> T) -> (T, Vec<f64>) {
    thread::scope(|scope| {
        let (stop, stopped) = mpsc::channel::<()>();
        let sampler = scope.spawn(move || {
            let mut samples = Vec::new();
            while let Err(RecvTimeoutError::Timeout) = stopped.recv_timeout(SAMPLE) {
                samples.extend(anonymous_memory(process));
            }
            samples
        });
        let result = work();
        drop(stop);
        (result, sampler.join().unwrap_or_default())
    })
}
