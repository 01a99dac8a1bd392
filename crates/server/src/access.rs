//! Access: whether callers of operations are authenticated, and who may administer.
//!
//! Administration has its own bearer tokens; an account's access key does not replace them. Only
//! their SHA-256 hashes are kept. A token that is sent is hashed too, and compared with each of
//! them in constant time, so that the response time reveals nothing about a partial match.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use hyper::StatusCode;
use hyper::header::HeaderValue;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConstantTimeEq as _};

use crate::head::{Head, Header};
use crate::host;
use crate::refusal::Refusal;

/// Minimum length of a token in characters. Only its length protects it from being guessed.
const MIN_LENGTH: usize = 16;

/// Bytes of a token's hash that name it in logs: enough to distinguish tokens.
const NAME_BYTES: usize = 4;

/// Whether callers are authenticated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// The access key id is trusted and names the account; signatures are not verified, so only
    /// this machine may call.
    #[default]
    Open,
    /// Every call of an operation must be signed with a key that the server knows.
    Strict,
}

impl fmt::Display for Mode {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Open => "open",
            Self::Strict => "strict",
        })
    }
}

/// The tokens of administrators, shared by cloning. Any of them is accepted, so that one can be
/// rotated without downtime.
#[derive(Clone, Debug, Default)]
pub struct AdminTokens(Arc<RwLock<Vec<[u8; 32]>>>);

/// Why a text is not a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an admin token must have at least {MIN_LENGTH} printable ASCII characters and no spaces")]
pub struct TokenError;

impl AdminTokens {
    /// Adds a token.
    pub fn add(&self, token: &str) -> Result<(), TokenError> {
        if token.len() < MIN_LENGTH || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TokenError);
        }
        let mut tokens = self.0.write().unwrap_or_else(PoisonError::into_inner);
        tokens.push(Sha256::digest(token).into());
        Ok(())
    }

    /// Replaces these tokens by others, in all clones.
    pub fn replace(&self, others: &Self) {
        let others = others.tokens().clone();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = others;
    }

    fn tokens(&self) -> RwLockReadGuard<'_, Vec<[u8; 32]>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether there are no tokens.
    pub fn is_empty(&self) -> bool {
        self.tokens().is_empty()
    }

    /// The name of this token in the log, if it is one of these.
    fn name(&self, token: &[u8]) -> Option<String> {
        self.name_of(&hash(token))
    }

    /// The name of the token with this hash, if it is one of these.
    pub(crate) fn name_of(&self, sent: &[u8; 32]) -> Option<String> {
        let known = self.tokens().iter().fold(Choice::from(0), |known, hash| {
            known | hash.as_slice().ct_eq(sent.as_slice())
        });
        bool::from(known).then(|| {
            let name = sent.iter().take(NAME_BYTES);
            name.fold("token:".to_owned(), |name, byte| {
                format!("{name}{byte:02x}")
            })
        })
    }
}

/// The hash of a token.
pub(crate) fn hash(token: &[u8]) -> [u8; 32] {
    Sha256::digest(token).into()
}

/// Authorizes a request to a page, and returns who administers: `open`, or the name of a token.
///
/// A page that `is_open` is also shown to callers without a token; they get `None`.
pub(crate) fn authorize(
    mode: Mode,
    tokens: &AdminTokens,
    head: &Head,
    is_open: bool,
) -> Result<Option<String>, Refusal> {
    if mode == Mode::Strict {
        host::check_origin(head)?;
    }
    if mode == Mode::Open && tokens.is_empty() {
        return Ok(Some("open".to_owned()));
    }
    let token = bearer_of(head);
    match token.and_then(|token| tokens.name(token)) {
        None if !is_open => Err(unauthorized(token.is_some())),
        name => Ok(name),
    }
}

/// Authorizes an agent to call pages, and returns who administers. An agent that signs its messages
/// has its token in a header of its own, because `Authorization` has the signature.
pub(crate) fn authorize_agent(
    mode: Mode,
    tokens: &AdminTokens,
    head: &Head,
) -> Result<String, Refusal> {
    if mode == Mode::Open && tokens.is_empty() {
        return Ok("open".to_owned());
    }
    let header = head.get(Header::AdminToken).map(HeaderValue::as_bytes);
    let token = header.or_else(|| bearer_of(head));
    token
        .and_then(|token| tokens.name(token))
        .ok_or_else(|| unauthorized(token.is_some()))
}

/// The token in the `Authorization` header.
fn bearer_of(head: &Head) -> Option<&[u8]> {
    let sent = head.get(Header::Authorization).map(HeaderValue::as_bytes);
    sent.and_then(bearer)
}

/// The token of an `Authorization` header.
fn bearer(header: &[u8]) -> Option<&[u8]> {
    let (scheme, token) = header.split_at_checked("Bearer ".len())?;
    scheme
        .eq_ignore_ascii_case(b"Bearer ")
        .then(|| token.trim_ascii())
}

fn unauthorized(sent: bool) -> Refusal {
    let message = if sent {
        "The admin token is invalid."
    } else {
        "An admin token is required: send the header Authorization: Bearer TOKEN."
    };
    Refusal {
        challenge: true,
        ..Refusal::plain(
            StatusCode::UNAUTHORIZED,
            "Unauthorized",
            json!({ "error": "Unauthorized", "message": message }),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "correct-horse-battery";

    #[test]
    fn a_token_must_be_long_and_fit_into_a_header() {
        let tokens = AdminTokens::default();
        for text in [
            "",
            "short",
            "fifteen-letters",
            "with a space in it",
            "sixteen-letters\u{e9}",
        ] {
            assert_eq!(tokens.add(text), Err(TokenError), "{text}");
        }
        assert!(tokens.is_empty());
        assert_eq!(tokens.add(TOKEN), Ok(()));
    }

    #[test]
    fn only_the_whole_token_is_accepted_and_its_name_does_not_contain_it() {
        let tokens = AdminTokens::default();
        for token in [TOKEN, "another-token-of-it"] {
            tokens.add(token).expect("a token");
        }
        let name = tokens.name(TOKEN.as_bytes()).expect("known");
        assert!(name.starts_with("token:") && name.len() == 14, "{name}");
        assert_ne!(Some(name), tokens.name(b"another-token-of-it"));
        for wrong in ["", "correct-horse-batter", "correct-horse-battery!"] {
            assert_eq!(tokens.name(wrong.as_bytes()), None, "{wrong}");
        }
        assert_eq!(format!("{tokens:?}").find("horse"), None);
    }

    #[test]
    fn a_scheme_is_read_in_any_case() {
        for header in ["Bearer x", "bearer x", "BEARER  x "] {
            assert_eq!(bearer(header.as_bytes()), Some(b"x".as_slice()), "{header}");
        }
        for header in ["", "Bearer", "Basic x", "Bearerx y"] {
            assert_eq!(bearer(header.as_bytes()), None, "{header}");
        }
    }
}
