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

/// The figures of both stores.
#[derive(Debug, Serialize)]
pub(crate) struct Searches {
    sqlite: Lists,
    postgres: Option<Lists>,
}

/// Measures both stores, or in a short form SQLite alone.
pub(crate) fn measure(bench: &Bench) -> Result<Searches, Error> {
    let (short, records) = (bench.extent.is_quick, bench.extent.search_records);
    let few = if short { lists::FEW } else { FEW };
    let sqlite = on(bench, [few, records], |server| {
        Server::start(
            Side::Cosell,
            bench.programs.server(Side::Cosell),
            &bench.folder.join(server),
        )
        .map(|(server, _)| server)
    })?;
    let postgres = if short {
        None
    } else {
        let databases = [postgres::Server::start()?, postgres::Server::start()?];
        let mut addresses = databases.iter().map(postgres::Server::address);
        let measured = on(bench, [few, records], |server| {
            Server::start_on(
                Side::Cosell,
                bench.programs.server(Side::Cosell),
                &bench.folder.join(server),
                &addresses.next().unwrap_or_default(),
            )
            .map(|(server, _)| server)
        })?;
        Some(measured)
    };
    Ok(Searches { sqlite, postgres })
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
        let stores = [
            ("SQLite", Some(&self.sqlite)),
            ("PostgreSQL", self.postgres.as_ref()),
        ];
        for (store, searches) in stores {
            let Some(searches) = searches else { continue };
            writeln!(f, "{store}:\n\n{searches}")?;
        }
        writeln!(
            f,
            "Targets: p99 at most {most:.0} ms among many, and at most {ratio:.0} times that among \
             few."
        )
    }
}
