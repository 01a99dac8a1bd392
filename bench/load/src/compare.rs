//! The same requests on two servers, one with few records and one with many, in turns.

use std::net::SocketAddr;

use cosell_world::machine;
use serde::Serialize;

use crate::connection::Connection;
use crate::error::Error;
use crate::figures::percentile_ms;

/// The two servers, and how much is measured.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// Address of the server to fill with few records.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) few: SocketAddr,
    /// Number of records on that server.
    #[arg(long)]
    pub(crate) few_records: usize,
    /// Address of the server to fill with many records.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) many: SocketAddr,
    /// Number of records on that server.
    #[arg(long)]
    pub(crate) many_records: usize,
    /// Calls in one run.
    #[arg(long, default_value_t = 2000)]
    calls: usize,
    /// Runs on each server.
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

/// One list or search at one position, with the runs on each server.
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

/// A request and a text that its response must contain.
pub(crate) struct Request {
    pub(crate) body: String,
    pub(crate) expected: String,
}

/// A server with the requests that are measured on it.
pub(crate) struct Side<'a> {
    pub(crate) connection: &'a mut Connection,
    pub(crate) requests: &'a [Request],
}

/// Measures the requests of one operation. Each server goes first in every other round.
pub(crate) async fn compare(
    arguments: &Arguments,
    [list, page]: [&'static str; 2],
    operation: &'static str,
    sides: [Side<'_>; 2],
) -> Result<Found, Error> {
    eprintln!("{list}, {page}");
    let mut runs = [Vec::new(), Vec::new()];
    let mut sides: Vec<(usize, Side<'_>)> = sides.into_iter().enumerate().collect();
    for _ in 0..arguments.rounds {
        for (index, side) in &mut sides {
            let run = measure(side, operation, arguments.calls).await?;
            runs[*index].push(run);
        }
        sides.reverse();
    }
    let [few, many] = runs;
    for (few, many) in few.iter().zip(&many) {
        eprintln!(
            "  p99 {:.2} ms among few, {:.2} ms among many",
            few.p99_ms, many.p99_ms
        );
    }
    Ok(Found {
        list,
        page,
        few,
        many,
    })
}

/// There is one warm-up call for this many measured ones.
const WARM_UP: usize = 10;

/// The distance in the list between two successive calls, which imitates independent callers. A
/// prime, so that every page is called unless the number of pages is a multiple of it.
const STRIDE: usize = 7919;

async fn measure(side: &mut Side<'_>, operation: &'static str, calls: usize) -> Result<Run, Error> {
    let Side {
        connection,
        requests,
    } = side;
    if requests.is_empty() {
        return Err(Error::Nothing);
    }
    connection.reopen().await?;
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
