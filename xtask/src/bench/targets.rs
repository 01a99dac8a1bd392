//! The targets of a machine with two cores, each beside what was measured.
//!
//! Targets that need another command have their row here as well, with its name, so that the table
//! is complete.

use std::fmt;
use std::fs;
use std::io::{self, Write as _};
use std::net::TcpStream;
use std::thread;
use std::time::Duration;

use serde::Serialize;

use super::database::Database;
use super::error::Error;
use super::figures::Shown;
use super::harness::{Bench, CREATE, TASK};
use super::large::Large;
use super::report::Calls;
use super::server::{Server, Side};

/// Connections that send a part of a body each, and that part in bytes.
const HALF_SENT: (usize, usize) = (1_000, 200_000);

/// How long after the clients are gone the memory is compared with that before them.
const IDLE: Duration = Duration::from_mins(1);

/// What is measured of the program that is shipped, beside its calls.
#[derive(Debug, Serialize)]
pub(crate) struct Shipped {
    /// Its size in MB.
    megabytes: f64,
    /// The memory a minute after a crowd of clients with half a request each, divided by that
    /// before.
    after_half_sent: Option<f64>,
}

impl Shipped {
    pub(super) fn measure(bench: &Bench) -> Result<Self, Error> {
        let bytes = fs::metadata(&bench.programs.cosell)?.len();
        Ok(Self {
            megabytes: f64::from(u32::try_from(bytes / 1_000).unwrap_or(u32::MAX)) / 1e3,
            after_half_sent: if bench.extent.is_quick {
                None
            } else {
                half_sent(bench)?
            },
        })
    }
}

#[expect(clippy::disallowed_methods, reason = "a bench waits in real time")]
fn half_sent(bench: &Bench) -> Result<Option<f64>, Error> {
    eprintln!("half-sent bodies");
    let (server, _) = bench.start(Side::Crowded)?;
    // The first answer of an operation: what it allocates once is no client's.
    drop(send_half(&server)?);
    let before = server.memory();
    let (connections, _) = HALF_SENT;
    let clients: Result<Vec<TcpStream>, io::Error> =
        (0..connections).map(|_| send_half(&server)).collect();
    drop(clients?);
    thread::sleep(IDLE);
    let after = server.memory();
    server.stop()?;
    Ok(after
        .zip(before)
        .map(|((after, _), (before, _))| after / before))
}

/// Sends a part of a request, and keeps the connection open.
fn send_half(server: &Server) -> io::Result<TcpStream> {
    let (_, arrived) = HALF_SENT;
    let mut connection = TcpStream::connect(server.address)?;
    write!(
        connection,
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\
         Content-Type: application/x-amz-json-1.0\r\n\
         X-Amz-Target: AWSPartnerCentralSelling.{CREATE}\r\n\r\n",
        5 * arrived
    )?;
    connection.write_all(&vec![b' '; arrived])?;
    Ok(connection)
}

/// The bound of a target.
#[derive(Clone, Copy, Debug, Serialize)]
enum Bound {
    AtLeast(f64),
    AtMost(f64),
}

#[derive(Debug, Serialize)]
struct Target {
    what: &'static str,
    unit: &'static str,
    bound: Bound,
    measured: Option<f64>,
}

impl Target {
    fn holds(&self) -> Option<bool> {
        self.measured.map(|measured| match self.bound {
            Bound::AtLeast(least) => measured >= least,
            Bound::AtMost(most) => measured <= most,
        })
    }
}

/// All targets.
#[derive(Debug, Serialize)]
pub(crate) struct Targets(Vec<Target>);

/// Targets that another command measures.
const ELSEWHERE: [(&str, &str, &str); 3] = [
    (
        "cold build of the README's first command",
        "≤ 5 minutes",
        "cargo build --release --timings",
    ),
    (
        "release build after a line of the store",
        "≤ 90 s",
        "cargo build --release --timings",
    ),
    (
        "a search that finds 20 of 1,000,000 opportunities",
        "≤ 50 ms",
        "cargo xtask bench --search",
    ),
];

impl Targets {
    pub(super) fn of(
        calls: Option<&Calls>,
        postgres: Option<&Database>,
        large: Option<&Large>,
    ) -> Self {
        let find = |call, connections, server: &str| {
            calls?.lines.iter().find(|line| {
                (line.call, line.connections) == (call, connections)
                    && line.server.starts_with(server)
            })
        };
        let cosell = Side::Cosell.name();
        let of_floor = |call, connections| Some(find(call, connections, cosell)?.ratio_to_floor);
        let restate = find(TASK, 32, "Restate").zip(find(TASK, 32, cosell));
        let times_restate = restate.map(|(other, own)| own.per_second / other.per_second);
        let rest_of = |side: Side| {
            let mut rest = calls?.rest.iter();
            rest.find(|rest| rest.server == side.name())
        };
        let own = rest_of(Side::Cosell);
        let bytes = |side: Side| {
            let rest = rest_of(side)?;
            Some(f64::from(u32::try_from(rest.bytes_per_opportunity?).ok()?))
        };
        let stored = bytes(Side::Cosell).zip(bytes(Side::Floor));
        let least = |what, unit, least, measured| Target {
            what,
            unit,
            bound: Bound::AtLeast(least),
            measured,
        };
        let most = |what, unit, most, measured| Target {
            what,
            unit,
            bound: Bound::AtMost(most),
            measured,
        };
        let floor = "of the floor";
        Self(vec![
            least(
                "main task, SQLite, 32 connections",
                floor,
                0.40,
                of_floor(TASK, 32),
            ),
            least(
                "main task, SQLite, 32 connections",
                "times six empty steps of Restate (--peers)",
                10.0,
                times_restate,
            ),
            least(
                "main task, SQLite, 1 connection",
                floor,
                0.40,
                of_floor(TASK, 1),
            ),
            least(
                "CreateOpportunity, 1 connection",
                floor,
                0.6,
                of_floor(CREATE, 1),
            ),
            least(
                "CreateOpportunity, 32 connections",
                floor,
                0.5,
                of_floor(CREATE, 32),
            ),
            least(
                "GetOpportunity, 1 connection",
                floor,
                0.8,
                of_floor("GetOpportunity", 1),
            ),
            least(
                "GetOpportunity, 32 connections",
                floor,
                0.7,
                of_floor("GetOpportunity", 32),
            ),
            most(
                "start to the first answer",
                "ms",
                50.0,
                own.map(|own| own.start_ms),
            ),
            most("idle memory", "MiB", 25.0, own.and_then(|own| own.idle_mib)),
            most(
                "bytes stored for an opportunity of 2 kB",
                "of the floor's",
                2.0,
                stored.map(|(own, floor)| own / floor),
            ),
            most(
                "p99 of a page of a list",
                "of that among 1,000",
                3.0,
                calls.and_then(|calls| calls.lists.worst_ratio()),
            ),
            most(
                "memory a minute after 1,000 half-sent bodies",
                "of that before",
                1.3,
                calls.and_then(|calls| calls.shipped.after_half_sent),
            ),
            most(
                "the shipped program",
                "MB",
                20.0,
                calls.map(|calls| calls.shipped.megabytes),
            ),
            least(
                "main task, PostgreSQL, 32 connections",
                "of a bare driver",
                0.5,
                postgres.and_then(Database::of_bare),
            ),
            least(
                "main task, PostgreSQL, 32 connections",
                "tasks/s",
                650.0,
                postgres.and_then(|postgres| postgres.per_second(32)),
            ),
            least(
                "main task, PostgreSQL, from 1 to 8 and from 8 to 32 connections",
                "times the rate",
                1.0,
                postgres.and_then(Database::growth),
            ),
            least(
                "two nodes on one PostgreSQL",
                "of one node",
                0.9,
                postgres.and_then(Database::two_of_one),
            ),
            most(
                "transactions on PostgreSQL that run again, two nodes",
                "of all",
                0.001,
                postgres.and_then(Database::reruns),
            ),
            most(
                "start at 1,000,000 opportunities",
                "ms",
                50.0,
                large.map(|large| large.start_ms),
            ),
            most(
                "anonymous memory at 1,000,000 under load",
                "MiB",
                200.0,
                large.and_then(|large| large.memory_mib),
            ),
            most(
                "the same at the end of ten minutes of a steady load",
                "of that before",
                1.1,
                large.and_then(|large| large.memory_growth),
            ),
            most(
                "p99 of a page whose filter matches none of 1,000,000",
                "ms",
                20.0,
                large.and_then(|large| large.filters.worst_p99()),
            ),
            most(
                "p99 of a page whose filter matches none of 1,000,000",
                "of that of 1,000",
                5.0,
                large.and_then(|large| large.filters.worst_ratio()),
            ),
            most(
                "first byte of the console's pipeline at 1,000,000, worst of 20",
                "ms",
                100.0,
                large.map(|large| large.board.first_byte_ms.max(large.table.first_byte_ms)),
            ),
            most(
                "the console's board at 1,000,000, worst of 20",
                "ms",
                200.0,
                large.map(|large| large.board.whole_ms),
            ),
            most(
                "the console's counts and values at 1,000,000, worst of 20",
                "ms",
                200.0,
                large.map(|large| large.worth.whole_ms),
            ),
        ])
    }
}

impl fmt::Display for Targets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "| what | target | measured | |")?;
        writeln!(f, "|---|---|---:|---|")?;
        for target in &self.0 {
            let (sign, bound) = match target.bound {
                Bound::AtLeast(bound) => ("≥", bound),
                Bound::AtMost(bound) => ("≤", bound),
            };
            let holds = match target.holds() {
                Some(true) => "holds",
                Some(false) => "**missed**",
                None => "not measured",
            };
            writeln!(
                f,
                "| {} | {sign} {bound} {} | {} | {holds} |",
                target.what,
                target.unit,
                Shown(target.measured, 2)
            )?;
        }
        for (what, target, command) in ELSEWHERE {
            writeln!(f, "| {what} | {target} | – | `{command}` |")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_holds_at_its_bound() {
        for (bound, measured, holds) in [
            (Bound::AtLeast(0.4), 0.4, true),
            (Bound::AtLeast(0.4), 0.39, false),
            (Bound::AtMost(20.0), 20.0, true),
            (Bound::AtMost(20.0), 20.1, false),
        ] {
            let target = Target {
                what: "a measure",
                unit: "",
                bound,
                measured: Some(measured),
            };
            assert_eq!(target.holds(), Some(holds), "{bound:?} {measured}");
        }
    }
}
