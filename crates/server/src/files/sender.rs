//! Who sends an upload: as for operations, by the access key alone in mode `open`, and by the
//! signature in mode `strict`.
//!
//! In mode `open` a request may be unsigned, as `curl -T` sends it. It then acts as the account
//! whose prefix it names, which any signed request could claim as well. In both modes an account
//! writes to its own prefix only.

use std::sync::Arc;

use cosell_auth::Authorization;
use cosell_auth::sigv4::{ChunkSigner, Claim, Presigned, Verifier};
use cosell_domain::Caller;
use cosell_domain::upload::{Act, Object, Permit};

use super::payload::{Payload, Streamed};
use super::refusal::{self, bad, denied};
use crate::caller::{self, Callers, EXPIRED, TrustedKeys, Unproven};
use crate::front::Front;
use crate::head::{Head, Header};
use crate::peer::Peer;
use crate::refusal::Refusal;

/// A request about a file, as far as its sender is authenticated again when identities change.
#[derive(Clone, Copy)]
pub(super) struct Request<'a> {
    pub(super) front: &'a Front,
    pub(super) peer: Peer,
    pub(super) head: &'a Head,
    pub(super) object: &'a Object,
    pub(super) act: Act,
}

/// An authenticated sender.
pub(super) struct Sender {
    /// What its policies decide about the request.
    pub(super) permit: Arc<Permit>,
    /// Verifies the chunks of the body, if they are signed.
    pub(super) signer: Option<ChunkSigner>,
}

impl Request<'_> {
    /// Authenticates the sender, and checks that the file is in its account's prefix.
    pub(super) async fn authenticate(self) -> Result<Sender, Refusal> {
        let Self {
            front,
            peer,
            head,
            object,
            act,
        } = self;
        let presigned = Presigned::read(head.query().unwrap_or_default());
        let presigned =
            presigned.map_err(|error| bad("AuthorizationQueryParametersError", &error.to_string()));
        let presigned = presigned?;
        let (caller, signer) = match &*front.callers {
            Callers::Open(keys) => (trust(keys, head, presigned.as_ref(), object)?, None),
            Callers::Strict(verifier) => {
                verify(front, verifier, peer, head, presigned.as_ref()).await?
            }
        };
        if **caller.account() != *object.account {
            return Err(denied(
                "Access Denied: an account writes only to the prefix of its own number.",
            ));
        }
        let permit = front.service.uploads().permit(&caller, act, object);
        Ok(Sender { permit, signer })
    }
}

fn trust(
    keys: &TrustedKeys,
    head: &Head,
    presigned: Option<&Presigned>,
    object: &Object,
) -> Result<Caller, Refusal> {
    let malformed = |message: &str| bad("AuthorizationHeaderMalformed", message);
    let authorization = match (presigned, head.get(Header::Authorization)) {
        (Some(presigned), _) => presigned
            .authorization()
            .map_err(|error| malformed(&error.to_string()))?,
        (None, None) => return Ok(Arc::<str>::from(&*object.account).into()),
        (None, Some(header)) => {
            let text = header.to_str().map_err(|_| {
                malformed("The Authorization header contains characters beyond ASCII.")
            })?;
            Authorization::parse(text).map_err(|error| malformed(&error.to_string()))?
        }
    };
    Ok(keys.account(&authorization).into())
}

async fn verify(
    front: &Front,
    verifier: &Verifier,
    peer: Peer,
    head: &Head,
    presigned: Option<&Presigned>,
) -> Result<(Caller, Option<ChunkSigner>), Refusal> {
    let service = &front.service;
    let headers = head.sent();
    let request = head.signed(&headers, &[]);
    let now = service.world().true_now().div_euclid(1000);
    let claim: Claim<'_> = verifier
        .read_s3(request, presigned, now)
        .map_err(|error| refusal::unproven(&error, &error.to_string()))?;
    let proven = caller::prove(service, peer, head, &claim).await;
    let proven = proven.map_err(|unproven| match unproven {
        Unproven::Signature(error) => {
            refusal::unproven(&error, &caller::explained(&error, front.explain))
        }
        Unproven::Expired => bad("ExpiredToken", EXPIRED),
        Unproven::Failed(refusal) => refusal::in_s3_words(*refusal),
    })?;
    let is_signed = matches!(
        Payload::read(head)?,
        Payload::Chunked(Streamed {
            is_signed: true,
            ..
        })
    );
    let credentials = proven.credentials(&claim).filter(|_| is_signed);
    let signer = credentials.map(|credentials| claim.chunk_signer(&credentials));
    Ok((proven.caller, signer))
}
