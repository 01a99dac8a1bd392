//! What a target is, and how events get there.

use std::path::PathBuf;
use std::slice;

use cosell_domain::outbox::Outgoing;
use cosell_event_pattern::Pattern;
use cosell_world::World;
use tokio_rustls::rustls;

use super::aws::{self, EventBridge, Sqs};
use super::failure::Failure;
use super::file;
use super::nats::{self, Nats};
use super::target::EventTarget;
use super::webhook::{self, Webhook};

/// The most attempts to send an event: EventBridge's own default.
pub const MAX_ATTEMPTS: u32 = 185;

/// How many events of different resources are sent at the same time.
pub const CONCURRENCY: usize = 16;

/// Who receives events.
#[derive(Clone, Debug, PartialEq)]
pub struct Target {
    pub name: String,
    pub kind: Kind,
    /// It receives the events that match; without a pattern, all.
    pub filter: Option<Pattern>,
    /// After so many refusals an event is a dead letter.
    pub max_attempts: u32,
    pub concurrency: usize,
}

impl Target {
    /// The name of the target of `--events-to`.
    pub const DEFAULT: &str = "default";

    /// A target of this name that receives every event.
    pub fn new(name: String, kind: Kind) -> Self {
        Self {
            name,
            kind,
            filter: None,
            max_attempts: MAX_ATTEMPTS,
            concurrency: CONCURRENCY,
        }
    }

    /// The target of `--events-to`.
    pub fn to_url(url: EventTarget) -> Self {
        let webhook = Webhook {
            url,
            secrets: Vec::new(),
            allow_private: true,
        };
        Self::new(Self::DEFAULT.to_owned(), Kind::Webhook(webhook))
    }

    /// What may be shown of where it is: never a path, which may contain a secret.
    pub(crate) fn place(&self) -> &str {
        match &self.kind {
            Kind::Webhook(webhook) => webhook.url.authority(),
            Kind::EventBridge(bus) => bus.endpoint.url.authority(),
            Kind::Sqs(queue) => queue.endpoint.url.authority(),
            Kind::Nats(nats) => nats.url.authority(),
            Kind::File(path) => path.to_str().unwrap_or("a file"),
        }
    }
}

/// The kind of a target.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    Webhook(Webhook),
    EventBridge(EventBridge),
    Sqs(Sqs),
    /// A stream of NATS JetStream.
    Nats(Nats),
    /// A file of JSON lines.
    File(PathBuf),
}

impl Kind {
    /// Its name in the file of targets.
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Self::Webhook(_) => "webhook",
            Self::EventBridge(_) => "eventbridge",
            Self::Sqs(_) => "sqs",
            Self::Nats(_) => "nats",
            Self::File(_) => "file",
        }
    }
}

/// The outcome of each event of a batch; or why the target was not reached with any.
pub(super) type Sent = Result<Vec<Result<(), Failure>>, Failure>;

/// The sending side of a target.
pub(super) enum Sink {
    Webhook(webhook::Sender),
    EventBridge(aws::BusSender),
    Sqs(aws::QueueSender),
    Nats(nats::Sender),
    File(file::Sender),
}

impl Sink {
    /// Fails only if rustls is built without a TLS version.
    pub(super) fn new(kind: &Kind, world: World) -> Result<Self, rustls::Error> {
        Ok(match kind {
            Kind::Webhook(webhook) => Self::Webhook(webhook::Sender::new(webhook, world)?),
            Kind::EventBridge(bus) => Self::EventBridge(aws::BusSender::new(bus, world)?),
            Kind::Sqs(queue) => Self::Sqs(aws::QueueSender::new(queue, world)?),
            Kind::Nats(nats) => Self::Nats(nats::Sender::new(nats, world)?),
            Kind::File(path) => Self::File(file::Sender::new(path)),
        })
    }

    /// How many events are sent together at most.
    pub(super) fn batch(&self) -> usize {
        match self {
            Self::Webhook(_) => 1,
            Self::EventBridge(_) | Self::Sqs(_) => aws::BATCH,
            Self::Nats(_) => nats::BATCH,
            Self::File(_) => file::BATCH,
        }
    }

    /// Sends events of different resources. Where a service refuses a call for what is in it, they
    /// are sent one by one, so that only the event that is to blame is refused.
    pub(super) async fn send(&self, events: &[Outgoing]) -> Sent {
        match self.send_together(events).await {
            Err(Failure::Invalid(_)) if events.len() > 1 => {}
            Err(failure @ Failure::Invalid(_)) => return Ok(vec![Err(failure)]),
            sent => return sent,
        }
        let mut sent = Vec::with_capacity(events.len());
        for event in events {
            match self.send_together(slice::from_ref(event)).await {
                Err(failure @ Failure::Invalid(_)) => sent.push(Err(failure)),
                outcome => sent.extend(outcome?),
            }
        }
        Ok(sent)
    }

    async fn send_together(&self, events: &[Outgoing]) -> Sent {
        match self {
            Self::Webhook(sender) => {
                let mut sent = Vec::with_capacity(events.len());
                for event in events {
                    match sender.send(event).await {
                        Err(failure) if failure.is_of_target() => return Err(failure),
                        settled => sent.push(settled),
                    }
                }
                Ok(sent)
            }
            Self::EventBridge(sender) => sender.send(events).await,
            Self::Sqs(sender) => sender.send(events).await,
            Self::Nats(sender) => sender.send(events).await,
            Self::File(sender) => sender.send(events).await,
        }
    }
}
