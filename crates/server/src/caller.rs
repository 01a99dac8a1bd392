//! Authentication of callers: by the access key id alone (mode `open`), or by the signature (mode
//! `strict`).
//!
//! A signature is verified against true time, whatever the service clock shows. A refused caller
//! learns no more than from AWS's services: an unknown and a disabled key give the same error.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;
use cosell_api::{ProtocolError, ProtocolErrorKind};
use cosell_auth::sigv4::{Claim, Credentials, Incomplete, SignatureError, Verifier};
use cosell_auth::{AccessKeys, Authorization, is_token};
use cosell_domain::identity::{Authenticated, KnownKey, Source};
use cosell_domain::{Caller, Service};

use crate::access::Mode;
use crate::head::{Head, Header};
use crate::peer::Peer;
use crate::refusal::Refusal;

/// The service that clients of STS sign for.
pub(crate) const STS: &str = "sts";

/// The fault point of a request whose operation is known.
pub(crate) const RECEIVED: [&str; 2] = ["request", "received"];

/// How often a request is attempted when the caller's identity changes meanwhile.
pub(crate) const MAX_ATTEMPTS: usize = 8;

/// When a caller may retry whose request could not be attempted.
const RETRY_AFTER: Duration = Duration::from_secs(1);

/// The caller's identity changed during every attempt.
pub(crate) fn unsteady() -> Refusal {
    let message = "Accounts or policies changed during every attempt. Try again later.";
    cosell_api::Error::throttling(message, Some(RETRY_AFTER)).into()
}

/// How callers are authenticated.
#[derive(Debug)]
pub enum Callers {
    /// The access key id is trusted; signatures are not verified.
    Open(TrustedKeys),
    /// Signatures are verified.
    Strict(Verifier),
}

impl Callers {
    /// Callers of mode `open`, whose clients should sign for this region.
    pub fn open(keys: AccessKeys, region: Option<String>) -> Self {
        Self::Open(TrustedKeys {
            keys,
            region,
            unknown_keys: Noted::default(),
            other_regions: Noted::default(),
        })
    }

    /// The account of a caller without an access key of its own; none where callers are
    /// authenticated.
    pub(crate) fn first_account(&self) -> Option<Arc<str>> {
        match self {
            Self::Open(trusted) => Some(trusted.keys.account("")),
            Self::Strict(_) => None,
        }
    }

    /// Whether callers are authenticated.
    pub fn mode(&self) -> Mode {
        match self {
            Self::Open(_) => Mode::Open,
            Self::Strict(_) => Mode::Strict,
        }
    }
}

impl From<AccessKeys> for Callers {
    fn from(keys: AccessKeys) -> Self {
        Self::open(keys, None)
    }
}

/// Callers of mode `open`. The log warns once of each key and region that mode `strict` refuses, so
/// that a client with a wrong configuration is found before it calls the live service.
#[derive(Debug)]
pub struct TrustedKeys {
    keys: AccessKeys,
    /// The region that clients should sign for, if that matters.
    region: Option<String>,
    unknown_keys: Noted,
    other_regions: Noted,
}

/// How many texts of a kind are warned about. A client with random keys cannot fill log or memory.
const MOST_NOTED: usize = 32;

/// The longest text that is kept.
const LONGEST_NOTED: usize = 128;

/// Texts that the log has warned about.
#[derive(Debug, Default)]
struct Noted(Mutex<BTreeSet<String>>);

impl Noted {
    /// Whether the log is to warn about a text.
    fn is_new(&self, text: &str) -> bool {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        text.len() <= LONGEST_NOTED
            && !noted.contains(text)
            && noted.len() < MOST_NOTED
            && noted.insert(text.to_owned())
    }
}

impl TrustedKeys {
    pub(crate) fn account(&self, authorization: &Authorization<'_>) -> Arc<str> {
        let key = authorization.bare_key();
        let account = self.keys.account(key);
        if !self.keys.is_known(key) && self.unknown_keys.is_new(key) {
            tracing::warn!(
                access_key = key,
                %account,
                "unknown access key acts as the first account; --auth strict refuses it"
            );
        }
        let region = self.region.as_deref();
        let is_other = region.is_some_and(|region| region != authorization.region);
        if is_other && self.other_regions.is_new(authorization.region) {
            tracing::warn!(
                region = authorization.region,
                expected = region,
                "request signed for another region; --auth strict refuses it"
            );
        }
        account
    }
}

/// Authenticates the caller of a request.
pub(crate) async fn authenticate(
    callers: &Callers,
    service: &Service,
    explain: bool,
    peer: Peer,
    head: &Head,
    body: &Bytes,
) -> Result<Caller, Refusal> {
    match callers {
        Callers::Open(keys) => Ok(trust(keys, head)?),
        Callers::Strict(verifier) => verify(service, verifier, explain, peer, head, body).await,
    }
}

/// Authenticates the caller of a request to STS.
pub(crate) async fn authenticate_for_sts(
    callers: &Callers,
    service: &Service,
    explain: bool,
    peer: Peer,
    head: &Head,
    body: &Bytes,
) -> Result<Caller, Refusal> {
    match callers {
        Callers::Open(keys) => Ok(trust(keys, head)?),
        Callers::Strict(verifier) => {
            let verifier = verifier.of_global_service(STS);
            verify(service, &verifier, explain, peer, head, body).await
        }
    }
}

/// The account whose access key id the request names.
fn trust(keys: &TrustedKeys, head: &Head) -> Result<Caller, ProtocolError> {
    if !head.has(Header::Authorization) {
        let message = "The request is not signed: it has no Authorization header.";
        let kind = ProtocolErrorKind::MissingAuthenticationToken;
        return Err(ProtocolError::new(kind, message));
    }
    let incomplete =
        |message: String| ProtocolError::new(ProtocolErrorKind::IncompleteSignature, message);
    let header = head.text(Header::Authorization).ok_or_else(|| {
        incomplete("The Authorization header contains characters beyond ASCII.".to_owned())
    })?;
    let authorization =
        Authorization::parse(header).map_err(|error| incomplete(error.to_string()))?;
    Ok(keys.account(&authorization).into())
}

/// The owner of the key that signed the request.
async fn verify(
    service: &Service,
    verifier: &Verifier,
    explain: bool,
    peer: Peer,
    head: &Head,
    body: &Bytes,
) -> Result<Caller, Refusal> {
    let refused = |error| Refusal::from(refused(&error, explain));
    let headers = head.sent();
    let request = head.signed(&headers, body);
    let now = service.world().true_now();
    let claim = verifier
        .read(request, now.div_euclid(1000))
        .map_err(refused)?;
    check_covered(head, &claim).map_err(refused)?;
    match prove(service, peer, head, &claim).await {
        Ok(proven) => Ok(proven.caller),
        Err(Unproven::Signature(error)) => Err(refused(error)),
        Err(Unproven::Expired) => {
            Err(ProtocolError::new(ProtocolErrorKind::ExpiredToken, EXPIRED).into())
        }
        Err(Unproven::Failed(refusal)) => Err(*refusal),
    }
}

/// The message of an expired session token.
pub(crate) const EXPIRED: &str = "The security token included in the request is expired.";

/// A caller whose signature is verified.
pub(crate) struct Proven {
    pub(crate) caller: Caller,
    known: Arc<KnownKey>,
}

impl Proven {
    /// The credentials that made the signature.
    pub(crate) fn credentials<'a>(&'a self, claim: &Claim<'a>) -> Option<Credentials<'a>> {
        credentials(&self.known, claim)
    }
}

/// Why a claim is not proven.
pub(crate) enum Unproven {
    Signature(SignatureError),
    /// The session token has expired.
    Expired,
    /// The store failed.
    Failed(Box<Refusal>),
}

/// Verifies that the owner of a key signed the request.
pub(crate) async fn prove(
    service: &Service,
    peer: Peer,
    head: &Head,
    claim: &Claim<'_>,
) -> Result<Proven, Unproven> {
    let found = service.directory().find(claim.access_key()).await;
    let known = found.map_err(|error| Unproven::Failed(Box::new(Refusal::from(error))))?;
    let credentials = known.as_deref().and_then(|known| credentials(known, claim));
    claim
        .verify(credentials.as_ref())
        .map_err(Unproven::Signature)?;
    let Some(known) = known else {
        return Err(Unproven::Signature(SignatureError::UnknownKey));
    };
    let now = service.world().true_now();
    if known.expires_at.is_some_and(|end| end <= now) {
        return Err(Unproven::Expired);
    }
    let source = Source {
        address: Some(peer.address),
        secure: peer.secure,
        user_agent: head.lossy(Header::UserAgent),
        referer: head.lossy(Header::Referer),
        region: claim.region().to_owned(),
        session_issued_at: known.session_issued_at,
    };
    let authenticated = Authenticated {
        name: known.name.clone(),
        grants: known.grants.clone(),
        source,
    };
    Ok(Proven {
        caller: authenticated.into(),
        known,
    })
}

/// Refuses an unsigned header that decides how the request is handled. The verifier has already
/// refused unsigned headers whose names begin with `x-amz-`.
fn check_covered(head: &Head, claim: &Claim<'_>) -> Result<(), SignatureError> {
    let decisive = Header::ALL.into_iter().filter(|header| header.decides());
    for header in decisive.filter(|header| head.has(*header)) {
        let name = header.name();
        if !claim.covers(name.as_str()) {
            return Err(Incomplete::Unsigned(name.as_str().to_owned()).into());
        }
    }
    Ok(())
}

/// The credentials to verify the signature with; `None` when the session token is not the key's.
fn credentials<'a>(known: &'a KnownKey, claim: &Claim<'a>) -> Option<Credentials<'a>> {
    let sent = claim.session_token();
    let session_token = match &known.token_hash {
        None => None,
        Some(hash) if is_token(sent.unwrap_or_default(), hash) => sent,
        Some(_) => return None,
    };
    Some(Credentials {
        secret: &known.secret,
        session_token,
    })
}

/// The error in the response.
fn refused(error: &SignatureError, explain: bool) -> ProtocolError {
    let kind = match error {
        SignatureError::Missing => ProtocolErrorKind::MissingAuthenticationToken,
        SignatureError::Incomplete(_) => ProtocolErrorKind::IncompleteSignature,
        SignatureError::UnknownKey => ProtocolErrorKind::UnrecognizedClient,
        SignatureError::Mismatch(_)
        | SignatureError::Expired { .. }
        | SignatureError::NotYetCurrent { .. }
        | SignatureError::WrongScope(_) => ProtocolErrorKind::InvalidSignature,
    };
    ProtocolError::new(kind, explained(error, explain))
}

/// The message of an error. With `explain` it shows the string that should have been signed.
pub(crate) fn explained(error: &SignatureError, explain: bool) -> String {
    let mut message = error.to_string();
    if let (true, SignatureError::Mismatch(mismatch)) = (explain, error) {
        message = format!(
            "{message}\n\nThe Canonical String for this request should have been\n'{}'\n\nThe \
             String-to-Sign should have been\n'{}'\n",
            mismatch.canonical_request, mismatch.string_to_sign
        );
    }
    message
}
