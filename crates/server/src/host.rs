//! The names under which this machine may be called.
//!
//! A web page can let its own name point at 127.0.0.1 and then call this server as its own origin,
//! which lets it read the answers. Its browser still writes the page's name into `Host`, so in mode
//! `open` every request must name this machine: `localhost`, 127.0.0.0/8 or `[::1]`, with any port.
//! Only HTTP/1.0 knows requests without a name, and no browser speaks it.
//!
//! A page may also send simple requests to other origins without leave, as long as it does without
//! their answers. Its browser names the page in `Origin`, which must be of this machine too.
//!
//! In mode `strict` a page can neither sign an operation nor send an admin token, whatever its name
//! points at, and other machines call this one by names that it need not know. Of administration's
//! pages `Origin` is looked at all the same: it must be of this machine, or be the `Host`.

use std::net::{Ipv4Addr, Ipv6Addr};

use cosell_api::Error;
use hyper::{StatusCode, Version};

use crate::head::{Head, Header};
use crate::refusal::Refusal;

/// Refuses a request that names another machine than this one, or that a page of another one sent.
pub(crate) fn check(head: &Head) -> Result<(), Refusal> {
    let mut named = head.version() == Version::HTTP_10;
    if let Some(authority) = head.authority() {
        named = true;
        if !is_local(authority.as_str()) {
            return Err(foreign());
        }
    }
    for host in head.all(Header::Host) {
        named = true;
        if !host.to_str().is_ok_and(is_local) {
            return Err(foreign());
        }
    }
    if !named {
        return Err(foreign());
    }
    check_origins(head, is_local)
}

/// Refuses a request that a page of another machine or of another server sent.
pub(crate) fn check_origin(head: &Head) -> Result<(), Refusal> {
    let host = head.text(Header::Host);
    let ours =
        |name: &str| is_local(name) || host.is_some_and(|host| host.eq_ignore_ascii_case(name));
    check_origins(head, ours)
}

fn check_origins(head: &Head, ours: impl Fn(&str) -> bool) -> Result<(), Refusal> {
    let allowed = |origin: &str| {
        let host = origin.split_once("://").map(|(_, host)| host);
        host.is_some_and(&ours)
    };
    for origin in head.all(Header::Origin) {
        if !origin.to_str().is_ok_and(allowed) {
            return Err(refused(
                "The Origin header names a web page of another machine, and those are not answered.",
            ));
        }
    }
    Ok(())
}

fn is_local(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        // Otherwise the colon is one of the address.
        Some((name, port)) if !port.ends_with(']') => (name, port),
        _ => (host, ""),
    };
    let is_ipv6 = |name: &str| {
        let address = name
            .strip_prefix('[')
            .and_then(|name| name.strip_suffix(']'));
        address.is_some_and(|address| address.parse() == Ok(Ipv6Addr::LOCALHOST))
    };
    port.bytes().all(|byte| byte.is_ascii_digit())
        && (name.eq_ignore_ascii_case("localhost")
            || name
                .parse()
                .is_ok_and(|address: Ipv4Addr| address.is_loopback())
            || is_ipv6(name))
}

fn foreign() -> Refusal {
    refused(
        "The Host header does not name this machine. Callers are not proven, so only localhost, \
         127.0.0.1 and [::1] are answered: use one of them in the endpoint's URL.",
    )
}

fn refused(message: &str) -> Refusal {
    Refusal::from(Error::access_denied(message)).with_status(StatusCode::FORBIDDEN)
}
