//! Client tokens: the same request with the same token happens once.
//!
//! A token belongs to an account, a catalog and an operation, and is stored with a hash of the
//! parsed request, in the transaction that does what was asked. Key order, white space, nulls and
//! unknown members are gone once a request is parsed, so they make no difference.

use cosell_api::Operation;
use cosell_store::Tx;
use cosell_store::table::token::{self, Key, Remembered};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::{Digest, Sha256};

use crate::Context;
use crate::error::{Error, read_document, write_document};
use crate::rule::rules;

rules! {
    /// The same token with another request.
    pub(crate) TOKEN_REUSED = "client-token.one-request", Documented,
        "A client token that was used for one request is refused for another one.";
}

/// What a token says about a request.
#[derive(Debug)]
pub(crate) enum Begun<T> {
    /// It was answered before; this is the answer.
    Replay(T),
    /// It is new; finish it with the answer.
    New(Pending),
}

/// A new token, to be remembered with its answer.
#[derive(Debug)]
#[must_use = "a token that is not finished is forgotten"]
pub(crate) struct Pending {
    operation: &'static str,
    token: String,
    request_hash: String,
}

/// Looks a token up.
pub(crate) async fn begin<O: Operation, T: DeserializeOwned>(
    cx: &Context,
    tx: &mut Tx,
    client_token: &str,
    input: &O::Input,
) -> Result<Begun<T>, Error> {
    let pending = Pending {
        operation: O::META.name,
        token: client_token.to_owned(),
        request_hash: hash(input)?,
    };
    let retention = i64::try_from(cx.settings.token_retention.as_millis()).unwrap_or(i64::MAX);
    let since = cx.millis().saturating_sub(retention);
    match token::find(tx, pending.key(cx), since).await? {
        None => Ok(Begun::New(pending)),
        Some(known) if known.request_hash == pending.request_hash => {
            Ok(Begun::Replay(read_document(&known.result)?))
        }
        Some(_) => Err(Error::ruled(
            &TOKEN_REUSED,
            cosell_api::Error::conflict(
                "Conflicting client token submitted for a new request body.",
            ),
        )),
    }
}

impl Pending {
    fn key<'a>(&'a self, cx: &'a Context) -> Key<'a> {
        Key {
            account: &cx.account,
            catalog: cx.catalog_name(),
            operation: self.operation,
            token: &self.token,
        }
    }

    /// Remembers the answer.
    pub(crate) async fn finish<T: Serialize>(
        self,
        cx: &Context,
        tx: &mut Tx,
        result: &T,
    ) -> Result<(), Error> {
        let remembered = Remembered {
            request_hash: self.request_hash.clone(),
            result: write_document(result)?,
        };
        token::remember(tx, self.key(cx), &remembered, cx.millis()).await?;
        Ok(())
    }
}

/// The hash of a parsed request: members in the order of the model, absent ones as nulls.
fn hash<T: Serialize>(input: &T) -> Result<String, Error> {
    let digest = Sha256::digest(write_document(input)?);
    Ok(base64::Engine::encode(
        &base64::engine::general_purpose::STANDARD_NO_PAD,
        digest,
    ))
}
