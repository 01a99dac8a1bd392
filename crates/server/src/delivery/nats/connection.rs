//! One connection to a server of NATS: greeting, TLS, login, and messages that are answered.
//!
//! Nothing reads the connection while nobody publishes. The server's pings then wait, and it closes
//! a connection that does not answer for minutes; whoever publishes next connects anew.

use std::io;

use bytes::BytesMut;
use cosell_world::World;
use serde_json::{Map, Value, json};
use tokio::io::{AsyncRead, AsyncReadExt as _, AsyncWrite, AsyncWriteExt as _};
use tokio_rustls::TlsConnector;

use super::protocol::{Frame, publish, take};
use super::{Login, Nats};
use crate::delivery::connect::connect;
use crate::delivery::failure::Failure;

/// Characters of the name of an inbox, which nobody else must be able to guess.
const INBOX_LENGTH: usize = 22;

/// What the headers of a message take at most, in bytes: ids of bounded length.
const HEADERS: usize = 512;

trait Stream: AsyncRead + AsyncWrite + Send + Unpin {}

impl<S: AsyncRead + AsyncWrite + Send + Unpin> Stream for S {}

pub(super) struct Connection {
    stream: Box<dyn Stream>,
    read: BytesMut,
    written: BytesMut,
    /// Answers come to `INBOX.NUMBER`.
    inbox: String,
    next_number: u64,
    /// The largest message that the server accepts, in bytes.
    max_payload: usize,
}

impl Connection {
    /// Connects and logs in.
    pub(super) async fn open(
        nats: &Nats,
        tls: &TlsConnector,
        world: &World,
    ) -> Result<Self, Failure> {
        let stream = connect(&nats.url, nats.allow_private).await?;
        let mut connection = Self {
            stream: Box::new(stream),
            read: BytesMut::new(),
            written: BytesMut::new(),
            inbox: format!("_INBOX.{}", world.id(INBOX_LENGTH)),
            next_number: 0,
            max_payload: usize::MAX,
        };
        let greeting = connection.frame().await.map_err(Failure::Unreachable)?;
        let Frame::Info(info) = greeting else {
            return Err(refused("the server did not greet as NATS does"));
        };
        let max = info["max_payload"].as_u64();
        connection.max_payload =
            max.map_or(usize::MAX, |max| usize::try_from(max).unwrap_or(usize::MAX));
        if info["headers"] != true {
            return Err(refused("the server does not accept headers"));
        }
        match nats.url.name() {
            Some(name) => {
                let stream = tls.connect(name.clone(), connection.stream).await;
                connection.stream = Box::new(stream.map_err(Failure::Tls)?);
            }
            None if info["tls_required"] == true => {
                return Err(refused("the server requires TLS; write tls:// in the URL"));
            }
            None => {}
        }
        connection.log_in(&nats.login).await?;
        Ok(connection)
    }

    async fn log_in(&mut self, login: &Login) -> Result<(), Failure> {
        let mut properties = Map::new();
        for (name, value) in [
            ("verbose", json!(false)),
            ("pedantic", json!(false)),
            ("lang", json!("rust")),
            ("name", json!("cosell")),
            ("version", json!(env!("CARGO_PKG_VERSION"))),
            ("protocol", json!(1)),
            ("headers", json!(true)),
            ("no_responders", json!(true)),
        ] {
            properties.insert(name.to_owned(), value);
        }
        match login {
            Login::Nobody => {}
            Login::User { name, password } => {
                properties.insert("user".to_owned(), json!(name));
                properties.insert("pass".to_owned(), json!(password));
            }
            Login::Token(token) => {
                properties.insert("auth_token".to_owned(), json!(token));
            }
        }
        let properties = Value::Object(properties);
        let inbox = &self.inbox;
        let text = format!("CONNECT {properties}\r\nSUB {inbox}.* 1\r\nPING\r\n");
        self.written.extend_from_slice(text.as_bytes());
        self.flush().await.map_err(Failure::Unreachable)?;
        loop {
            match self.frame().await.map_err(Failure::Unreachable)? {
                Frame::Pong => return Ok(()),
                Frame::Error(error) => return Err(refused(&error)),
                _ => {}
            }
        }
    }

    /// Whether the server accepts a message with a payload of this length and our headers.
    pub(super) fn has_room(&self, payload: usize) -> bool {
        payload + HEADERS <= self.max_payload
    }

    /// Queues a message, and returns the subject of its answer.
    pub(super) fn publish(
        &mut self,
        subject: &str,
        headers: &[(&str, &str)],
        payload: &[u8],
    ) -> String {
        let reply = format!("{}.{}", self.inbox, self.next_number);
        self.next_number += 1;
        publish(&mut self.written, (subject, &reply), headers, payload);
        reply
    }

    /// Sends what is queued.
    pub(super) async fn flush(&mut self) -> io::Result<()> {
        self.stream.write_all(&self.written).await?;
        self.written.clear();
        self.stream.flush().await
    }

    /// The next frame, apart from pings, which are answered.
    pub(super) async fn frame(&mut self) -> io::Result<Frame> {
        loop {
            match take(&mut self.read).map_err(io::Error::other)? {
                Some(Frame::Ping) => {
                    self.written.extend_from_slice(b"PONG\r\n");
                    self.flush().await?;
                }
                Some(frame) => return Ok(frame),
                None => {
                    if self.stream.read_buf(&mut self.read).await? == 0 {
                        return Err(io::ErrorKind::UnexpectedEof.into());
                    }
                }
            }
        }
    }
}

fn refused(why: &str) -> Failure {
    Failure::Unreachable(io::Error::other(why.to_owned()))
}
