//! TLS to the database.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustls::crypto::ring;
use rustls::pki_types::CertificateDer;
use rustls::pki_types::pem::PemObject as _;
use rustls::{ClientConfig, RootCertStore};
use tokio_postgres_rustls::MakeRustlsConnect;

use crate::Error;

/// Whether connections are encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Encryption {
    Off,
    /// With a server whose certificate chain and host name are verified.
    Verified {
        /// A CA bundle in PEM; without it the system's certificates.
        roots: Option<PathBuf>,
    },
}

impl Encryption {
    /// The TLS connector. It trusts no certificate where encryption is off.
    pub(super) fn connector(&self) -> Result<MakeRustlsConnect, Error> {
        let roots = match self {
            Self::Off => RootCertStore::empty(),
            Self::Verified { roots: Some(file) } => read_ca_file(file)?,
            Self::Verified { roots: None } => system_roots()?,
        };
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| Error::Encryption(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(MakeRustlsConnect::new(config))
    }
}

fn read_ca_file(file: &Path) -> Result<RootCertStore, Error> {
    let failed = |reason: String| Error::Encryption(format!("{}: {reason}", file.display()));
    let mut roots = RootCertStore::empty();
    let certificates =
        CertificateDer::pem_file_iter(file).map_err(|error| failed(error.to_string()))?;
    for certificate in certificates {
        let certificate = certificate.map_err(|error| failed(error.to_string()))?;
        let added = roots.add(certificate);
        added.map_err(|error| failed(error.to_string()))?;
    }
    if roots.is_empty() {
        return Err(failed("the CA bundle contains no certificate".to_owned()));
    }
    Ok(roots)
}

fn system_roots() -> Result<RootCertStore, Error> {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    // Some systems have certificates that cannot be parsed.
    let (known, _) = roots.add_parsable_certificates(found.certs);
    if known == 0 {
        return Err(Error::Encryption(format!(
            "no CA certificates found on this system; name a CA bundle with sslrootcert: {:?}",
            found.errors
        )));
    }
    Ok(roots)
}
