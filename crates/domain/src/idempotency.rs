//! Client tokens: the same request with the same token takes effect once.
//!
//! The pipeline of a call handles tokens for every operation whose model has one (`service.rs`);
//! operations do not. A token belongs to an account, a catalog and an operation, and is stored with
//! a hash of the parsed request and its result, in the transaction of the request itself. Parsing
//! drops key order, white space, nulls and unknown members, so they make no difference.

use cosell_api::Operation;
use cosell_store::Tx;
use cosell_store::table::token::{self, Key, StoredUse};
use sha2::{Digest, Sha256};

use crate::Context;
use crate::error::{Error, unreadable};
use crate::rule::rules;

rules! {
    /// The same token with another request.
    pub(crate) TOKEN_REUSED = "client-token.one-request", Documented,
        "A client token that was used for one request is refused for a different request.";
}

/// The client token of a request, with the hash of the request.
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
            request_hash: hash(&O::write_input(input).map_err(|error| unreadable(&error))?),
        })
    }

    /// The stored result of an earlier request with this token, if there was one. A different
    /// request with the same token is a conflict.
    pub(crate) async fn find(&self, cx: &Context, tx: &mut Tx) -> Result<Option<String>, Error> {
        match token::find(tx, self.key(cx), since(cx)).await? {
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

    /// Stores the result of the request.
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
        token::store(tx, self.key(cx), &stored, (cx.millis(), since(cx))).await?;
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

/// When the tokens were used that count.
fn since(cx: &Context) -> i64 {
    let retention = i64::try_from(cx.settings.token_retention.as_millis()).unwrap_or(i64::MAX);
    cx.millis().saturating_sub(retention)
}

/// The hash of a parsed request: members in the order of the model, absent ones as nulls.
fn hash(input: &str) -> String {
    let digest = Sha256::digest(input);
    base64::Engine::encode(&base64::engine::general_purpose::STANDARD_NO_PAD, digest)
}
