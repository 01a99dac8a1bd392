//! Client tokens: the same request with the same token happens once.
//!
//! The way of a call does it for every operation whose model has a token (`service.rs`); operations
//! know nothing of it. A token belongs to an account, a catalog and an operation, and is stored
//! with a hash of the parsed request and its result, in the transaction that does what was asked.
//! Key order, white space, nulls and unknown members are gone once a request is parsed, so they
//! make no difference.

use cosell_api::Operation;
use cosell_store::Tx;
use cosell_store::table::token::{self, Key, StoredUse};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::Context;
use crate::error::{Error, write_document};
use crate::rule::rules;

rules! {
    /// The same token with another request.
    pub(crate) TOKEN_REUSED = "client-token.one-request", Documented,
        "A client token that was used for one request is refused for another one.";
}

/// The client token of a request, with the hash of what was asked.
#[derive(Debug)]
pub(crate) struct Token {
    operation: &'static str,
    /// As the caller chose it.
    text: String,
    request_hash: String,
}

impl Token {
    /// The token of a request.
    pub(crate) fn new<O: Operation>(token: String, input: &O::Input) -> Result<Self, Error> {
        Ok(Self {
            operation: O::META.name,
            text: token,
            request_hash: hash(input)?,
        })
    }

    /// What the request with this token came to, if there was one: the result that was remembered.
    /// Another request with the same token is a conflict.
    pub(crate) async fn find(&self, cx: &Context, tx: &mut Tx) -> Result<Option<String>, Error> {
        let retention = i64::try_from(cx.settings.token_retention.as_millis()).unwrap_or(i64::MAX);
        let since = cx.millis().saturating_sub(retention);
        match token::find(tx, self.key(cx), since).await? {
            None => Ok(None),
            Some(known) if known.request_hash == self.request_hash => Ok(Some(known.result)),
            Some(_) => Err(Error::ruled(
                &TOKEN_REUSED,
                cosell_api::Error::conflict(
                    "Conflicting client token submitted for a new request body.",
                ),
            )),
        }
    }

    /// Remembers what the request came to.
    pub(crate) async fn store(
        &self,
        cx: &Context,
        tx: &mut Tx,
        result: String,
    ) -> Result<(), Error> {
        let stored = StoredUse {
            request_hash: self.request_hash.clone(),
            result,
        };
        token::store(tx, self.key(cx), &stored, cx.millis()).await?;
        Ok(())
    }

    fn key<'a>(&'a self, cx: &'a Context) -> Key<'a> {
        Key {
            account: &cx.account,
            catalog: cx.catalog_name(),
            operation: self.operation,
            token: &self.text,
        }
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
