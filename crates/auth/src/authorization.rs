//! The `Authorization` header of signature version 4.
//!
//! ```text
//! AWS4-HMAC-SHA256 Credential=KEY/DATE/REGION/SERVICE/aws4_request,
//!     SignedHeaders=a;b, Signature=HEX
//! ```
//!
//! Some clients write a space after each comma and some do not; parts come in any order. The result
//! borrows from the header.

use memchr::memchr_iter;

/// The one signature algorithm that the service accepts.
pub(crate) const ALGORITHM: &str = "AWS4-HMAC-SHA256";

/// What every credential scope ends with.
pub(crate) const TERMINATOR: &str = "aws4_request";

/// The name of the part that says who signs.
const CREDENTIAL: &str = "Credential";

/// The pieces of a credential: the access key, and the four of its scope.
const PIECES: usize = 5;

/// A parsed header. Nothing in it is verified.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Authorization<'a> {
    /// The access key id of the signer. In mode `open` it may have a namespace before it:
    /// `NAME/KEY`.
    pub access_key: &'a str,
    /// The day of the signature, `YYYYMMDD`.
    pub date: &'a str,
    pub region: &'a str,
    /// The service that the signature is for.
    pub service: &'a str,
    /// The names of the signed headers, joined by semicolons.
    pub signed_headers: &'a str,
    /// The signature, in hexadecimal digits when an SDK wrote it.
    pub signature: &'a str,
}

impl std::fmt::Debug for Authorization<'_> {
    /// Without the signature, which must not be logged.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Authorization")
            .field("access_key", &self.access_key)
            .field("date", &self.date)
            .field("region", &self.region)
            .field("service", &self.service)
            .field("signed_headers", &self.signed_headers)
            .finish_non_exhaustive()
    }
}

/// Why a header does not parse. The messages name parts, never their values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthorizationError {
    /// Another scheme, or another signature algorithm.
    #[error("Authorization must begin with {ALGORITHM}.")]
    Algorithm,
    /// A part is missing, empty or repeated.
    #[error("Authorization needs exactly one '{0}' parameter.")]
    Part(&'static str),
    /// Something that is not a part.
    #[error("Authorization contains something other than Credential, SignedHeaders and Signature.")]
    Unknown,
    /// The credential does not have the five pieces it must have.
    #[error("Credential must be ACCESS-KEY/YYYYMMDD/REGION/SERVICE/aws4_request.")]
    Credential,
}

impl<'a> Authorization<'a> {
    /// The access key id without the namespace.
    pub fn bare_key(&self) -> &'a str {
        let key = self.access_key;
        key.split_once('/').map_or(key, |(_, key)| key)
    }

    /// Parses the value of the header.
    pub fn parse(header: &'a str) -> Result<Self, AuthorizationError> {
        let parameters = header
            .trim()
            .strip_prefix(ALGORITHM)
            .filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))
            .ok_or(AuthorizationError::Algorithm)?;
        let (mut credential, mut signed_headers, mut signature) = (None, None, None);
        for parameter in parameters
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let (name, value) = parameter
                .split_once('=')
                .ok_or(AuthorizationError::Unknown)?;
            let (place, name) = match name.trim_end() {
                CREDENTIAL => (&mut credential, CREDENTIAL),
                "SignedHeaders" => (&mut signed_headers, "SignedHeaders"),
                "Signature" => (&mut signature, "Signature"),
                _ => return Err(AuthorizationError::Unknown),
            };
            let value = value.trim_start();
            if value.is_empty() || place.replace(value).is_some() {
                return Err(AuthorizationError::Part(name));
            }
        }
        let credential = credential.ok_or(AuthorizationError::Part(CREDENTIAL))?;
        let signed_headers = signed_headers.ok_or(AuthorizationError::Part("SignedHeaders"))?;
        let signature = signature.ok_or(AuthorizationError::Part("Signature"))?;
        Self::of(credential, signed_headers, signature)
    }

    /// The parts, from wherever they were sent.
    pub(crate) fn of(
        credential: &'a str,
        signed_headers: &'a str,
        signature: &'a str,
    ) -> Result<Self, AuthorizationError> {
        let mut pieces = credential.rsplitn(PIECES, '/');
        let mut piece = || {
            let piece = pieces.next().filter(|piece| !piece.is_empty());
            piece.ok_or(AuthorizationError::Credential)
        };
        let (terminator, service, region, date) = (piece()?, piece()?, piece()?, piece()?);
        let access_key = piece()?;
        if terminator != TERMINATOR || !is_day(date) || !is_key(access_key) {
            return Err(AuthorizationError::Credential);
        }
        Ok(Self {
            access_key,
            date,
            region,
            service,
            signed_headers,
            signature,
        })
    }
}

/// The namespace that a credential names, without a look at the rest of the header: `NAME/KEY` has
/// a piece more than `KEY`.
pub fn namespace_of(header: &str) -> Option<&str> {
    let mut pieces = credential_of(header)?.split('/');
    let (name, key, date) = (pieces.next()?, pieces.next()?, pieces.next()?);
    (!is_day(key) && is_day(date)).then_some(name)
}

/// The access key that a credential names, with its namespace, without a look at the rest of the
/// header.
pub fn access_key_of(header: &str) -> Option<&str> {
    let key = credential_of(header)?.rsplitn(PIECES, '/').nth(PIECES - 1);
    key.filter(|key| !key.is_empty())
}

/// The credential of a header, parted as [`Authorization::parse`] does, so that no key whose
/// namespace is overlooked is accepted.
fn credential_of(header: &str) -> Option<&str> {
    let mut starts = memchr_iter(b'C', header.as_bytes());
    let credential = starts.find_map(|at| header.get(at..)?.strip_prefix(CREDENTIAL))?;
    let credential = credential.trim_start().strip_prefix('=')?;
    credential.split(',').next().map(str::trim)
}

/// Whether a text is an access key, or a namespace and an access key.
fn is_key(text: &str) -> bool {
    match text.split_once('/') {
        None => true,
        Some((namespace, key)) => {
            !namespace.is_empty() && !key.is_empty() && !key.contains('/') && !is_day(key)
        }
    }
}

fn is_day(text: &str) -> bool {
    text.len() == "YYYYMMDD".len() && text.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SCOPE: &str = "20261122/us-east-1/partnercentral-selling/aws4_request";

    fn header(separator: &str) -> String {
        let signature = "0f".repeat(32);
        format!(
            "AWS4-HMAC-SHA256 Credential=222222222222/{SCOPE}{separator}\
             SignedHeaders=host;x-amz-date{separator}Signature={signature}"
        )
    }

    #[test]
    fn the_header_is_parsed_with_and_without_spaces_after_commas() {
        for separator in [",", ", ", ",  ", " , "] {
            let header = header(separator);
            let read = Authorization::parse(&header).expect("a header");
            assert_eq!(read.access_key, "222222222222");
            assert_eq!(read.date, "20261122");
            assert_eq!(read.region, "us-east-1");
            assert_eq!(read.service, "partnercentral-selling");
            assert_eq!(read.signed_headers, "host;x-amz-date");
            assert_eq!(read.signature.len(), 64);
        }
    }

    #[test]
    fn an_access_key_may_have_a_namespace_before_it() {
        let plain = header(", ");
        let read = Authorization::parse(&plain).expect("a header");
        assert_eq!(read.bare_key(), "222222222222");
        assert_eq!(namespace_of(&plain), None);
        let named = plain.replace("222222222222", "test-7/222222222222");
        let read = Authorization::parse(&named).expect("a header");
        assert_eq!(read.access_key, "test-7/222222222222");
        assert_eq!(read.bare_key(), "222222222222");
        assert_eq!(namespace_of(&named), Some("test-7"));
        // Whether it is a name is decided by whoever finds the namespace.
        for (text, name) in [
            (plain.replace("222222222222", "a b/222222222222"), "a b"),
            (named.replace("Credential=", "Credential = "), "test-7"),
        ] {
            let read = Authorization::parse(&text).expect("a header");
            assert_eq!(read.bare_key(), "222222222222", "{text}");
            assert_eq!(namespace_of(&text), Some(name), "{text}");
            assert_eq!(access_key_of(&text), Some(read.access_key), "{text}");
        }
        assert_eq!(access_key_of(&plain), Some("222222222222"));
        for text in [
            "",
            "Credential",
            "Credential=",
            "Credential=a",
            "Bearer a/b/c",
        ] {
            assert_eq!(namespace_of(text), None, "{text}");
        }
        for text in [
            "",
            "Credential",
            "Credential=a/b/c/d",
            "Bearer a/b/c/d/e",
            "Credential=/a/b/c/d",
        ] {
            assert_eq!(access_key_of(text), None, "{text}");
        }
    }

    #[test]
    fn a_header_that_lacks_a_part_is_refused_with_its_name() {
        let whole = header(", ");
        for (lost, name) in [
            (", Signature=", "Signature"),
            (", SignedHeaders=", "SignedHeaders"),
            ("Credential=", "Credential"),
        ] {
            let start = whole.find(lost).expect("the part");
            let end = whole[start + 2..]
                .find(',')
                .map_or(whole.len(), |at| start + 2 + at);
            let rest = format!("{}{}", &whole[..start], &whole[end..]);
            assert_eq!(
                Authorization::parse(&rest),
                Err(AuthorizationError::Part(name)),
                "{rest}"
            );
        }
        let twice = format!("{whole}, Signature={}", "0f".repeat(32));
        assert_eq!(
            Authorization::parse(&twice),
            Err(AuthorizationError::Part("Signature"))
        );
    }

    #[test]
    fn a_malformed_header_is_refused() {
        for wrong in [
            "",
            "Bearer abc",
            "AWS4-HMAC-SHA256",
            "AWS4-HMAC-SHA2567 Credential=a",
            "AWS4-HMAC-SHA256 Credential=, Signature=",
            "AWS4-HMAC-SHA256 nonsense",
            "AWS4-ECDSA-P256-SHA256 Credential=a/b/c/aws4_request",
        ] {
            assert!(Authorization::parse(wrong).is_err(), "{wrong}");
        }
        let whole = header(",");
        for (right, wrong) in [
            (SCOPE, "20261122/us-east-1/partnercentral-selling"),
            (
                SCOPE,
                "20261122/us-east-1/partnercentral-selling/aws4_request/more",
            ),
            (SCOPE, "20261122//partnercentral-selling/aws4_request"),
            (SCOPE, "today/us-east-1/partnercentral-selling/aws4_request"),
            ("222222222222/", "/"),
            ("222222222222/", "/222222222222/"),
            ("222222222222/", "a/b/222222222222/"),
            ("222222222222/", "a//"),
        ] {
            let wrong = whole.replace(right, wrong);
            assert_eq!(
                Authorization::parse(&wrong),
                Err(AuthorizationError::Credential),
                "{wrong}"
            );
        }
    }
}
