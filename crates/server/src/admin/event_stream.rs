//! `GET /_cosell/events`: server-sent events.
//!
//! A stream reads the store after its position whenever an event is stored, so that a slow reader
//! costs a page of memory and nothing else. A client that connects again sends the id of the last
//! event that it has in `Last-Event-ID`, and gets those after it. There are at most 64 streams.

use std::fmt::Write as _;
use std::future::pending;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use cosell_admin_api::event::EventStream;
use cosell_admin_api::pages::StreamEvents;
use cosell_domain::outbox::{Outbox, Outgoing};
use cosell_event_pattern::Pattern;
use cosell_world::machine;
use futures_util::stream;
use http_body_util::StreamBody;
use http_body_util::combinators::UnsyncBoxBody;
use hyper::StatusCode;
use hyper::body::Frame;
use tokio::sync::{OwnedSemaphorePermit, watch};

use super::events::{delivery, pattern};
use super::rest::Rest;
use super::{Context, Handler, invalid, refused};
use crate::recorder::Recorder;
use crate::refusal::Refusal;
use crate::reply;

/// Events that are read together.
const PAGE: i64 = 100;

/// The poll interval for events that other nodes store.
const POLL_INTERVAL: Duration = Duration::from_millis(500);

/// How long nothing is sent at most: proxies close silent connections.
const SILENCE: Duration = Duration::from_secs(15);

/// The pause between two notices of recorded requests.
const REQUEST_PAUSE: Duration = Duration::from_millis(100);

/// The rest of a stream.
#[derive(Debug)]
pub(super) struct Live {
    outbox: Arc<Outbox>,
    pattern: Option<Pattern>,
    position: i64,
    stored: watch::Receiver<u64>,
    stopping: watch::Receiver<bool>,
    /// Changes with each recorded request, if somebody wants to know.
    requests: Option<watch::Receiver<u64>>,
    _permit: OwnedSemaphorePermit,
}

impl Handler for StreamEvents {
    async fn handle(self, cx: Context<'_>) -> Result<EventStream, Refusal> {
        let delivery = delivery(&cx)?;
        let (filter, outbox) = (self.query, delivery.outbox());
        let pattern = pattern(filter.filter.as_deref())?;
        let last = cx.requester.last_event.map(str::parse::<i64>).transpose();
        let last = last.map_err(|_| invalid("Last-Event-ID is the position of an event."))?;
        let after = match last.or(filter.after) {
            Some(after) => after,
            None => outbox.last().await?,
        };
        // Before the first page is read, so that no event is stored between them unnoticed.
        let stored = outbox.stored();
        let (text, position) = page(outbox, pattern.as_ref(), after).await?;
        if filter.follow {
            let permit = delivery.stream().ok_or_else(|| {
                let message = "Too many streams of events are open.";
                refused(StatusCode::SERVICE_UNAVAILABLE, "Unavailable", message)
            })?;
            let recorder = cx.front.recorder.as_deref().filter(|_| filter.requests);
            let live = Live {
                outbox: Arc::clone(outbox),
                pattern,
                position,
                stored,
                stopping: delivery.stopping(),
                requests: recorder.map(Recorder::news),
                _permit: permit,
            };
            // It is empty: a request is handled once.
            let _ = cx.rest.set(Rest::Events(live));
        }
        Ok(EventStream(text))
    }
}

/// A page of events, and the position of the last one that was looked at.
async fn page(
    outbox: &Outbox,
    pattern: Option<&Pattern>,
    after: i64,
) -> Result<(String, i64), cosell_store::Error> {
    let events = outbox.after(after, PAGE).await?;
    let position = events.last().map_or(after, |last| last.position);
    let mut text = String::new();
    for event in events {
        write_event(&mut text, event, pattern);
    }
    Ok((text, position))
}

fn write_event(text: &mut String, event: Outgoing, pattern: Option<&Pattern>) {
    let Some(envelope) = event.envelope else {
        return;
    };
    if pattern.is_none_or(|pattern| pattern.matches(&envelope)) {
        // JSON has no line breaks. Writing to a string does not fail.
        let position = event.position;
        let _ = write!(text, "id: {position}\nevent: event\ndata: {envelope}\n\n");
    }
}

/// The number of a request that was recorded; never, where nobody wants to know.
async fn recorded(requests: &mut Option<watch::Receiver<u64>>) -> u64 {
    let Some(requests) = requests else {
        return pending().await;
    };
    machine::sleep(REQUEST_PAUSE).await;
    match requests.changed().await {
        Ok(()) => *requests.borrow_and_update(),
        // Nothing is recorded any more.
        Err(_) => pending().await,
    }
}

impl Live {
    /// The body that begins with these bytes.
    pub(super) fn body(self, begin: Vec<u8>) -> reply::Stream {
        // A comment, so that the head of the response is sent at once.
        let begin = if begin.is_empty() {
            b":\n\n".to_vec()
        } else {
            begin
        };
        let pieces = stream::try_unfold((self, Some(begin)), async |(mut live, begin)| {
            let piece = match begin {
                Some(begin) => Some(begin),
                None => live.next().await?,
            };
            Ok(piece.map(|piece| (Frame::data(Bytes::from(piece)), (live, None))))
        });
        UnsyncBoxBody::new(StreamBody::new(pieces))
    }

    /// The next piece; `None` when the server stops.
    async fn next(&mut self) -> Result<Option<Vec<u8>>, cosell_domain::Error> {
        let begun = machine::instant();
        while !*self.stopping.borrow() {
            let after = self.position;
            let (text, position) = page(&self.outbox, self.pattern.as_ref(), after).await?;
            self.position = position;
            if !text.is_empty() {
                return Ok(Some(text.into_bytes()));
            }
            if machine::elapsed(begun) >= SILENCE {
                return Ok(Some(b":\n\n".to_vec()));
            }
            if position == after {
                tokio::select! {
                    _ = self.stored.changed() => {}
                    () = machine::sleep(POLL_INTERVAL) => {}
                    _ = self.stopping.changed() => {}
                    number = recorded(&mut self.requests) => {
                        let text = format!("event: request\ndata: {number}\n\n");
                        return Ok(Some(text.into_bytes()));
                    }
                }
            }
        }
        Ok(None)
    }
}
