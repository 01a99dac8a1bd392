//! The rate at which a webhook receives events, from a server that has many of them stored.
//!
//! The receiver is a thread of this program for each connection, which answers at once. The load
//! driver creates opportunities, each with an event. Then the events are replayed, and the time is
//! that from the request of the replay to the arrival of the last event.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::thread;
use std::time::Duration;

use super::error::Error;
use super::figures::{Run, median};
use super::harness::{Bench, CREATE};
use super::server::{Server, Side, timed};

/// The connections of the load driver that creates events.
const CREATORS: u32 = 32;

/// The events of a replay, at most.
const MOST: u64 = 20_000;

/// A timeout for a hang.
const PATIENCE: Duration = Duration::from_mins(1);

/// The rate that a fast receiver on loopback must reach.
const LEAST: f64 = 2_000.0;

/// Measures and prints the rate. Fails if it is too low.
pub(super) fn measure(bench: &Bench) -> Result<(), Error> {
    let received = Arc::new(AtomicU64::new(0));
    let port = receive(Arc::clone(&received))?;
    let side = Side::Telling(port);
    let (server, _) = bench.start(side)?;
    let _: Run = bench.load(side.name(), &[&server], CREATE, CREATORS, None)?;
    let last = last_position(&server)?;
    wait(&received, last)?;
    let count = last.min(MOST);
    let mut rates = Vec::new();
    for _ in 0..bench.extent.rounds {
        let before = received.load(Ordering::Relaxed);
        let (replayed, time) = timed(|| {
            let body = format!("{{\"from\": 1, \"to\": {count}}}");
            ask(server.address, "POST", "targets/default/replay", &body)?;
            wait(&received, before + count)
        });
        replayed?;
        #[expect(clippy::cast_precision_loss, reason = "a count is small")]
        rates.push(count as f64 / time.as_secs_f64());
    }
    server.stop()?;
    let rate = median(rates);
    println!("events to a webhook on loopback, {count} of them: {rate:.0} in a second");
    if rate < LEAST && !bench.extent.is_quick {
        return Err(Error::Events(rate));
    }
    Ok(())
}

/// Starts the receiver. Returns its port.
fn receive(received: Arc<AtomicU64>) -> Result<u16, Error> {
    let socket = TcpListener::bind("127.0.0.1:0")?;
    let port = socket.local_addr()?.port();
    thread::spawn(move || {
        for stream in socket.incoming().flatten() {
            let received = Arc::clone(&received);
            thread::spawn(move || answer(stream, &received));
        }
    });
    Ok(port)
}

/// Answers the events of a connection until it ends.
fn answer(stream: TcpStream, received: &AtomicU64) -> Option<()> {
    stream.set_nodelay(true).ok()?;
    let mut reader = BufReader::new(stream);
    loop {
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
            let line = line.trim().to_lowercase();
            if let Some(value) = line.strip_prefix("content-length: ") {
                length = value.parse().ok()?;
            }
            if line.is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).ok()?;
        received.fetch_add(1, Ordering::Relaxed);
        let answer = b"HTTP/1.1 204 No Content\r\n\r\n";
        reader.get_mut().write_all(answer).ok()?;
    }
}

/// Waits until so many events have arrived.
#[expect(clippy::disallowed_methods, reason = "a bench waits in real time")]
fn wait(received: &AtomicU64, count: u64) -> Result<(), Error> {
    let step = Duration::from_millis(1);
    let mut left = PATIENCE.as_millis();
    while received.load(Ordering::Relaxed) < count {
        if left == 0 {
            return Err(Error::Missing(count));
        }
        left -= 1;
        thread::sleep(step);
    }
    Ok(())
}

/// The position of the last event.
fn last_position(server: &Server) -> Result<u64, Error> {
    let answer = ask(server.address, "GET", "targets", "")?;
    let document = answer.split_once("\r\n\r\n").map_or("", |(_, body)| body);
    let document: serde_json::Value = serde_json::from_str(document)?;
    Ok(document["last_position"].as_u64().unwrap_or(0))
}

/// Calls an administrative page of events.
fn ask(address: SocketAddr, method: &str, page: &str, body: &str) -> Result<String, Error> {
    let mut stream = TcpStream::connect(address)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let length = body.len();
    write!(
        stream,
        "{method} /_cosell/events/{page} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Length: {length}\r\n\r\n{body}"
    )?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    if answer.starts_with("HTTP/1.1 200 ") {
        return Ok(answer);
    }
    Err(Error::Health {
        server: "cosell",
        answer,
    })
}
