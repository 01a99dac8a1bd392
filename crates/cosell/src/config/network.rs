//! Where the server listens, TLS, and the limits that stand between it and a network.
//!
//! Beyond loopback two things are asked for, and their absence is refused rather than warned of,
//! because a warning of a server that works is not read: callers are authenticated
//! (`auth = "strict"`), and what they send is not read by others on the way (TLS, or `insecure`
//! where something else sees to that, such as a proxy on the same host). In mode `open` an operator
//! who names the hosts by which others call (`allowed_host`) answers for the first himself.

use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::str::FromStr;

use cosell_domain::upload::BUCKET;
use cosell_server::{Allowed, HostName, Limits, Mode, Origin, RESERVED_BUCKETS};
use serde::Deserialize;

use super::ConfigError;
use super::options::options;
use super::values::{Timeout, at_least_one, is_plain};
use crate::from_text::from_text;
use crate::plan::Certificate;

from_text!(Listen, DevCertificate, PublicUrl, BucketName, BulkHost);

/// Where clients find the authority of a certificate for development.
const AUTHORITY: &str = "cosell-ca.pem";

options! {
    /// The options of the network.
    pub(super) struct NetworkOptions {
        /// Address and port to listen on
        ///
        /// Addresses other than loopback require `--auth strict`, or `--allowed-host` for a
        /// private network. Port 0 picks a free port.
        #[arg(value_name = "ADDRESS", default_value = "127.0.0.1:7226")]
        listen: Listen,
        /// URL at which clients reach the server, for links in responses
        ///
        /// Reports of bulk jobs are downloaded from it. The default is the address to listen on;
        /// behind a proxy it must be given.
        #[arg(value_name = "URL")]
        public_url: Option<PublicUrl>,
        /// Name of the bucket that clients upload the files of bulk jobs to
        #[arg(value_name = "NAME", default_value = BUCKET)]
        upload_bucket: BucketName,
        /// Host that bulk jobs may name in `https://` addresses of their files
        ///
        /// The server fetches files from no other host. It connects to an address of a private
        /// network only if that address is given too. May be given several times.
        #[arg(value_name = "HOST[:PORT]")]
        bulk_host: Vec<BulkHost>,
        /// Certificate chain for HTTPS, a PEM file
        ///
        /// Requires `--tls-key`. The server reads both files again on SIGHUP.
        #[arg(value_name = "FILE")]
        tls_cert: Option<PathBuf>,
        /// Private key of the certificate, a PEM file
        #[arg(value_name = "FILE")]
        tls_key: Option<PathBuf>,
        /// Serve HTTPS with a development certificate that is generated at start
        ///
        /// The server writes the CA certificate, which clients must trust, to this file; the
        /// default is `cosell-ca.pem`. It does not overwrite a file that holds no certificate.
        #[arg(
            value_name = "FILE",
            num_args = 0..=1,
            require_equals = true,
            default_missing_value = "true"
        )]
        tls_dev: Option<DevCertificate>,
        /// Additional host name that clients may use in mode `open`
        ///
        /// The server compares it with the `Host` header and ignores the port. It also lets mode
        /// `open` listen on other addresses than loopback, so that other containers reach it;
        /// everyone who reaches the port can then act as any account. May be given several times;
        /// see docs/network.md.
        #[arg(value_name = "NAME")]
        allowed_host: Vec<HostName>,
        /// Web origin that may call operations from a browser (CORS)
        ///
        /// In mode `open` loopback origins are always allowed. May be given several times; see
        /// docs/network.md.
        #[arg(value_name = "SCHEME://HOST[:PORT]")]
        allowed_origin: Vec<Origin>,
        /// Allow plain HTTP on addresses other than loopback
        ///
        /// Use this only behind a proxy that terminates TLS, or on a private network of your own
        /// containers.
        insecure: bool,
        /// Maximum number of open connections, at least 1; fewer if the process may open few files
        #[arg(
            value_name = "NUMBER",
            default_value = Limits::default().connections.to_string(),
            value_parser = at_least_one::<NonZeroUsize>
        )]
        max_connections: NonZeroUsize,
        /// Maximum number of open connections from one client address, at least 1
        #[arg(
            value_name = "NUMBER",
            default_value = Limits::default().connections_per_peer.to_string(),
            value_parser = at_least_one::<NonZeroUsize>
        )]
        max_connections_per_peer: NonZeroUsize,
        /// Request header timeout, at least `1ms`
        #[arg(value_name = "TIME", default_value_t = Limits::default().header_timeout.into())]
        header_timeout: Timeout,
        /// Request body timeout, at least `1ms`
        #[arg(value_name = "TIME", default_value_t = Limits::default().body_timeout.into())]
        body_timeout: Timeout,
        /// Idle connection timeout, at least `1ms`
        #[arg(value_name = "TIME", default_value_t = Limits::default().idle_timeout.into())]
        idle_timeout: Timeout,
    }
}

/// The network as a server is started with it.
pub(super) struct Network {
    pub(super) listen: SocketAddr,
    /// Empty unless it is given.
    pub(super) public_url: String,
    pub(super) upload_bucket: String,
    pub(super) bulk_hosts: Vec<String>,
    pub(super) allowed: Allowed,
    pub(super) certificate: Option<Certificate>,
    pub(super) limits: Limits,
}

impl NetworkOptions {
    /// Checks that callers of this mode may be listened to.
    pub(super) fn resolve(self, mode: Mode) -> Result<Network, ConfigError> {
        let Self {
            listen: Listen(listen),
            public_url,
            upload_bucket: BucketName(upload_bucket),
            bulk_host,
            tls_cert,
            tls_key,
            tls_dev,
            allowed_host,
            allowed_origin,
            insecure,
            max_connections,
            max_connections_per_peer,
            header_timeout,
            body_timeout,
            idle_timeout,
        } = self;
        let authority = tls_dev.and_then(|DevCertificate(path)| path);
        let certificate = match (tls_cert, tls_key, authority) {
            (None, None, None) => None,
            (Some(chain), Some(key), None) => Some(Certificate::Files { chain, key }),
            (None, None, Some(authority)) => Some(Certificate::Made { authority }),
            _ => return Err(ConfigError::Certificate),
        };
        if !listen.ip().is_loopback() {
            if mode == Mode::Open && allowed_host.is_empty() {
                return Err(ConfigError::NotLoopback(listen));
            }
            if certificate.is_none() && !insecure {
                return Err(ConfigError::Plain(listen));
            }
        }
        Ok(Network {
            listen,
            public_url: public_url.map_or_else(String::new, |PublicUrl(url)| url),
            upload_bucket,
            bulk_hosts: bulk_host.into_iter().map(|BulkHost(host)| host).collect(),
            allowed: Allowed {
                hosts: allowed_host,
                origins: allowed_origin,
            },
            certificate,
            limits: Limits {
                connections: max_connections.get(),
                connections_per_peer: max_connections_per_peer.get(),
                header_timeout: header_timeout.duration(),
                body_timeout: body_timeout.duration(),
                idle_timeout: idle_timeout.duration(),
                ..Limits::default()
            },
        })
    }
}

/// An address and a port.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(try_from = "String")]
struct Listen(SocketAddr);

impl FromStr for Listen {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong =
            || format!("`{text}` is not an address with a port; write one such as 127.0.0.1:7226");
        if let Some(port) = text.strip_prefix("localhost:") {
            let port: u16 = port.parse().map_err(|_| wrong())?;
            return Ok(Self((Ipv4Addr::LOCALHOST, port).into()));
        }
        text.parse().map(Self).map_err(|_| wrong())
    }
}

/// An `http://` or `https://` URL, without a slash at its end.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct PublicUrl(String);

impl FromStr for PublicUrl {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let schemes = ["http://", "https://"];
        let rest = schemes.iter().find_map(|scheme| text.strip_prefix(scheme));
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~:[]/%".contains(&byte);
        let is_url = rest.is_some_and(|rest| {
            rest.starts_with(|first| !matches!(first, '/' | ':')) && rest.bytes().all(allowed)
        });
        if !is_url {
            let wrong = "not a URL without user name and query; write one such as \
                         https://cosell.example.com";
            return Err(wrong.to_owned());
        }
        Ok(Self(text.trim_end_matches('/').to_owned()))
    }
}

/// The name of a bucket, by S3's rules but without dots, so that it can stand before a host.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct BucketName(String);

impl FromStr for BucketName {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let is_name = (3..=63).contains(&text.len())
            && is_plain(text)
            && !text.starts_with('-')
            && !text.ends_with('-');
        if RESERVED_BUCKETS.contains(&text) {
            return Err(format!(
                "`{text}` is a page of the server; name the bucket otherwise"
            ));
        }
        if !is_name {
            return Err(format!(
                "`{text}` is not the name of a bucket; write 3 to 63 lower-case letters, digits \
                 and hyphens"
            ));
        }
        Ok(Self(text.to_owned()))
    }
}

/// A host, and its port unless it is 443, in lower case.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct BulkHost(String);

impl FromStr for BulkHost {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let lower = text.to_ascii_lowercase();
        let host = lower.strip_suffix(":443").unwrap_or(&lower);
        let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-._:[]".contains(&byte);
        let (name, port) = match host.rsplit_once(':') {
            Some((name, port)) if !port.ends_with(']') => (name, Some(port)),
            _ => (host, None),
        };
        let is_ipv6 = name.starts_with('[') && name.ends_with(']');
        let is_port = port.is_none_or(|port| port.parse().is_ok_and(|port: u16| port > 0));
        let is_host = !name.is_empty() && name.bytes().all(allowed);
        if !is_port || !is_host || (name.contains(':') && !is_ipv6) {
            return Err(format!(
                "`{text}` is not a host; write one such as files.example.com or \
                 files.example.com:8443, without a scheme"
            ));
        }
        Ok(Self(host.to_owned()))
    }
}

/// Whether a certificate is made, and where its authority's is put.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
struct DevCertificate(Option<PathBuf>);

impl FromStr for DevCertificate {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "" => Err("write true, false, or the path of a file to write".to_owned()),
            "true" => Ok(Self(Some(AUTHORITY.into()))),
            "false" => Ok(Self(None)),
            path => Ok(Self(Some(path.into()))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_has_a_name_that_can_stand_before_a_host() {
        for text in [
            "",
            "ab",
            "Bucket",
            "a.b.c",
            "-abc",
            "abc-",
            "a/b",
            &"a".repeat(64),
        ] {
            assert!(text.parse::<BucketName>().is_err(), "{text}");
        }
        for text in [BUCKET, "abc", "files-2026"] {
            assert_eq!(text.parse(), Ok(BucketName(text.to_owned())));
        }
    }

    #[test]
    fn a_host_of_files_has_no_scheme_and_no_path() {
        for text in [
            "",
            "https://files.example.com",
            "files.example.com/in",
            "*.example.com/",
            "files.example.com:port",
            "files.example.com:0",
            "::1",
            ":8443",
        ] {
            assert!(text.parse::<BulkHost>().is_err(), "{text}");
        }
        for (text, host) in [
            ("Files.example.com", "files.example.com"),
            ("files.example.com:443", "files.example.com"),
            ("files.example.com:8443", "files.example.com:8443"),
            ("[::1]:8443", "[::1]:8443"),
            ("[::1]", "[::1]"),
            ("127.0.0.1", "127.0.0.1"),
        ] {
            let BulkHost(parsed) = text.parse().expect(text);
            assert_eq!(parsed, host);
        }
    }

    #[test]
    fn a_public_url_has_a_host_and_no_query() {
        for text in [
            "",
            "cosell.example.com",
            "ftp://cosell.example.com",
            "https://",
            "https:///path",
            "https://user@cosell.example.com",
            "https://cosell.example.com/?a=b",
            "https://cosell.example.com/#a",
            "https://cosell example.com",
        ] {
            assert!(text.parse::<PublicUrl>().is_err(), "{text}");
        }
        for (text, url) in [
            ("https://cosell.example.com/", "https://cosell.example.com"),
            ("http://[::1]:7226", "http://[::1]:7226"),
            ("https://host/sub/path", "https://host/sub/path"),
        ] {
            let PublicUrl(parsed) = text.parse().expect(text);
            assert_eq!(parsed, url);
        }
    }

    #[test]
    fn an_address_has_a_port() {
        for text in [
            "",
            "127.0.0.1",
            ":7226",
            "localhost",
            "localhost:x",
            "example.com:80",
        ] {
            assert!(text.parse::<Listen>().is_err(), "{text}");
        }
        for text in ["127.0.0.1:0", "localhost:7226", "[::1]:7226"] {
            let Listen(address) = text.parse().expect(text);
            assert!(address.ip().is_loopback(), "{text}");
        }
    }
}
