//! Whom the server trusts as a client over TLS: the CAs of the system, or those in the file that
//! `SSL_CERT_FILE` names.

use std::sync::Arc;

use tokio_rustls::TlsConnector;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::{self, ClientConfig, RootCertStore};

/// A connector that verifies certificates. Fails only if rustls is built without a TLS version.
pub(crate) fn connector() -> Result<TlsConnector, rustls::Error> {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    // Some systems have CA certificates that cannot be parsed.
    let (known, _) = roots.add_parsable_certificates(found.certs);
    if known == 0 {
        tracing::warn!(
            errors = ?found.errors,
            "no CA certificates found, TLS connections to other servers will fail"
        );
    }
    with_roots(roots)
}

/// A connector that trusts nobody, for a client that uses no TLS.
pub(crate) fn without_roots() -> Result<TlsConnector, rustls::Error> {
    with_roots(RootCertStore::empty())
}

fn with_roots(roots: RootCertStore) -> Result<TlsConnector, rustls::Error> {
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth();
    Ok(TlsConnector::from(Arc::new(config)))
}
