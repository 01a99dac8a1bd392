//! The part of NATS's client protocol that a publisher needs: lines of text, some with a payload
//! behind them.
//!
//! The crate async-nats would add 33 crates, and connections that go to whatever address a server
//! names and reconnect in tasks of their own. Here a connection goes only where the guard against
//! private addresses lets it, and the attempt that waits for an answer reads it.

use bytes::{Buf as _, Bytes, BytesMut};
use serde_json::Value;

/// The longest line, and the longest payload of an answer, in bytes. A server of a large cluster
/// names all its nodes in its first line.
const MAX_LINE: usize = 64 << 10;

/// What a server says.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Frame {
    /// Its properties, before everything else, and when they change.
    Info(Value),
    Ping,
    Pong,
    /// A confirmation that nobody asked for.
    Ok,
    /// A complaint. Most of them end the connection.
    Error(String),
    /// A message to one of our subjects.
    Message {
        subject: String,
        /// The status in its headers: 503 when nobody listens.
        status: Option<u16>,
        payload: Bytes,
    },
}

/// What the server sent is not of the protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("what the server sent is not of the protocol of NATS")]
pub(super) struct Malformed;

/// Takes the first whole frame from a buffer, or nothing if there is none yet.
pub(super) fn take(buffer: &mut BytesMut) -> Result<Option<Frame>, Malformed> {
    let Some(end) = buffer.windows(2).position(|pair| pair == b"\r\n") else {
        return if buffer.len() > MAX_LINE {
            Err(Malformed)
        } else {
            Ok(None)
        };
    };
    let line = std::str::from_utf8(&buffer[..end]).map_err(|_| Malformed)?;
    let (word, rest) = line.split_once([' ', '\t']).unwrap_or((line, ""));
    let frame = match word.to_ascii_uppercase().as_str() {
        "INFO" => Frame::Info(serde_json::from_str(rest).map_err(|_| Malformed)?),
        "PING" => Frame::Ping,
        "PONG" => Frame::Pong,
        "+OK" => Frame::Ok,
        "-ERR" => Frame::Error(rest.trim().trim_matches('\'').to_owned()),
        "MSG" => return message(buffer, end, false),
        "HMSG" => return message(buffer, end, true),
        _ => return Err(Malformed),
    };
    buffer.advance(end + 2);
    Ok(Some(frame))
}

/// A message: `MSG subject sid [reply] size`, or `HMSG subject sid [reply] headers size`.
fn message(buffer: &mut BytesMut, end: usize, headed: bool) -> Result<Option<Frame>, Malformed> {
    let line = std::str::from_utf8(&buffer[..end]).map_err(|_| Malformed)?;
    let words: Vec<&str> = line.split_ascii_whitespace().collect();
    let number = |from_end: usize| -> Result<usize, Malformed> {
        let at = words.len().checked_sub(from_end).ok_or(Malformed)?;
        let number = words.get(at).and_then(|word| word.parse().ok());
        number.filter(|size| *size <= MAX_LINE).ok_or(Malformed)
    };
    let size = number(1)?;
    let headers = if headed { number(2)? } else { 0 };
    let subject = words.get(1).ok_or(Malformed)?.to_string();
    if headers > size {
        return Err(Malformed);
    }
    if buffer.len() < end + 2 + size + 2 {
        return Ok(None);
    }
    buffer.advance(end + 2);
    let head = buffer.split_to(headers);
    let payload = buffer.split_to(size - headers).freeze();
    buffer.advance(2);
    // `NATS/1.0 503`, and perhaps a text.
    let head = String::from_utf8_lossy(&head);
    let status = head.split_ascii_whitespace().nth(1);
    Ok(Some(Frame::Message {
        subject,
        status: status.and_then(|status| status.parse().ok()),
        payload,
    }))
}

/// Publishes a payload with headers, and asks for an answer to a subject.
pub(super) fn publish(
    into: &mut BytesMut,
    (subject, reply): (&str, &str),
    headers: &[(&str, &str)],
    payload: &[u8],
) {
    let mut head = String::from("NATS/1.0\r\n");
    for (name, value) in headers {
        head = head + name + ": " + value + "\r\n";
    }
    head.push_str("\r\n");
    let size = head.len() + payload.len();
    let line = format!("HPUB {subject} {reply} {} {size}\r\n", head.len());
    for part in [line.as_bytes(), head.as_bytes(), payload, b"\r\n"] {
        into.extend_from_slice(part);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Frame> {
        let mut buffer = BytesMut::from(text);
        let mut frames = Vec::new();
        while let Some(frame) = take(&mut buffer).expect("it is of the protocol") {
            frames.push(frame);
        }
        assert!(buffer.is_empty(), "{buffer:?}");
        frames
    }

    #[test]
    fn every_frame_of_a_server_is_read() {
        let frames = all(
            "INFO {\"headers\":true} \r\nPING\r\nPONG\r\n+OK\r\n-ERR 'No.'\r\n\
             MSG _INBOX.1 1 5\r\nhello\r\nHMSG _INBOX.2 1 16 16\r\nNATS/1.0 503\r\n\r\n\r\n\
             HMSG _INBOX.3 1 12 14\r\nNATS/1.0\r\n\r\nok\r\n",
        );
        let message = |subject: &str, status, payload: &'static str| Frame::Message {
            subject: subject.to_owned(),
            status,
            payload: Bytes::from_static(payload.as_bytes()),
        };
        let expected = [
            Frame::Info(serde_json::json!({ "headers": true })),
            Frame::Ping,
            Frame::Pong,
            Frame::Ok,
            Frame::Error("No.".to_owned()),
            message("_INBOX.1", None, "hello"),
            message("_INBOX.2", Some(503), ""),
            message("_INBOX.3", None, "ok"),
        ];
        assert_eq!(frames, expected);
    }

    #[test]
    fn a_frame_that_has_not_all_arrived_is_waited_for() {
        let text = "HMSG _INBOX.2 1 16 18\r\nNATS/1.0 503\r\n\r\nok\r\n";
        for length in 0..text.len() {
            let mut buffer = BytesMut::from(&text[..length]);
            assert_eq!(take(&mut buffer), Ok(None), "{length}");
            assert_eq!(buffer.len(), length);
        }
        assert_eq!(all(text).len(), 1);
    }

    #[test]
    fn what_is_not_of_the_protocol_is_refused() {
        for text in [
            "HTTP/1.1 400 Bad Request\r\n",
            "INFO no\r\n",
            "MSG\r\n",
            "MSG a 1 99999999999\r\n",
            "HMSG a 1 5 2\r\nok\r\n",
        ] {
            assert_eq!(take(&mut BytesMut::from(text)), Err(Malformed), "{text}");
        }
        let endless = "x".repeat(MAX_LINE + 1);
        assert_eq!(take(&mut BytesMut::from(&*endless)), Err(Malformed));
    }

    #[test]
    fn a_message_is_published_with_its_headers_and_sizes() {
        let mut sent = BytesMut::new();
        publish(
            &mut sent,
            ("a.b", "_INBOX.1"),
            &[("Nats-Msg-Id", "7")],
            b"{}",
        );
        let text = std::str::from_utf8(&sent).expect("text");
        let expected = "HPUB a.b _INBOX.1 28 30\r\nNATS/1.0\r\nNats-Msg-Id: 7\r\n\r\n{}\r\n";
        assert_eq!(text, expected);
    }
}
