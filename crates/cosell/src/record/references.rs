//! What stands in a recorded call for a text that an earlier call answered.
//!
//! An id, an ARN, an instant or a token of a page that a request has from an earlier answer is
//! written as a reference to that answer, so that a replay takes it from its own. Of an id the
//! first answer counts, which made it; of an instant or a token the last.

use std::collections::HashMap;

use cosell_api::DateTime;
use serde_json::Value;

use crate::compare::names::{Part, parts};
use crate::compare::path::Path;

/// How many texts are known at most; what comes later is not referred to.
const MOST: usize = 200_000;

/// The longest text that is kept, in bytes: that of a token of a page.
const LONGEST: usize = 4096;

#[derive(Debug, Default)]
pub(super) struct References {
    known: HashMap<String, String>,
    tokens: HashMap<String, usize>,
}

impl References {
    /// Remembers what the call of this name answered.
    pub(super) fn learn(&mut self, call: &str, answer: &Value) {
        self.walk(call, &Path::default(), answer);
    }

    fn walk(&mut self, call: &str, at: &Path, value: &Value) {
        match value {
            Value::Object(members) => {
                for (name, value) in members {
                    // A name with these characters cannot be written in a reference.
                    if !name.contains(['.', '[', ']', '{', '}']) {
                        self.walk(call, &at.member(name), value);
                    }
                }
            }
            Value::Array(list) => {
                for (index, value) in list.iter().enumerate() {
                    self.walk(call, &at.element(index), value);
                }
            }
            Value::String(text) if text.len() <= LONGEST && self.known.len() < MOST => {
                let is_opaque = |name: &str| name.ends_with("Token") || name == "VersionId";
                let is_token = at.last().is_some_and(is_opaque);
                let reference = || format!("${{{call}.{at}}}");
                if is_token || is_instant(text) {
                    self.known.insert(canonical(text), reference());
                } else if is_id(text) || text.starts_with("arn:") {
                    self.known.entry(text.clone()).or_insert_with(reference);
                }
            }
            _ => {}
        }
    }

    /// The reference to this text, if an earlier call answered it.
    pub(super) fn of(&self, text: &str) -> Option<&str> {
        self.known.get(&canonical(text)).map(String::as_str)
    }

    /// What stands for a client token: the same for the same token.
    pub(super) fn token(&mut self, token: &str) -> String {
        let next = self.tokens.len() + 1;
        let number = if self.tokens.len() < MOST {
            *self.tokens.entry(token.to_owned()).or_insert(next)
        } else {
            self.tokens.get(token).copied().unwrap_or(next)
        };
        format!("${{token:{number}}}")
    }
}

/// An instant in one form, because SDKs write it otherwise than they read it; any other text as it
/// is.
fn canonical(text: &str) -> String {
    let instant = Some(text).filter(|text| is_instant(text));
    let instant = instant.and_then(|text| text.parse::<DateTime>().ok());
    instant.map_or_else(|| text.to_owned(), |instant| instant.to_string())
}

/// Whether a text is one id and nothing else.
pub(super) fn is_id(text: &str) -> bool {
    matches!(
        parts(text)[..],
        [Part::Plain(""), Part::Id(..), Part::Plain("")]
    )
}

/// Whether a text is one instant and nothing else.
pub(super) fn is_instant(text: &str) -> bool {
    matches!(
        parts(text)[..],
        [Part::Plain(""), Part::Instant(..), Part::Plain("")]
    )
}

/// A text that is not a reference, as a scenario has it.
pub(super) fn escaped(text: &str) -> String {
    text.replace("${", "$${")
}
