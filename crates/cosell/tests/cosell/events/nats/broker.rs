//! Debian's nats-server with JetStream, and a client that creates a stream and reads it.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use cosell_world::machine;
use serde_json::{Value, json};

use crate::events::receiver::PATIENCE;

/// Where the program is, or nothing where it is not installed.
fn program() -> Option<PathBuf> {
    if let Some(named) = std::env::var_os("COSELL_TEST_NATS") {
        return Some(named.into());
    }
    let path = std::env::var_os("PATH").unwrap_or_default();
    let folders = std::env::split_paths(&path).chain(["/usr/sbin".into()]);
    let found = folders.map(|folder| folder.join("nats-server"));
    let found = found.into_iter().find(|program| program.is_file());
    if found.is_none() {
        eprintln!("left out: there is no nats-server; COSELL_TEST_NATS may name one");
    }
    found
}

/// A running server. It is killed when this is dropped, and keeps its streams.
pub(super) struct Broker {
    child: Child,
    pub(super) address: SocketAddr,
    folder: PathBuf,
    /// What a client says of itself.
    login: Value,
}

impl Broker {
    /// Starts a server whose configuration has this text too. `None` where there is no program.
    pub(super) fn start(folder: &Path, more: &str, login: Value) -> Option<Self> {
        let program = program()?;
        // An address of loopback that nothing else here uses, so that its port stays free.
        let taken = TcpListener::bind("127.77.0.2:0").expect("a port");
        let address = taken.local_addr().expect("an address");
        drop(taken);
        let text = format!(
            "listen: \"{address}\"\njetstream {{ store_dir: \"{}\" }}\n{more}\n",
            folder.join("streams").display()
        );
        std::fs::write(folder.join("nats.conf"), text).expect("a file");
        let child = run(&program, folder);
        let broker = Self {
            child,
            address,
            folder: folder.to_owned(),
            login,
        };
        broker.wait();
        Some(broker)
    }

    /// Kills the server.
    pub(super) fn kill(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// Starts it again on its streams.
    pub(super) fn restart(&mut self) {
        self.child = run(&program().expect("it was there"), &self.folder);
        self.wait();
    }

    fn wait(&self) {
        let begun = machine::instant();
        while TcpStream::connect(self.address).is_err() {
            assert!(machine::elapsed(begun) < PATIENCE, "nats-server starts");
            machine::block(Duration::from_millis(20));
        }
    }

    /// Creates a stream of these subjects.
    pub(super) fn create_stream(&self, subjects: &str) {
        let stream = json!({
            "name": "EVENTS", "subjects": [subjects], "retention": "limits", "storage": "file",
            "discard": "old", "max_consumers": -1, "max_msgs": -1, "max_bytes": -1, "max_age": 0,
            "num_replicas": 1, "duplicate_window": 120_000_000_000_u64,
        });
        let made = self.ask("$JS.API.STREAM.CREATE.EVENTS", &stream);
        assert!(made["error"].is_null(), "{made}");
    }

    /// How many messages the stream has.
    pub(super) fn count(&self) -> u64 {
        let info = self.ask("$JS.API.STREAM.INFO.EVENTS", &json!({}));
        info["state"]["messages"].as_u64().expect("a number")
    }

    /// Waits until the stream has so many messages, and returns them in its order.
    pub(super) fn until(&self, count: u64) -> Vec<Message> {
        let begun = machine::instant();
        while self.count() < count {
            let found = self.count();
            assert!(machine::elapsed(begun) < PATIENCE, "{found} of {count}");
            machine::block(Duration::from_millis(50));
        }
        (1..=self.count())
            .map(|number| self.message(number))
            .collect()
    }

    fn message(&self, number: u64) -> Message {
        let found = self.ask("$JS.API.STREAM.MSG.GET.EVENTS", &json!({ "seq": number }));
        let found = &found["message"];
        let text = |member: &str| {
            let encoded = found[member].as_str().expect("a text");
            String::from_utf8(STANDARD.decode(encoded).expect("base64")).expect("text")
        };
        Message {
            subject: found["subject"].as_str().expect("a subject").to_owned(),
            headers: text("hdrs"),
            event: serde_json::from_str(&text("data")).expect("JSON"),
        }
    }

    /// Sends a request on a connection of its own, and returns the answer.
    fn ask(&self, subject: &str, body: &Value) -> Value {
        let mut stream = TcpStream::connect(self.address).expect("a connection");
        let (login, body) = (&self.login, body.to_string());
        let text = format!(
            "CONNECT {login}\r\nSUB _INBOX.test 1\r\nPUB {subject} _INBOX.test {}\r\n{body}\r\n",
            body.len()
        );
        stream.write_all(text.as_bytes()).expect("sent");
        let mut reader = BufReader::new(stream);
        loop {
            let mut line = String::new();
            let read = reader.read_line(&mut line).expect("a line");
            assert!(read > 0 && !line.starts_with("-ERR"), "{line}");
            if line.starts_with("MSG ") {
                let size = line.split_whitespace().last().expect("a size");
                let mut answer = vec![0; size.parse().expect("a number")];
                reader.read_exact(&mut answer).expect("the answer");
                return serde_json::from_slice(&answer).expect("JSON");
            }
        }
    }
}

fn run(program: &Path, folder: &Path) -> Child {
    let log = std::fs::File::create(folder.join("nats.log")).expect("a file");
    Command::new(program)
        .arg("--config")
        .arg(folder.join("nats.conf"))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .expect("nats-server runs")
}

impl Drop for Broker {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A message of a stream.
#[derive(Debug)]
pub(super) struct Message {
    pub(super) subject: String,
    headers: String,
    pub(super) event: Value,
}

impl Message {
    pub(super) fn header(&self, name: &str) -> &str {
        let mut lines = self.headers.lines();
        let value = lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": "));
        value.unwrap_or_else(|| panic!("{name} is in {}", self.headers))
    }
}
