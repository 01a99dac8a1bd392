//! Names for what differs from server to server: ids, account numbers and generated texts.
//!
//! An id that one side answers where the other side answers another id of the same form gets a
//! name, and stands for the other from then on: in messages, in ARNs, and in every later answer.
//! Each id has one counterpart, so an answer about another record is a difference. A pairing that
//! was only tried, to see which elements of two lists belong together, is taken back.

use std::sync::LazyLock;

use regex::Regex;

/// Ids as they stand in answers, account numbers, and instants. An instant has no counterpart: two
/// are the same if they have the same form.
static FORMS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(concat!(
        r"(?P<instant>\b\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?P<zone>Z|[+-]\d\d:\d\d))",
        r"|(?P<id>\b(?:(?P<kind>eng-grp|engi|eng|job|oit|task|ctx|cust-acc|bulkjob)",
        r"-[0-9a-z]{13,14}",
        r"|O\d{1,19}|S-\d{1,19}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b)",
        r"|(?P<account>\b\d{12}\b)",
    ))
    .ok()
});

/// The end of a recorded text that stands for one which is not known, and so is the same as any.
pub(crate) const REMOVED: &str = " [removed]";

/// What two texts are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Likeness {
    Same,
    /// An id that has another counterpart.
    OtherId,
    /// An instant or an id where the other text has one of another form. Of ids it is said once;
    /// they stand for each other all the same.
    OtherForm,
    Other,
}

/// The ids that stand for each other, in the order in which they were seen.
#[derive(Debug, Default)]
pub(super) struct Names {
    pairs: Vec<(String, String)>,
    /// Texts that were made for the requests of each side.
    made: Vec<(String, String)>,
}

/// How far the pairing was; see [`Names::take_back`].
#[derive(Clone, Copy, Debug)]
pub(super) struct Mark(usize);

impl Names {
    /// Two texts that were made for the same place in the requests.
    pub(super) fn made(&mut self, left: String, right: String) {
        self.made.push((left, right));
    }

    pub(super) fn mark(&self) -> Mark {
        Mark(self.pairs.len())
    }

    /// Forgets the pairs since the mark.
    pub(super) fn take_back(&mut self, mark: Mark) {
        self.pairs.truncate(mark.0);
    }

    /// Compares two texts, and keeps which ids stand for each other if they are the same.
    pub(super) fn compare(&mut self, left: &str, right: &str) -> Likeness {
        if left.ends_with(REMOVED) || right.ends_with(REMOVED) {
            return Likeness::Same;
        }
        let (mut left, mut right) = (left.to_owned(), right.to_owned());
        for (position, (one, other)) in self.made.iter().enumerate() {
            // No text of JSON that a server sends has this character in it.
            let name = format!("\u{0}{position}\u{0}");
            left = left.replace(one, &name);
            right = right.replace(other, &name);
        }
        let (ours, theirs) = (parts(&left), parts(&right));
        if ours.len() != theirs.len() {
            return Likeness::Other;
        }
        let mark = self.mark();
        let mut form = Likeness::Same;
        for (one, other) in ours.iter().zip(&theirs) {
            match self.part(one, other) {
                Likeness::Same => {}
                Likeness::OtherForm => form = Likeness::OtherForm,
                likeness => {
                    self.take_back(mark);
                    return likeness;
                }
            }
        }
        form
    }

    fn part(&mut self, left: &Part<'_>, right: &Part<'_>) -> Likeness {
        match (left, right) {
            (Part::Plain(one), Part::Plain(other)) if one == other => Likeness::Same,
            (Part::Instant(one, _), Part::Instant(other, _)) if one == other => Likeness::Same,
            (Part::Instant(..), Part::Instant(..)) => Likeness::OtherForm,
            // The number of an account may also be one that the requests of both sides have.
            (Part::Account(one), Part::Account(other)) if one == other => Likeness::Same,
            (Part::Account(one), Part::Account(other)) => self.pair(one, other, Likeness::Same),
            (Part::Id(kind, one), Part::Id(other_kind, other)) if kind == other_kind => {
                self.pair(one, other, Likeness::Same)
            }
            (Part::Id(_, one), Part::Id(_, other)) => self.pair(one, other, Likeness::OtherForm),
            _ => Likeness::Other,
        }
    }

    /// Two ids that stand for each other; `new` if that was not known.
    fn pair(&mut self, left: &str, right: &str, new: Likeness) -> Likeness {
        let known = |(one, other): &&(String, String)| one == left || other == right;
        match self.pairs.iter().find(known) {
            Some((one, other)) if one == left && other == right => Likeness::Same,
            Some(_) => Likeness::OtherId,
            None => {
                self.pairs.push((left.to_owned(), right.to_owned()));
                new
            }
        }
    }
}

/// A piece of a text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Part<'a> {
    Plain(&'a str),
    /// How the zone is written, and the instant.
    Instant(bool, &'a str),
    /// Its form and the id.
    Id(&'a str, &'a str),
    Account(&'a str),
}

/// A text as its ids and what stands between them.
pub(crate) fn parts(text: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut at = 0;
    let found = FORMS.iter().flat_map(|forms| forms.captures_iter(text));
    for capture in found {
        let Some(whole) = capture.get(0) else {
            continue;
        };
        parts.push(Part::Plain(&text[at..whole.start()]));
        at = whole.end();
        parts.push(if capture.name("instant").is_some() {
            Part::Instant(
                capture
                    .name("zone")
                    .is_some_and(|zone| zone.as_str() == "Z"),
                whole.as_str(),
            )
        } else if capture.name("account").is_some() {
            Part::Account(whole.as_str())
        } else {
            let kind = capture.name("kind").map(|kind| kind.as_str());
            let first = whole.as_str().get(..1).unwrap_or_default();
            let first = if first == "O" || first == "S" {
                first
            } else {
                ""
            };
            Part::Id(kind.unwrap_or(first), whole.as_str())
        });
    }
    parts.push(Part::Plain(&text[at..]));
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_at_the_same_place_stand_for_each_other_afterwards() {
        let mut names = Names::default();
        assert_eq!(names.compare("O1234567", "O7654321"), Likeness::Same);
        let arn = |account, id| {
            format!("arn:aws:partnercentral:us-east-1:{account}:catalog/Sandbox/opportunity/{id}")
        };
        let (left, right) = (
            arn("111111111111", "O1234567"),
            arn("123456789012", "O7654321"),
        );
        assert_eq!(names.compare(&left, &right), Likeness::Same);
        let said = |id| format!("{id} does not exist");
        assert_eq!(
            names.compare(&said("O1234567"), &said("O7654321")),
            Likeness::Same
        );
        assert_eq!(
            names.compare(&said("O1234567"), &said("O7654322")),
            Likeness::OtherId
        );
        assert_eq!(names.compare("O1234567", "O1234567"), Likeness::OtherId);
        let (one, other) = ("oit-0123456789abc", "task-0123456789abc");
        assert_eq!(names.compare(one, other), Likeness::OtherForm);
        assert_eq!(names.compare(one, other), Likeness::Same);
    }

    #[test]
    fn instants_are_compared_by_their_form() {
        let mut names = Names::default();
        let mut compare = |one, other| names.compare(one, other);
        let instant = "2026-11-28T21:40:49Z";
        assert_eq!(compare(instant, "2025-01-01T00:00:00.123Z"), Likeness::Same);
        let offset = "2026-11-28T21:40:49+00:00";
        assert_eq!(compare(instant, offset), Likeness::OtherForm);
        assert_eq!(compare("2026-11-28", "2026-11-29"), Likeness::Other);
    }

    #[test]
    fn a_pair_that_was_tried_is_taken_back() {
        let mut names = Names::default();
        let mark = names.mark();
        assert_eq!(names.compare("O1", "O2"), Likeness::Same);
        names.take_back(mark);
        assert_eq!(names.compare("O1", "O3"), Likeness::Same);
        assert_eq!(names.compare("O2 and O4", "O2 or O4"), Likeness::Other);
        assert_eq!(names.compare("O2", "O5"), Likeness::Same);
    }

    #[test]
    fn a_text_that_was_made_for_each_side_is_the_same() {
        let mut names = Names::default();
        names.made("deal-a1".to_owned(), "deal-b2".to_owned());
        assert_eq!(names.compare("of deal-a1", "of deal-b2"), Likeness::Same);
        assert_eq!(names.compare("of deal-a1", "of deal-a1"), Likeness::Other);
    }
}
