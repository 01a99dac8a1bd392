//! Timeouts of a connection: a request head that has begun must be complete in time, and the client
//! must read responses.
//!
//! ```text
//! idle ──first byte──► head ──its end──► body ──its end──► answering ──response ready──► idle
//! ```
//!
//! hyper enforces the idle timeout. A timer is created only when a client keeps the server waiting,
//! so that a request which arrives in one piece needs none.

use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use cosell_world::World;
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, ReadBuf, Take};

use crate::limits::Limits;

/// Bytes per read. hyper grows its buffer when a read fills it, up to the largest head, and keeps
/// it that large while a body arrives slowly and while the connection is idle. A read that is one
/// byte shorter than hyper's initial buffer never fills it.
const READ: u64 = 8191;

const IDLE: u8 = 0;
const HEAD: u8 = 1;
const BODY: u8 = 2;
const ANSWERING: u8 = 3;

/// The state of a connection's current request, shared by its stream and its request handler.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress(Arc<State>);

#[derive(Debug, Default)]
struct State {
    request: AtomicU8,
    /// Whether a write is blocked because the client reads nothing.
    blocked: AtomicBool,
    /// How many writes succeeded.
    writes: AtomicU64,
}

impl Progress {
    /// The head of a request is complete.
    pub(crate) fn reading_body(&self) {
        self.0.request.store(BODY, Ordering::Relaxed);
    }

    /// The request is complete.
    pub(crate) fn answering(&self) {
        self.0.request.store(ANSWERING, Ordering::Relaxed);
    }

    /// The response is ready.
    pub(crate) fn answered(&self) {
        self.0.request.store(IDLE, Ordering::Relaxed);
    }

    /// Bytes arrived. Returns whether they are the first of a head.
    fn received(&self) -> bool {
        let (idle, head) = (IDLE, HEAD);
        self.0
            .request
            .compare_exchange(idle, head, Ordering::Relaxed, Ordering::Relaxed)
            .is_ok()
    }

    /// Whether a request has arrived in part.
    pub(crate) fn is_partial(&self) -> bool {
        matches!(self.0.request.load(Ordering::Relaxed), HEAD | BODY)
    }

    /// How many writes succeeded so far, if a write is blocked now.
    pub(crate) fn waits_for_client(&self) -> Option<u64> {
        let blocked = self.0.blocked.load(Ordering::Relaxed);
        blocked.then(|| self.0.writes.load(Ordering::Relaxed))
    }

    /// A write succeeded, or is blocked.
    fn wrote(&self, written: bool) {
        self.0.blocked.store(!written, Ordering::Relaxed);
        if written {
            self.0.writes.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn in_head(&self) -> bool {
        self.0.request.load(Ordering::Relaxed) == HEAD
    }
}

type Waiting = Option<Pin<Box<dyn Future<Output = ()> + Send>>>;

/// A byte stream that fails with an error when its client is too slow.
pub(crate) struct Paced<S> {
    /// Its limit is that of one read.
    stream: Take<S>,
    world: World,
    progress: Progress,
    header_timeout: Duration,
    write_timeout: Duration,
    head: Waiting,
    answer: Waiting,
}

impl<S: AsyncRead> Paced<S> {
    pub(crate) fn new(stream: S, world: World, progress: Progress, limits: &Limits) -> Self {
        Self {
            stream: stream.take(READ),
            world,
            progress,
            header_timeout: limits.header_timeout,
            write_timeout: limits.write_timeout,
            head: None,
            answer: None,
        }
    }

    fn is_timed_out(
        waiting: &mut Waiting,
        world: &World,
        time: Duration,
        cx: &mut Context<'_>,
    ) -> bool {
        let timer = waiting.get_or_insert_with(|| {
            let world = world.clone();
            Box::pin(async move { world.sleep(time).await })
        });
        timer.as_mut().poll(cx).is_ready()
    }

    /// The result of a write, or an error when the client reads nothing for too long.
    fn written<T>(
        &mut self,
        written: Poll<io::Result<T>>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        self.progress.wrote(written.is_ready());
        if written.is_ready() {
            self.answer = None;
        } else if Self::is_timed_out(&mut self.answer, &self.world, self.write_timeout, cx) {
            return Poll::Ready(Err(timed_out("response write timed out")));
        }
        written
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Paced<S> {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        this.stream.set_limit(READ);
        let before = buffer.filled().len();
        if let Poll::Ready(read) = Pin::new(&mut this.stream).poll_read(cx, buffer) {
            if buffer.filled().len() > before && this.progress.received() {
                this.head = None;
            }
            return Poll::Ready(read);
        }
        if this.progress.in_head()
            && Self::is_timed_out(&mut this.head, &this.world, this.header_timeout, cx)
        {
            return Poll::Ready(Err(timed_out("request header timed out")));
        }
        Poll::Pending
    }
}

impl<S: AsyncRead + AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(this.stream.get_mut()).poll_write(cx, bytes);
        this.written(written, cx)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(this.stream.get_mut()).poll_write_vectored(cx, slices);
        this.written(written, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.get_ref().is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let flushed = Pin::new(this.stream.get_mut()).poll_flush(cx);
        this.written(flushed, cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let shut = Pin::new(this.stream.get_mut()).poll_shutdown(cx);
        this.written(shut, cx)
    }
}

fn timed_out(message: &'static str) -> io::Error {
    io::Error::new(ErrorKind::TimedOut, message)
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt as _;

    use super::*;

    #[tokio::test]
    async fn no_read_fills_the_initial_buffer_of_hyper() {
        let sent = vec![b'x'; 100_000];
        let world = World::system();
        let (progress, limits) = (Progress::default(), Limits::default());
        let mut stream = Paced::new(sent.as_slice(), world, progress, &limits);
        let mut buffer = vec![0; sent.len()];
        let mut arrived = 0;
        while arrived < sent.len() {
            let count = stream.read(&mut buffer[arrived..]).await.expect("a read");
            assert!((1..8_192).contains(&count), "{count}");
            arrived += count;
        }
        assert_eq!(buffer, sent);
    }
}
