//! The state that all requests of a space share, in one value.

use std::sync::Arc;
use std::time::Instant;

use bytes::Bytes;
use cosell_domain::{Caller, Service};
use cosell_world::World;

use crate::access::{AdminTokens, Mode};
use crate::budget::Budget;
use crate::caller::{self, Callers};
use crate::console::session::Sessions;
use crate::delivery::Delivery;
use crate::head::Head;
use crate::host::{self, Allowed};
use crate::limits::Limits;
use crate::metrics::Requests;
use crate::otlp::Telemetry;
use crate::peer::Peer;
use crate::recorder::Recorder;
use crate::refusal::Refusal;

/// The state that all requests of a space share. Only the service with its store and the delivery
/// differ from space to space.
#[derive(Clone, Debug)]
pub struct Front {
    pub(crate) service: Service,
    pub(crate) callers: Arc<Callers>,
    pub(crate) explain: bool,
    pub(crate) tokens: AdminTokens,
    /// Who is signed in to the console.
    pub(crate) sessions: Arc<Sessions>,
    pub(crate) limits: Limits,
    /// The memory for request bodies.
    pub(crate) bodies: Budget,
    pub(crate) allowed: Allowed,
    /// The name of the store on the health page.
    pub(crate) store: String,
    pub(crate) started: Instant,
    pub(crate) requests: Arc<Requests>,
    /// The recorded requests; `None` where none are recorded.
    pub(crate) recorder: Option<Arc<Recorder>>,
    /// The targets of events; `None` where events are only stored.
    pub(crate) delivery: Option<Arc<Delivery>>,
    /// What is sent to collectors.
    pub(crate) telemetry: Option<Arc<Telemetry>>,
}

impl Front {
    /// The state of a server of this service. `store` is the name of the store on the health page.
    /// With `explain` the response to a refused request names the rules that refused it, and the
    /// string that should have been signed.
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
            callers: Arc::new(callers.into()),
            explain,
            tokens: AdminTokens::default(),
            sessions: Arc::default(),
            limits,
            bodies: bodies(&limits),
            allowed: Allowed::default(),
            store,
            started,
            requests: Arc::default(),
            recorder: None,
            delivery: None,
            telemetry: None,
        }
    }

    /// Sets the tokens of administrators. In mode `strict` administration requires one.
    #[must_use]
    pub fn with_admin_tokens(mut self, tokens: AdminTokens) -> Self {
        self.tokens = tokens;
        self
    }

    /// Sets the additional host names and origins that the server accepts.
    #[must_use]
    pub fn with_allowed(mut self, allowed: Allowed) -> Self {
        self.allowed = allowed;
        self
    }

    /// Records so many requests of each space; none for 0.
    #[must_use]
    pub fn with_recorded_requests(mut self, most: usize) -> Self {
        self.recorder = (most > 0).then(|| Arc::new(Recorder::new(most)));
        self
    }

    /// Sets the delivery of events.
    #[must_use]
    pub fn with_delivery(mut self, delivery: Arc<Delivery>) -> Self {
        self.delivery = Some(delivery);
        self
    }

    /// Sets what is sent to collectors. Its tracer must be that of the service's settings.
    #[must_use]
    pub fn with_telemetry(mut self, telemetry: Option<Telemetry>) -> Self {
        self.telemetry = telemetry.map(Arc::new);
        self
    }

    /// The state of another service of the same server.
    pub(crate) fn of_service(
        &self,
        service: Service,
        delivery: Arc<Delivery>,
        store: String,
    ) -> Self {
        Self {
            service,
            delivery: Some(delivery),
            store,
            ..self.clone()
        }
    }

    /// Refuses a request in mode `open` that names another host: see [`host::check`].
    pub(crate) fn check_host(
        &self,
        head: &Head,
        bucket: Option<&str>,
        administration: bool,
    ) -> Result<(), Refusal> {
        match self.mode() {
            Mode::Open => host::check(head, &self.allowed, bucket, administration),
            Mode::Strict => Ok(()),
        }
    }

    /// Whether callers are authenticated.
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

    /// Stops the engine.
    pub(crate) async fn stop(&self) {
        if let Err(error) = self.service.engine().stop().await {
            tracing::warn!(%error, "tasks not released, taken over when the lease expires");
        }
    }

    /// Authenticates the caller of a request.
    pub(crate) async fn authenticate(
        &self,
        peer: Peer,
        head: &Head,
        body: &Bytes,
    ) -> Result<Caller, Refusal> {
        caller::authenticate(&self.callers, &self.service, self.explain, peer, head, body).await
    }

    /// The name of the bucket of uploads.
    pub(crate) fn bucket(&self) -> &str {
        &self.service.settings().upload_bucket
    }

    pub(crate) fn world(&self) -> &World {
        self.service.world()
    }
}

fn bodies(limits: &Limits) -> Budget {
    Budget::new(limits.body_memory, limits.body_memory_per_peer)
}
