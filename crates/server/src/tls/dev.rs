//! A certificate for development, made anew at every start.
//!
//! Clients are given the certificate of an authority to trust, as `AWS_CA_BUNDLE` takes one. The
//! authority signs this server's certificate and nothing else, ever: its key is forgotten before
//! anything is served, so that trusting it gives nobody more than this server.

use std::fs::{self, File, Permissions};
use std::io::{self, Read as _, Write as _};
use std::net::IpAddr;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::time::Duration;

use rcgen::{
    BasicConstraints, CertificateParams, DnType, Error, ExtendedKeyUsagePurpose, IsCa, Issuer,
    KeyPair, KeyUsagePurpose, date_time_ymd,
};
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};

/// How long before its making a certificate holds: clocks differ.
const BEFORE: Duration = Duration::from_hours(24);

/// How long it holds. No process of development runs that long, and no client takes longer ones
/// for a mistake.
const AFTER: Duration = Duration::from_hours(365 * 24);

/// What a certificate in PEM begins with.
const CERTIFICATE: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// What was made.
pub(super) struct Made {
    pub(super) certificate: CertificateDer<'static>,
    pub(super) key: PrivateKeyDer<'static>,
    /// The authority's certificate as PEM.
    pub(super) authority: String,
}

pub(super) fn make(address: IpAddr, now: i64) -> Result<Made, Error> {
    let now = Duration::from_millis(u64::try_from(now).unwrap_or(0));
    let holding = |mut params: CertificateParams, name: &str| {
        params.not_before = date_time_ymd(1970, 1, 1) + now.saturating_sub(BEFORE);
        params.not_after = date_time_ymd(1970, 1, 1) + now + AFTER;
        params.distinguished_name.push(DnType::CommonName, name);
        // Strict clients ask for it.
        params.use_authority_key_identifier_extension = true;
        params
    };
    let mut authority = holding(CertificateParams::new([])?, "cosell development authority");
    authority.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    authority.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let authority_key = KeyPair::generate()?;
    let trusted = authority.self_signed(&authority_key)?.pem();
    let authority = Issuer::new(authority, authority_key);

    let mut names = vec![
        "localhost".to_owned(),
        "127.0.0.1".to_owned(),
        "::1".to_owned(),
    ];
    let address = address.to_string();
    // An unspecified address is no name of a server.
    if !matches!(&*address, "0.0.0.0" | "::") && !names.contains(&address) {
        names.push(address);
    }
    let mut server = holding(CertificateParams::new(names)?, "cosell");
    server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let key = KeyPair::generate()?;
    let certificate = server.signed_by(&key, &authority)?;
    Ok(Made {
        certificate: certificate.der().clone(),
        key: PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        authority: trusted,
    })
}

/// Writes the file that clients trust: every user may read it, and its owner alone may change whom
/// they trust. A client that reads it meanwhile gets the old one or the new one. What is there and
/// is no certificate is left as it is.
pub(super) fn publish(path: &Path, authority: &str) -> io::Result<()> {
    if !may_replace(path)? {
        return Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            "it is there already and is no certificate; name another file, or remove it",
        ));
    }
    let mut new = path.as_os_str().to_owned();
    new.push(".new");
    // What an earlier start left, or somebody put there for it to be written through.
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::create_new(&new)?;
    // Whatever mask the process has.
    file.set_permissions(Permissions::from_mode(0o644))?;
    file.write_all(authority.as_bytes())?;
    fs::rename(new, path)
}

/// Whether nothing is there but what an earlier start wrote, or a certificate.
fn may_replace(path: &Path) -> io::Result<bool> {
    match fs::metadata(path) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => return Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) => return Err(error),
    }
    let mut begin = Vec::new();
    let length = CERTIFICATE.len() as u64;
    File::open(path)?.take(length).read_to_end(&mut begin)?;
    Ok(begin == CERTIFICATE)
}
