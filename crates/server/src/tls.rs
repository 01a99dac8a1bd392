//! TLS 1.2 and 1.3 for the connections.
//!
//! Certificate chain and key are read from files. A reload reads them again without closing
//! connections: open ones keep the certificate of their handshake. Alternatively the certificate is
//! [generated](dev) for development. HTTP/1.1 is the only protocol offered by ALPN.

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

/// Why TLS could not be set up.
#[derive(Debug, thiserror::Error)]
pub enum TlsError {
    /// The file is missing, or does not contain the expected PEM.
    #[error("could not read {what} from {}", path.display())]
    File {
        what: &'static str,
        path: PathBuf,
        #[source]
        source: pem::Error,
    },
    /// The file contains no certificate.
    #[error("{} contains no certificate; it must be a PEM certificate chain", .0.display())]
    Empty(PathBuf),
    /// The key does not match the certificate, or its type is not supported.
    #[error("the certificate and its key cannot be used together")]
    Unusable(#[source] rustls::Error),
    /// The development certificate could not be generated.
    #[error("could not generate a development certificate")]
    Generated(#[source] rcgen::Error),
    /// The CA certificate for clients could not be written.
    #[error("could not write {}", path.display())]
    Written {
        path: PathBuf,
        #[source]
        source: io::Error,
    },
}

/// The server's certificate and key, shared by cloning.
#[derive(Clone, Debug)]
pub struct Tls {
    files: Option<Arc<(PathBuf, PathBuf)>>,
    config: Arc<RwLock<Arc<ServerConfig>>>,
}

impl Tls {
    /// Reads a certificate chain, the server's own certificate first, and its key.
    pub fn open(certificate: &Path, key: &Path) -> Result<Self, TlsError> {
        let config = read(certificate, key)?;
        Ok(Self {
            files: Some(Arc::new((certificate.to_owned(), key.to_owned()))),
            config: Arc::new(RwLock::new(config)),
        })
    }

    /// Generates a certificate for this machine and, unless it is unspecified, for the listening
    /// address. The CA certificate that clients must trust is written to the file `authority`.
    /// `now` is true time in milliseconds since 1970.
    pub fn for_development(authority: &Path, address: IpAddr, now: i64) -> Result<Self, TlsError> {
        let generated = dev::generate(address, now).map_err(TlsError::Generated)?;
        dev::publish(authority, &generated.authority).map_err(|source| TlsError::Written {
            path: authority.to_owned(),
            source,
        })?;
        let config = config(vec![generated.certificate], generated.key)?;
        Ok(Self {
            files: None,
            config: Arc::new(RwLock::new(config)),
        })
    }

    /// Reads the files again, if there are any. On an error the certificate in use is kept.
    pub fn reload(&self) -> Result<(), TlsError> {
        if let Some(files) = &self.files {
            let config = read(&files.0, &files.1)?;
            *self.config.write().unwrap_or_else(PoisonError::into_inner) = config;
        }
        Ok(())
    }

    /// Performs the handshake with a client.
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
    let chain: Result<Vec<_>, _> = check_regular(certificate)
        .and_then(|()| CertificateDer::pem_file_iter(certificate))
        .and_then(Iterator::collect);
    let chain = chain.map_err(failed("a certificate", certificate))?;
    if chain.is_empty() {
        return Err(TlsError::Empty(certificate.to_owned()));
    }
    let key = check_regular(key)
        .and_then(|()| PrivateKeyDer::from_pem_file(key))
        .map_err(failed("a key", key))?;
    config(chain, key)
}

/// Refuses a path that is not a regular file: a pipe could block its reader for ever, and is empty
/// when it is read again.
fn check_regular(path: &Path) -> Result<(), pem::Error> {
    if path.metadata().map_err(pem::Error::Io)?.is_file() {
        return Ok(());
    }
    Err(pem::Error::Io(io::Error::other("it is not a regular file")))
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
