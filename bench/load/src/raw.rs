//! The rate of one request of another product, so that it is measured like cosell's.
//!
//! The response must have status 200 and contain a text. `{}` in path and body becomes a number
//! that no other request of the run has. A server may close the connection after each response; the
//! next request opens another one then, as the clients of such a server do.

use std::cell::Cell;
use std::net::SocketAddr;
use std::time::{Duration, Instant};

use cosell_world::machine;
use futures_util::future::try_join_all;
use memchr::memmem;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::error::Error;
use crate::figures::{Extent, Figures};
use crate::process;

/// More headers than any response has.
const HEADERS: usize = 64;

/// The end of a body in chunks.
const LAST_CHUNK: &[u8] = b"\r\n0\r\n\r\n";

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The server's address.
    #[arg(long)]
    address: SocketAddr,
    /// Path of the request.
    #[arg(long, default_value = "/")]
    path: String,
    /// A header, as `name: value`; may be given several times.
    #[arg(long)]
    header: Vec<String>,
    #[arg(long, default_value = "{}")]
    body: String,
    /// Text that every response must contain.
    #[arg(long, default_value = "")]
    expect: String,
    #[command(flatten)]
    extent: Extent,
    /// Process ids whose processor time is measured together.
    #[arg(long)]
    process: Vec<u32>,
}

pub(crate) async fn run(arguments: &Arguments) -> Result<Figures, Error> {
    let number = Cell::new(0);
    let extent = &arguments.extent;
    call(arguments, &number, machine::instant() + extent.warm_up()).await?;
    let cpu = || process::all_cpu_seconds(&arguments.process);
    let before = cpu();
    let start = machine::instant();
    let latencies = call(arguments, &number, start + extent.seconds()).await?;
    let time = machine::elapsed(start);
    let cpu = cpu().zip(before).map(|(after, before)| after - before);
    Figures::of(latencies, time, cpu)
}

/// Calls on every connection until this time.
async fn call(
    arguments: &Arguments,
    number: &Cell<u64>,
    until: Instant,
) -> Result<Vec<Duration>, Error> {
    let connections = (0..arguments.extent.connections).map(async |_| {
        let mut latencies = Vec::new();
        let mut answer = Vec::new();
        let mut open = None;
        while machine::instant() < until {
            let own = number.replace(number.get() + 1);
            let request = request(arguments, own);
            let begun = machine::instant();
            let mut stream = if let Some(stream) = open.take() {
                stream
            } else {
                let stream = TcpStream::connect(arguments.address).await?;
                stream.set_nodelay(true)?;
                stream
            };
            stream.write_all(request.as_bytes()).await?;
            let stays_open = read(&mut stream, &mut answer, &arguments.expect).await?;
            latencies.push(machine::elapsed(begun));
            open = stays_open.then_some(stream);
        }
        Ok::<_, Error>(latencies)
    });
    Ok(try_join_all(connections).await?.concat())
}

fn request(arguments: &Arguments, number: u64) -> String {
    let number = number.to_string();
    // The body of an empty JSON object is no place for a number.
    let filled = |text: &str| match text {
        "{}" => text.to_owned(),
        text => text.replace("{}", &number),
    };
    let (path, body) = (filled(&arguments.path), filled(&arguments.body));
    let mut text = format!(
        "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Length: {}\r\n",
        arguments.address,
        body.len()
    );
    for header in &arguments.header {
        text.extend([header, "\r\n"]);
    }
    text.extend(["\r\n", &body]);
    text
}

/// Reads a response. Returns whether the connection stays open.
async fn read(stream: &mut TcpStream, answer: &mut Vec<u8>, expect: &str) -> Result<bool, Error> {
    answer.clear();
    loop {
        let ended = stream.read_buf(answer).await? == 0;
        let Some(head) = head(answer)? else {
            if ended {
                return Err(Error::Closed);
            }
            continue;
        };
        let body = answer.get(head.start..).unwrap_or_default();
        let complete = match head.body {
            Body::Length(length) => body.len() >= length,
            Body::Chunks => body.ends_with(LAST_CHUNK) || body == b"0\r\n\r\n",
            Body::ToTheEnd => ended,
        };
        if !complete {
            if ended {
                return Err(Error::Closed);
            }
            continue;
        }
        if head.status != 200 || memmem::find(body, expect.as_bytes()).is_none() {
            return Err(Error::Unexpected {
                operation: "the request",
                status: head.status,
                body: String::from_utf8_lossy(body).into_owned(),
            });
        }
        return Ok(head.stays_open);
    }
}

struct Head {
    status: u16,
    start: usize,
    body: Body,
    stays_open: bool,
}

enum Body {
    Length(usize),
    Chunks,
    ToTheEnd,
}

/// The head of a response, or `None` while it is incomplete.
fn head(answer: &[u8]) -> Result<Option<Head>, Error> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut response = httparse::Response::new(&mut headers);
    let httparse::Status::Complete(start) = response.parse(answer)? else {
        return Ok(None);
    };
    let value = |name: &str| {
        let mut headers = response.headers.iter();
        let header = headers.find(|header| header.name.eq_ignore_ascii_case(name))?;
        std::str::from_utf8(header.value).ok().map(str::trim)
    };
    let is = |name, wanted: &str| {
        value(name).is_some_and(|value: &str| value.eq_ignore_ascii_case(wanted))
    };
    let length = value("content-length").and_then(|value| value.parse().ok());
    let body = match length {
        Some(length) => Body::Length(length),
        None if is("transfer-encoding", "chunked") => Body::Chunks,
        None => Body::ToTheEnd,
    };
    Ok(Some(Head {
        status: response.code.unwrap_or_default(),
        start,
        stays_open: response.version == Some(1)
            && !is("connection", "close")
            && !matches!(body, Body::ToTheEnd),
        body,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_connection_stays_open_unless_the_response_says_otherwise() {
        for (text, stays_open) in [
            ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", true),
            (
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                true,
            ),
            (
                "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n",
                false,
            ),
            ("HTTP/1.0 200 OK\r\nContent-Length: 0\r\n\r\n", false),
            ("HTTP/1.1 200 OK\r\n\r\n", false),
        ] {
            let found = head(text.as_bytes()).expect("HTTP").expect("complete");
            assert_eq!(found.stays_open, stays_open, "{text}");
        }
    }
}
