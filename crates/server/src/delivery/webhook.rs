//! A webhook: each event is the body of a `POST`, signed as Standard Webhooks say.

use cosell_world::World;
use hyper::header::{CONTENT_TYPE, HeaderName};
use tokio_rustls::rustls;

use super::failure::Failure;
use super::post::{Client, Headers};
use super::secret::Secret;
use super::target::EventTarget;
use cosell_domain::outbox::Outgoing;

const ID: HeaderName = HeaderName::from_static("webhook-id");
const TIMESTAMP: HeaderName = HeaderName::from_static("webhook-timestamp");
const SIGNATURE: HeaderName = HeaderName::from_static("webhook-signature");
const SEQUENCE: HeaderName = HeaderName::from_static("x-cosell-sequence");
const TRACEPARENT: HeaderName = HeaderName::from_static("traceparent");
const RESOURCE: HeaderName = HeaderName::from_static("x-cosell-resource");

/// Where a webhook is, and the secrets that sign its events.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Webhook {
    pub url: EventTarget,
    /// Every one of them signs each event, so that a receiver can change from one to the next.
    pub secrets: Vec<Secret>,
    /// Whether addresses of private networks may be connected to.
    pub allow_private: bool,
}

pub(super) struct Sender {
    webhook: Webhook,
    client: Client,
    world: World,
}

impl Sender {
    pub(super) fn new(webhook: &Webhook, world: World) -> Result<Self, rustls::Error> {
        Ok(Self {
            client: Client::new(&webhook.url, webhook.allow_private, world.clone())?,
            webhook: webhook.clone(),
            world,
        })
    }

    pub(super) async fn send(&self, event: &Outgoing) -> Result<(), Failure> {
        let envelope = event.envelope.as_ref().ok_or(Failure::Unreadable)?;
        let body = envelope.to_string();
        let timestamp = self.world.true_now().div_euclid(1000).to_string();
        let mut headers: Headers = vec![
            (CONTENT_TYPE, "application/json".to_owned()),
            (ID, event.id.clone()),
            (SEQUENCE, event.sequence.to_string()),
            (RESOURCE, event.resource.clone()),
        ];
        if !self.webhook.secrets.is_empty() {
            let secrets = self.webhook.secrets.iter();
            let signatures: Vec<String> = secrets
                .map(|secret| secret.sign(&event.id, &timestamp, &body))
                .collect();
            headers.push((SIGNATURE, signatures.join(" ")));
        }
        headers.push((TIMESTAMP, timestamp));
        if let Some(traceparent) = &event.traceparent {
            headers.push((TRACEPARENT, traceparent.clone()));
        }
        let answer = self.client.post(headers, body.into_bytes()).await?;
        if answer.status.is_success() {
            Ok(())
        } else {
            Err(Failure::Rejected(answer.status))
        }
    }
}
