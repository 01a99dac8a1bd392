//! Connections: listening, keeping them alive, and ending them when the process is asked to stop.
//!
//! HTTP/1.1 only, because that is what AWS's SDKs speak without TLS. Every connection is a task of
//! its own. On stop no connection is accepted any more, idle ones end at once, and requests under
//! way get [`DRAIN`] to end.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use tokio::net::TcpListener;

use crate::pipeline::{self, Front};

/// How long a client may take over the head of a request, and how long an idle connection is kept:
/// as long as the connection pools of the SDKs keep theirs.
const HEAD: Duration = Duration::from_mins(1);

/// How long requests under way may take after a stop; orchestrators kill after ten seconds or more.
const DRAIN: Duration = Duration::from_secs(8);

/// The pause after a refused `accept`, most often for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// Why the server does not listen.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// Callers are not proven, so only this machine may call.
    #[error("{0} is not a loopback address: callers are not proven, so only this machine may call")]
    NotLoopback(SocketAddr),
    /// The address is taken or not ours.
    #[error("could not listen on {address}")]
    Address {
        address: SocketAddr,
        #[source]
        source: io::Error,
    },
}

/// A bound socket that does not accept yet.
#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    address: SocketAddr,
}

impl Listener {
    /// Binds a loopback address; port 0 takes a free one. Clients may connect from here on and are
    /// answered once [`Listener::serve`] runs.
    pub async fn bind(address: SocketAddr) -> Result<Self, BindError> {
        if !address.ip().is_loopback() {
            return Err(BindError::NotLoopback(address));
        }
        let failed = |source| BindError::Address { address, source };
        let socket = TcpListener::bind(address).await.map_err(failed)?;
        let address = socket.local_addr().map_err(failed)?;
        Ok(Self { socket, address })
    }

    /// The address with the port that was taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Answers requests until `stop` is ready, then ends gracefully: requests under way are
    /// answered, and tasks are left where another node or the next start takes them over.
    pub async fn serve(self, front: Front, stop: impl Future<Output = ()>) {
        let front = Arc::new(front);
        let mut http = http1::Builder::new();
        http.timer(TokioTimer::new())
            .header_read_timeout(HEAD)
            // Who has nothing more to send may still be waiting for the answer.
            .half_close(true);
        let connections = GracefulShutdown::new();
        let mut stop = pin!(stop);
        loop {
            let accepted = tokio::select! {
                accepted = self.socket.accept() => accepted,
                () = &mut stop => break,
            };
            let stream = match accepted {
                Ok((stream, _)) => stream,
                Err(error) => {
                    tracing::warn!(%error, "could not accept a connection");
                    front.world().sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            };
            // Answers are written whole; waiting to fill a packet would only delay them.
            if let Err(error) = stream.set_nodelay(true) {
                tracing::debug!(%error, "a connection ended before it began");
                continue;
            }
            let front = Arc::clone(&front);
            let service = service_fn(move |request| {
                let front = Arc::clone(&front);
                async move { pipeline::answer(&front, request).await }
            });
            let connection = http.serve_connection(TokioIo::new(stream), service);
            let connection = connections.watch(connection);
            tokio::spawn(async move {
                if let Err(error) = connection.await {
                    tracing::debug!(%error, "a connection ended early");
                }
            });
        }
        drop(self.socket);
        if tokio::time::timeout(DRAIN, connections.shutdown())
            .await
            .is_err()
        {
            tracing::warn!("stopped while requests were under way");
        }
        front.stop().await;
    }
}
