//! NATS JetStream: each event is a message, with the event's id as the id of the message, and is
//! delivered when the stream has acknowledged it.
//!
//! JetStream drops a message whose id it knows already, so that an event that is sent twice within
//! the stream's window of duplicates is in the stream once. Several events are published together
//! on one connection, and their acknowledgements awaited together.

mod connection;
mod protocol;
mod subject;

use std::fmt;
use std::io;
use std::sync::{Mutex, PoisonError};

use cosell_domain::outbox::Outgoing;
use cosell_world::World;
use serde_json::Value;
use tokio_rustls::TlsConnector;
use tokio_rustls::rustls;

use self::connection::Connection;
use self::protocol::Frame;
pub use self::subject::{Subject, SubjectError};
use super::failure::{Failure, plain};
use super::post::ATTEMPT_TIMEOUT;
use super::sink::Sent;
use super::target::EventTarget;
use crate::trust;

/// How many events are published together at most.
pub(super) const BATCH: usize = 50;

/// Idle connections that are kept.
const MAX_IDLE: usize = 16;

/// A server of NATS, and the subject that events are published to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Nats {
    pub url: EventTarget,
    pub subject: Subject,
    pub login: Login,
    /// Whether addresses of private networks may be connected to.
    pub allow_private: bool,
}

/// How the client logs in.
#[derive(Clone, PartialEq, Eq)]
pub enum Login {
    Nobody,
    User { name: String, password: String },
    Token(String),
}

impl fmt::Debug for Login {
    /// Without the password and the token.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Nobody => formatter.write_str("Nobody"),
            Self::User { name, .. } => write!(formatter, "User({name:?}, …)"),
            Self::Token(_) => formatter.write_str("Token(…)"),
        }
    }
}

pub(super) struct Sender {
    nats: Nats,
    tls: TlsConnector,
    world: World,
    idle: Mutex<Vec<Connection>>,
}

/// How far an attempt is.
struct Attempt {
    is_connected: bool,
    /// The outcome of each event, as far as it is known.
    outcomes: Outcomes,
}

type Outcomes = Vec<Option<Result<(), Failure>>>;

impl Sender {
    /// Without a connection. Fails only if rustls is built without a TLS version.
    pub(super) fn new(nats: &Nats, world: World) -> Result<Self, rustls::Error> {
        Ok(Self {
            tls: match nats.url.name() {
                Some(_) => trust::connector()?,
                None => trust::without_roots()?,
            },
            nats: nats.clone(),
            world,
            idle: Mutex::default(),
        })
    }

    pub(super) async fn send(&self, events: &[Outgoing]) -> Sent {
        let mut attempt = Attempt {
            is_connected: false,
            outcomes: events.iter().map(|_| None).collect(),
        };
        tokio::select! {
            published = self.publish(events, &mut attempt) => published?,
            () = self.world.sleep(ATTEMPT_TIMEOUT) => if !attempt.is_connected {
                return Err(Failure::Unreachable(io::ErrorKind::TimedOut.into()));
            },
        }
        let each = attempt.outcomes.into_iter();
        Ok(each
            .map(|known| known.unwrap_or(Err(Failure::TimedOut)))
            .collect())
    }

    /// Publishes on an idle connection that is still open, or on a new one.
    async fn publish(&self, events: &[Outgoing], attempt: &mut Attempt) -> Result<(), Failure> {
        let idle = self.lock().pop();
        if let Some(mut connection) = idle {
            attempt.is_connected = true;
            let outcomes = &mut attempt.outcomes;
            // The server may have closed the connection. What it has accepted, it knows by its id.
            if self
                .exchange(&mut connection, events, outcomes)
                .await
                .is_ok()
            {
                self.keep(connection);
                return Ok(());
            }
            attempt.is_connected = false;
        }
        let mut connection = Connection::open(&self.nats, &self.tls, &self.world).await?;
        attempt.is_connected = true;
        let exchanged = self
            .exchange(&mut connection, events, &mut attempt.outcomes)
            .await;
        exchanged.map_err(Failure::Unreachable)?;
        self.keep(connection);
        Ok(())
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Vec<Connection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn keep(&self, connection: Connection) {
        let mut idle = self.lock();
        if idle.len() < MAX_IDLE {
            idle.push(connection);
        }
    }

    /// Publishes the events without an outcome, and waits for the outcome of each.
    async fn exchange(
        &self,
        connection: &mut Connection,
        events: &[Outgoing],
        outcomes: &mut Outcomes,
    ) -> io::Result<()> {
        // The subject of the event and that of its answer, of those that are not answered.
        let mut asked: Vec<Option<(String, String)>> = Vec::with_capacity(events.len());
        for (event, outcome) in events.iter().zip(outcomes.iter_mut()) {
            asked.push(None);
            if outcome.is_some() {
                continue;
            }
            let Some(envelope) = &event.envelope else {
                *outcome = Some(Err(Failure::Unreadable));
                continue;
            };
            let (subject, payload) = (self.nats.subject.of(event), envelope.to_string());
            if !connection.has_room(payload.len()) {
                let said = "a limit for messages that is less than the event";
                *outcome = Some(Err(Failure::Service(said.to_owned())));
                continue;
            }
            let sequence = event.sequence.to_string();
            let headers = [
                ("Nats-Msg-Id", event.id.as_str()),
                ("Cosell-Sequence", &sequence),
                ("Cosell-Resource", &event.resource),
            ];
            let reply = connection.publish(&subject, &headers, payload.as_bytes());
            if let Some(last) = asked.last_mut() {
                *last = Some((subject, reply));
            }
        }
        connection.flush().await?;
        while asked.iter().any(Option::is_some) {
            match connection.frame().await? {
                Frame::Message {
                    subject,
                    status,
                    payload,
                } => {
                    let is_asked = |asked: &Option<(String, String)>| {
                        asked.as_ref().is_some_and(|(_, reply)| *reply == subject)
                    };
                    if let Some(at) = asked.iter().position(is_asked) {
                        asked[at] = None;
                        outcomes[at] = Some(acknowledged(status, &payload));
                    }
                }
                Frame::Error(error) => {
                    // The one complaint that does not end the connection.
                    let mut of_event = false;
                    for (asked, outcome) in asked.iter_mut().zip(outcomes.iter_mut()) {
                        let quoted = |(subject, _): &mut (String, String)| {
                            error.contains(&format!("\"{subject}\""))
                        };
                        if asked.as_mut().is_some_and(quoted) {
                            *asked = None;
                            *outcome = Some(Err(Failure::Service(plain(&error))));
                            of_event = true;
                        }
                    }
                    if !of_event {
                        return Err(io::Error::other(plain(&error)));
                    }
                }
                Frame::Info(_) | Frame::Ping | Frame::Pong | Frame::Ok => {}
            }
        }
        Ok(())
    }
}

/// What the answer to a message means.
fn acknowledged(status: Option<u16>, payload: &[u8]) -> Result<(), Failure> {
    if status == Some(503) {
        let said = "no stream: none has the subject of the event";
        return Err(Failure::Service(said.to_owned()));
    }
    let answer: Value = serde_json::from_slice(payload).unwrap_or_default();
    let error = &answer["error"];
    if error.is_null() && answer["stream"].is_string() {
        return Ok(());
    }
    let said = error["description"].as_str();
    let said = said.unwrap_or("an answer that is not that of a stream");
    Err(Failure::Service(plain(said)))
}
