//! The socket that a service manager has opened for the server.
//!
//! systemd listens for a service and starts it with the first connection; connections wait while it
//! restarts. The socket comes as an open file, which `LISTEN_FDS` announces to the process of
//! `LISTEN_PID`: see `sd_listen_fds(3)`.

use std::io;
use std::net::{SocketAddr, TcpListener};

use listenfd::ListenFd;

/// Why the socket of the service manager cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum SocketError {
    #[error("LISTEN_FDS: {0} sockets were passed on, and the server listens on one")]
    Many(usize),
    #[error("LISTEN_FDS: the socket that was passed on is none of TCP that listens")]
    Kind(#[source] io::Error),
    /// Else the rules on addresses would be held to another one than that which is used.
    #[error(
        "LISTEN_FDS: the socket that was passed on listens on {socket} and --listen is {listen}: \
         give both the same address"
    )]
    Address {
        socket: SocketAddr,
        listen: SocketAddr,
    },
}

/// The socket that was passed on to this process, if there is one. It must listen on the address
/// that was configured; port 0 is any port.
pub(crate) fn inherited(listen: SocketAddr) -> Result<Option<TcpListener>, SocketError> {
    let mut sockets = ListenFd::from_env();
    if sockets.len() > 1 {
        return Err(SocketError::Many(sockets.len()));
    }
    let found = sockets.take_tcp_listener(0).map_err(SocketError::Kind)?;
    if let Some(found) = &found {
        let socket = found.local_addr().map_err(SocketError::Kind)?;
        let is_same_port = listen.port() == 0 || listen.port() == socket.port();
        if !is_same_port || listen.ip() != socket.ip() {
            return Err(SocketError::Address { socket, listen });
        }
    }
    Ok(found)
}
