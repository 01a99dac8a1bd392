//! TLS on the way to the database.

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
    /// With a server that one of these authorities knows under the name that was asked for.
    Verified {
        /// A file in PEM; without it the system's authorities.
        roots: Option<PathBuf>,
    },
}

impl Encryption {
    /// What connections are encrypted with. It believes nobody where encryption is off.
    pub(super) fn connector(&self) -> Result<MakeRustlsConnect, Error> {
        let roots = match self {
            Self::Off => RootCertStore::empty(),
            Self::Verified { roots: Some(file) } => read(file)?,
            Self::Verified { roots: None } => system()?,
        };
        let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .map_err(|error| Error::Encryption(error.to_string()))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(MakeRustlsConnect::new(config))
    }
}

fn read(file: &Path) -> Result<RootCertStore, Error> {
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
        return Err(failed("it holds no certificate".to_owned()));
    }
    Ok(roots)
}

fn system() -> Result<RootCertStore, Error> {
    let mut roots = RootCertStore::empty();
    let found = rustls_native_certs::load_native_certs();
    // Some systems carry one or the other that nobody can read.
    let (known, _) = roots.add_parsable_certificates(found.certs);
    if known == 0 {
        return Err(Error::Encryption(format!(
            "the system knows no authorities; name a file with sslrootcert; {:?}",
            found.errors
        )));
    }
    Ok(roots)
}
