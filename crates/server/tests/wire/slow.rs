//! Slow clients: connections, memory and timeouts.
//!
//! The tests use short timeouts and measure nothing. A test waits until the server closes a
//! connection, however long that takes; where the server must not close one, the timeout is long.

use std::io::{ErrorKind, Write as _};
use std::time::Duration;

use cosell_server::Limits;
use cosell_world::machine;

use crate::sandbox;
use crate::server::{Connection, Server, Setup, target};

/// A timeout short enough for a test; clients that must succeed have a longer one.
const SHORT: Duration = Duration::from_millis(100);

fn server(limits: Limits) -> Server {
    Server::with(Setup {
        limits,
        ..Setup::default()
    })
}

/// A request without its body.
fn head(length: usize) -> String {
    let head = target("ListSolutions");
    format!("{head}Host: localhost\r\nContent-Length: {length}\r\n\r\n")
}

fn answers(connection: &mut Connection) -> u16 {
    connection.request(&target("ListSolutions"), sandbox().to_string().as_bytes());
    connection.answer().status
}

#[test]
pub(crate) fn a_head_that_does_not_end_times_out() {
    let server = server(Limits {
        header_timeout: SHORT,
        ..Limits::default()
    });
    let mut slow = server.connect();
    slow.write(b"POST / HTTP/1.1\r\nHost: local");
    assert!(slow.ended(), "the head had begun");

    // The second head on a connection has the same timeout as the first.
    let mut later = server.connect();
    assert_eq!(answers(&mut later), 200);
    later.write(b"P");
    assert!(later.ended(), "the second head had begun");
}

#[test]
fn a_connection_may_be_idle_longer_than_the_header_timeout() {
    let server = server(Limits {
        header_timeout: SHORT,
        ..Limits::default()
    });
    let mut patient = server.connect();
    assert_eq!(answers(&mut patient), 200);
    machine::block(SHORT * 5);
    assert_eq!(answers(&mut patient), 200);
}

#[test]
pub(crate) fn an_idle_connection_is_closed() {
    let server = server(Limits {
        idle_timeout: SHORT,
        ..Limits::default()
    });
    assert!(server.connect().ended(), "it sent no request");
    let mut idle = server.connect();
    assert_eq!(answers(&mut idle), 200);
    assert!(idle.ended(), "it sent no second request");
}

#[test]
pub(crate) fn a_body_below_the_minimum_rate_times_out() {
    let server = server(Limits {
        body_rate_window: SHORT,
        body_rate_bytes: 64 << 10,
        ..Limits::default()
    });
    let mut slow = server.connect();
    slow.write(head(1 << 20).as_bytes());
    // Each piece arrives in time, but all of them together are too few bytes.
    for _ in 0..4 {
        slow.write(b"{");
    }
    let answer = slow.answer();
    assert_eq!(answer.error(), "SerializationException");
    assert!(answer.json()["Message"].to_string().contains("in time"));
    assert!(slow.ended());
}

#[test]
pub(crate) fn a_body_above_the_minimum_rate_times_out_as_well() {
    let server = server(Limits {
        body_timeout: SHORT,
        body_rate_bytes: 1,
        ..Limits::default()
    });
    let mut slow = server.connect();
    slow.write(head(100).as_bytes());
    slow.write(b"{");
    assert_eq!(slow.answer().error(), "SerializationException");
    assert!(slow.ended());
}

#[test]
pub(crate) fn a_small_body_meets_the_minimum_rate() {
    let server = server(Limits {
        body_rate_bytes: 1 << 20,
        ..Limits::default()
    });
    assert_eq!(answers(&mut server.connect()), 200);
}

#[test]
pub(crate) fn a_response_that_the_client_does_not_read_closes_the_connection() {
    let server = server(Limits {
        write_timeout: SHORT,
        ..Limits::default()
    });
    let mut deaf = server.connect();
    // The responses fill the socket buffers; then the server's write blocks, it reads no more
    // requests, and the client's writes block as well.
    let request = {
        let body = sandbox().to_string();
        let length = body.len();
        let head = target("ListSolutions");
        format!("{head}Host: localhost\r\nContent-Length: {length}\r\n\r\n{body}").repeat(200)
    };
    let written = (0..2_000).try_for_each(|_| deaf.stream.write_all(request.as_bytes()));
    let kind = written.expect_err("the server closed it").kind();
    assert!(
        matches!(kind, ErrorKind::ConnectionReset | ErrorKind::BrokenPipe),
        "{kind}"
    );
}

#[test]
fn connections_beyond_the_limit_are_refused_until_others_close() {
    let server = server(Limits {
        connections_per_peer: 2,
        ..Limits::default()
    });
    let mut held = [server.connect(), server.connect()];
    for connection in &mut held {
        assert_eq!(answers(connection), 200);
    }
    let mut third = server.connect();
    let refused = third.answer();
    assert_eq!(
        (refused.status, refused.header("retry-after")),
        (503, Some("1"))
    );
    assert!(third.ended());
    for connection in &mut held {
        assert_eq!(answers(connection), 200);
    }
    let [one, two] = held;
    drop((one, two));
    // The server notices the closed connections a little later.
    let mut tries = 0;
    while server.try_call() != 200 {
        tries += 1;
        assert!(tries < 1_000, "no connection became free");
    }
}

/// The size of a chunked body. Chunked bodies are buffered, because no piece is known to be the
/// last. However it is split, a body of [`CHUNK`] bytes reserves memory once, when more than
/// [`FREE`] bytes have arrived: at least 2 * 1025 - 1024 bytes and at most 2 * 1500 - 1024. So one
/// such body finds memory in [`ROOM`], and two never do.
const CHUNK: usize = 1500;
const FREE: usize = 1024;
const ROOM: usize = 2 * CHUNK - FREE;

#[test]
fn memory_of_bodies_is_released_with_the_connection_and_small_bodies_need_none() {
    let server = server(Limits {
        body_memory: ROOM,
        body_free: FREE,
        // No timeout applies in this test.
        body_rate_window: Duration::from_hours(1),
        body_timeout: Duration::from_hours(1),
        ..Limits::default()
    });
    let half = format!(
        "{}Host: localhost\r\nTransfer-Encoding: chunked\r\n\r\n{CHUNK:x}\r\n{}\r\n",
        target("ListSolutions"),
        " ".repeat(CHUNK),
    );
    let whole = format!("{half}0\r\n\r\n");
    let mut other = server.connect();
    let mut refused = || {
        other.write(whole.as_bytes());
        let answer = other.answer();
        // A refused body has been read to its end, so the connection stays open.
        assert_eq!(answer.header("connection"), None);
        answer.error() == "ThrottlingException"
    };
    // A body that arrives while the other connection has the memory is refused and not sent again,
    // so each round adds one; the body that found memory keeps it.
    let mut held = Vec::new();
    loop {
        let mut connection = server.connect();
        connection.write(half.as_bytes());
        held.push(connection);
        if refused() {
            break;
        }
        assert!(held.len() < 200, "there is memory for both");
    }
    assert!(
        refused(),
        "the memory is reserved as long as the connection is open"
    );
    assert_eq!(answers(&mut server.connect()), 200, "a small body");
    drop(held);
    // The server notices the closed connections a little later; a hang is a failure, a loaded
    // machine is not.
    let mut tries = 0;
    while refused() {
        tries += 1;
        assert!(tries < 100_000, "no memory was released");
    }
}
