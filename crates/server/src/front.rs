//! What every request needs, in one value: it lies below whoever answers.

use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use cosell_domain::outbox::Outbox;
use cosell_domain::{Caller, Service};
use cosell_world::World;

use crate::access::{AdminTokens, Mode};
use crate::budget::Budget;
use crate::caller::{self, Callers};
use crate::delivery::{EventTarget, Receiver};
use crate::head::Head;
use crate::host::Allowed;
use crate::limits::Limits;
use crate::metrics::Requests;
use crate::peer::Peer;
use crate::refusal::Refusal;

/// What every request needs.
#[derive(Debug)]
pub struct Front {
    pub(crate) service: Service,
    pub(crate) callers: Callers,
    pub(crate) explain: bool,
    pub(crate) tokens: AdminTokens,
    pub(crate) limits: Limits,
    /// The memory that bodies have together.
    pub(crate) bodies: Budget,
    pub(crate) allowed: Allowed,
    /// Where the data are, for the health page.
    pub(crate) store: String,
    pub(crate) started: Instant,
    pub(crate) requests: Requests,
    /// Whom events are sent to, if they are.
    pub(crate) receiver: Option<Arc<Receiver>>,
}

impl Front {
    /// A front before this service. `store` is how the health page calls the store; with `explain`
    /// a refused request is told which rules refused it, and what it should have signed.
    pub fn new(
        service: Service,
        callers: impl Into<Callers>,
        store: String,
        explain: bool,
    ) -> Self {
        let started = service.world().instant();
        let limits = Limits::default();
        Self {
            service,
            callers: callers.into(),
            explain,
            tokens: AdminTokens::default(),
            limits,
            bodies: bodies(&limits),
            allowed: Allowed::default(),
            store,
            started,
            requests: Requests::default(),
            receiver: None,
        }
    }

    /// The same front, administered with these tokens. In mode `strict` nobody administers without
    /// one.
    #[must_use]
    pub fn with_admin_tokens(mut self, tokens: AdminTokens) -> Self {
        self.tokens = tokens;
        self
    }

    /// The same front, which answers under these names and to these pages too.
    #[must_use]
    pub fn with_allowed(mut self, allowed: Allowed) -> Self {
        self.allowed = allowed;
        self
    }

    /// The same front, which sends events to this target. The service's settings must say that they
    /// are sent, or none is ever due.
    #[must_use]
    pub fn with_event_target(mut self, target: Option<EventTarget>) -> Self {
        self.receiver =
            target.map(|target| Arc::new(Receiver::new(target, Outbox::of(&self.service))));
        self
    }

    /// Whether callers are proven.
    pub(crate) fn mode(&self) -> Mode {
        self.callers.mode()
    }

    pub(crate) fn with_limits(self, limits: Limits) -> Self {
        let bodies = bodies(&limits);
        Self {
            limits,
            bodies,
            ..self
        }
    }

    /// Ends what runs beside the requests.
    pub(crate) async fn stop(&self) {
        if let Err(error) = self.service.engine().stop().await {
            tracing::warn!(%error, "tasks were not handed over; their lease will end by itself");
        }
    }

    /// Finds out who calls.
    pub(crate) async fn caller(
        &self,
        peer: Peer,
        head: &Head,
        body: &Bytes,
    ) -> Result<Caller, Refusal> {
        caller::find(&self.callers, &self.service, self.explain, peer, head, body).await
    }

    pub(crate) fn world(&self) -> &World {
        self.service.world()
    }
}

fn bodies(limits: &Limits) -> Budget {
    Budget::new(limits.body_memory, limits.body_memory_per_peer)
}
