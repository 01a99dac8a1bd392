//! What is kept of a request.

use std::mem;
use std::net::{IpAddr, Ipv4Addr};

use bytes::Bytes;
use cosell_auth::access_key_of;
use cosell_domain::Caller;
use futures_util::FutureExt as _;
use http_body_util::{BodyExt as _, Collected, Either};
use hyper::Method;
use uuid::Uuid;

use crate::form::{self, Form};
use crate::head::{Head, Header};
use crate::peer::Peer;
use crate::reply::Reply;

/// How many characters are kept of a header.
const HEADER: usize = 256;

/// How many characters are kept of the name of an operation that the API does not have.
const NAME: usize = 64;

/// The size of the parts that are not counted one by one.
const OVERHEAD: usize = 512;

/// A recorded request.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    /// Its place among all requests of the server.
    pub(crate) number: u64,
    pub(crate) id: Uuid,
    /// When it was answered, in milliseconds of true time since 1970.
    pub(crate) at: i64,
    pub(crate) micros: u64,
    pub(crate) operation: String,
    pub(crate) form: Form,
    pub(crate) told: Told,
    pub(crate) address: IpAddr,
    pub(crate) caller: Option<Caller>,
    /// The body, unless the caller is not known.
    pub(crate) body: Option<Bytes>,
    /// `None` where a fault rule dropped the connection.
    pub(crate) status: Option<u16>,
    pub(crate) error: Option<&'static str>,
    /// The rules that refused it, in the order of the errors in the answer.
    pub(crate) rules: Vec<&'static str>,
    pub(crate) answer: Bytes,
    pub(crate) replay_of: Option<Uuid>,
}

/// What a client says of itself and of its request, bounded.
#[derive(Clone, Debug, Default)]
pub(crate) struct Told {
    pub(crate) user_agent: Option<String>,
    /// The access key that signed it.
    pub(crate) access_key: Option<String>,
    pub(crate) invocation: Option<String>,
    /// `attempt=2; max=3`.
    pub(crate) attempt: Option<String>,
}

impl Default for Entry {
    fn default() -> Self {
        Self {
            number: 0,
            id: Uuid::nil(),
            at: 0,
            micros: 0,
            operation: String::new(),
            form: Form::AwsJson,
            told: Told::default(),
            address: Ipv4Addr::UNSPECIFIED.into(),
            caller: None,
            body: None,
            status: None,
            error: None,
            rules: Vec::new(),
            answer: Bytes::new(),
            replay_of: None,
        }
    }
}

/// What the pipeline learns of a call while it handles it.
#[derive(Clone, Debug)]
pub(crate) struct Called {
    pub(crate) body: Bytes,
    /// Once it is authenticated.
    pub(crate) caller: Option<Caller>,
    /// The call within the request, where the request itself is something else.
    pub(crate) within: Option<Within>,
}

/// A call that a message of an agent makes: the request and its answer are not those of HTTP.
#[derive(Clone, Debug)]
pub(crate) struct Within {
    pub(crate) operation: &'static str,
    pub(crate) status: u16,
    pub(crate) error: Option<&'static str>,
    pub(crate) rules: Vec<&'static str>,
    pub(crate) answer: Bytes,
}

/// Whether a request calls an operation, or tries to.
pub(crate) fn is_call(head: &Head, called: Option<&Called>) -> bool {
    called.is_some() || (*head.method() == Method::POST && head.has(Header::Target))
}

impl Entry {
    /// What the head of a request and the pipeline say of it.
    pub(crate) fn new(id: Uuid, head: &Head, peer: Peer, called: Option<Called>) -> Self {
        // What somebody unknown sends is not kept.
        let known = called.filter(|called| called.caller.is_some());
        Self {
            id,
            operation: cut(form::operation_name(head), NAME),
            form: Form::of(head),
            told: Told::of(head),
            address: peer.address,
            // A copy: the body may be a part of a larger buffer, which would be kept with it.
            body: known
                .as_ref()
                .map(|known| Bytes::copy_from_slice(&known.body)),
            caller: known.and_then(|known| known.caller),
            ..Self::default()
        }
    }

    /// Adds the call within the request: its name, and how it was answered.
    pub(crate) fn within(self, call: Within, dropped: bool) -> Self {
        Self {
            operation: call.operation.to_owned(),
            error: call.error,
            rules: call.rules,
            status: (!dropped).then_some(call.status),
            answer: if dropped { Bytes::new() } else { call.answer },
            ..self
        }
    }

    /// Adds how it was answered.
    pub(crate) fn answered(mut self, reply: &Reply, dropped: bool) -> Self {
        if dropped {
            return self;
        }
        self.status = Some(reply.status().as_u16());
        if let Either::Left(body) = reply.body() {
            let collected = body.clone().collect().now_or_never();
            let bytes = collected.and_then(Result::ok).map(Collected::to_bytes);
            self.answer = Bytes::copy_from_slice(&bytes.unwrap_or_default());
        }
        self
    }

    /// How much memory it takes, in bytes.
    pub(super) fn size(&self) -> usize {
        let Told {
            user_agent,
            access_key,
            invocation,
            attempt,
        } = &self.told;
        let told = [user_agent, access_key, invocation, attempt];
        let told = told.into_iter().flatten().map(String::capacity);
        let body = self.body.as_ref().map_or(0, Bytes::len);
        mem::size_of::<Self>()
            + OVERHEAD
            + self.operation.capacity()
            + told.sum::<usize>()
            + mem::size_of_val(self.rules.as_slice())
            + body
            + self.answer.len()
    }

    /// Which attempt of its call it is, and how many the client makes at most.
    pub(crate) fn attempt(&self) -> (Option<u32>, Option<u32>) {
        let told = self.told.attempt.as_deref().unwrap_or_default();
        let number = |name: &str| {
            let mut parts = told.split(';').map(str::trim);
            let value = parts.find_map(|part| part.strip_prefix(name)?.strip_prefix('='));
            value.and_then(|value| value.parse().ok())
        };
        (number("attempt"), number("max"))
    }
}

impl Told {
    fn of(head: &Head) -> Self {
        let text = |header| head.text(header).map(|value| cut(value, HEADER));
        let key = head.text(Header::Authorization).and_then(access_key_of);
        Self {
            user_agent: text(Header::UserAgent),
            access_key: key.map(|key| cut(key, HEADER)),
            invocation: text(Header::SdkInvocation),
            attempt: text(Header::SdkRequest),
        }
    }
}

/// The beginning of a text.
fn cut(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let end = text
        .char_indices()
        .nth(most)
        .map_or(text.len(), |(at, _)| at);
    text[..end].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_attempt_is_read_from_what_the_sdk_says() {
        let entry = |text: &str| Entry {
            told: Told {
                attempt: Some(text.to_owned()),
                ..Told::default()
            },
            ..Entry::default()
        };
        for (text, attempt) in [
            ("attempt=2; max=3", (Some(2), Some(3))),
            ("ttl=20261128T010203Z; attempt=1; max=4", (Some(1), Some(4))),
            ("attempt=x", (None, None)),
            ("", (None, None)),
        ] {
            assert_eq!(entry(text).attempt(), attempt, "{text}");
        }
    }
}
