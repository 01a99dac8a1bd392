//! Connections: listening, keeping them alive, and ending them when the process is asked to stop.
//!
//! HTTP/1.1 only, because that is what AWS's SDKs speak without TLS and take with it. Every
//! connection is a task of its own, which also shakes hands where there is TLS: nobody waits for
//! another one's handshake. On stop no connection is accepted any more, idle ones end at once,
//! requests that have arrived in part end after [`ARRIVAL`], as do answers of which the client
//! takes nothing for as long, and those under way get [`DRAIN`] to end.

use std::io;
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use cosell_supervisor::Loop;
use cosell_world::machine;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::TokioIo;
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

use crate::access::Mode;
use crate::budget::Budget;
use crate::delivery::Delivery;
use crate::front::Front;
use crate::limits::Limits;
use crate::pace::{Paced, Progress};
use crate::peer::Peer;
use crate::pipeline;
use crate::timer::Timer;
use crate::tls::Tls;

/// How long requests under way may take after a stop; orchestrators kill after ten seconds or more.
const DRAIN: Duration = Duration::from_secs(8);

/// How long a request may still take to arrive after a stop: what is on its way arrives, and who
/// sends half of one holds up nobody.
const ARRIVAL: Duration = Duration::from_secs(1);

/// The pause after a refused `accept`, most often for want of file descriptors.
const ACCEPT_PAUSE: Duration = Duration::from_millis(20);

/// What a connection without a place is told. SDKs try again after it.
const FULL: &[u8] = b"HTTP/1.1 503 Service Unavailable\r\n\
    content-type: application/x-amz-json-1.0\r\ncontent-length: 50\r\nretry-after: 1\r\n\
    connection: close\r\n\r\n{\"Message\":\"There are too many connections open.\"}";

/// How many connections without a place are told so at a time; more are closed without a word.
const TOLD: usize = 64;

/// How long a connection is kept after it was told, so that what the client was still sending does
/// not take the answer out of its hands.
const LINGER: Duration = Duration::from_secs(1);

/// Why the server does not listen.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// In mode `open` callers are not proven, so only this machine may call.
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
    limits: Limits,
    tls: Option<Tls>,
}

impl Listener {
    /// Binds an address, in mode `open` one of loopback; port 0 takes a free one. Clients may
    /// connect from here on and are answered once [`Listener::serve`] runs.
    pub async fn bind(address: SocketAddr, mode: Mode) -> Result<Self, BindError> {
        if mode == Mode::Open && !address.ip().is_loopback() {
            return Err(BindError::NotLoopback(address));
        }
        let failed = |source| BindError::Address { address, source };
        let socket = TcpListener::bind(address).await.map_err(failed)?;
        let address = socket.local_addr().map_err(failed)?;
        Ok(Self {
            socket,
            address,
            limits: Limits::default(),
            tls: None,
        })
    }

    /// The same with other limits.
    #[must_use]
    pub fn with_limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// The same with TLS before every connection, or none.
    #[must_use]
    pub fn with_tls(mut self, tls: Option<Tls>) -> Self {
        self.tls = tls;
        self
    }

    /// The address with the port that was taken.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// What the server proves itself with, if it does.
    pub fn tls(&self) -> Option<&Tls> {
        self.tls.as_ref()
    }

    /// Answers requests until `stop` is ready, then ends gracefully: requests under way are
    /// answered, and tasks are left where another node or the next start takes them over.
    pub async fn serve(self, front: Front, stop: impl Future<Output = ()>) {
        let supervisor = front.service.supervisor().clone();
        supervisor
            .run_once(Loop::Accept, self.accept(front, stop))
            .await;
    }

    async fn accept(self, front: Front, stop: impl Future<Output = ()>) {
        let host = Arc::new(Host::new(front, &self));
        let connections = GracefulShutdown::new();
        let places = Budget::new(self.limits.connections, self.limits.connections_per_peer);
        let told = Arc::new(Semaphore::new(TOLD));
        let (stopping, stopped) = watch::channel(());
        let mut stop = pin!(stop);
        let delivery = Delivery::start(host.front.receiver.as_ref(), &host.front.service);
        loop {
            host.front.service.supervisor().round(Loop::Accept);
            let accepted = tokio::select! {
                accepted = self.socket.accept() => accepted,
                () = &mut stop => break,
            };
            let (stream, peer) = match accepted {
                Ok((stream, address)) => (stream, Peer::new(address, self.tls.is_some())),
                Err(error) => {
                    tracing::warn!(%error, "could not accept a connection");
                    host.front.world().sleep(ACCEPT_PAUSE).await;
                    continue;
                }
            };
            let mut place = places.share(peer.address);
            if !place.grow(1) {
                tracing::warn!(peer = %peer.address, "too many connections are open");
                // Who speaks TLS would not understand it.
                if self.tls.is_none()
                    && let Ok(turn) = Arc::clone(&told).try_acquire_owned()
                {
                    tokio::spawn(async move {
                        let _ = machine::timeout(LINGER, turn_away(stream)).await;
                        drop(turn);
                    });
                }
                continue;
            }
            let (host, watcher) = (Arc::clone(&host), connections.watcher());
            let stopped = stopped.clone();
            tokio::spawn(async move {
                host.receive(stream, peer, watcher, stopped).await;
                drop(place);
            });
        }
        drop(self.socket);
        drop(stopping);
        delivery.iter().for_each(Delivery::stop);
        if machine::timeout(DRAIN, connections.shutdown())
            .await
            .is_err()
        {
            tracing::warn!("stopped while requests were under way");
        }
        if let Some(delivery) = delivery {
            delivery.stopped().await;
        }
        host.front.stop().await;
    }
}

/// What every connection needs.
struct Host {
    front: Front,
    http: http1::Builder,
    limits: Limits,
    tls: Option<Tls>,
}

impl Host {
    fn new(front: Front, listener: &Listener) -> Self {
        let mut http = http1::Builder::new();
        http.timer(Timer)
            .header_read_timeout(listener.limits.idle_timeout)
            // The buffer can take more than its size, if more is there when it is filled.
            .max_header_size(listener.limits.head_bytes)
            .max_buf_size(listener.limits.head_bytes)
            // Who has nothing more to send may still be waiting for the answer.
            .half_close(true);
        Self {
            front: front.with_limits(listener.limits),
            http,
            limits: listener.limits,
            tls: listener.tls.clone(),
        }
    }

    /// Shakes hands, if there is TLS, and answers what the connection asks. A handshake ends when
    /// the other side of `stopped` is gone.
    async fn receive(
        &self,
        stream: TcpStream,
        peer: Peer,
        watcher: Watcher,
        mut stopped: watch::Receiver<()>,
    ) {
        // Answers are written whole; waiting to fill a packet would only delay them.
        if let Err(error) = stream.set_nodelay(true) {
            tracing::debug!(%error, "a connection ended before it began");
            return;
        }
        let Some(tls) = &self.tls else {
            return self.converse(stream, peer, watcher, stopped).await;
        };
        let handshake = machine::timeout(self.limits.handshake_timeout, tls.accept(stream));
        let shaken = tokio::select! {
            shaken = handshake => shaken,
            _ = stopped.changed() => return,
        };
        match shaken {
            Ok(Ok(stream)) => self.converse(stream, peer, watcher, stopped).await,
            Ok(Err(error)) => tracing::debug!(peer = %peer.address, %error, "no TLS handshake"),
            Err(_) => tracing::debug!(peer = %peer.address, "a TLS handshake took too long"),
        }
    }

    async fn converse<S>(
        &self,
        stream: S,
        peer: Peer,
        watcher: Watcher,
        stopped: watch::Receiver<()>,
    ) where
        S: AsyncRead + AsyncWrite + Unpin + 'static,
    {
        let progress = Progress::default();
        let world = self.front.world().clone();
        let stream = Paced::new(stream, world, progress.clone(), &self.limits);
        let service = service_fn(|request| {
            let progress = progress.clone();
            async move {
                progress.reading_body();
                let answer = pipeline::answer(&self.front, peer, request, &progress).await;
                progress.answered();
                answer
            }
        });
        let connection = self.http.serve_connection(TokioIo::new(stream), service);
        tokio::select! {
            ended = watcher.watch(connection) => if let Err(error) = ended {
                tracing::debug!(%error, "a connection ended early");
            },
            () = self.out_of_time(stopped, &progress) => {
                tracing::debug!(peer = %peer.address, "the stop did not wait for this client");
            }
        }
    }

    /// Ready when the server stops and waits for the client: a request has arrived only in part, or
    /// nothing was taken of an answer since [`ARRIVAL`] ago.
    async fn out_of_time(&self, mut stopped: watch::Receiver<()>, progress: &Progress) {
        // The other side says nothing; it goes away.
        let _ = stopped.changed().await;
        let mut before = None;
        loop {
            self.front.world().sleep(ARRIVAL).await;
            let waits = progress.waits_for_client();
            if progress.is_partial() || (waits.is_some() && waits == before) {
                return;
            }
            before = waits;
        }
    }
}

async fn turn_away(mut stream: TcpStream) -> io::Result<()> {
    stream.write_all(FULL).await?;
    stream.shutdown().await?;
    let mut rest = [0; 1024];
    while stream.read(&mut rest).await? > 0 {}
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_to_those_without_a_place_is_whole() {
        let text = std::str::from_utf8(FULL).expect("text");
        let (head, body) = text.split_once("\r\n\r\n").expect("a head and a body");
        assert!(
            head.contains(&format!("content-length: {}\r\n", body.len())),
            "{text}"
        );
        let body: serde_json::Value = serde_json::from_str(body).expect("JSON");
        assert!(body["Message"].is_string());
    }
}
