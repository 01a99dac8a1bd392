//! Where events are sent.

use cosell_server::EventTarget;

use super::ConfigError;
use super::options::options;
use crate::secret::Secret;

options! {
    /// The options of events.
    pub(super) struct EventOptions {
        /// Webhook: `POST` every event to this `http://` or `https://` URL
        ///
        /// Events have the form that EventBridge delivers; see docs/events.md.
        // Its path may hold a secret, as the store's address may hold a password.
        #[arg(value_name = "URL")]
        events_to: Option<Secret>,
    }
}

impl EventOptions {
    pub(super) fn resolve(&self) -> Result<Option<EventTarget>, ConfigError> {
        let Self { events_to } = self;
        let target = events_to.as_ref().map(|url| url.expose().parse());
        target.transpose().map_err(ConfigError::EventsTo)
    }
}
