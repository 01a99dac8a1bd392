//! The cost of a list page in an account with few records and in one with many.
//!
//! Two servers are filled with the same mixture of records, so that every filter selects the same
//! share of few and of many. Then each list is read once from its first page to its last: it must
//! show each selected record exactly once. Each page is a request to measure, with the token that
//! its response must contain. The requests are measured on one connection; the servers take turns,
//! and each goes first in every other round.

mod list;
mod record;

use std::net::SocketAddr;

use cosell_world::machine;
use serde::Serialize;

use crate::body::Bodies;
use crate::connection::Connection;
use crate::error::Error;
use crate::measure::percentile_ms;
use list::{LISTS, Request};

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Address of the server to fill with few records.
    #[arg(long, value_name = "ADDRESS")]
    few: SocketAddr,
    /// Number of records on that server.
    #[arg(long)]
    few_records: usize,
    /// Address of the server to fill with many records.
    #[arg(long, value_name = "ADDRESS")]
    many: SocketAddr,
    /// Number of records on that server.
    #[arg(long)]
    many_records: usize,
    /// Calls in one run.
    #[arg(long, default_value_t = 2000)]
    calls: usize,
    /// Runs on each server.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

/// One list at one position, with the runs on each server.
#[derive(Debug, Serialize)]
pub(crate) struct Found {
    list: &'static str,
    page: &'static str,
    few: Vec<Run>,
    many: Vec<Run>,
}

#[derive(Debug, Serialize)]
struct Run {
    p50_ms: f64,
    p99_ms: f64,
}

/// There is one warm-up call for this many measured ones.
const WARM_UP: usize = 10;

pub(crate) async fn run(arguments: &Arguments) -> Result<Vec<Found>, Error> {
    let bodies = Bodies::new()?;
    eprintln!("preparing {} records", arguments.few_records);
    let held_by_few = record::fill(arguments.few, arguments.few_records, &bodies).await?;
    eprintln!("preparing {} records", arguments.many_records);
    let held_by_many = record::fill(arguments.many, arguments.many_records, &bodies).await?;
    // Connected only now, because servers close connections that are idle for so long.
    let mut few = Connection::open(arguments.few).await?;
    let mut many = Connection::open(arguments.many).await?;
    let mut found = Vec::new();
    for list in LISTS {
        let of_few = list.places(&mut few, &held_by_few).await?;
        let of_many = list.places(&mut many, &held_by_many).await?;
        for (of_few, of_many) in of_few.into_iter().zip(of_many) {
            eprintln!("{}, {}", list.name, of_few.page);
            let mut runs = [Vec::new(), Vec::new()];
            for round in 0..arguments.rounds {
                let mut sides = [
                    (0, &mut few, &of_few.requests),
                    (1, &mut many, &of_many.requests),
                ];
                if round % 2 == 1 {
                    sides.reverse();
                }
                for (index, connection, requests) in sides {
                    let run =
                        measure(connection, list.operation, requests, arguments.calls).await?;
                    runs[index].push(run);
                }
            }
            let [few, many] = runs;
            found.push(Found {
                list: list.name,
                page: of_few.page,
                few,
                many,
            });
        }
    }
    Ok(found)
}

/// The distance in the list between two successive calls, which imitates independent callers. A
/// prime, so that every page is called unless the number of pages is a multiple of it.
const STRIDE: usize = 7919;

async fn measure(
    connection: &mut Connection,
    operation: &'static str,
    requests: &[Request],
    calls: usize,
) -> Result<Run, Error> {
    if requests.is_empty() {
        return Err(Error::Nothing);
    }
    let warm_up = calls / WARM_UP;
    let mut latencies = Vec::with_capacity(warm_up + calls);
    let order = (0..).map(|number: usize| number * STRIDE % requests.len());
    for request in order
        .filter_map(|index| requests.get(index))
        .take(warm_up + calls)
    {
        let begun = machine::instant();
        connection
            .call(operation, &request.body, &request.expected)
            .await?;
        latencies.push(machine::elapsed(begun));
    }
    let mut latencies = latencies.split_off(warm_up);
    latencies.sort_unstable();
    Ok(Run {
        p50_ms: percentile_ms(&latencies, 50)?,
        p99_ms: percentile_ms(&latencies, 99)?,
    })
}
