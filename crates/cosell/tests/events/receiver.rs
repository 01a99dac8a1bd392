//! Who events are sent to: a server of HTTP that answers as a test says and keeps what it was sent.

use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{IpAddr, SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::{Receiver as Inbox, RecvTimeoutError, Sender, channel};
use std::time::{Duration, Instant};

use cosell_engine::world::World;
use serde_json::Value;

/// A hang is a failure; a loaded machine is not.
pub(crate) const PATIENCE: Duration = Duration::from_mins(1);

/// How an event is answered.
pub(crate) enum Answer {
    Status(u16),
    /// Never, on a connection that stays open.
    Nothing,
    /// The connection ends.
    End,
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
        let socket = TcpListener::bind(address).expect("a port");
        let address = socket.local_addr().expect("an address");
        let (tell, arrivals) = channel();
        let judge: Judge = Arc::new(judge);
        std::thread::spawn(move || {
            for stream in socket.incoming() {
                let (judge, tell) = (Arc::clone(&judge), tell.clone());
                let stream = stream.expect("a connection");
                std::thread::spawn(move || receive(&stream, &judge, &tell));
            }
        });
        Self { address, arrivals }
    }

    pub(crate) fn url(&self) -> String {
        format!("http://{}/inbox?key=planted-secret", self.address)
    }

    /// The next event that arrives.
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
    pub(crate) fn quiet(&self) -> bool {
        let arrival = self.arrivals.recv_timeout(Duration::from_millis(1500));
        matches!(arrival, Err(RecvTimeoutError::Timeout))
    }
}

/// Answers the requests of a connection until it ends.
fn receive(stream: &TcpStream, judge: &Judge, tell: &Sender<Arrival>) {
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
        let at = World::system().instant();
        let arrival = Arrival { head, event, at };
        if tell.send(arrival).is_err() {
            return;
        }
        let mut stream = stream;
        match answer {
            Answer::Status(status) => {
                let answer = format!("HTTP/1.1 {status} Told\r\nContent-Length: 2\r\n\r\nok");
                if stream.write_all(answer.as_bytes()).is_err() {
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
