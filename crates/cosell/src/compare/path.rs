//! The place of a member in an answer, as `Tasks[0].Id`.

use std::fmt;

use serde::{Deserialize, Deserializer, de};
use serde_json::Value;

/// One step into a document.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Step {
    Member(String),
    Element(usize),
    /// Any element of a list, written `[]`; only rules have it.
    Any,
}

/// A place, from the top of a document. The empty place is the whole of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Path(Vec<Step>);

impl Path {
    /// Reads `Tasks[0].Id`, or with `any` also `Tasks[].Id`.
    pub(crate) fn parse(text: &str, any: bool) -> Option<Self> {
        let mut steps = Vec::new();
        for part in text.split('.') {
            let (name, rest) = part.split_at(part.find('[').unwrap_or(part.len()));
            if name.is_empty() {
                return None;
            }
            steps.push(Step::Member(name.to_owned()));
            let mut rest = rest;
            while let Some(inner) = rest.strip_prefix('[') {
                let (index, after) = inner.split_once(']')?;
                steps.push(match index {
                    "" if any => Step::Any,
                    index => Step::Element(index.parse().ok()?),
                });
                rest = after;
            }
            if !rest.is_empty() {
                return None;
            }
        }
        Some(Self(steps))
    }

    /// The member of the object at this place.
    pub(crate) fn member(&self, name: &str) -> Self {
        self.with(Step::Member(name.to_owned()))
    }

    /// The element of the list at this place.
    pub(crate) fn element(&self, index: usize) -> Self {
        self.with(Step::Element(index))
    }

    fn with(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    /// What stands at this place, if anything does.
    pub(crate) fn find<'a>(&self, document: &'a Value) -> Option<&'a Value> {
        self.0.iter().try_fold(document, |at, step| match step {
            Step::Member(name) => at.get(name),
            Step::Element(index) => at.get(index),
            Step::Any => None,
        })
    }

    /// Whether this place is the other one or holds it. `[]` stands for every element.
    pub(crate) fn covers(&self, other: &Self) -> bool {
        let same = |(one, other): (&Step, &Step)| match (one, other) {
            (Step::Any, Step::Element(_)) => true,
            (one, other) => one == other,
        };
        self.0.len() <= other.0.len() && self.0.iter().zip(&other.0).all(same)
    }

    /// The name of the last member.
    pub(crate) fn last(&self) -> Option<&str> {
        match self.0.last() {
            Some(Step::Member(name)) => Some(name),
            _ => None,
        }
    }

    /// Whether this is a member of the document itself.
    pub(crate) fn is_top(&self) -> bool {
        self.0.len() == 1
    }
}

impl fmt::Display for Path {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Member(name) if position == 0 => formatter.write_str(name)?,
                Step::Member(name) => write!(formatter, ".{name}")?,
                Step::Element(index) => write!(formatter, "[{index}]")?,
                Step::Any => formatter.write_str("[]")?,
            }
        }
        Ok(())
    }
}

/// Stands for the whole answer, with its status.
const EVERYTHING: &str = "*";

/// A place in a file, in which `[]` stands for every element, and `*` for everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pattern(pub(super) Path);

impl fmt::Display for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 == Path::default() {
            return formatter.write_str(EVERYTHING);
        }
        self.0.fmt(formatter)
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text == EVERYTHING {
            return Ok(Self(Path::default()));
        }
        let path = Path::parse(&text, true);
        path.map(Self)
            .ok_or_else(|| de::Error::custom(wrong(&text)))
    }
}

impl<'de> Deserialize<'de> for Path {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text, false).ok_or_else(|| de::Error::custom(wrong(&text)))
    }
}

fn wrong(text: &str) -> String {
    format!("`{text}` names no member; write one such as Tasks[0].Id")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_place_is_read_shown_and_found() {
        let document = json!({ "Tasks": [{ "Id": "task-1" }, { "Id": "task-2" }] });
        let path = Path::parse("Tasks[1].Id", false).expect("a place");
        assert_eq!(path.to_string(), "Tasks[1].Id");
        assert_eq!(path.find(&document), Some(&json!("task-2")));
        for wrong in ["", ".", "a..b", "[0]", "a[x]", "a[0", "a[0]b", "a[]"] {
            assert_eq!(Path::parse(wrong, false), None, "{wrong}");
        }
    }

    #[test]
    fn a_place_of_a_rule_covers_every_element_and_what_is_below() {
        let covers = |rule, place| {
            let rule = Path::parse(rule, true).expect("a rule's place");
            rule.covers(&Path::parse(place, false).expect("a place"))
        };
        assert!(covers("Tasks[].Id", "Tasks[7].Id"));
        assert!(covers("Tasks", "Tasks[7].Id"));
        assert!(!covers("Tasks[].Id", "Tasks[7].Arn"));
        assert!(!covers("Tasks[].Id", "Tasks"));
        let everything: Pattern = serde_json::from_value(json!("*")).expect("a place");
        let place = Path::parse("Tasks[7].Id", false).expect("a place");
        assert!(everything.0.covers(&place));
        assert_eq!(everything.to_string(), "*");
    }
}
