//! What a client may take of the server: places, bytes and time.
//!
//! Limits are set short here; nothing is measured. A test waits for the server to end a connection,
//! however long that takes, and where it must not end one the limit is long.

use std::io::{ErrorKind, Write as _};
use std::time::Duration;

use cosell_server::Limits;
use cosell_world::machine;

use crate::sandbox;
use crate::server::{Connection, Server, Setup, target};

/// Soon enough for a test, and no limit of a client that is meant to succeed.
const SHORT: Duration = Duration::from_millis(100);

fn server(limits: Limits) -> Server {
    Server::with(Setup {
        limits,
        ..Setup::default()
    })
}

/// A request as far as its body.
fn head(length: usize) -> String {
    let head = target("ListSolutions");
    format!("{head}Host: localhost\r\nContent-Length: {length}\r\n\r\n")
}

fn answers(connection: &mut Connection) -> u16 {
    connection.request(&target("ListSolutions"), sandbox().to_string().as_bytes());
    connection.answer().status
}

#[test]
pub(crate) fn a_head_that_does_not_end_is_cut_off() {
    let server = server(Limits {
        header_timeout: SHORT,
        ..Limits::default()
    });
    let mut slow = server.connect();
    slow.write(b"POST / HTTP/1.1\r\nHost: local");
    assert!(slow.ended(), "the head had begun");

    // A second head on a connection has as little time as the first.
    let mut later = server.connect();
    assert_eq!(answers(&mut later), 200);
    later.write(b"P");
    assert!(later.ended(), "the second head had begun");
}

#[test]
fn a_connection_may_be_idle_longer_than_a_head_may_take() {
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
pub(crate) fn a_connection_on_which_nothing_is_asked_is_closed() {
    let server = server(Limits {
        idle_timeout: SHORT,
        ..Limits::default()
    });
    assert!(server.connect().ended(), "it never asked");
    let mut idle = server.connect();
    assert_eq!(answers(&mut idle), 200);
    assert!(idle.ended(), "it asked no more");
}

#[test]
pub(crate) fn a_body_that_drips_is_cut_off_although_it_never_stops() {
    let server = server(Limits {
        body_rate_window: SHORT,
        body_rate_bytes: 64 << 10,
        ..Limits::default()
    });
    let mut slow = server.connect();
    slow.write(head(1 << 20).as_bytes());
    // Each piece comes in time, and all of them together are too little.
    for _ in 0..4 {
        slow.write(b"{");
    }
    let answer = slow.answer();
    assert_eq!(answer.error(), "SerializationException");
    assert!(answer.json()["Message"].to_string().contains("in time"));
    assert!(slow.ended());
}

#[test]
pub(crate) fn a_body_that_keeps_its_pace_has_an_end_to_its_time_as_well() {
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
pub(crate) fn a_small_body_owes_no_more_than_it_is() {
    let server = server(Limits {
        body_rate_bytes: 1 << 20,
        ..Limits::default()
    });
    assert_eq!(answers(&mut server.connect()), 200);
}

#[test]
pub(crate) fn an_answer_that_nobody_takes_ends_the_connection() {
    let server = server(Limits {
        write_timeout: SHORT,
        ..Limits::default()
    });
    let mut deaf = server.connect();
    // Answers fill what the system keeps for this connection; then the server stands still, reads
    // nothing more, and requests do not get through either.
    let request = {
        let body = sandbox().to_string();
        let length = body.len();
        let head = target("ListSolutions");
        format!("{head}Host: localhost\r\nContent-Length: {length}\r\n\r\n{body}").repeat(200)
    };
    let written = (0..2_000).try_for_each(|_| deaf.stream.write_all(request.as_bytes()));
    let kind = written.expect_err("the server ended it").kind();
    assert!(
        matches!(kind, ErrorKind::ConnectionReset | ErrorKind::BrokenPipe),
        "{kind}"
    );
}

#[test]
fn connections_beyond_their_number_are_told_and_places_come_back() {
    let server = server(Limits {
        connections_per_peer: 2,
        ..Limits::default()
    });
    let mut held = [server.connect(), server.connect()];
    for connection in &mut held {
        assert_eq!(answers(connection), 200);
    }
    let mut third = server.connect();
    let told = third.answer();
    assert_eq!((told.status, told.header("retry-after")), (503, Some("1")));
    assert!(third.ended());
    for connection in &mut held {
        assert_eq!(answers(connection), 200);
    }
    let [one, two] = held;
    drop((one, two));
    // The server learns of it a little later.
    let mut tries = 0;
    while server.try_call() != 200 {
        tries += 1;
        assert!(tries < 1_000, "no place came back");
    }
}

/// What is in chunks is put together in memory, since no piece of it is known to be the last.
/// Whatever pieces it arrives in, [`CHUNK`] bytes take room once, when more than what is free has
/// arrived: 2 * 1025 - 1024 bytes at least and 2 * 1500 - 1024 at most. So one of them finds room
/// in [`ROOM`], and two never do.
const CHUNK: usize = 1500;
const FREE: usize = 1024;
const ROOM: usize = 2 * CHUNK - FREE;

#[test]
fn room_for_bodies_comes_back_from_whoever_leaves_and_small_ones_need_none() {
    let server = server(Limits {
        body_memory: ROOM,
        body_free: FREE,
        // Nobody is cut off here.
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
        // What is refused has been read to its end: the connection goes on.
        assert_eq!(answer.header("connection"), None);
        answer.error() == "ThrottlingException"
    };
    // One that arrives while the other has the room is refused and never asks again, so there is
    // one more in each round; the one that found room keeps it.
    let mut held = Vec::new();
    loop {
        let mut connection = server.connect();
        connection.write(half.as_bytes());
        held.push(connection);
        if refused() {
            break;
        }
        assert!(held.len() < 200, "there is room for both");
    }
    assert!(refused(), "the room is held as long as the connection");
    assert_eq!(answers(&mut server.connect()), 200, "a small body");
    drop(held);
    // The server learns of it a little later; a hang is a failure, a loaded machine is not.
    let mut tries = 0;
    while refused() {
        tries += 1;
        assert!(tries < 100_000, "no room came back");
    }
}
