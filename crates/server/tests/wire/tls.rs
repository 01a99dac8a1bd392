//! TLS, with certificates from files and with a generated one.

use std::fs;
use std::io::{Read as _, Write as _};
use std::net::{Ipv4Addr, TcpStream};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use cosell_server::{Limits, Tls, TlsError};
use cosell_world::World;
use rcgen::{CertifiedKey, generate_simple_self_signed};
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::CertificateDer;
use tokio_rustls::rustls::pki_types::pem::PemObject as _;
use tokio_rustls::rustls::{
    ClientConfig, ClientConnection, ProtocolVersion, RootCertStore, StreamOwned,
    SupportedProtocolVersion, version,
};

use crate::server::{Connection, Server, Setup};

fn now() -> i64 {
    World::system().true_now()
}

fn server(tls: Tls) -> Server {
    Server::with(Setup {
        tls: Some(tls),
        ..Setup::default()
    })
}

type Stream = StreamOwned<ClientConnection, TcpStream>;

/// Performs a handshake with a server by this name. `Err` says why the client does not trust it.
fn connect(
    server: &Server,
    name: &str,
    trusted: &Path,
    versions: &[&'static SupportedProtocolVersion],
) -> Result<Stream, String> {
    let mut roots = RootCertStore::empty();
    for certificate in CertificateDer::pem_file_iter(trusted).expect("a file") {
        roots
            .add(certificate.expect("a certificate"))
            .expect("a root");
    }
    let mut config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(versions)
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
    let name = name.to_owned().try_into().expect("a name");
    let mut connection = ClientConnection::new(Arc::new(config), name).expect("a client");
    let mut socket = server.connect().stream;
    while connection.is_handshaking() {
        connection
            .complete_io(&mut socket)
            .map_err(|error| error.to_string())?;
    }
    Ok(StreamOwned::new(connection, socket))
}

fn health(stream: &mut Stream) -> String {
    let request = "GET /_cosell/health HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    stream.write_all(request.as_bytes()).expect("it is sent");
    let mut answer = String::new();
    stream.read_to_string(&mut answer).expect("an answer");
    answer
}

#[test]
fn a_development_certificate_is_valid_for_this_machine_and_trusted_by_its_ca_only() {
    let folder = tempfile::tempdir().expect("a folder");
    let authority = folder.path().join("ca.pem");
    let address = Ipv4Addr::new(192, 0, 2, 7);
    let server = server(Tls::for_development(&authority, address.into(), now()).expect("TLS"));
    for name in ["localhost", "127.0.0.1", "::1", "192.0.2.7"] {
        for (version, wanted) in [
            (&version::TLS12, ProtocolVersion::TLSv1_2),
            (&version::TLS13, ProtocolVersion::TLSv1_3),
        ] {
            let mut stream = connect(&server, name, &authority, &[version]).expect(name);
            assert_eq!(stream.conn.protocol_version(), Some(wanted));
            assert_eq!(stream.conn.alpn_protocol(), Some(b"http/1.1".as_slice()));
            assert!(health(&mut stream).starts_with("HTTP/1.1 200 OK\r\n"));
        }
    }
    let both = [&version::TLS12, &version::TLS13];
    let foreign = connect(&server, "cosell.example", &authority, &both);
    assert!(
        foreign
            .expect_err("another name")
            .contains("not valid for name")
    );
    let text = fs::read_to_string(&authority).expect("the file");
    assert!(!text.contains("PRIVATE"), "the CA's key is discarded");

    let other = folder.path().join("other.pem");
    Tls::for_development(&other, address.into(), now()).expect("TLS");
    let untrusting = connect(&server, "localhost", &other, &both);
    assert!(untrusting.is_err(), "another start has another CA");
}

#[test]
fn a_file_that_is_not_a_certificate_is_not_overwritten() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("precious");
    let develop = || Tls::for_development(&path, Ipv4Addr::LOCALHOST.into(), now());
    for text in ["", "precious", "-----BEGIN PRIVATE KEY-----\nprecious"] {
        fs::write(&path, text).expect("a file");
        let refused = develop().map(|_| ());
        assert!(
            matches!(refused, Err(TlsError::Written { .. })),
            "{refused:?}"
        );
        assert_eq!(fs::read_to_string(&path).expect("the file"), text);
    }
    fs::remove_file(&path).expect("a file");
    for _ in 0..2 {
        develop().expect("a missing file, or a certificate");
    }
}

#[test]
fn plain_http_on_a_tls_port_is_not_answered_and_disturbs_no_other_client() {
    let folder = tempfile::tempdir().expect("a folder");
    let authority = folder.path().join("ca.pem");
    let tls = Tls::for_development(&authority, Ipv4Addr::LOCALHOST.into(), now()).expect("TLS");
    let server = server(tls);
    let mut plain = server.connect();
    plain.write(b"GET /_cosell/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
    let mut answer = Vec::new();
    let _ = plain.stream.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP"), "{answer:?}");
    let both = [&version::TLS12, &version::TLS13];
    let mut stream = connect(&server, "localhost", &authority, &both).expect("a client");
    assert!(health(&mut stream).contains("200 OK"));
}

#[test]
pub(crate) fn a_handshake_times_out_and_delays_no_other_client() {
    let folder = tempfile::tempdir().expect("a folder");
    let authority = folder.path().join("ca.pem");
    let server = Server::with(Setup {
        tls: Some(
            Tls::for_development(&authority, Ipv4Addr::LOCALHOST.into(), now()).expect("TLS"),
        ),
        limits: Limits {
            handshake_timeout: Duration::from_secs(1),
            ..Limits::default()
        },
        ..Setup::default()
    });
    let mut silent: Vec<_> = (0..8).map(|_| server.connect()).collect();
    let both = [&version::TLS12, &version::TLS13];
    let mut stream = connect(&server, "localhost", &authority, &both).expect("a client");
    assert!(health(&mut stream).contains("200 OK"));
    assert!(silent.iter_mut().all(Connection::ended));
}

/// Writes a self-signed certificate for localhost.
fn certificate(folder: &Path, name: &str) {
    let CertifiedKey { cert, signing_key } =
        generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    fs::write(folder.join(format!("{name}.pem")), cert.pem()).expect("a file");
    fs::write(
        folder.join(format!("{name}.key")),
        signing_key.serialize_pem(),
    )
    .expect("a file");
}

#[test]
fn a_new_certificate_is_loaded_without_a_restart_and_a_wrong_one_is_refused() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    certificate(folder.path(), "old");
    certificate(folder.path(), "new");
    fs::copy(path("old.pem"), path("server.pem")).expect("a copy");
    fs::copy(path("old.key"), path("server.key")).expect("a copy");
    let tls = Tls::open(&path("server.pem"), &path("server.key")).expect("TLS");
    let server = server(tls.clone());
    let both = [&version::TLS12, &version::TLS13];
    let trusts = |name: &str| connect(&server, "localhost", &path(name), &both);
    let mut before = trusts("old.pem").expect("the old one");

    fs::copy(path("new.pem"), path("server.pem")).expect("a copy");
    let error = tls.reload().expect_err("the key is the old one's");
    assert!(error.to_string().contains("cannot be used"), "{error}");
    assert!(trusts("old.pem").is_ok(), "the old one is still in use");
    fs::copy(path("new.key"), path("server.key")).expect("a copy");
    tls.reload().expect("now they fit");
    assert!(trusts("new.pem").is_ok());
    assert!(trusts("old.pem").is_err());
    assert!(health(&mut before).contains("200 OK"), "connections stay");
}

#[test]
fn files_without_a_certificate_are_named() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = |name: &str| folder.path().join(name);
    certificate(folder.path(), "good");
    fs::write(path("empty"), "").expect("a file");
    for (chain, key, said) in [
        ("missing", "good.key", "missing"),
        ("empty", "good.key", "empty"),
        ("good.pem", "empty", "empty"),
        ("good.pem", "good.pem", "good.pem"),
    ] {
        let error = Tls::open(&path(chain), &path(key)).expect_err(said);
        assert!(error.to_string().contains(said), "{error}");
    }
}
