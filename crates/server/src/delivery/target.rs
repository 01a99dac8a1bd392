//! The URL that events are sent to.

use std::fmt;
use std::str::FromStr;

use hyper::Uri;
use tokio_rustls::rustls::pki_types::ServerName;

/// A URL with a host. Its path may contain a secret, so only the host is ever shown.
#[derive(Clone, PartialEq, Eq)]
pub struct EventTarget {
    scheme: &'static str,
    authority: String,
    host: String,
    port: u16,
    path: String,
    /// The name in the receiver's certificate; `None` without TLS.
    name: Option<ServerName<'static>>,
}

/// What is wrong with a URL. The messages do not repeat the URL, which may contain a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventTargetError {
    #[error(
        "not a valid URL; it must begin with http:// or https://, such as \
         http://localhost:8080/events"
    )]
    Form,
    #[error(
        "not a valid URL; it must begin with nats:// or tls:// and have no path, such as \
         nats://localhost:4222"
    )]
    NatsForm,
    #[error("a user name or a password in the URL is not supported; leave it out")]
    Credentials,
}

impl EventTarget {
    /// Host and port, as written in the URL.
    pub fn authority(&self) -> &str {
        &self.authority
    }

    /// The host name or address, without IPv6 brackets, and the port.
    pub(super) fn address(&self) -> (&str, u16) {
        (&self.host, self.port)
    }

    /// The name that the receiver's certificate must have, with TLS.
    pub(super) fn name(&self) -> Option<&ServerName<'static>> {
        self.name.as_ref()
    }

    /// Path and query.
    pub(super) fn path(&self) -> &str {
        &self.path
    }
}

impl fmt::Debug for EventTarget {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}://{}/…", self.scheme, self.authority)
    }
}

impl FromStr for EventTarget {
    type Err = EventTargetError;

    /// Reads an `https://` or `http://` URL.
    fn from_str(text: &str) -> Result<Self, EventTargetError> {
        parse(text, [("http", 80), ("https", 443)], EventTargetError::Form)
    }
}

impl EventTarget {
    /// Reads the URL of a server of NATS: `nats://`, or `tls://` with TLS.
    ///
    /// # Errors
    ///
    /// If the text is no such URL, or has a login or a path.
    pub fn of_nats(text: &str) -> Result<Self, EventTargetError> {
        let form = EventTargetError::NatsForm;
        let target = parse(text, [("nats", 4222), ("tls", 4222)], form)?;
        if target.path == "/" {
            Ok(target)
        } else {
            Err(form)
        }
    }
}

/// Reads a URL of one of two schemes, the first one without TLS, each with its port.
fn parse(
    text: &str,
    schemes: [(&'static str, u16); 2],
    form: EventTargetError,
) -> Result<EventTarget, EventTargetError> {
    let url: Uri = text.parse().map_err(|_| form)?;
    let found = url.scheme_str().ok_or(form)?;
    let secure = schemes.iter().position(|(scheme, _)| *scheme == found);
    let secure = secure.ok_or(form)?;
    let (scheme, default_port) = schemes[secure];
    let authority = url.authority().ok_or(form)?;
    if authority.as_str().contains('@') {
        return Err(EventTargetError::Credentials);
    }
    let host = authority.host();
    if host.is_empty() {
        return Err(form);
    }
    // Only a port may follow the host.
    let port = match authority.as_str().strip_prefix(host) {
        Some("") => default_port,
        _ => authority.port_u16().ok_or(form)?,
    };
    let bare = host
        .strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'));
    let host = bare.unwrap_or(host).to_owned();
    let name = (secure == 1).then(|| ServerName::try_from(host.clone()));
    let path = url.path_and_query().map_or("/", |path| path.as_str());
    Ok(EventTarget {
        scheme,
        authority: authority.as_str().to_owned(),
        name: name.transpose().map_err(|_| form)?,
        host,
        port,
        // A scheme that is not of HTTP may have an empty one.
        path: if path.is_empty() { "/" } else { path }.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_is_an_http_or_https_url() {
        for (text, host, port, path) in [
            ("http://localhost", "localhost", 80, "/"),
            (
                "http://127.0.0.1:8080/in?key=1",
                "127.0.0.1",
                8080,
                "/in?key=1",
            ),
            ("http://[::1]:9/", "::1", 9, "/"),
            ("https://hooks.example/in", "hooks.example", 443, "/in"),
            ("https://[::1]:8443", "::1", 8443, "/"),
        ] {
            let target: EventTarget = text.parse().expect(text);
            assert_eq!(target.address(), (host, port), "{text}");
            assert_eq!(target.path(), path, "{text}");
            let name = target.name().map(ServerName::to_str);
            let secure = text.starts_with("https");
            assert_eq!(name.as_deref(), secure.then_some(host), "{text}");
        }
    }

    #[test]
    fn a_server_of_nats_is_a_nats_or_tls_url_without_a_path() {
        for (text, host, port, secure) in [
            ("nats://localhost", "localhost", 4222, false),
            ("nats://127.0.0.1:9/", "127.0.0.1", 9, false),
            ("tls://nats.example:4443", "nats.example", 4443, true),
        ] {
            let target = EventTarget::of_nats(text).expect(text);
            assert_eq!(target.address(), (host, port), "{text}");
            assert_eq!(target.name().is_some(), secure, "{text}");
        }
        for (text, error) in [
            ("http://localhost", EventTargetError::NatsForm),
            ("localhost:4222", EventTargetError::NatsForm),
            ("nats://localhost/path", EventTargetError::NatsForm),
            ("nats://ada:secret@localhost", EventTargetError::Credentials),
        ] {
            assert_eq!(EventTarget::of_nats(text), Err(error), "{text}");
        }
    }

    #[test]
    fn an_invalid_url_is_refused_with_its_reason() {
        for (text, error) in [
            ("", EventTargetError::Form),
            ("localhost:8080", EventTargetError::Form),
            ("/events", EventTargetError::Form),
            ("ftp://localhost/", EventTargetError::Form),
            ("http://", EventTargetError::Form),
            ("http://localhost:port/", EventTargetError::Form),
            ("http://localhost:99999/", EventTargetError::Form),
            ("https://a_b..c/", EventTargetError::Form),
            (
                "http://ada:secret@localhost/",
                EventTargetError::Credentials,
            ),
        ] {
            assert_eq!(text.parse::<EventTarget>(), Err(error), "{text}");
        }
    }

    #[test]
    fn a_path_is_never_shown() {
        for scheme in ["http", "https"] {
            let url = format!("{scheme}://localhost/secret?token=1");
            let target: EventTarget = url.parse().expect("a URL");
            assert_eq!(format!("{target:?}"), format!("{scheme}://localhost/…"));
        }
    }
}
