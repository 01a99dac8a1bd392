//! Wildcards: `*` matches any run of characters, an empty one too, and `?` matches any one
//! character.
//!
//! A pattern is split at its stars into chunks. The first chunk must begin the text, the last must
//! end it, and those between are each searched once, leftmost first, after the one before: an
//! earlier match never prevents a later chunk from matching, so there is no backtracking. A chunk
//! without `?` is found in linear time; one with `?` is tried at every position, so a text of `n`
//! bytes costs at most `n` comparisons of a chunk, however many stars the pattern has.

use memchr::memmem::{self, Finder};

/// The pairs of adjacent bytes in a text, each hashed to one of 256 bits.
///
/// A pattern cannot match a text that lacks a pair of the pattern. Most statements name resources
/// by their ids, and this rules out nearly all that name other resources, without a search.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Pairs([u64; 4]);

impl Pairs {
    pub(super) fn of(text: &str) -> Self {
        let mut pairs = Self::default();
        pairs.add(text);
        pairs
    }

    fn add(&mut self, text: &str) {
        for pair in text.as_bytes().windows(2) {
            let mixed = pair.iter().fold(0_u8, |mixed, byte| {
                mixed.wrapping_mul(37).wrapping_add(*byte)
            });
            self.0[usize::from(mixed >> 6)] |= 1 << (mixed & 63);
        }
    }

    /// Whether all of the other pairs are among these.
    pub(super) fn contains_all(&self, others: &Self) -> bool {
        let mut both = self.0.iter().zip(&others.0);
        both.all(|(own, others)| own & others == *others)
    }

    /// The pairs that are in both.
    pub(super) fn shared(mut self, others: Self) -> Self {
        for (own, others) in self.0.iter_mut().zip(others.0) {
            *own &= others;
        }
        self
    }
}

/// A prepared pattern.
#[derive(Clone, Debug)]
pub(super) struct Pattern {
    /// The start of the text; the whole text when there is no star.
    first: Chunk,
    /// The chunks between stars.
    middle: Vec<Sought>,
    /// The end of the text, when there is a star.
    last: Option<Chunk>,
    /// The pairs that every matching text has.
    pairs: Pairs,
}

/// A piece of a pattern, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    Text(String),
    /// `?`
    One,
    /// `*`
    Any,
}

/// Whether an action of a document, which may hold wildcards, matches this action, in any case.
pub fn matches_action(pattern: &str, action: &str) -> bool {
    Pattern::wild(&pattern.to_ascii_lowercase()).matches(&action.to_ascii_lowercase())
}

impl Pattern {
    /// Prepares a pattern whose special characters are already parsed.
    pub(super) fn new(pieces: impl IntoIterator<Item = Piece>) -> Self {
        let mut chunks = Vec::new();
        let mut chunk = Chunk::default();
        let mut pairs = Pairs::default();
        for piece in pieces {
            match piece {
                Piece::Any => chunks.push(std::mem::take(&mut chunk)),
                Piece::One => chunk.0.push(Part::One),
                Piece::Text(text) if text.is_empty() => {}
                Piece::Text(text) => {
                    pairs.add(&text);
                    chunk.0.push(Part::Text(text.into()));
                }
            }
        }
        let mut chunks = chunks.into_iter();
        match chunks.next() {
            None => Self {
                first: chunk,
                middle: Vec::new(),
                last: None,
                pairs,
            },
            Some(first) => Self {
                first,
                middle: chunks
                    .filter(|chunk| !chunk.0.is_empty())
                    .map(Sought::new)
                    .collect(),
                last: Some(chunk),
                pairs,
            },
        }
    }

    /// Prepares text in which every `*` and `?` is a wildcard.
    pub(super) fn wild(text: &str) -> Self {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(['*', '?']) {
            let (before, rest_of_text) = rest.split_at(at);
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            let star = rest_of_text.starts_with('*');
            pieces.push(if star { Piece::Any } else { Piece::One });
            rest = rest_of_text.get(1..).unwrap_or_default();
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Self::new(pieces)
    }

    /// The pairs that every matching text has.
    pub(super) fn pairs(&self) -> Pairs {
        self.pairs
    }

    /// Whether the pattern matches the whole text.
    pub(super) fn matches(&self, text: &str) -> bool {
        let Some(rest) = self.first.strip_from_start(text) else {
            return false;
        };
        let Some(last) = &self.last else {
            return rest.is_empty();
        };
        let Some(mut rest) = last.strip_from_end(rest) else {
            return false;
        };
        for sought in &self.middle {
            match sought.strip_through_first(rest) {
                Some(rest_of_text) => rest = rest_of_text,
                None => return false,
            }
        }
        true
    }
}

/// The part of a pattern between two stars.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Chunk(Vec<Part>);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Part {
    Text(Box<str>),
    One,
}

impl Chunk {
    /// The text after this chunk at the start of the text.
    fn strip_from_start<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.0.iter().try_fold(text, |rest, part| match part {
            Part::Text(part) => rest.strip_prefix(&**part),
            Part::One => {
                let mut characters = rest.chars();
                characters.next()?;
                Some(characters.as_str())
            }
        })
    }

    /// What follows the first place in the text where this is.
    fn strip_through_first<'a>(&self, text: &'a str) -> Option<&'a str> {
        if let [Part::Text(part)] = self.0.as_slice() {
            let at = memmem::find(text.as_bytes(), part.as_bytes())?;
            return text.get(at + part.len()..);
        }
        text.char_indices()
            .filter_map(|(at, _)| text.get(at..))
            .find_map(|rest| self.strip_from_start(rest))
    }

    /// The text before this chunk at the end of the text.
    fn strip_from_end<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.0.iter().rev().try_fold(text, |rest, part| match part {
            Part::Text(part) => rest.strip_suffix(&**part),
            Part::One => {
                let mut characters = rest.chars();
                characters.next_back()?;
                Some(characters.as_str())
            }
        })
    }
}

/// The length in bytes from which a search is prepared. A prepared search takes 288 bytes, which a
/// policy of stars and single letters must not have thousands of.
const PREPARED: usize = 8;

/// A chunk that may match at any position.
#[derive(Clone, Debug)]
enum Sought {
    /// Text without `?`. Preparing its search takes longer than one search of an ARN.
    Text(Box<Finder<'static>>),
    Chunk(Chunk),
}

impl Sought {
    fn new(chunk: Chunk) -> Self {
        match chunk.0.as_slice() {
            [Part::Text(text)] if text.len() >= PREPARED => {
                Self::Text(Box::new(Finder::new(text.as_bytes()).into_owned()))
            }
            _ => Self::Chunk(chunk),
        }
    }

    /// What follows the first place in the text where this is.
    fn strip_through_first<'a>(&self, text: &'a str) -> Option<&'a str> {
        match self {
            Self::Text(finder) => {
                let at = finder.find(text.as_bytes())?;
                text.get(at + finder.needle().len()..)
            }
            Self::Chunk(chunk) => chunk.strip_through_first(text),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use cosell_world::machine;
    use proptest::prelude::*;

    use super::*;

    /// The definition of wildcards, exponential and obviously correct.
    fn naive(pattern: &[char], text: &[char]) -> bool {
        match pattern.split_first() {
            None => text.is_empty(),
            Some(('*', rest)) => (0..=text.len()).any(|skipped| naive(rest, &text[skipped..])),
            Some(('?', rest)) => !text.is_empty() && naive(rest, &text[1..]),
            Some((one, rest)) => text.first() == Some(one) && naive(rest, &text[1..]),
        }
    }

    proptest! {
        #[test]
        fn wildcards_match_what_their_definition_matches(
            pattern in "[ab*?é]{0,8}",
            text in "[abé]{0,8}",
            long in "[ab]{8,10}",
        ) {
            // Long enough for a prepared search, in the text or not.
            let (pattern, text) = match long.len() {
                8 => (pattern, text),
                9 => (format!("*{long}*{pattern}"), format!("{text}{long}{text}")),
                _ => (format!("{pattern}*{long}*"), format!("{long}{text}")),
            };
            let characters = |text: &str| text.chars().collect::<Vec<_>>();
            let expected = naive(&characters(&pattern), &characters(&text));
            let pattern = Pattern::wild(&pattern);
            prop_assert_eq!(pattern.matches(&text), expected);
            prop_assert!(Pairs::of(&text).contains_all(&pattern.pairs()) || !expected);
        }
    }

    #[test]
    fn a_pattern_of_another_id_is_ruled_out_by_its_pairs() {
        let text = Pairs::of("catalog/AWS/opportunity/O7654321");
        let [fits, other] = ["O76?43*", "O1234567"]
            .map(|id| Pattern::wild(&format!("catalog/*/opportunity/{id}")).pairs());
        assert!(text.contains_all(&fits) && !text.contains_all(&other));
        assert!(text.contains_all(&fits.shared(other)));
        assert!(Pairs::of("").contains_all(&Pattern::wild("*").pairs()));
    }

    /// Patterns that cost other matchers hours: thousands of stars, and runs that almost match.
    #[test]
    fn a_hostile_pattern_costs_no_more_than_a_friendly_one() {
        let text = "a".repeat(2_000);
        let started = machine::instant();
        for pattern in [
            "*".repeat(10_000),
            "*a".repeat(5_000),
            "*?".repeat(5_000),
            format!("{}b", "*a".repeat(1_000)),
            format!("*{}b*", "a?".repeat(500)),
            format!("*{}b*", "?".repeat(1_000)),
        ] {
            Pattern::wild(&pattern).matches(&text);
        }
        assert!(machine::elapsed(started) < Duration::from_mins(5));
    }
}
