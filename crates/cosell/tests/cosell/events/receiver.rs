//! Who events are sent to: a server of HTTP that answers as a test says and keeps what it was sent.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read, Write};
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::Arc;
use std::sync::mpsc::{Receiver as Inbox, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use cosell_world::machine;
use rustls::crypto::ring;
use rustls::pki_types::PrivatePkcs8KeyDer;
use rustls::{ServerConfig, ServerConnection, StreamOwned};
use serde_json::Value;

/// A hang is a failure; a loaded machine is not.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// How an event is answered.
pub(crate) enum Answer {
    Status(u16),
    /// With a status and a document.
    Document(u16, Value),
    /// Never, on a connection that stays open.
    Nothing,
    /// The connection ends.
    End,
}

impl Answer {
    /// The response, for those that are one.
    fn text(&self) -> String {
        let (status, body) = match self {
            Self::Status(status) => (*status, "ok".to_owned()),
            Self::Document(status, document) => (*status, document.to_string()),
            Self::Nothing | Self::End => return String::new(),
        };
        let length = body.len();
        format!("HTTP/1.1 {status} Told\r\nContent-Length: {length}\r\n\r\n{body}")
    }
}

/// An event as it arrived.
#[derive(Debug)]
pub(crate) struct Arrival {
    /// Request line and headers, in lower case.
    pub(crate) head: Vec<String>,
    pub(crate) event: Value,
    pub(crate) at: Instant,
}

impl Arrival {
    pub(crate) fn id(&self) -> String {
        self.event["id"].as_str().expect("an id").to_owned()
    }

    pub(crate) fn detail_type(&self) -> &str {
        self.event["detail-type"].as_str().expect("a type")
    }
}

pub(crate) struct Receiver {
    pub(crate) address: SocketAddr,
    /// In PEM, where it speaks TLS. It signed itself.
    certificate: Option<String>,
    arrivals: Inbox<Arrival>,
}

type Judge = Arc<dyn Fn(&Value) -> Answer + Send + Sync>;

impl Receiver {
    /// One that takes everything.
    pub(crate) fn start() -> Self {
        Self::answering(|_| Answer::Status(200))
    }

    /// One that answers each event as `judge` says.
    pub(crate) fn answering(judge: impl Fn(&Value) -> Answer + Send + Sync + 'static) -> Self {
        let address = (IpAddr::from([127, 0, 0, 1]), 0).into();
        Self::at(address, judge)
    }

    pub(crate) fn at(
        address: SocketAddr,
        judge: impl Fn(&Value) -> Answer + Send + Sync + 'static,
    ) -> Self {
        Self::speaking(address, judge, None)
    }

    /// One behind TLS, with a certificate for this name, that takes everything.
    pub(crate) fn secure(name: &str) -> Self {
        let made = rcgen::generate_simple_self_signed([name.to_owned()]);
        let made = made.expect("a certificate");
        let key = PrivatePkcs8KeyDer::from(made.signing_key.serialize_der());
        let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .expect("versions")
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key.into())
            .expect("a key of the certificate");
        let address = (IpAddr::from([127, 0, 0, 1]), 0).into();
        Self {
            certificate: Some(made.cert.pem()),
            ..Self::speaking(address, |_| Answer::Status(200), Some(Arc::new(config)))
        }
    }

    fn speaking(
        address: SocketAddr,
        judge: impl Fn(&Value) -> Answer + Send + Sync + 'static,
        tls: Option<Arc<ServerConfig>>,
    ) -> Self {
        let socket = TcpListener::bind(address).expect("a port");
        let address = socket.local_addr().expect("an address");
        let (tell, arrivals) = channel();
        let judge: Judge = Arc::new(judge);
        std::thread::spawn(move || {
            for stream in socket.incoming() {
                let (judge, tell) = (Arc::clone(&judge), tell.clone());
                let stream = stream.expect("a connection");
                let tls = tls.clone().map(ServerConnection::new);
                std::thread::spawn(move || match tls {
                    None => receive(stream, &judge, &tell),
                    Some(tls) => {
                        let tls = tls.expect("a connection");
                        receive(StreamOwned::new(tls, stream), &judge, &tell);
                    }
                });
            }
        });
        Self {
            address,
            certificate: None,
            arrivals,
        }
    }

    pub(crate) fn url(&self) -> String {
        let scheme = self.certificate.as_ref().map_or("http", |_| "https");
        format!("{scheme}://{}/inbox?key=planted-secret", self.address)
    }

    pub(crate) fn certificate(&self) -> &str {
        self.certificate.as_deref().expect("it speaks TLS")
    }

    /// The next event that arrives.
    #[expect(
        clippy::disallowed_methods,
        reason = "another process is waited for, on a channel of the standard library"
    )]
    pub(crate) fn next(&self) -> Arrival {
        let arrival = self.arrivals.recv_timeout(PATIENCE);
        arrival.expect("an event arrives")
    }

    /// How often each event arrives until this many different ones have.
    pub(crate) fn until(&self, different: usize) -> BTreeMap<String, usize> {
        let mut counts = BTreeMap::new();
        while counts.len() < different {
            *counts.entry(self.next().id()).or_default() += 1;
        }
        counts
    }

    /// What has arrived by now and was not looked at.
    pub(crate) fn rest(&self) -> Vec<Arrival> {
        self.arrivals.try_iter().collect()
    }

    /// Whether nothing arrives for a while.
    #[expect(
        clippy::disallowed_methods,
        reason = "another process is waited for, on a channel of the standard library"
    )]
    pub(crate) fn quiet(&self) -> bool {
        let arrival = self.arrivals.recv_timeout(Duration::from_millis(1500));
        matches!(arrival, Err(RecvTimeoutError::Timeout))
    }
}

/// Answers the requests of a connection until it ends.
fn receive(stream: impl Read + Write, judge: &Judge, tell: &Sender<Arrival>) {
    let mut reader = BufReader::new(stream);
    loop {
        let mut head = Vec::new();
        loop {
            let mut line = String::new();
            match reader.read_line(&mut line) {
                Ok(0) | Err(_) => return,
                Ok(_) if line.trim().is_empty() => break,
                Ok(_) => head.push(line.trim().to_lowercase()),
            }
        }
        let length = head
            .iter()
            .find_map(|line| line.strip_prefix("content-length: "))
            .map_or(0, |length| length.parse().expect("a length"));
        let mut body = vec![0; length];
        if reader.read_exact(&mut body).is_err() {
            return;
        }
        let event: Value = serde_json::from_slice(&body).expect("JSON");
        let answer = judge(&event);
        let at = machine::instant();
        let arrival = Arrival { head, event, at };
        if tell.send(arrival).is_err() {
            return;
        }
        match answer {
            Answer::Status(_) | Answer::Document(..) => {
                let stream = reader.get_mut();
                let sent = stream.write_all(answer.text().as_bytes());
                if sent.and_then(|()| stream.flush()).is_err() {
                    return;
                }
            }
            // Until the sender ends it.
            Answer::Nothing => {
                let _ = reader.read(&mut [0]);
                return;
            }
            Answer::End => return,
        }
    }
}
