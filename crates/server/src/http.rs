//! Connections: listening, keep-alive, and graceful shutdown.
//!
//! The server speaks HTTP/1.1 only, because that is what AWS's SDKs use without TLS and accept with
//! it. Every connection is its own task on one of the [`Threads`]. The task also performs the TLS
//! handshake, so that no client waits for another one's handshake. On stop the server accepts no
//! more connections and closes idle ones at once. It closes connections whose request has arrived
//! only in part, or whose client reads nothing of a response, after [`ARRIVAL_TIMEOUT`]; other
//! requests get [`DRAIN_TIMEOUT`] to complete.

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use cosell_store::BoxFuture;
use cosell_supervisor::{Loop, Supervisor};
use cosell_world::{World, machine};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::Handle;
use tokio::sync::{Semaphore, watch};

use crate::access::Mode;
use crate::budget::Budget;
use crate::host::Allowed;
use crate::limits::Limits;
use crate::otlp;
use crate::pace::{Paced, Progress};
use crate::peer::Peer;
use crate::pipeline;
use crate::spaces::Spaces;
use crate::threads::Threads;
use crate::timer::Timer;
use crate::tls::Tls;

/// The timeout of requests in flight at a stop; orchestrators kill after ten seconds or more.
const DRAIN_TIMEOUT: Duration = Duration::from_secs(8);

/// The timeout after a stop for the rest of a request to arrive: packets in flight arrive in time,
/// and a client that sent half a request does not delay the stop.
const ARRIVAL_TIMEOUT: Duration = Duration::from_secs(1);

/// The pause after a failed `accept`, most often because no file descriptors are left.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// The response to a connection beyond the limit. SDKs retry after it.
const TOO_MANY_CONNECTIONS: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\n\
    content-type: application/x-amz-json-1.0\r\ncontent-length: 50\r\nretry-after: 1\r\n\
    connection: close\r\n\r\n{\"Message\":\"There are too many connections open.\"}";

/// How many connections beyond the limit are answered at a time; more are closed without a
/// response.
const MAX_REFUSALS: usize = 64;

/// How long a refused connection is kept open, so that a client which is still sending can read the
/// response before the connection is reset.
const LINGER: Duration = Duration::from_secs(1);

/// Why the server could not listen.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// In mode `open` callers are not authenticated, so only this machine may call, unless the
    /// operator says by which names others do.
    #[error(
        "{0} is not a loopback address: other addresses require `--auth strict` or \
         `--allowed-host`, because mode `open` does not authenticate callers"
    )]
    NotLoopback(SocketAddr),
    /// The address is in use, or is not an address of this machine.
    #[error("could not listen on {address}{advice}", advice = advice(source))]
    Address {
        address: SocketAddr,
        #[source]
        source: io::Error,
    },
    /// A socket that another program opened.
    #[error("could not listen on the socket that was passed on")]
    Inherited(#[source] io::Error),
}

/// Refuses an address at which others could call a server that does not authenticate them.
fn may_listen(address: SocketAddr, mode: Mode, allowed: &Allowed) -> Result<(), BindError> {
    let is_for_others = mode == Mode::Strict || !allowed.hosts.is_empty();
    if !is_for_others && !address.ip().is_loopback() {
        return Err(BindError::NotLoopback(address));
    }
    Ok(())
}

/// What to do about a refused address.
fn advice(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::AddrInUse => {
            ", which another program uses: stop that program, or choose another port with --listen \
             or COSELL_LISTEN"
        }
        io::ErrorKind::AddrNotAvailable => {
            ", which is not an address of this machine: choose another one with --listen"
        }
        io::ErrorKind::PermissionDenied => {
            ", which needs a privilege: choose a port above 1023 with --listen"
        }
        _ => "",
    }
}

/// A bound socket that does not accept connections yet.
#[derive(Debug)]
pub struct Listener {
    socket: TcpListener,
    address: SocketAddr,
    limits: Limits,
    tls: Option<Tls>,
}

impl Listener {
    /// Binds an address, which in mode `open` must be a loopback address unless the operator
    /// allowed host names by which other machines call; port 0 picks a free port. Clients may
    /// connect from now on, and are answered once [`Listener::serve`] runs.
    pub async fn bind(
        address: SocketAddr,
        mode: Mode,
        allowed: &Allowed,
    ) -> Result<Self, BindError> {
        may_listen(address, mode, allowed)?;
        let failed = |source| BindError::Address { address, source };
        let socket = TcpListener::bind(address).await.map_err(failed)?;
        Self::of(socket).map_err(failed)
    }

    /// Takes a socket that already listens, from another program that opened it. Its address is
    /// held to the same rule.
    pub fn inherit(
        socket: std::net::TcpListener,
        mode: Mode,
        allowed: &Allowed,
    ) -> Result<Self, BindError> {
        let address = socket.local_addr().map_err(BindError::Inherited)?;
        may_listen(address, mode, allowed)?;
        let listener = socket.set_nonblocking(true).and_then(|()| {
            let socket = TcpListener::from_std(socket)?;
            Self::of(socket)
        });
        listener.map_err(BindError::Inherited)
    }

    fn of(socket: TcpListener) -> io::Result<Self> {
        Ok(Self {
            address: socket.local_addr()?,
            socket,
            limits: Limits::default(),
            tls: None,
        })
    }

    /// Sets the limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Sets whether connections use TLS.
    #[must_use]
    pub fn with_tls(mut self, tls: Option<Tls>) -> Self {
        self.tls = tls;
        self
    }

    /// The bound address, with the port that was picked.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// The server's TLS configuration, if connections use TLS.
    pub fn tls(&self) -> Option<&Tls> {
        self.tls.as_ref()
    }

    /// Serves requests until `stop` is ready, then stops gracefully: requests in flight are
    /// answered, and another node or the next start takes over the unfinished tasks.
    pub fn serve(
        self,
        spaces: impl Into<Spaces>,
        stop: impl Future<Output = ()> + Send + 'static,
    ) -> BoxFuture<'static, ()> {
        self.start(spaces.into(), Box::pin(stop))
    }

    /// The compiler makes the code of a future where its type is first used as one, and again for
    /// each type parameter. So the whole server is made here, in this crate and once.
    #[inline(never)]
    fn start(self, spaces: Spaces, stop: BoxFuture<'static, ()>) -> BoxFuture<'static, ()> {
        Box::pin(async move {
            let supervisor = spaces.unnamed().front.service.supervisor().clone();
            let accept = self.accept(spaces, supervisor.clone(), stop);
            supervisor.run_once(Loop::Accept, accept).await;
        })
    }

    async fn accept(
        self,
        spaces: Spaces,
        supervisor: Supervisor,
        mut stop: BoxFuture<'static, ()>,
    ) {
        let shared = Arc::new(Shared::new(spaces, &self));
        let connections = GracefulShutdown::new();
        let slots = Budget::new(self.limits.connections, self.limits.connections_per_peer);
        let refusals = Arc::new(Semaphore::new(MAX_REFUSALS));
        let threads = Threads::start(&supervisor);
        let (stopping, stopped) = watch::channel(());
        shared.spaces.start();
        let telemetry = shared.spaces.unnamed().front.telemetry.clone();
        let exporter = telemetry.map(|of| otlp::exporter::start(&of, &shared.spaces, &supervisor));
        loop {
            supervisor.round(Loop::Accept);
            let accepted = tokio::select! {
                accepted = self.socket.accept() => accepted,
                () = &mut stop => break,
            };
            let (stream, peer) = match accepted {
                Ok((stream, address)) => (stream, Peer::new(address, self.tls.is_some())),
                Err(error) => {
                    tracing::warn!(%error, "could not accept a connection");
                    machine::sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            };
            let mut slot = slots.reservation(peer.address);
            if !slot.grow(1) {
                tracing::warn!(peer = %peer.address, "connection refused, too many are open");
                // A TLS client would not understand a response in plain text.
                if self.tls.is_none()
                    && let Ok(permit) = Arc::clone(&refusals).try_acquire_owned()
                {
                    tokio::spawn(async move {
                        let _ = machine::timeout(LINGER, refuse(stream)).await;
                        drop(permit);
                    });
                }
                continue;
            }
            let (shared, watcher) = (Arc::clone(&shared), connections.watcher());
            let stopped = stopped.clone();
            // It is registered with the runtime of its thread.
            let stream = stream.into_std();
            threads.run(async move {
                match stream.and_then(TcpStream::from_std) {
                    Ok(stream) => {
                        let served = shared.serve_connection(stream, peer, watcher, stopped);
                        served.await;
                    }
                    Err(error) => tracing::warn!(%error, "could not serve a connection"),
                }
                drop(slot);
            });
        }
        drop(self.socket);
        drop(stopping);
        let spaces = shared.spaces.all();
        for space in &spaces {
            space.stopping();
        }
        if machine::timeout(DRAIN_TIMEOUT, connections.shutdown())
            .await
            .is_err()
        {
            tracing::warn!("stopped before all requests were answered");
        }
        for space in spaces {
            space.stop_loops().await;
            space.front.stop().await;
        }
        // Last, so that it sends the spans of all that has stopped.
        if let Some(exporter) = exporter {
            exporter.stopped().await;
        }
    }
}

/// The state that all connections share.
struct Shared {
    spaces: Spaces,
    /// What a request spawns outlives the request and its connection, so it runs here.
    runtime: Handle,
    world: World,
    http: http1::Builder,
    limits: Limits,
    tls: Option<Tls>,
}

impl Shared {
    fn new(spaces: Spaces, listener: &Listener) -> Self {
        let mut http = http1::Builder::new();
        http.timer(Timer)
            .header_read_timeout(listener.limits.idle_timeout)
            // The buffer can exceed its size when more bytes are available while it is filled, so
            // the size of the head is limited as well.
            .max_header_size(listener.limits.head_bytes)
            .max_buf_size(listener.limits.head_bytes)
            // A client that has closed its sending side may still wait for the response.
            .half_close(true);
        spaces.set_limits(listener.limits);
        Self {
            world: spaces.unnamed().front.world().clone(),
            spaces,
            runtime: Handle::current(),
            http,
            limits: listener.limits,
            tls: listener.tls.clone(),
        }
    }

    /// Performs the handshake, if connections use TLS, and serves the connection's requests. A
    /// handshake is aborted when the sender of `stopped` is dropped.
    async fn serve_connection(
        &self,
        stream: TcpStream,
        peer: Peer,
        watcher: Watcher,
        mut stopped: watch::Receiver<()>,
    ) {
        // Responses are written whole; Nagle's algorithm would only delay them.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "connection closed before it was served");
            return;
        }
        let Some(tls) = &self.tls else {
            return self.serve_http(stream, peer, watcher, stopped).await;
        };
        let handshake = machine::timeout(self.limits.handshake_timeout, tls.accept(stream));
        let handshake = tokio::select! {
            done = handshake => done,
            _ = stopped.changed() => return,
        };
        match handshake {
            Ok(Ok(stream)) => self.serve_http(stream, peer, watcher, stopped).await,
            Ok(Err(error)) => tracing::debug!(peer = %peer.address, %error, "TLS handshake failed"),
            Err(_) => tracing::debug!(peer = %peer.address, "TLS handshake timed out"),
        }
    }

    async fn serve_http<S>(
        &self,
        stream: S,
        peer: Peer,
        watcher: Watcher,
        stopped: watch::Receiver<()>,
    ) where
        S: AsyncRead + AsyncWrite + Unpin + 'static,
    {
        let progress = Progress::default();
        let world = self.world.clone();
        let stream = Paced::new(stream, world, progress.clone(), &self.limits);
        let service = service_fn(|request| {
            let progress = progress.clone();
            async move {
                progress.reading_body();
                let mut answer = pin!(pipeline::answer(&self.spaces, peer, request, &progress));
                let answer = poll_fn(|context| {
                    let _entered = self.runtime.enter();
                    answer.as_mut().poll(context)
                });
                let answer = answer.await;
                progress.answered();
                answer
            }
        });
        let connection = self.http.serve_connection(TokioIo::new(stream), service);
        tokio::select! {
            ended = watcher.watch(connection) => if let Err(error) = ended {
                tracing::debug!(%error, "connection closed with an error");
            },
            () = self.stop_deadline(stopped, &progress) => {
                tracing::debug!(peer = %peer.address, "connection closed by the stop");
            }
        }
    }

    /// Ready when the server stops and the client is too slow: a request has arrived only in part,
    /// or the client has read nothing of a response for [`ARRIVAL_TIMEOUT`].
    async fn stop_deadline(&self, mut stopped: watch::Receiver<()>, progress: &Progress) {
        // The sender sends nothing; it is dropped.
        let _ = stopped.changed().await;
        let mut before = None;
        loop {
            machine::sleep(ARRIVAL_TIMEOUT).await;
            let waits = progress.waits_for_client();
            if progress.is_partial() || (waits.is_some() && waits == before) {
                return;
            }
            before = waits;
        }
    }
}

async fn refuse(mut stream: TcpStream) -> io::Result<()> {
    stream.write_all(TOO_MANY_CONNECTIONS).await?;
    stream.shutdown().await?;
    let mut rest = [0; 1024];
    while stream.read(&mut rest).await? > 0 {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_response_to_a_connection_beyond_the_limit_is_well_formed() {
        let text = std::str::from_utf8(TOO_MANY_CONNECTIONS).expect("text");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        assert!(
            head.contains(&format!("content-length: {}\r\n", body.len())),
            "{text}"
        );
        let body: serde_json::Value = serde_json::from_str(body).expect("JSON");
        assert!(body["Message"].is_string());
    }
}
