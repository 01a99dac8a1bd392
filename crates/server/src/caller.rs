//! Who calls: named by its access key (mode `open`), or proven by its signature (mode `strict`).
//!
//! A signature is judged by true time, whatever the service's clock shows. What a caller that is
//! refused learns is what AWS's services tell: a key that nobody has, or that is disabled, reads
//! the same.

use bytes::Bytes;
use cosell_api::{ProtocolError, ProtocolErrorKind};
use cosell_auth::sigv4::{Claim, Credentials, Incomplete, SignatureError, SignedRequest, Verifier};
use cosell_auth::{AccessKeys, Authorization, is_token};
use cosell_domain::identity::{Known, Proven, Source};
use cosell_domain::{Caller, Service};

use crate::access::Mode;
use crate::head::{Head, Header};
use crate::peer::Peer;
use crate::refusal::Refusal;

/// How callers are told apart.
#[derive(Debug)]
pub enum Callers {
    /// By the access key that they name; nobody proves anything.
    Open(AccessKeys),
    /// By their signatures.
    Strict(Verifier),
}

impl Callers {
    /// Whether callers prove who they are.
    pub fn mode(&self) -> Mode {
        match self {
            Self::Open(_) => Mode::Open,
            Self::Strict(_) => Mode::Strict,
        }
    }
}

impl From<AccessKeys> for Callers {
    fn from(keys: AccessKeys) -> Self {
        Self::Open(keys)
    }
}

/// Finds out who calls.
pub(crate) async fn find(
    callers: &Callers,
    service: &Service,
    explain: bool,
    peer: Peer,
    head: &Head,
    body: &Bytes,
) -> Result<Caller, Refusal> {
    match callers {
        Callers::Open(keys) => Ok(named(keys, head)?),
        Callers::Strict(verifier) => prove(service, verifier, explain, peer, head, body).await,
    }
}

/// The account whose key the request names.
fn named(keys: &AccessKeys, head: &Head) -> Result<Caller, ProtocolError> {
    let header = head.get(Header::Authorization).ok_or_else(|| {
        let message = "The request is not signed: it has no Authorization header.";
        ProtocolError::new(ProtocolErrorKind::MissingAuthenticationToken, message)
    })?;
    let incomplete =
        |message: String| ProtocolError::new(ProtocolErrorKind::IncompleteSignature, message);
    let header = header
        .to_str()
        .map_err(|_| incomplete("Authorization holds characters beyond ASCII.".to_owned()))?;
    let authorization =
        Authorization::parse(header).map_err(|error| incomplete(error.to_string()))?;
    Ok(keys.account(authorization.access_key).into())
}

/// The owner of the key that signed the request.
async fn prove(
    service: &Service,
    verifier: &Verifier,
    explain: bool,
    peer: Peer,
    head: &Head,
    body: &Bytes,
) -> Result<Caller, Refusal> {
    let refused = |error| Refusal::from(refused(&error, explain));
    let headers = head.sent();
    let request = SignedRequest {
        method: head.method().as_str(),
        path: head.path(),
        query: head.query().unwrap_or_default(),
        headers: &headers,
        body,
    };
    let now = service.world().true_now();
    let claim = verifier
        .read(request, now.div_euclid(1000))
        .map_err(refused)?;
    check_covered(head, &claim).map_err(refused)?;
    let known = service.directory().find(claim.access_key()).await?;
    let credentials = known
        .as_deref()
        .and_then(|known| credentials(known, &claim));
    claim.verify(credentials.as_ref()).map_err(refused)?;
    let Some(known) = known else {
        return Err(refused(SignatureError::UnknownKey));
    };
    if known.expires_at.is_some_and(|end| end <= now) {
        let message = "The security token included in the request is expired.";
        return Err(ProtocolError::new(ProtocolErrorKind::ExpiredToken, message).into());
    }
    let source = Source {
        address: Some(peer.address),
        secure: peer.secure,
        user_agent: head.lossy(Header::UserAgent),
        referer: head.lossy(Header::Referer),
        region: claim.region().to_owned(),
        session_issued_at: known.session_issued_at,
    };
    let proven = Proven {
        name: known.name.clone(),
        grants: known.grants.clone(),
        source,
    };
    Ok(proven.into())
}

/// Refuses a header that decides something and is not under the signature. Those whose names begin
/// with `x-amz-` the verifier has refused.
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

/// What the signature has to be made with; nothing when the session token is not the key's.
fn credentials<'a>(known: &'a Known, claim: &Claim<'a>) -> Option<Credentials<'a>> {
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

/// The error on the wire. With `explain` it shows what was to be signed.
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
    let mut message = error.to_string();
    if let (true, SignatureError::Mismatch(mismatch)) = (explain, error) {
        message = format!(
            "{message}\n\nThe Canonical String for this request should have been\n'{}'\n\nThe \
             String-to-Sign should have been\n'{}'\n",
            mismatch.canonical_request, mismatch.string_to_sign
        );
    }
    ProtocolError::new(kind, message)
}
