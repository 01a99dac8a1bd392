//! The URL that events are sent to.

use std::fmt;
use std::str::FromStr;

use hyper::Uri;
use tokio_rustls::rustls::pki_types::ServerName;

/// An `https://` or `http://` URL. Its path may contain a secret, so only the host is ever shown.
#[derive(Clone, PartialEq, Eq)]
pub struct EventTarget {
    authority: String,
    host: String,
    port: u16,
    path: String,
    /// The name in the receiver's certificate; `None` for `http://`.
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

    /// The name that the receiver's certificate must have, for `https://`.
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
        let scheme = self.name.as_ref().map_or("http", |_| "https");
        write!(formatter, "{scheme}://{}/…", self.authority)
    }
}

impl FromStr for EventTarget {
    type Err = EventTargetError;

    fn from_str(text: &str) -> Result<Self, EventTargetError> {
        let url: Uri = text.parse().map_err(|_| EventTargetError::Form)?;
        let secure = match url.scheme_str() {
            Some("http") => false,
            Some("https") => true,
            _ => return Err(EventTargetError::Form),
        };
        let authority = url.authority().ok_or(EventTargetError::Form)?;
        if authority.as_str().contains('@') {
            return Err(EventTargetError::Credentials);
        }
        let host = authority.host();
        if host.is_empty() {
            return Err(EventTargetError::Form);
        }
        // Only a port may follow the host.
        let port = match authority.as_str().strip_prefix(host) {
            Some("") if secure => 443,
            Some("") => 80,
            _ => authority.port_u16().ok_or(EventTargetError::Form)?,
        };
        let bare = host
            .strip_prefix('[')
            .and_then(|host| host.strip_suffix(']'));
        let host = bare.unwrap_or(host).to_owned();
        let name = secure.then(|| ServerName::try_from(host.clone()));
        let path = url.path_and_query().map_or("/", |path| path.as_str());
        Ok(Self {
            authority: authority.as_str().to_owned(),
            name: name.transpose().map_err(|_| EventTargetError::Form)?,
            host,
            port,
            path: path.to_owned(),
        })
    }
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
