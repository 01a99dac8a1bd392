//! The references in the input of a call, and what stands in their places on each side.
//!
//! `${create.Id}` is a member of the answer to an earlier call, as it came; inside a longer text it
//! is its text. `${token}` is a text of its own for each call, run and side, `${token:deal}` one
//! for all calls that name it, and `${days:180}` the date so many days from now. `$${` is `${`.

use std::collections::BTreeMap;

use cosell_api::DateTime;
use serde_json::Value;

use super::path::Path;

const DAY: i64 = 86_400_000;

/// A piece of a text.
#[derive(Debug, PartialEq)]
pub(super) enum Piece {
    Text(String),
    Answer(String, Path),
    Token(Option<String>),
    Days(i64),
}

/// Reads the pieces of a text, or says which reference is wrong.
pub(super) fn pieces(text: &str) -> Result<Vec<Piece>, String> {
    let mut pieces = Vec::new();
    let mut plain = String::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let (before, from) = rest.split_at(start);
        if let Some(before) = before.strip_suffix('$') {
            plain.push_str(before);
            plain.push_str("${");
            rest = &from[2..];
            continue;
        }
        plain.push_str(before);
        let inner = &from[2..];
        let end = inner.find('}').ok_or_else(|| inner.to_owned())?;
        let (name, after) = (&inner[..end], &inner[end + 1..]);
        if !plain.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut plain)));
        }
        pieces.push(reference(name).ok_or_else(|| name.to_owned())?);
        rest = after;
    }
    plain.push_str(rest);
    if !plain.is_empty() || pieces.is_empty() {
        pieces.push(Piece::Text(plain));
    }
    Ok(pieces)
}

fn reference(name: &str) -> Option<Piece> {
    if name == "token" {
        return Some(Piece::Token(None));
    }
    if let Some(token) = name.strip_prefix("token:") {
        let fits = |character: char| character.is_ascii_alphanumeric() || character == '-';
        let fits = !token.is_empty() && token.len() <= 24 && token.chars().all(fits);
        return fits.then(|| Piece::Token(Some(token.to_owned())));
    }
    if let Some(days) = name.strip_prefix("days:") {
        // Some centuries at most, so that there is such a date.
        let days = days
            .parse()
            .ok()
            .filter(|days| (-36_500..=365_000).contains(days));
        return days.map(Piece::Days);
    }
    let (call, member) = name.split_once('.')?;
    Some(Piece::Answer(call.to_owned(), Path::parse(member, false)?))
}

/// Every text in a document, names of members apart.
pub(super) fn texts<'a>(document: &'a Value, each: &mut dyn FnMut(&'a str)) {
    match document {
        Value::String(text) => each(text),
        Value::Array(list) => list.iter().for_each(|value| texts(value, each)),
        Value::Object(members) => members.values().for_each(|value| texts(value, each)),
        _ => {}
    }
}

/// What the references of one side stand for.
#[derive(Debug)]
pub(super) struct Filler {
    /// What the tokens of this side have in them.
    word: String,
    /// Milliseconds since 1970.
    now: i64,
    answers: BTreeMap<String, Value>,
}

impl Filler {
    pub(super) fn new(word: String, now: i64) -> Self {
        Self {
            word,
            now,
            answers: BTreeMap::new(),
        }
    }

    /// Keeps the answer to a call.
    pub(super) fn keep(&mut self, call: &str, body: &Value) {
        self.answers.insert(call.to_owned(), body.clone());
    }

    /// The input of a call, or the reference that leads to nothing.
    pub(super) fn fill(&self, call: &str, input: &Value) -> Result<Value, String> {
        Ok(match input {
            Value::String(text) => self.text(call, text)?,
            Value::Array(list) => {
                let list: Result<Vec<_>, _> =
                    list.iter().map(|value| self.fill(call, value)).collect();
                list?.into()
            }
            Value::Object(members) => {
                let filled = members
                    .iter()
                    .map(|(name, value)| Ok((name.clone(), self.fill(call, value)?)));
                Value::Object(filled.collect::<Result<_, String>>()?)
            }
            other => other.clone(),
        })
    }

    fn text(&self, call: &str, text: &str) -> Result<Value, String> {
        let mut pieces = pieces(text)?;
        if let [Piece::Answer(of, member)] = &pieces[..] {
            return self.answer(of, member).cloned();
        }
        let mut filled = String::new();
        for piece in pieces.drain(..) {
            match piece {
                Piece::Text(text) => filled.push_str(&text),
                Piece::Answer(of, member) => match self.answer(&of, &member)? {
                    Value::String(text) => filled.push_str(text),
                    other => filled.push_str(&other.to_string()),
                },
                Piece::Token(name) => {
                    let name = name.as_deref().unwrap_or(call);
                    filled.push_str(&self.word);
                    filled.push('-');
                    filled.push_str(name);
                }
                Piece::Days(days) => {
                    let date = DateTime::from_millis(self.now + days * DAY).to_string();
                    filled.push_str(date.get(.."YYYY-MM-DD".len()).unwrap_or_default());
                }
            }
        }
        Ok(filled.into())
    }

    fn answer(&self, call: &str, member: &Path) -> Result<&Value, String> {
        let answer = self.answers.get(call).and_then(|body| member.find(body));
        answer
            .filter(|value| !value.is_null())
            .ok_or_else(|| format!("{call}.{member}"))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn references_are_filled_in() {
        let mut filler = Filler::new("w".to_owned(), 1_795_372_344_000);
        filler.keep("create", &json!({ "Id": "O1", "Count": 3 }));
        let input = json!({
            "id": "${create.Id}", "count": "${create.Count}", "said": "of ${create.Id}!",
            "token": ["${token}", "${token:deal}"], "date": "${days:1}", "plain": "$${x} $",
        });
        let found = filler.fill("next", &input);
        let expected = json!({
            "id": "O1", "count": 3, "said": "of O1!",
            "token": ["w-next", "w-deal"], "date": "2026-11-23", "plain": "${x} $",
        });
        assert_eq!(found, Ok(expected));
        let lost = filler.fill("next", &json!("${create.Arn}"));
        assert_eq!(lost, Err("create.Arn".to_owned()));
    }

    #[test]
    fn a_wrong_reference_is_named() {
        for wrong in ["create", "days:x", "token:", "create.", "days:999999999"] {
            assert_eq!(pieces(&format!("a ${{{wrong}}}")), Err(wrong.to_owned()));
        }
        assert_eq!(pieces("${open"), Err("open".to_owned()));
    }
}
