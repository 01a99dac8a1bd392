//! Whose word counts: whether callers of operations are proven, and who may administer.
//!
//! Administration has tokens of its own, which no key of an account replaces. Only their SHA-256
//! hashes are kept. A token that is sent is hashed too, and compared with every one of them in
//! constant time, so that an answer's time tells nothing of how much of it was right.

use std::sync::{Arc, PoisonError, RwLock, RwLockReadGuard};

use hyper::StatusCode;
use hyper::header::HeaderValue;
use serde_json::json;
use sha2::{Digest as _, Sha256};
use subtle::{Choice, ConstantTimeEq as _};

use crate::head::{Head, Header};
use crate::host;
use crate::refusal::Refusal;

/// Characters of a token at least. Nothing but its length slows down somebody who guesses.
const SHORTEST: usize = 16;

/// Bytes of a token's hash that name it in logs: enough to tell tokens apart.
const NAMING: usize = 4;

/// Whether callers are proven.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// An access key names its account and proves nothing, so only this machine may call.
    #[default]
    Open,
    /// Every call of an operation is signed with a key that the server knows.
    Strict,
}

/// The tokens of administrators, shared by cloning; any of them will do, so that one can be
/// replaced without a gap.
#[derive(Clone, Debug, Default)]
pub struct AdminTokens(Arc<RwLock<Vec<[u8; 32]>>>);

/// Why a text is no token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an admin token is at least {SHORTEST} characters of ASCII without spaces")]
pub struct TokenError;

impl AdminTokens {
    /// Adds a token.
    pub fn add(&self, token: &str) -> Result<(), TokenError> {
        if token.len() < SHORTEST || !token.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(TokenError);
        }
        let mut tokens = self.0.write().unwrap_or_else(PoisonError::into_inner);
        tokens.push(Sha256::digest(token).into());
        Ok(())
    }

    /// Takes other tokens in place of these, everywhere.
    pub fn replace(&self, others: &Self) {
        let others = others.tokens().clone();
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = others;
    }

    fn tokens(&self) -> RwLockReadGuard<'_, Vec<[u8; 32]>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.tokens().is_empty()
    }

    /// How the log calls this token, if it is one of these.
    fn name(&self, token: &[u8]) -> Option<String> {
        let sent: [u8; 32] = Sha256::digest(token).into();
        let known = self.tokens().iter().fold(Choice::from(0), |known, hash| {
            known | hash.as_slice().ct_eq(sent.as_slice())
        });
        bool::from(known).then(|| {
            let name = sent.iter().take(NAMING);
            name.fold("token:".to_owned(), |name, byte| {
                format!("{name}{byte:02x}")
            })
        })
    }
}

/// Lets a request to a page pass, and says who administers: `open`, or the name of a token.
///
/// A page that `is_open` is shown to strangers too.
pub(crate) fn administrator(
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
    let sent = head.get(Header::Authorization).map(HeaderValue::as_bytes);
    let token = sent.and_then(bearer);
    match token.and_then(|token| tokens.name(token)) {
        None if !is_open => Err(unauthorized(token.is_some())),
        name => Ok(name),
    }
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
        "This admin token is not known."
    } else {
        "Administration asks for a token: send the header Authorization: Bearer TOKEN."
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
    fn a_token_is_long_and_can_be_sent_in_a_header() {
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
    fn only_the_whole_token_is_known_and_its_name_does_not_hold_it() {
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
