//! The CA bundle that verifies the certificate of a server.
//!
//! Authorities come from one file, as curl and the AWS CLI take one, or from where the system keeps
//! its own; no list of them is built into the program, where it would grow old.

use std::fs;
use std::io;
use std::path::Path;
use std::sync::Arc;

use rustls::crypto::ring;
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};

/// Why a CA bundle cannot be used.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TrustError {
    #[error("--ca-file: could not read {file}")]
    Unreadable { file: String, source: io::Error },
    #[error("--ca-file: {file} has no certificate in PEM")]
    NoCertificate { file: String },
}

/// The certificates of authorities.
#[derive(Clone, Debug)]
pub(crate) struct Authorities(Arc<Vec<Certificate<'static>>>);

impl Authorities {
    /// Reads them from a file.
    pub(crate) fn open(path: &Path) -> Result<Self, TrustError> {
        let file = || path.display().to_string();
        let pem = fs::read(path).map_err(|source| TrustError::Unreadable {
            file: file(),
            source,
        })?;
        let items = parse_pem(&pem).filter_map(|item| match item {
            Ok(PemItem::Certificate(certificate)) => Some(certificate),
            _ => None,
        });
        let authorities: Vec<_> = items.collect();
        if authorities.is_empty() {
            return Err(TrustError::NoCertificate { file: file() });
        }
        Ok(Self(Arc::new(authorities)))
    }

    /// Those of the system; none where it keeps none, so that no server is trusted.
    pub(crate) fn system() -> Self {
        let found = rustls_native_certs::load_native_certs().certs;
        let known = found
            .iter()
            .map(|known| Certificate::from_der(known).to_owned());
        Self(Arc::new(known.collect()))
    }

    /// How a client talks TLS that trusts these.
    pub(crate) fn into_config(self) -> TlsConfig {
        TlsConfig::builder()
            .root_certs(RootCerts::Specific(self.0))
            .unversioned_rustls_crypto_provider(Arc::new(ring::default_provider()))
            .build()
    }
}
