//! Checks of the `Host` and `Origin` headers.
//!
//! A web page can resolve its own host name to 127.0.0.1 (DNS rebinding) and then call this server
//! as its own origin, which lets it read the responses. Its browser still sends the page's host
//! name in `Host`, so in mode `open` every request must name this machine: `localhost`, 127.0.0.0/8
//! or `[::1]`, with any port, or a name that the operator allowed. Only HTTP/1.0 requests may have
//! no host, and browsers do not speak HTTP/1.0.
//!
//! A page may also send simple requests to other origins without a preflight, although it cannot
//! read the responses. Its browser names the page in `Origin`, which must be of this machine too,
//! or, for an operation, an origin that the operator allowed.
//!
//! In mode `strict` a page can neither sign an operation nor send an admin token, whatever its host
//! name resolves to, and other machines call this one by names that it need not know. For the pages
//! of administration the server still checks `Origin`: it must be of this machine, or equal `Host`.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use cosell_api::Error;
use hyper::{StatusCode, Version};
use serde::Deserialize;

use crate::head::{Head, Header};
use crate::origin::Origin;
use crate::refusal::Refusal;

/// The host names and origins that the operator allows in addition to this machine's own.
#[derive(Clone, Debug, Default)]
pub struct Allowed {
    /// Names that `Host` may have in mode `open`.
    pub hosts: Vec<HostName>,
    /// Origins whose pages may call operations.
    pub origins: Vec<Origin>,
}

impl Allowed {
    fn has_host(&self, host: &str) -> bool {
        let (name, port) = without_port(host);
        let is_it = |allowed: &HostName| allowed.0.eq_ignore_ascii_case(name);
        is_port(port) && self.hosts.iter().any(is_it)
    }

    pub(crate) fn has_origin(&self, origin: &str) -> bool {
        self.origins.iter().any(|allowed| allowed.is(origin))
    }
}

/// A host name or an address, without a port.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct HostName(String);

impl TryFrom<String> for HostName {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse()
    }
}

impl FromStr for HostName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        // Container names may contain underscores.
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._".contains(&byte);
        let is_name = !text.is_empty() && text.bytes().all(allowed);
        if is_name || ipv6(text).is_some() {
            return Ok(Self(text.to_owned()));
        }
        Err(format!(
            "`{text}` is not a host name; write it without a port, such as cosell"
        ))
    }
}

/// Refuses a request that names another machine than this one, or that a page of another one sent.
/// A page that the operator allowed may call operations, and nothing of `administration`.
///
/// A request about a file may have the name of the bucket before that of the machine.
pub(crate) fn check(
    head: &Head,
    allowed: &Allowed,
    bucket: Option<&str>,
    administration: bool,
) -> Result<(), Refusal> {
    let ours = |sent: &str| {
        let name = bucket.and_then(|bucket| without_bucket(sent, bucket));
        let name = name.unwrap_or(sent);
        is_local(name) || allowed.has_host(name)
    };
    let mut named = head.version() == Version::HTTP_10;
    if let Some(authority) = head.authority() {
        named = true;
        if !ours(authority.as_str()) {
            return Err(wrong_host());
        }
    }
    for host in head.all(Header::Host) {
        named = true;
        if !host.to_str().is_ok_and(ours) {
            return Err(wrong_host());
        }
    }
    if !named {
        return Err(wrong_host());
    }
    if administration {
        return check_origins(head, is_local_origin, ADMINISTRATION);
    }
    let is_allowed = |origin: &str| is_local_origin(origin) || allowed.has_origin(origin);
    check_origins(head, is_allowed, OPERATIONS)
}

/// Refuses a request that was sent by a page of another machine or of another server.
pub(crate) fn check_origin(head: &Head) -> Result<(), Refusal> {
    let host = head.text(Header::Host);
    let ours = |origin: &str| {
        let name = host_of(origin);
        is_local_origin(origin)
            || host.is_some_and(|host| name.is_some_and(|name| host.eq_ignore_ascii_case(name)))
    };
    check_origins(head, ours, ADMINISTRATION)
}

const ADMINISTRATION: &str =
    "The Origin header names a web page of another machine. Such pages may not administer.";

const OPERATIONS: &str = "The Origin header names a web page of another machine. Such pages may \
                          not call operations unless --allowed-origin lists their origin.";

fn check_origins(head: &Head, ours: impl Fn(&str) -> bool, message: &str) -> Result<(), Refusal> {
    for origin in head.all(Header::Origin) {
        if !origin.to_str().is_ok_and(&ours) {
            return Err(refused(message));
        }
    }
    Ok(())
}

/// Whether an origin is of this machine.
pub(crate) fn is_local_origin(origin: &str) -> bool {
    host_of(origin).is_some_and(is_local)
}

fn host_of(origin: &str) -> Option<&str> {
    origin.split_once("://").map(|(_, host)| host)
}

/// The host behind the bucket's name, as S3 clients write it that name the bucket in the host.
pub(crate) fn without_bucket<'a>(host: &'a str, bucket: &str) -> Option<&'a str> {
    let (named, rest) = host.split_at_checked(bucket.len())?;
    let rest = rest.strip_prefix('.')?;
    named.eq_ignore_ascii_case(bucket).then_some(rest)
}

fn is_local(host: &str) -> bool {
    let (name, port) = without_port(host);
    is_port(port)
        && (name.eq_ignore_ascii_case("localhost")
            || name
                .parse()
                .is_ok_and(|address: Ipv4Addr| address.is_loopback())
            || ipv6(name) == Some(Ipv6Addr::LOCALHOST))
}

/// The name of a host, and its port or an empty text.
fn without_port(host: &str) -> (&str, &str) {
    match host.rsplit_once(':') {
        // Otherwise the colon belongs to the IPv6 address.
        Some((name, port)) if !port.ends_with(']') => (name, port),
        _ => (host, ""),
    }
}

fn is_port(port: &str) -> bool {
    port.bytes().all(|byte| byte.is_ascii_digit())
}

/// The IPv6 address in brackets.
fn ipv6(name: &str) -> Option<Ipv6Addr> {
    let address = name.strip_prefix('[')?.strip_suffix(']')?;
    address.parse().ok()
}

fn wrong_host() -> Refusal {
    refused(
        "The Host header does not name this machine. Callers are not authenticated, so the server \
         accepts only localhost, 127.0.0.1 and [::1]: use one of them in the endpoint URL, or \
         allow the name with --allowed-host.",
    )
}

fn refused(message: &str) -> Refusal {
    Refusal::from(Error::access_denied(message)).with_status(StatusCode::FORBIDDEN)
}
