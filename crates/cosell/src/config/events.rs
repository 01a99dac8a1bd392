//! Where events are sent, and how long they are kept.

use std::path::PathBuf;
use std::time::Duration;

use cosell_server::{Mode, RETENTION, Target};

use super::options::options;
use super::{ConfigError, targets};
use crate::secret::Secret;
use crate::wait::Wait;

options! {
    /// The options of events.
    pub(super) struct EventOptions {
        /// Webhook: `POST` every event to this `http://` or `https://` URL
        ///
        /// Events have the form that EventBridge delivers; see docs/events.md.
        // Its path may hold a secret, as the store's address may hold a password.
        #[arg(value_name = "URL")]
        events_to: Option<Secret> => reloaded,
        /// File of event targets: webhooks, EventBridge, SQS, NATS and files
        ///
        /// The server reads the file again on SIGHUP. See docs/events.md.
        #[arg(value_name = "FILE")]
        event_targets: Option<PathBuf> => reloaded,
        /// How long events are kept
        ///
        /// An event is kept longer while a target has not received it.
        #[arg(value_name = "TIME", default_value_t = RETENTION.into())]
        event_retention: Wait,
    }
}

/// Events as a server is started with them.
pub(super) struct Events {
    pub(super) targets: Vec<Target>,
    pub(super) retention: Duration,
}

impl EventOptions {
    /// Reads the targets for a server of this mode.
    pub(super) fn resolve(self, mode: Mode) -> Result<Events, ConfigError> {
        let Self {
            events_to,
            event_targets,
            event_retention,
        } = self;
        let to = events_to.as_ref().map(|url| url.expose().parse());
        let to = to.transpose().map_err(ConfigError::EventsTo)?;
        let mut all: Vec<Target> = to.map(Target::to_url).into_iter().collect();
        if let Some(path) = event_targets {
            let of_file = targets::read(&path, mode)?;
            if let (Some(first), Some(_)) = (
                all.first(),
                of_file.iter().find(|target| target.name == Target::DEFAULT),
            ) {
                return Err(ConfigError::TwoDefaults(first.name.clone()));
            }
            all.extend(of_file);
        }
        Ok(Events {
            targets: all,
            retention: event_retention.duration(),
        })
    }
}
