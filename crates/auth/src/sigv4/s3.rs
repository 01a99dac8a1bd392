//! Signatures of requests to S3, which differ in three things: keys are signed as they are, the
//! client states the hash of the body in a header, and the signature may be in the query of a
//! presigned URL. A body that is sent in chunks may have a signature of each chunk
//! ([`ChunkSigner`]).
//!
//! The body is not here: a signature proves what the client stated of it, and whoever reads the
//! body must compare.

use std::fmt;

use ring::hmac;
use subtle::ConstantTimeEq as _;

use super::{
    Claim, Credentials, Form, Incomplete, SignatureError, SignedRequest, Verifier, canonical,
    check_covered, check_time, date, date_of, sign, signed_headers,
};
use super::{MAX_SKEW, sign::Scope};
use crate::authorization::{ALGORITHM, Authorization};

/// The header with the hash of the body, or with what stands in its place.
const CONTENT_SHA256: &str = "x-amz-content-sha256";

/// The service that signatures for S3 name.
pub const S3: &str = "s3";

/// The longest life of a presigned URL, in seconds: 7 days.
const MAX_LIFE: i64 = 7 * 24 * 60 * 60;

/// The parameters of a presigned URL.
const PREFIX: &str = "X-Amz-";

/// The signature of a presigned URL, from its query.
#[derive(Clone, PartialEq, Eq)]
pub struct Presigned {
    credential: String,
    signed_headers: String,
    signature: String,
    date: String,
    life: i64,
    session_token: Option<String>,
}

impl fmt::Debug for Presigned {
    /// Without signature and token.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Presigned")
            .field("credential", &self.credential)
            .finish_non_exhaustive()
    }
}

impl Presigned {
    /// Reads the signature in a query; `None` when there is none.
    pub fn read(query: &str) -> Result<Option<Self>, Incomplete> {
        let mut parameters = Vec::new();
        for parameter in query.split('&') {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            let name = text(name);
            if name.starts_with(PREFIX) {
                parameters.push((name, text(value)));
            }
        }
        let find = |name: &'static str| {
            let mut found = parameters.iter().filter(|(sent, _)| sent == name);
            match (found.next(), found.next()) {
                (Some((_, value)), None) => Ok(Some(value.clone())),
                (None, None) => Ok(None),
                _ => Err(Incomplete::Parameter(name)),
            }
        };
        let need = |name| find(name)?.ok_or(Incomplete::Parameter(name));
        if find("X-Amz-Signature")?.is_none() && find("X-Amz-Algorithm")?.is_none() {
            return Ok(None);
        }
        if need("X-Amz-Algorithm")? != ALGORITHM {
            return Err(Incomplete::Parameter("X-Amz-Algorithm"));
        }
        let life = need("X-Amz-Expires")?.parse().ok();
        let life = life.filter(|life| (1..=MAX_LIFE).contains(life));
        Ok(Some(Self {
            credential: need("X-Amz-Credential")?,
            signed_headers: need("X-Amz-SignedHeaders")?,
            signature: need("X-Amz-Signature")?,
            date: need("X-Amz-Date")?,
            life: life.ok_or(Incomplete::Parameter("X-Amz-Expires"))?,
            session_token: find("X-Amz-Security-Token")?,
        }))
    }

    /// The parts of the signature.
    pub fn authorization(&self) -> Result<Authorization<'_>, Incomplete> {
        Authorization::of(&self.credential, &self.signed_headers, &self.signature)
            .map_err(Incomplete::Authorization)
    }
}

fn text(encoded: &str) -> String {
    String::from_utf8_lossy(&canonical::decode(encoded, b' ')).into_owned()
}

/// The hash of the body that a client states.
pub(super) fn stated_hash(request: &SignedRequest<'_>) -> Option<String> {
    let sent = request.values(CONTENT_SHA256).next()?;
    Some(String::from_utf8_lossy(sent).into_owned())
}

impl Verifier {
    /// Parses the claim of a request to S3, and refuses everything that no secret could make valid.
    /// `presigned` is the signature in the query, if there is one.
    pub fn read_s3<'a>(
        &self,
        request: SignedRequest<'a>,
        presigned: Option<&'a Presigned>,
        now: i64,
    ) -> Result<Claim<'a>, SignatureError> {
        let header = request.single("authorization")?;
        let authorization = match (presigned, header) {
            (Some(_), Some(_)) => return Err(Incomplete::Both.into()),
            (Some(presigned), None) => presigned.authorization()?,
            (None, Some(header)) => {
                Authorization::parse(header).map_err(Incomplete::Authorization)?
            }
            (None, None) => return Err(SignatureError::Missing),
        };
        let signed_headers = signed_headers(&request, authorization.signed_headers)?;
        check_covered(&request, &signed_headers)?;
        let (date, life) = match presigned {
            Some(presigned) => {
                let date = date::SigningDate::parse(&presigned.date);
                let date = date.ok_or(Incomplete::Parameter("X-Amz-Date"))?;
                (date, presigned.life)
            }
            None => (date_of(&request, &signed_headers)?, MAX_SKEW),
        };
        self.check_scope(&authorization, &[S3.to_owned()], &date)?;
        check_time(&date, life, now)?;
        let session_token = match presigned {
            Some(presigned) => presigned.session_token.as_deref(),
            None => request.single("x-amz-security-token")?,
        };
        if request.single(CONTENT_SHA256)?.is_none() && presigned.is_none() {
            return Err(Incomplete::Required(CONTENT_SHA256).into());
        }
        let form = match presigned {
            Some(_) => Form::Presigned,
            None => Form::S3,
        };
        Ok(Claim {
            request,
            authorization,
            signed_headers,
            date,
            session_token,
            form,
        })
    }
}

impl Claim<'_> {
    /// What verifies the signatures of the body's chunks, once the request is verified.
    pub fn chunk_signer(&self, credentials: &Credentials<'_>) -> ChunkSigner {
        let scope = self.scope();
        ChunkSigner {
            key: sign::key(credentials.secret, &scope),
            place: place(&scope, self.date.text()),
            previous: self.authorization.signature.to_owned(),
        }
    }
}

fn place(scope: &Scope<'_>, date: &str) -> String {
    format!("{date}\n{scope}")
}

/// Verifies the signatures of a body's chunks, each of which covers the one before.
pub struct ChunkSigner {
    key: hmac::Key,
    /// Date and scope.
    place: String,
    previous: String,
}

impl fmt::Debug for ChunkSigner {
    /// Without the key.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ChunkSigner")
            .finish_non_exhaustive()
    }
}

impl ChunkSigner {
    /// Verifies the signature of the next chunk, whose SHA-256 is given in hexadecimal digits.
    pub fn verify_chunk(&mut self, hash: &str, signature: &str) -> bool {
        let rest = format!("{}\n{hash}", sign::hash(b""));
        self.verify("PAYLOAD", &rest, signature)
    }

    /// Verifies the signature of the trailing headers, `name:value` and a line feed each.
    pub fn verify_trailer(&mut self, trailer: &str, signature: &str) -> bool {
        self.verify("TRAILER", &sign::hash(trailer.as_bytes()), signature)
    }

    fn verify(&mut self, of: &str, rest: &str, signature: &str) -> bool {
        let Self {
            key,
            place,
            previous,
        } = &self;
        let signed = format!("{ALGORITHM}-{of}\n{place}\n{previous}\n{rest}");
        let expected = sign::sign(key, &signed);
        let is_it = bool::from(expected.as_bytes().ct_eq(signature.as_bytes()));
        self.previous = expected;
        is_it
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of AWS's page "Transferring payload in multiple chunks".
    const DATE: &str = "20130524T000000Z";
    const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";
    const KEY: &str = "AKIAIOSFODNN7EXAMPLE";

    fn now() -> i64 {
        date::SigningDate::parse(DATE).expect("a date").seconds
    }

    fn verifier() -> Verifier {
        Verifier::new(vec!["us-east-1".to_owned()], vec!["other".to_owned()])
    }

    fn credentials() -> Credentials<'static> {
        Credentials {
            secret: SECRET,
            session_token: None,
        }
    }

    #[test]
    fn the_published_example_of_a_chunked_upload_is_verified_chunk_by_chunk() {
        let seed = "4f232c4386841ef735655705268965c44a0e4690baa4adea153f7db9fa80a0a9";
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential={KEY}/20130524/us-east-1/s3/aws4_request,SignedHeaders=\
             content-encoding;content-length;host;x-amz-content-sha256;x-amz-date;\
             x-amz-decoded-content-length;x-amz-storage-class,Signature={seed}"
        );
        let headers: [(&str, &[u8]); 8] = [
            ("Host", b"s3.amazonaws.com"),
            ("x-amz-date", DATE.as_bytes()),
            ("x-amz-storage-class", b"REDUCED_REDUNDANCY"),
            ("Authorization", authorization.as_bytes()),
            (
                "x-amz-content-sha256",
                b"STREAMING-AWS4-HMAC-SHA256-PAYLOAD",
            ),
            ("Content-Encoding", b"aws-chunked"),
            ("x-amz-decoded-content-length", b"66560"),
            ("Content-Length", b"66824"),
        ];
        let request = SignedRequest {
            method: "PUT",
            path: "/examplebucket/chunkObject.txt",
            query: "",
            headers: &headers,
            body: b"",
        };
        let claim = verifier().read_s3(request, None, now()).expect("a claim");
        claim.verify(Some(&credentials())).expect("verified");
        let mut signer = claim.chunk_signer(&credentials());
        for (length, signature) in [
            (
                65_536,
                "ad80c730a21e5b8d04586a2213dd63b9a0e99e0e2307b0ade35a65485a288648",
            ),
            (
                1_024,
                "0055627c9e194cb4542bae2aa5492e3c1575bbb81b612b7d234b86a503ef5497",
            ),
            (
                0,
                "b6c6ea8a5354eaf15b3cb7646744f4275b71ea724fed81ceb9323e279d449df9",
            ),
        ] {
            let hash = sign::hash(&vec![b'a'; length]);
            assert!(signer.verify_chunk(&hash, signature), "{length}");
        }
        let mut signer = claim.chunk_signer(&credentials());
        let hash = sign::hash(b"other");
        assert!(!signer.verify_chunk(&hash, seed));
    }

    /// The example of AWS's page "Authenticating requests: using query parameters", which is a GET.
    #[test]
    fn the_published_example_of_a_presigned_url_is_verified_until_it_expires() {
        let query = format!(
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential={KEY}%2F20130524%2Fus-east-1%2Fs3\
             %2Faws4_request&X-Amz-Date={DATE}&X-Amz-Expires=86400&X-Amz-SignedHeaders=host\
             &X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404"
        );
        let presigned = Presigned::read(&query).expect("complete");
        let presigned = presigned.expect("a signature");
        let headers: [(&str, &[u8]); 1] = [("host", b"examplebucket.s3.amazonaws.com")];
        let request = SignedRequest {
            method: "GET",
            path: "/test.txt",
            query: &query,
            headers: &headers,
            body: b"",
        };
        let read = |now| verifier().read_s3(request, Some(&presigned), now);
        let claim = read(now() + 86_400).expect("a claim");
        claim.verify(Some(&credentials())).expect("verified");
        let late = read(now() + 86_401);
        assert!(
            matches!(late, Err(SignatureError::Expired { .. })),
            "{late:?}"
        );
        let other = SignedRequest {
            path: "/other.txt",
            ..request
        };
        let claim = verifier().read_s3(other, Some(&presigned), now());
        let refused = claim.expect("a claim").verify(Some(&credentials()));
        assert!(matches!(refused, Err(SignatureError::Mismatch(_))));
    }

    #[test]
    fn a_query_that_is_signed_in_part_or_twice_is_refused() {
        assert_eq!(Presigned::read("uploads"), Ok(None));
        for wrong in [
            "X-Amz-Signature=1",
            "X-Amz-Algorithm=AWS4-HMAC-SHA256",
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=1&X-Amz-Signature=2",
            "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Signature=1&X-Amz-Credential=a\
             &X-Amz-SignedHeaders=host&X-Amz-Date=x&X-Amz-Expires=604801",
        ] {
            assert!(Presigned::read(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_signature_for_another_service_is_refused() {
        let authorization = format!(
            "AWS4-HMAC-SHA256 Credential={KEY}/20130524/us-east-1/other/aws4_request, \
             SignedHeaders=host;x-amz-content-sha256;x-amz-date, Signature=00"
        );
        let headers: [(&str, &[u8]); 4] = [
            ("host", b"localhost"),
            ("x-amz-date", DATE.as_bytes()),
            ("x-amz-content-sha256", b"UNSIGNED-PAYLOAD"),
            ("authorization", authorization.as_bytes()),
        ];
        let request = SignedRequest {
            method: "PUT",
            path: "/b/k",
            query: "",
            headers: &headers,
            body: b"",
        };
        let refused = verifier().read_s3(request, None, now());
        assert!(matches!(refused, Err(SignatureError::WrongScope(_))));
    }
}
