//! A connection whose client may not dawdle: once a head has begun it must end in time, and answers
//! must be taken.
//!
//! ```text
//! idle ──first byte──► head ──its end──► body ──its end──► answering ──answer made──► idle
//! ```
//!
//! How long it may be idle, hyper sees to. A timer is made only when a client keeps the server
//! waiting, so that a request which arrives in one piece costs none.

use std::io::{self, ErrorKind, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU8, AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

use cosell_world::World;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use crate::limits::Limits;

/// Bytes that are read at a time. hyper makes its buffer larger when a read fills it, up to the
/// longest head, and keeps it that large while a body comes slowly and while nothing is asked. A
/// read that is shorter than hyper's first buffer by one never does.
const READ: usize = 8191;

const IDLE: u8 = 0;
const HEAD: u8 = 1;
const BODY: u8 = 2;
const ANSWERING: u8 = 3;

/// Where a connection is with its requests, shared by what reads it and what answers it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Progress(Arc<State>);

#[derive(Debug, Default)]
struct State {
    request: AtomicU8,
    /// Whether something waits to be written because the client takes nothing.
    blocked: AtomicBool,
    /// How often the client took something.
    taken: AtomicU64,
}

impl Progress {
    /// A head is complete.
    pub(crate) fn reading_body(&self) {
        self.0.request.store(BODY, Ordering::Relaxed);
    }

    /// A request is complete.
    pub(crate) fn answering(&self) {
        self.0.request.store(ANSWERING, Ordering::Relaxed);
    }

    /// The answer to it is made.
    pub(crate) fn answered(&self) {
        self.0.request.store(IDLE, Ordering::Relaxed);
    }

    /// Something arrived. Whether it is the first of a head.
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

    /// How often the client took something of its answers, while it is waited for to take more.
    pub(crate) fn waits_for_client(&self) -> Option<u64> {
        let blocked = self.0.blocked.load(Ordering::Relaxed);
        blocked.then(|| self.0.taken.load(Ordering::Relaxed))
    }

    /// Something was written, or could not be.
    fn wrote(&self, taken: bool) {
        self.0.blocked.store(!taken, Ordering::Relaxed);
        if taken {
            self.0.taken.fetch_add(1, Ordering::Relaxed);
        }
    }

    fn in_head(&self) -> bool {
        self.0.request.load(Ordering::Relaxed) == HEAD
    }
}

type Waiting = Option<Pin<Box<dyn Future<Output = ()> + Send>>>;

/// A stream of bytes that ends with an error when its client is too slow.
pub(crate) struct Paced<S> {
    stream: S,
    world: World,
    progress: Progress,
    header_timeout: Duration,
    answer_pause: Duration,
    head: Waiting,
    answer: Waiting,
}

impl<S> Paced<S> {
    pub(crate) fn new(stream: S, world: World, progress: Progress, limits: &Limits) -> Self {
        Self {
            stream,
            world,
            progress,
            header_timeout: limits.header_timeout,
            answer_pause: limits.answer_pause,
            head: None,
            answer: None,
        }
    }

    fn out_of_time(
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

    /// What a write came to, unless the client takes nothing for too long.
    fn written<T>(
        &mut self,
        written: Poll<io::Result<T>>,
        cx: &mut Context<'_>,
    ) -> Poll<io::Result<T>> {
        self.progress.wrote(written.is_ready());
        if written.is_ready() {
            self.answer = None;
        } else if Self::out_of_time(&mut self.answer, &self.world, self.answer_pause, cx) {
            return Poll::Ready(Err(late("an answer was not taken in time")));
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
        let mut some = ReadBuf::new(buffer.initialize_unfilled_to(buffer.remaining().min(READ)));
        if let Poll::Ready(read) = Pin::new(&mut this.stream).poll_read(cx, &mut some) {
            let count = some.filled().len();
            buffer.advance(count);
            if count > 0 && this.progress.received() {
                this.head = None;
            }
            return Poll::Ready(read);
        }
        if this.progress.in_head()
            && Self::out_of_time(&mut this.head, &this.world, this.header_timeout, cx)
        {
            return Poll::Ready(Err(late("a head was not complete in time")));
        }
        Poll::Pending
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Paced<S> {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write(cx, bytes);
        this.written(written, cx)
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        slices: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let this = self.get_mut();
        let written = Pin::new(&mut this.stream).poll_write_vectored(cx, slices);
        this.written(written, cx)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let flushed = Pin::new(&mut this.stream).poll_flush(cx);
        this.written(flushed, cx)
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = self.get_mut();
        let shut = Pin::new(&mut this.stream).poll_shutdown(cx);
        this.written(shut, cx)
    }
}

fn late(message: &'static str) -> io::Error {
    io::Error::new(ErrorKind::TimedOut, message)
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncReadExt as _;

    use super::*;

    #[tokio::test]
    async fn no_read_fills_the_buffer_that_hyper_begins_with() {
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
