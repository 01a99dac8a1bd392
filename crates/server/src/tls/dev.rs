//! A development certificate, generated at every start.
//!
//! Clients trust the certificate of a CA, which they can pass as `AWS_CA_BUNDLE`. The CA signs this
//! server's certificate and nothing else: its key is discarded before the server starts, so that a
//! client which trusts the CA trusts this server only.

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

/// How long before its generation a certificate is valid: clocks differ.
const BEFORE: Duration = Duration::from_hours(24);

/// How long a certificate is valid. No development server runs that long, and some clients refuse
/// certificates with a longer validity.
const AFTER: Duration = Duration::from_hours(365 * 24);

/// The first line of a PEM certificate.
const CERTIFICATE: &[u8] = b"-----BEGIN CERTIFICATE-----";

/// A generated certificate, with its key and its CA.
pub(super) struct Generated {
    pub(super) certificate: CertificateDer<'static>,
    pub(super) key: PrivateKeyDer<'static>,
    /// The CA certificate as PEM.
    pub(super) authority: String,
}

pub(super) fn generate(address: IpAddr, now: i64) -> Result<Generated, Error> {
    let now = Duration::from_millis(u64::try_from(now).unwrap_or(0));
    let holding = |mut params: CertificateParams, name: &str| {
        params.not_before = date_time_ymd(1970, 1, 1) + now.saturating_sub(BEFORE);
        params.not_after = date_time_ymd(1970, 1, 1) + now + AFTER;
        params.distinguished_name.push(DnType::CommonName, name);
        // Strict clients require it.
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
    // An unspecified address cannot name a server.
    if !matches!(&*address, "0.0.0.0" | "::") && !names.contains(&address) {
        names.push(address);
    }
    let mut server = holding(CertificateParams::new(names)?, "cosell");
    server.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    server.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    let key = KeyPair::generate()?;
    let certificate = server.signed_by(&key, &authority)?;
    Ok(Generated {
        certificate: certificate.der().clone(),
        key: PrivatePkcs8KeyDer::from(key.serialize_der()).into(),
        authority: trusted,
    })
}

/// Writes the CA file that clients trust: every user may read it, and only its owner may change it.
/// The file is replaced atomically. An existing file that is not a certificate is not replaced.
pub(super) fn publish(path: &Path, authority: &str) -> io::Result<()> {
    if !may_replace(path)? {
        return Err(io::Error::new(
            io::ErrorKind::AlreadyExists,
            "the file exists and is not a certificate; name another file, or remove it",
        ));
    }
    let mut new = path.as_os_str().to_owned();
    new.push(".new");
    // A file that an earlier start left, or a link that another user placed there.
    match fs::remove_file(&new) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::create_new(&new)?;
    // Regardless of the umask.
    file.set_permissions(Permissions::from_mode(0o644))?;
    file.write_all(authority.as_bytes())?;
    fs::rename(new, path)
}

/// Whether the file does not exist, or is a certificate.
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
