//! TLS 1.2 and 1.3 before the connections.
//!
//! Certificate and key are read from files, and read again when the operator asks, without a
//! connection being lost: those that are under way keep what they began with. Or the certificate is
//! [made](dev) for a machine of development. HTTP/1.1 is the one protocol that is offered.

mod dev;

use std::io;
use std::net::IpAddr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use tokio::net::TcpStream;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::pem::{self, PemObject as _};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer};
use tokio_rustls::rustls::{self, ServerConfig, version};
use tokio_rustls::server::TlsStream;

/// Why there is no TLS.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The file is not there, or is no PEM of what it should hold.
    #[error("could not read {what} from {}", path.display())]
    File {
        what: &'static str,
        path: PathBuf,
        #[source]
        source: pem::Error,
    },
    /// The file holds nothing.
    #[error("there is no certificate in {}", .0.display())]
    Empty(PathBuf),
    /// The key is not the certificate's, or of a kind that is not supported.
    #[error("the certificate and its key cannot be used")]
    Unusable(#[source] rustls::Error),
    /// A certificate for development could not be made.
    #[error("could not make a certificate")]
    Made(#[source] rcgen::Error),
    /// Clients could not be given the certificate to trust.
    #[error("could not write {}", path.display())]
    Written {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
}

/// What a server proves itself with, shared by cloning.
#[derive(Clone, Debug)]
pub struct Tls {
    files: Option<Arc<(PathBuf, PathBuf)>>,
    config: Arc<RwLock<Arc<ServerConfig>>>,
}

impl Tls {
    /// Reads a chain of certificates, the server's own first, and the key of that one.
    pub fn open(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let config = read(certificate, key)?;
        Ok(Self {
            files: Some(Arc::new((certificate.to_owned(), key.to_owned()))),
            config: Arc::new(RwLock::new(config)),
        })
    }

    /// Makes a certificate for this machine and, if it is a definite one, for the address that is
    /// listened on. What clients must trust is written to the file `authority`. `now` is true time
    /// in milliseconds since 1970.
    pub fn develop(authority: &Path, address: IpAddr, now: i64) -> Result<Self, TlsError> {
        let made = dev::make(address, now).map_err(TlsError::Made)?;
        dev::publish(authority, &made.authority).map_err(|source| TlsError::Written {
            path: authority.to_owned(),
            source,
        })?;
        let config = config(vec![made.certificate], made.key)?;
        Ok(Self {
            files: None,
            config: Arc::new(RwLock::new(config)),
        })
    }

    /// Reads the files again, if it was made of files. When they are no good, what was read before
    /// stays in use.
    pub fn reload(&self) -> Result<(), TlsError> {
        if let Some(files) = &self.files {
            let config = read(&files.0, &files.1)?;
            *self.config.write().unwrap_or_else(PoisonError::into_inner) = config;
        }
        Ok(())
    }

    /// Shakes hands with a client.
    pub(crate) async fn accept(&self, stream: TcpStream) -> io::Result<TlsStream<TcpStream>> {
        let config = {
            let config = self.config.read().unwrap_or_else(PoisonError::into_inner);
            Arc::clone(&config)
        };
        TlsAcceptor::from(config).accept(stream).await
    }
}

fn read(certificate: &Path, key: &Path) -> Result<Arc<ServerConfig>, TlsError> {
    let failed = |what, path: &Path| {
        let path = path.to_owned();
        move |source| TlsError::File { what, path, source }
    };
    let chain: Result<Vec<_>, _> = regular(certificate)
        .and_then(|()| CertificateDer::pem_file_iter(certificate))
        .and_then(Iterator::collect);
    let chain = chain.map_err(failed("a certificate", certificate))?;
    if chain.is_empty() {
        return Err(TlsError::Empty(certificate.to_owned()));
    }
    let key = regular(key)
        .and_then(|()| PrivateKeyDer::from_pem_file(key))
        .map_err(failed("a key", key))?;
    config(chain, key)
}

/// Refuses what is no regular file: a pipe could keep its reader waiting for ever, and holds
/// nothing when it is read again.
fn regular(path: &Path) -> Result<(), pem::Error> {
    if path.metadata().map_err(pem::Error::Io)?.is_file() {
        return Ok(());
    }
    Err(pem::Error::Io(io::Error::other("it is no regular file")))
}

fn config(
    chain: Vec<CertificateDer<'static>>,
    key: PrivateKeyDer<'static>,
) -> Result<Arc<ServerConfig>, TlsError> {
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(&[&version::TLS13, &version::TLS12])
        .map_err(TlsError::Unusable)?
        .with_no_client_auth()
        .with_single_cert(chain, key)
        .map_err(TlsError::Unusable)?;
    config.alpn_protocols = vec![b"http/1.1".to_vec()];
    Ok(Arc::new(config))
}
