//! What clients made the server allocate goes back to the operating system.

use std::io::{self, Write as _};
use std::net::TcpStream;
use std::time::Duration;

use cosell_world::machine;

use super::{create, stop, talkative, until};
use crate::common::Server;

/// Connections that send half a request each.
const CONNECTIONS: usize = 1_000;

/// Bytes of a body that arrive; the body was announced as larger.
const ARRIVED: usize = 200_000;

/// All of the bodies take more than this, in KiB, while they arrive.
const HELD: u64 = 16 << 10;

/// How often the size of the process is read.
const POLL: Duration = Duration::from_millis(200);

/// The resident memory of the server, in KiB.
fn resident(server: &Server) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{}/status", server.child.id()));
    let status = status.expect("the process runs");
    let value = status
        .lines()
        .find_map(|line| line.strip_prefix("VmRSS:")?.strip_suffix("kB"));
    value.expect("a size").trim().parse().expect("a number")
}

/// Sends a request whose body ends too early, and keeps the connection open.
fn send_half(server: &Server) -> io::Result<TcpStream> {
    let address = server.url.strip_prefix("http://").expect("an address");
    let mut connection = TcpStream::connect(address)?;
    let announced = 5 * ARRIVED;
    let head = format!(
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: {announced}\r\n\
         Content-Type: application/x-amz-json-1.0\r\n\
         X-Amz-Target: AWSPartnerCentralSelling.CreateOpportunity\r\n\r\n"
    );
    connection.write_all(head.as_bytes())?;
    connection.write_all(&vec![b' '; ARRIVED])?;
    Ok(connection)
}

/// A thousand clients each send a fifth of the largest body and nothing more. What the bodies may
/// take in memory is bounded while they arrive; when the clients are gone, the process is about as
/// large as before, although nobody asks it for anything.
#[test]
fn memory_of_half_sent_bodies_goes_back_while_the_server_is_idle() {
    let folder = tempfile::tempdir().expect("a folder");
    let limit = 2 * CONNECTIONS;
    let server = Server::of(talkative(folder.path()).args([
        format!("--max-connections={limit}"),
        format!("--max-connections-per-peer={limit}"),
    ]));
    create(&server, "one").expect("an answer");
    let before = resident(&server);
    let clients: Vec<TcpStream> = (0..CONNECTIONS)
        .map(|_| send_half(&server).expect("the server reads on"))
        .collect();
    let held = resident(&server) - before;
    // What the peer may have reserved, what each body may have besides, and the connections.
    let most = (32 << 10) + 96 * u64::try_from(CONNECTIONS).expect("a count");
    assert!((HELD..most).contains(&held), "{held} KiB are held");
    drop(clients);
    until("as small as before", || {
        machine::block(POLL);
        resident(&server) * 10 <= before * 13
    });
    create(&server, "two").expect("an answer");
    assert_eq!(stop(server).code(), Some(0));
}
