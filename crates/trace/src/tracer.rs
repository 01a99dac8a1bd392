//! Where spans begin, and the queue of those that have ended.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::fmt;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use crate::context::SpanContext;
use crate::sampler::Sampler;
use crate::span::{Kind, Span, now};

/// The spans that wait for the exporter, as the SDKs of OpenTelemetry have it. A span has about
/// 1 KiB, so they are a few MiB.
const MAX_QUEUED: usize = 4096;

/// The queued spans at which the exporter is woken.
const WAKE_AT: usize = 512;

/// Makes spans, shared by cloning.
#[derive(Clone)]
pub struct Tracer {
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    sampler: Sampler,
    queue: Mutex<VecDeque<Span>>,
    dropped: AtomicU64,
    filled: Notify,
}

impl fmt::Debug for Tracer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Tracer").finish_non_exhaustive()
    }
}

impl Tracer {
    /// A tracer whose sampler decides which traces are recorded.
    pub fn new(sampler: Sampler) -> Self {
        Self {
            inner: Arc::new(Inner {
                sampler,
                ..Inner::default()
            }),
        }
    }

    /// Begins the span of a request, in the trace of its caller if there is one. `None` if the
    /// trace is not recorded.
    pub fn request(&self, caller: Option<SpanContext>) -> Option<Open> {
        let context = match caller {
            Some(caller) => SpanContext {
                sampled: true,
                ..caller.sibling()
            },
            None => SpanContext::root(),
        };
        if !self.inner.sampler.records(caller, context.trace) {
            return None;
        }
        let mut open = self.open(context, "request", Kind::Server);
        open.span.parent = caller.map(|caller| caller.span);
        Some(open)
    }

    /// Begins a trace of the server's own, which another span caused. Without a cause the sampler
    /// decides whether it is recorded.
    pub fn root(
        &self,
        cause: Option<SpanContext>,
        name: impl Into<Cow<'static, str>>,
        kind: Kind,
    ) -> Option<Open> {
        let context = SpanContext::root();
        if cause.is_none() && !self.inner.sampler.records(None, context.trace) {
            return None;
        }
        let mut open = self.open(context, name, kind);
        open.span.link = cause;
        Some(open)
    }

    /// Begins a span within another one.
    pub fn child(
        &self,
        parent: SpanContext,
        name: impl Into<Cow<'static, str>>,
        kind: Kind,
    ) -> Open {
        let mut open = self.open(parent.sibling(), name, kind);
        open.span.parent = Some(parent.span);
        open
    }

    fn open(&self, context: SpanContext, name: impl Into<Cow<'static, str>>, kind: Kind) -> Open {
        Open {
            tracer: self.clone(),
            span: Box::new(Span {
                context,
                name: name.into(),
                kind,
                began: now(),
                ..Span::default()
            }),
            is_discarded: false,
        }
    }

    fn queue(&self) -> MutexGuard<'_, VecDeque<Span>> {
        let queue = self.inner.queue.lock();
        queue.unwrap_or_else(PoisonError::into_inner)
    }

    fn push(&self, span: Span) {
        let queued = {
            let mut queue = self.queue();
            if queue.len() >= MAX_QUEUED {
                drop(queue);
                return self.drop_spans(1);
            }
            queue.push_back(span);
            queue.len()
        };
        if queued == WAKE_AT {
            self.inner.filled.notify_one();
        }
    }

    /// Takes up to `most` spans that have ended, the oldest first.
    pub fn take(&self, most: usize) -> Vec<Span> {
        let mut queue = self.queue();
        let count = most.min(queue.len());
        queue.drain(..count).collect()
    }

    /// Waits until a batch of spans has ended.
    pub async fn filled(&self) {
        self.inner.filled.notified().await;
    }

    /// Counts spans that could not be sent.
    pub fn drop_spans(&self, count: u64) {
        self.inner.dropped.fetch_add(count, Ordering::Relaxed);
    }

    /// The spans that were dropped.
    pub fn dropped(&self) -> u64 {
        self.inner.dropped.load(Ordering::Relaxed)
    }
}

/// A span that has not ended: it does when this is dropped, so also where a request is given up.
#[derive(Debug)]
pub struct Open {
    tracer: Tracer,
    span: Box<Span>,
    is_discarded: bool,
}

impl Open {
    /// The span, to describe it.
    pub fn span(&mut self) -> &mut Span {
        &mut self.span
    }

    /// Its identity.
    pub fn context(&self) -> SpanContext {
        self.span.context
    }

    /// Its tracer.
    pub fn tracer(&self) -> &Tracer {
        &self.tracer
    }

    /// Ends it without a trace of it.
    pub fn discard(mut self) {
        self.is_discarded = true;
    }

    /// The nanoseconds at which it ended, if not now.
    pub fn ended(mut self, at: u64) {
        self.span.ended = at;
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if self.is_discarded {
            return;
        }
        let mut span = std::mem::take(&mut *self.span);
        if span.ended == 0 {
            span.ended = now();
        }
        // The machine's clock may have been set back meanwhile.
        span.ended = span.ended.max(span.began);
        self.tracer.push(span);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_queue_drops_and_counts() {
        let tracer = Tracer::new(Sampler::default());
        for _ in 0..MAX_QUEUED + 3 {
            drop(tracer.request(None));
        }
        assert_eq!(tracer.dropped(), 3);
        assert_eq!(tracer.take(MAX_QUEUED + 3).len(), MAX_QUEUED);
        assert!(tracer.take(1).is_empty());
    }

    #[test]
    fn a_child_is_in_the_trace_of_its_parent_and_a_root_is_linked() {
        let tracer = Tracer::new(Sampler::default());
        let request = tracer.request(None).expect("recorded");
        let context = request.context();
        drop(tracer.child(context, "child", Kind::Internal));
        drop(tracer.root(Some(context), "root", Kind::Producer));
        tracer.child(context, "discarded", Kind::Internal).discard();
        drop(request);
        let spans = tracer.take(4);
        assert_eq!(spans.len(), 3);
        assert_eq!(spans[0].context.trace, context.trace);
        assert_eq!(spans[0].parent, Some(context.span));
        assert_ne!(spans[1].context.trace, context.trace);
        assert_eq!(spans[1].link, Some(context));
        assert_eq!(spans[2].parent, None);
        assert!(spans[2].ended >= spans[2].began);
    }
}
