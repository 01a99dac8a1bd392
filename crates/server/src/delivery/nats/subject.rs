//! The subject that an event is published to: a fixed text, or one with the event's account,
//! catalog and resource in it.

use std::fmt;
use std::str::FromStr;

use cosell_domain::outbox::Outgoing;

type Property = fn(&Outgoing) -> &str;

/// What stands for a property of the event, and the property.
const PLACES: [(&str, Property); 3] = [
    ("{account}", |event| &event.account),
    ("{catalog}", |event| &event.catalog),
    ("{resource}", |event| &event.resource),
];

/// A subject of NATS, such as `cosell.{catalog}.{account}.{resource}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject(String);

/// A text is no subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "not a subject of NATS; it has words separated by dots, no blanks and no wildcards, and may \
     contain {{account}}, {{catalog}} and {{resource}}, such as \
     cosell.{{catalog}}.{{account}}.{{resource}}"
)]
pub struct SubjectError;

impl Subject {
    /// The subject of an event.
    pub(super) fn of(&self, event: &Outgoing) -> String {
        let mut subject = self.0.clone();
        for (place, property) in PLACES {
            subject = subject.replace(place, property(event));
        }
        subject
    }
}

impl Default for Subject {
    /// One for each resource.
    fn default() -> Self {
        Self("cosell.{catalog}.{account}.{resource}".to_owned())
    }
}

impl FromStr for Subject {
    type Err = SubjectError;

    fn from_str(text: &str) -> Result<Self, SubjectError> {
        let mut plain = text.to_owned();
        for (place, _) in PLACES {
            plain = plain.replace(place, "x");
        }
        let is_word = |word: &str| {
            let plain = |letter: char| letter.is_ascii_graphic() && !"*>{}".contains(letter);
            !word.is_empty() && word.chars().all(plain)
        };
        // The server's own subjects begin with a dollar sign.
        if plain.starts_with('$') || !plain.split('.').all(is_word) {
            return Err(SubjectError);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_subject_may_have_the_properties_of_the_event_in_it() {
        let event = Outgoing {
            position: 1,
            sequence: 1,
            account: "111111111111".to_owned(),
            resource: "O1234567".to_owned(),
            catalog: "Sandbox".to_owned(),
            stored_at: 0,
            id: "1".to_owned(),
            envelope: None,
            origin: None,
            attempts: 0,
            traceparent: None,
        };
        for (text, subject) in [
            ("events", "events"),
            ("crm.{account}.in", "crm.111111111111.in"),
            ("{catalog}-{resource}", "Sandbox-O1234567"),
        ] {
            let parsed: Subject = text.parse().expect(text);
            assert_eq!(parsed.of(&event), subject);
        }
        let each = Subject::default();
        assert_eq!(each.of(&event), "cosell.Sandbox.111111111111.O1234567");
        assert_eq!(each.to_string().parse(), Ok(each));
    }

    #[test]
    fn a_text_that_is_no_subject_is_refused() {
        for text in [
            "", "a..b", "a.*", "a.>", "a b", "a.", "$JS.API", "a.{id}", "a\r\nPUB",
        ] {
            assert_eq!(text.parse::<Subject>(), Err(SubjectError), "{text:?}");
        }
    }
}
