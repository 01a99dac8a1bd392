//! Who is signed in to the console.
//!
//! Where administration requires a token, the console asks for it once and gives the browser a
//! session. The cookie has a random id; the server keeps only its hash, with the hash of the token.
//! A session ends with its life, with a sign-out, or when the operator replaces the token. There
//! are at most [`MAX_SESSIONS`]; another one ends the oldest.
//!
//! Every form has a token derived from the session's id by a key of this process, so that a page of
//! another site, which can send a form but cannot read one, changes nothing.

use std::collections::VecDeque;
use std::fmt;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use cosell_world::machine;
use ring::hmac;

use crate::access::{self, AdminTokens};

/// The name of the cookie.
const COOKIE: &str = "cosell_console";

/// Where the browser sends the cookie.
const PATH: &str = "/console";

/// How long a session lives.
const LIFE: Duration = Duration::from_hours(8);

/// How many sessions there are at most.
const MAX_SESSIONS: usize = 64;

/// What a form's token is derived from where nobody signs in.
const NOBODY: &str = "open";

/// The sessions, and the key of the tokens of forms.
pub(crate) struct Sessions {
    key: hmac::Key,
    /// The oldest first.
    open: Mutex<VecDeque<Session>>,
}

struct Session {
    /// The hash of its id.
    id: [u8; 32],
    /// The hash of the admin token.
    token: [u8; 32],
    ends: Instant,
}

impl Default for Sessions {
    fn default() -> Self {
        Self {
            key: hmac::Key::new(hmac::HMAC_SHA256, &machine::bytes::<32>()),
            open: Mutex::default(),
        }
    }
}

impl fmt::Debug for Sessions {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let open = self.open().len();
        formatter
            .debug_struct("Sessions")
            .field("open", &open)
            .finish_non_exhaustive()
    }
}

impl Sessions {
    fn open(&self) -> MutexGuard<'_, VecDeque<Session>> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Begins a session with an admin token, if it is one, and returns its id.
    pub(super) fn begin(&self, tokens: &AdminTokens, token: &[u8]) -> Option<String> {
        let token = access::hash(token);
        tokens.name_of(&token)?;
        let id = hexadecimal(&machine::bytes::<32>());
        let mut open = self.open();
        while open.len() >= MAX_SESSIONS {
            open.pop_front();
        }
        open.push_back(Session {
            id: access::hash(id.as_bytes()),
            token,
            ends: machine::instant() + LIFE,
        });
        Some(id)
    }

    /// The name of the administrator whose session has this id.
    pub(super) fn find(&self, tokens: &AdminTokens, id: &str) -> Option<String> {
        let (id, now) = (access::hash(id.as_bytes()), machine::instant());
        let mut open = self.open();
        open.retain(|session| session.ends > now && tokens.name_of(&session.token).is_some());
        // Hashes of random ids: how long a comparison takes tells nothing of an id.
        let found = open.iter().find(|session| session.id == id)?;
        tokens.name_of(&found.token)
    }

    /// Ends the session with this id.
    pub(super) fn end(&self, id: &str) {
        let id = access::hash(id.as_bytes());
        self.open().retain(|session| session.id != id);
    }

    /// The token of the forms of a session.
    pub(super) fn form_token(&self, session: Option<&str>) -> String {
        let tag = hmac::sign(&self.key, session.unwrap_or(NOBODY).as_bytes());
        hexadecimal(tag.as_ref())
    }

    /// Whether a form has the token of its session.
    pub(super) fn is_form_token(&self, session: Option<&str>, sent: &str) -> bool {
        let tag = bytes(sent);
        let session = session.unwrap_or(NOBODY).as_bytes();
        tag.is_some_and(|tag| hmac::verify(&self.key, session, &tag).is_ok())
    }
}

/// The id of the session in a `Cookie` header.
pub(super) fn id_of(cookies: &str) -> Option<&str> {
    let mut pairs = cookies
        .split(';')
        .filter_map(|pair| pair.trim().split_once('='));
    pairs.find(|(name, _)| *name == COOKIE).map(|(_, id)| id)
}

/// The cookie of a session; of none, it takes the cookie away.
pub(super) fn cookie(id: Option<&str>, secure: bool) -> String {
    let (id, life) = id.map_or(("", 0), |id| (id, LIFE.as_secs()));
    let secure = if secure { "; Secure" } else { "" };
    format!("{COOKIE}={id}; Path={PATH}; Max-Age={life}; HttpOnly; SameSite=Strict{secure}")
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes
        .iter()
        .fold(String::new(), |text, byte| format!("{text}{byte:02x}"))
}

fn bytes(text: &str) -> Option<Vec<u8>> {
    let pairs = text.as_bytes().chunks(2);
    let pairs = pairs.map(|pair| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok());
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOKEN: &str = "correct-horse-battery";

    #[test]
    fn a_session_ends_with_a_sign_out_and_with_its_token() {
        let (sessions, tokens) = (Sessions::default(), AdminTokens::default());
        tokens.add(TOKEN).expect("a token");
        assert_eq!(sessions.begin(&tokens, b"another-long-token"), None);
        let begin = || {
            sessions
                .begin(&tokens, TOKEN.as_bytes())
                .expect("a session")
        };
        let (first, second) = (begin(), begin());
        assert!(sessions.find(&tokens, &first).is_some());
        assert_eq!(sessions.find(&tokens, "another"), None);
        sessions.end(&first);
        assert_eq!(sessions.find(&tokens, &first), None);
        assert!(sessions.find(&tokens, &second).is_some());
        tokens.replace(&AdminTokens::default());
        assert_eq!(sessions.find(&tokens, &second), None);
    }

    #[test]
    fn the_oldest_of_too_many_sessions_ends() {
        let (sessions, tokens) = (Sessions::default(), AdminTokens::default());
        tokens.add(TOKEN).expect("a token");
        let begin = |_| {
            sessions
                .begin(&tokens, TOKEN.as_bytes())
                .expect("a session")
        };
        let ids: Vec<String> = (0..=MAX_SESSIONS).map(begin).collect();
        assert_eq!(sessions.find(&tokens, &ids[0]), None);
        assert!(
            ids[1..]
                .iter()
                .all(|id| sessions.find(&tokens, id).is_some())
        );
    }

    #[test]
    fn a_form_has_the_token_of_its_own_session() {
        let sessions = Sessions::default();
        let token = sessions.form_token(Some("a"));
        assert!(sessions.is_form_token(Some("a"), &token));
        for (session, sent) in [
            (Some("b"), &*token),
            (None, &token),
            (Some("a"), ""),
            (Some("a"), "é"),
        ] {
            assert!(!sessions.is_form_token(session, sent), "{session:?} {sent}");
        }
        assert!(!Sessions::default().is_form_token(Some("a"), &token));
    }

    #[test]
    fn a_cookie_is_for_the_console_alone() {
        let set = cookie(Some("x"), true);
        for part in ["HttpOnly", "SameSite=Strict", "Secure", "Path=/console"] {
            assert!(set.contains(part), "{set}");
        }
        assert!(!cookie(Some("x"), false).contains("Secure"));
        assert_eq!(id_of("a=b; cosell_console=x;c=d"), Some("x"));
        assert_eq!(id_of("xcosell_console=x"), None);
    }
}
