//! Verification of signature version 4: whether the owner of an access key signed this request.
//!
//! The verifier brings the request into the canonical form that client and server agree on, signs
//! it with the secret of the claimed access key, and compares the two signatures in constant time.
//! It takes two steps, because the caller must look up the key between them:
//!
//! ```text
//! Verifier::read(request, now) -> Claim      everything that can be refused without a secret
//! Claim::verify(credentials)    -> ()        the signature itself
//! ```
//!
//! This module reads no clock and keeps no state. A signature is therefore valid for as long as its
//! date is, and a replayed request is accepted again, as AWS accepts it.

mod canonical;
mod date;
mod error;
mod s3;
mod sign;
mod signer;

pub use error::{Incomplete, Mismatch, SignatureError, WrongScope};
pub use s3::{ChunkSigner, Presigned, S3};
pub use signer::{Signer, payload_hash, signing_date};

use subtle::ConstantTimeEq;

use crate::authorization::{ALGORITHM, Authorization};

/// The clock skew in seconds that a signature's date may have, in either direction: AWS's own
/// limit.
pub const MAX_SKEW: i64 = 15 * 60;

/// The region that clients sign requests to global services for.
const GLOBAL_REGION: &str = "us-east-1";

/// The prefix of AWS's own headers. Signature version 4 requires all of them to be signed.
const AMZ: &str = "x-amz-";

/// Sent by a client in place of a hash when it does not hash the body.
const UNSIGNED_PAYLOAD: &str = "UNSIGNED-PAYLOAD";

/// A request as it was received.
#[derive(Clone, Copy, Debug)]
pub struct SignedRequest<'a> {
    pub method: &'a str,
    /// The path as it was sent, still percent-encoded.
    pub path: &'a str,
    /// The query as it was sent, still percent-encoded; empty without one.
    pub query: &'a str,
    /// Names in any case, in the order they were sent.
    pub headers: &'a [(&'a str, &'a [u8])],
    pub body: &'a [u8],
}

impl<'a> SignedRequest<'a> {
    /// The values of a header, in the order they were sent.
    fn values(&self, name: &str) -> impl Iterator<Item = &'a [u8]> {
        self.headers
            .iter()
            .filter(move |(sent, _)| sent.eq_ignore_ascii_case(name))
            .map(|(_, value)| *value)
    }

    /// The value of a header that may occur once.
    fn single(&self, name: &'static str) -> Result<Option<&'a str>, Incomplete> {
        let mut values = self.values(name);
        let Some(value) = values.next() else {
            return Ok(None);
        };
        if values.next().is_some() {
            return Err(Incomplete::Twice(name));
        }
        let text = std::str::from_utf8(value).map_err(|_| Incomplete::Text(name))?;
        Ok(Some(text.trim()))
    }
}

/// How a service's requests are brought into the canonical form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// As every service but S3 requires.
    Common,
    /// S3: the path is not resolved, and the client states the hash of the body in a header.
    S3,
    /// S3, with the signature in the query.
    Presigned,
}

/// The regions and services that signatures must be for.
#[derive(Clone, Debug)]
pub struct Verifier {
    regions: Vec<String>,
    services: Vec<String>,
}

impl Verifier {
    /// Accepts signatures for any of these regions and services. Error messages name the first of
    /// each.
    pub fn new(regions: Vec<String>, services: Vec<String>) -> Self {
        Self { regions, services }
    }

    /// Accepts signatures for one service, in the same regions and in the one that global services
    /// are signed for.
    #[must_use]
    pub fn of_global_service(&self, service: &str) -> Self {
        let mut regions = self.regions.clone();
        regions.push(GLOBAL_REGION.to_owned());
        Self::new(regions, vec![service.to_owned()])
    }

    /// Parses the claim of a request, and refuses everything that no secret could make valid.
    ///
    /// `now` is real time in seconds since 1970, never the clock of a test or a demonstration.
    pub fn read<'a>(
        &self,
        request: SignedRequest<'a>,
        now: i64,
    ) -> Result<Claim<'a>, SignatureError> {
        let header = request.single("authorization")?;
        let header = header.ok_or(SignatureError::Missing)?;
        let authorization = Authorization::parse(header).map_err(Incomplete::Authorization)?;
        let signed_headers = signed_headers(&request, authorization.signed_headers)?;
        check_covered(&request, &signed_headers)?;
        let date = date_of(&request, &signed_headers)?;
        self.check_scope(&authorization, &self.services, &date)?;
        check_time(&date, MAX_SKEW, now)?;
        let session_token = request.single("x-amz-security-token")?;
        Ok(Claim {
            request,
            authorization,
            signed_headers,
            date,
            session_token,
            form: Form::Common,
        })
    }

    /// Checks that the signature is for the region, for this service and for the day of its date.
    fn check_scope(
        &self,
        authorization: &Authorization<'_>,
        services: &[String],
        date: &date::SigningDate,
    ) -> Result<(), WrongScope> {
        let region = |region: &String| region == authorization.region;
        if !self.regions.iter().any(region) {
            return Err(WrongScope::Region);
        }
        let service = |service: &String| service == authorization.service;
        if !services.iter().any(service) {
            let expected = services.first().cloned().unwrap_or_default();
            return Err(WrongScope::Service { expected });
        }
        if authorization.date != date.day() {
            return Err(WrongScope::Date {
                credential: authorization.date.to_owned(),
                request: date.day().to_owned(),
            });
        }
        Ok(())
    }
}

/// Checks that a signature of this date is valid now, for so many seconds after it.
fn check_time(date: &date::SigningDate, life: i64, now: i64) -> Result<(), SignatureError> {
    if date.seconds.saturating_add(life) < now {
        return Err(SignatureError::Expired {
            signed: date.text().to_owned(),
            now: date::text(now),
        });
    }
    if date.seconds.saturating_sub(MAX_SKEW) > now {
        return Err(SignatureError::NotYetCurrent {
            signed: date.text().to_owned(),
            now: date::text(now),
        });
    }
    Ok(())
}

/// The signed headers: in lower case, sorted, each once, each present in the request.
fn signed_headers(request: &SignedRequest<'_>, list: &str) -> Result<Vec<String>, Incomplete> {
    let mut names: Vec<String> = Vec::new();
    for name in list.split(';') {
        let name = name.to_ascii_lowercase();
        if request.values(&name).next().is_none() {
            return Err(Incomplete::Absent(name));
        }
        // Every name is in the request, so the list is no longer than the headers, unless a name
        // repeats.
        if names.contains(&name) {
            return Err(Incomplete::Repeated(name));
        }
        names.push(name);
    }
    names.sort_unstable();
    if !names.iter().any(|name| name == "host") {
        return Err(Incomplete::Unsigned("host".to_owned()));
    }
    Ok(names)
}

/// Refuses an AWS header that is not signed: a proxy could have added it.
fn check_covered(request: &SignedRequest<'_>, signed_headers: &[String]) -> Result<(), Incomplete> {
    for (sent, _) in request.headers {
        let prefix = sent.as_bytes().get(..AMZ.len()).unwrap_or_default();
        let covers = |name: &String| name.eq_ignore_ascii_case(sent);
        if prefix.eq_ignore_ascii_case(AMZ.as_bytes()) && !signed_headers.iter().any(covers) {
            return Err(Incomplete::Unsigned(sent.to_ascii_lowercase()));
        }
    }
    Ok(())
}

/// The date of the signature: x-amz-date, or date without it. One of them must be signed; since the
/// date is part of the string to sign, neither can be changed.
fn date_of(
    request: &SignedRequest<'_>,
    signed_headers: &[String],
) -> Result<date::SigningDate, Incomplete> {
    let is_date = |name: &String| name == "x-amz-date" || name == "date";
    let (name, sent) = match request.single("x-amz-date")? {
        Some(sent) => ("x-amz-date", Some(sent)),
        None => ("date", request.single("date")?),
    };
    let sent = sent.ok_or(Incomplete::NoDate)?;
    if !signed_headers.iter().any(is_date) {
        return Err(Incomplete::Unsigned("x-amz-date".to_owned()));
    }
    date::SigningDate::parse(sent).ok_or(Incomplete::Date(name))
}

/// A secret, and its session token when the key is a temporary one.
#[derive(Clone, Copy)]
pub struct Credentials<'a> {
    pub secret: &'a str,
    pub session_token: Option<&'a str>,
}

impl std::fmt::Debug for Credentials<'_> {
    /// Without the secret and the token.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter
            .debug_struct("Credentials")
            .finish_non_exhaustive()
    }
}

/// What a request claims about its signer. Nothing of it is verified until [`Claim::verify`].
#[derive(Debug)]
pub struct Claim<'a> {
    request: SignedRequest<'a>,
    authorization: Authorization<'a>,
    signed_headers: Vec<String>,
    date: date::SigningDate,
    session_token: Option<&'a str>,
    form: Form,
}

impl<'a> Claim<'a> {
    /// The access key id that is claimed to have signed.
    pub fn access_key(&self) -> &'a str {
        self.authorization.access_key
    }

    /// The region that the signature is for.
    pub fn region(&self) -> &'a str {
        self.authorization.region
    }

    /// The session token that the request carries.
    pub fn session_token(&self) -> Option<&'a str> {
        self.session_token
    }

    /// Whether a header, named in lower case, is signed. One that is not may have been changed on
    /// the way.
    pub fn covers(&self, header: &str) -> bool {
        self.signed_headers.iter().any(|name| name == header)
    }

    /// Verifies that the owner of these credentials made the signature. `None` stands for an
    /// unknown access key.
    pub fn verify(&self, credentials: Option<&Credentials<'_>>) -> Result<(), SignatureError> {
        let credentials = credentials.ok_or(SignatureError::UnknownKey)?;
        let token = self.session_token.unwrap_or_default().as_bytes();
        let stored = credentials.session_token.unwrap_or_default().as_bytes();
        if !bool::from(token.ct_eq(stored)) {
            return Err(SignatureError::UnknownKey);
        }
        let canonical_request = canonical::request(
            &self.request,
            &self.signed_headers,
            &self.body_hash(),
            self.form,
        );
        let scope = self.scope();
        let string_to_sign = format!(
            "{ALGORITHM}\n{}\n{scope}\n{}",
            self.date.text(),
            sign::hash(&canonical_request)
        );
        let signature = sign::signature(credentials.secret, &scope, &string_to_sign);
        let claimed = self.authorization.signature.as_bytes();
        if bool::from(signature.as_bytes().ct_eq(claimed)) {
            return Ok(());
        }
        Err(SignatureError::Mismatch(Box::new(Mismatch {
            canonical_request: String::from_utf8_lossy(&canonical_request).into_owned(),
            string_to_sign,
        })))
    }

    fn scope(&self) -> sign::Scope<'a> {
        sign::Scope {
            day: self.authorization.date,
            region: self.authorization.region,
            service: self.authorization.service,
        }
    }

    /// The hash of the body in the canonical request. A hash that the client sent is not trusted: a
    /// wrong one leads to another canonical request than the signer's. For S3 it is the one that
    /// the client sent, and whoever reads the body compares it.
    fn body_hash(&self) -> String {
        if self.form != Form::Common {
            return s3::stated_hash(&self.request).unwrap_or_else(|| UNSIGNED_PAYLOAD.to_owned());
        }
        let mut sent = self.request.values("x-amz-content-sha256");
        if sent
            .next()
            .is_some_and(|sent| sent == UNSIGNED_PAYLOAD.as_bytes())
        {
            return UNSIGNED_PAYLOAD.to_owned();
        }
        sign::hash(self.request.body)
    }
}
