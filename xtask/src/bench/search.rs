//! The latency of searches that find twenty among few opportunities and among many, on SQLite and
//! on PostgreSQL.

use std::fmt;

use clap::builder::TypedValueParser;
use serde::Serialize;

use super::error::Error;
use super::harness::Bench;
use super::lists::{self, Lists};
use super::server::{Server, Side, timed};
use crate::postgres;

/// Opportunities in the small store.
const FEW: u32 = 10_000;

/// Parses the number of opportunities in the large store: at least that of the small one.
pub(crate) fn records() -> impl TypedValueParser<Value = u32> {
    clap::value_parser!(u32).range(i64::from(FEW)..)
}

/// The targets for a search that finds twenty: p99 in milliseconds among many, and that p99
/// divided by the p99 among few.
const TARGETS: (f64, f64) = (50.0, 10.0);

/// A store whose searches are measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Store {
    Sqlite,
    Postgres,
}

/// The figures of one store.
#[derive(Debug, Serialize)]
pub(crate) struct Searches {
    store: Store,
    searches: Lists,
}

/// Measures the stores one after another, and prints the figures of each as soon as it has them:
/// filling the next one takes many minutes.
pub(crate) fn measure(bench: &Bench, stores: &[Store]) -> Result<Vec<Searches>, Error> {
    let mut measured = Vec::new();
    for store in stores {
        let searches = Searches {
            store: *store,
            searches: store.measure(bench)?,
        };
        println!("{searches}");
        measured.push(searches);
    }
    Ok(measured)
}

impl Store {
    pub(super) fn measure(self, bench: &Bench) -> Result<Lists, Error> {
        let (short, records) = (bench.extent.is_quick, bench.extent.search_records);
        let numbers = [if short { lists::FEW } else { FEW }, records];
        let program = bench.programs.server(Side::Cosell);
        match self {
            Self::Sqlite => on(bench, numbers, |server| {
                Server::start(Side::Cosell, program, &bench.folder.join(server))
                    .map(|(server, _)| server)
            }),
            Self::Postgres => {
                let databases = [postgres::Server::start()?, postgres::Server::start()?];
                let mut addresses = databases.iter().map(postgres::Server::address);
                on(bench, numbers, |server| {
                    let folder = bench.folder.join(server);
                    let address = addresses.next().unwrap_or_default();
                    Server::start_on(Side::Cosell, program, &folder, &address)
                        .map(|(server, _)| server)
                })
            }
        }
    }
}

/// Fills and measures the two servers that `start` starts.
fn on(
    bench: &Bench,
    [few, many]: [u32; 2],
    mut start: impl FnMut(&str) -> Result<Server, Error>,
) -> Result<Lists, Error> {
    let small = start("few")?;
    let large = start("many")?;
    let (found, time) = timed(|| {
        let measurement = ("search", bench.extent.search_calls);
        lists::drive(bench, measurement, [&small, &large], [few, many])
    });
    eprintln!("searches took {:.0} s", time.as_secs_f64());
    small.stop()?;
    large.stop()?;
    found
}

impl fmt::Display for Searches {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (most, ratio) = TARGETS;
        writeln!(f, "Searches on {:?}:\n\n{}", self.store, self.searches)?;
        writeln!(
            f,
            "Targets: p99 at most {most:.0} ms among many, and at most {ratio:.0} times that among \
             few."
        )
    }
}
