//! What stands for a text that may name somebody: the same for the same text, and of its kind, so
//! that the service treats it alike.

use std::collections::{BTreeMap, HashMap};

use cosell_api::Shape;
use cosell_api::shape::Kind;

use crate::compare::names::REMOVED;

/// What a text is about. Texts of one kind have stand-ins of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum About {
    Account,
    Amount,
    City,
    Company,
    Domain,
    Duns,
    Email,
    File,
    FileUri,
    FirstName,
    LastName,
    Phone,
    Postal,
    State,
    Street,
    Website,
    Other,
}

/// What the names of members are about: the first that the name contains counts.
const MEMBERS: &[(&str, About)] = &[
    ("Email", About::Email),
    ("FileName", About::File),
    ("FileURI", About::FileUri),
    ("FileUri", About::FileUri),
    ("Phone", About::Phone),
    ("FirstName", About::FirstName),
    ("LastName", About::LastName),
    ("CompanyName", About::Company),
    ("AccountName", About::Company),
    ("WebsiteUrl", About::Website),
    ("Website", About::Website),
    ("Domain", About::Domain),
    ("Duns", About::Duns),
    ("AwsAccount", About::Account),
    ("AccountId", About::Account),
    ("Amount", About::Amount),
    ("City", About::City),
    ("StreetAddress", About::Street),
    ("PostalCode", About::Postal),
    ("StateOrRegion", About::State),
];

fn is_zero(cents: &str) -> bool {
    cents.bytes().all(|digit| digit == b'0')
}

/// The first accounts of a cosell without a configuration file, so that a recording runs there.
const ACCOUNTS: [&str; 2] = ["111111111111", "222222222222"];

impl About {
    pub(super) fn of(member: &str) -> Self {
        let found = MEMBERS.iter().find(|(name, _)| member.contains(name));
        found.map_or(Self::Other, |(_, about)| *about)
    }

    /// The text as a key: the service writes an amount with other zeros than it was given.
    fn key(self, text: &str) -> String {
        match (self, text.split_once('.')) {
            (Self::Amount, Some((whole, cents))) if is_zero(cents) => whole.to_owned(),
            _ => text.to_owned(),
        }
    }

    /// A stand-in in the form of the text.
    fn formed(self, made: &str, text: &str) -> String {
        match (self, text.split_once('.')) {
            (Self::Amount, Some((_, cents))) => {
                let digit = if is_zero(cents) { "0" } else { "1" };
                format!("{made}.{}", digit.repeat(cents.len()))
            }
            _ => made.to_owned(),
        }
    }

    /// The stand-in of a number; `None` if the text itself must be masked.
    fn make(self, number: usize) -> Option<String> {
        Some(match self {
            Self::Account => match ACCOUNTS.get(number - 1) {
                Some(account) => (*account).to_owned(),
                None => format!("{:012}", 300_000_000_000 + number),
            },
            Self::Amount => format!("{number}000"),
            Self::City => format!("City {number}"),
            Self::Company => format!("Company {number}"),
            Self::Domain => format!("company-{number}.example.com"),
            Self::Duns => format!("{:09}", 100_000_000 + number),
            Self::Email => format!("person-{number}@example.com"),
            Self::File => format!("file-{number}.csv"),
            Self::FileUri => format!("https://files.example.com/file-{number}.csv"),
            Self::FirstName => format!("First{number}"),
            Self::LastName => format!("Last{number}"),
            Self::Phone => format!("+1206555{number:04}"),
            Self::Postal => return None,
            // The only one that is right in the country that has a list of them.
            Self::State => "Washington".to_owned(),
            Self::Street => format!("{number} Main Street"),
            Self::Website => format!("https://www.company-{number}.example.com"),
            Self::Other => format!("Text {number}"),
        })
    }
}

/// What stands for a text.
#[derive(Debug)]
struct StandIn {
    text: String,
    /// Whether a request had the text. A replay sends the stand-in then, and is answered with it.
    is_sent: bool,
}

impl StandIn {
    fn shown(&self, about: About, text: &str) -> String {
        let made = about.formed(&self.text, text);
        if self.is_sent || about == About::Account {
            return made;
        }
        format!("{made}{REMOVED}")
    }
}

/// The stand-ins of a recording.
#[derive(Debug, Default)]
pub(super) struct StandIns {
    known: HashMap<(About, String), StandIn>,
    counts: BTreeMap<About, usize>,
}

/// How many stand-ins are remembered; a text beyond is masked, the same one always alike.
const MOST: usize = 200_000;

impl StandIns {
    /// What stands for a text of a request. One that the shape refuses is masked, so that it stays
    /// wrong.
    pub(super) fn sent(&mut self, about: About, text: &str, shape: Option<&Shape>) -> String {
        let Some(found) = self.find(about, text, shape) else {
            return mask(text);
        };
        found.is_sent = true;
        about.formed(&found.text, text)
    }

    /// What stands for a text of an answer. One that no request had is marked as removed.
    pub(super) fn answered(&mut self, about: About, text: &str, shape: Option<&Shape>) -> String {
        match self.find(about, text, shape) {
            Some(found) => found.shown(about, text),
            None => mask(text),
        }
    }

    fn find(&mut self, about: About, text: &str, shape: Option<&Shape>) -> Option<&mut StandIn> {
        let key = (about, about.key(text));
        if !self.known.contains_key(&key) {
            let is_wrong = shape.is_some_and(|shape| !fits(shape, text));
            if is_wrong || self.known.len() >= MOST {
                return None;
            }
            let count = self.counts.entry(about).or_default();
            *count += 1;
            let made = about.make(*count);
            let made = match (made, shape) {
                (Some(made), Some(shape)) => Some(lengthened(made, shape)),
                (made, _) => made,
            };
            let made = made.filter(|made| shape.is_none_or(|shape| fits(shape, made)));
            let made = StandIn {
                text: made.unwrap_or_else(|| mask(text)),
                is_sent: false,
            };
            self.known.insert(key.clone(), made);
        }
        self.known.get_mut(&key)
    }

    /// A text in which everything that has a stand-in is replaced.
    pub(super) fn substituted(&self, text: &str) -> String {
        let mut known: Vec<_> = self
            .known
            .iter()
            .filter(|((about, original), _)| {
                original.len() >= 3 && *about != About::Account && text.contains(original.as_str())
            })
            .collect();
        known.sort_by_key(|((_, original), _)| std::cmp::Reverse(original.len()));
        let mut text = text.to_owned();
        for (position, ((_, original), _)) in known.iter().enumerate() {
            // Not the stand-in itself, which may contain another original.
            text = text.replace(original.as_str(), &format!("\u{0}{position}\u{0}"));
        }
        for (position, (_, made)) in known.iter().enumerate() {
            text = text.replace(&format!("\u{0}{position}\u{0}"), &made.text);
        }
        text
    }
}

/// A stand-in with as many characters as its shape asks for at least.
fn lengthened(mut text: String, shape: &Shape) -> String {
    if let Kind::Text { length, .. } = &shape.kind {
        let least = length.min.and_then(|least| usize::try_from(least).ok());
        while text.chars().count() < least.unwrap_or_default() {
            text.push_str(" text");
        }
    }
    text
}

/// Whether the shape accepts a text.
fn fits(shape: &Shape, text: &str) -> bool {
    match &shape.kind {
        Kind::Text { length, pattern } => {
            let count = i64::try_from(text.chars().count()).unwrap_or(i64::MAX);
            length.min.is_none_or(|min| count >= min)
                && length.max.is_none_or(|max| count <= max)
                && pattern.as_ref().is_none_or(|pattern| pattern.matches(text))
        }
        Kind::Enumeration(values) => values.contains(&text),
        _ => true,
    }
}

/// The form of a text without what it says.
pub(super) fn mask(text: &str) -> String {
    text.chars()
        .map(|character| match character {
            character if character.is_uppercase() => 'X',
            character if character.is_alphabetic() => 'x',
            character if character.is_numeric() => '1',
            other => other,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use cosell_api::operations::OPERATIONS;
    use cosell_api::shapes::EMAIL;

    use super::*;

    /// Every shape of a text below a shape, with the member that has it.
    fn texts(
        shape: &'static Shape,
        member: &'static str,
        found: &mut BTreeMap<(&'static str, &'static str), &'static Shape>,
        above: &mut Vec<&'static str>,
    ) {
        if above.contains(&shape.name) {
            return;
        }
        above.push(shape.name);
        match &shape.kind {
            Kind::Structure { members, .. } => {
                for member in *members {
                    texts(member.shape, member.name, found, above);
                }
            }
            Kind::List { member: item, .. } => texts(item, member, found, above),
            Kind::Text { .. } if shape.sensitive => {
                found.insert((member, shape.name), shape);
            }
            _ => {}
        }
        above.pop();
    }

    /// Texts that name somebody, of which every sensitive shape accepts one.
    const PERSONAL: [&str; 9] = [
        "ruta@halden.example",
        "https://halden.example",
        "halden.example",
        "+442079460018",
        "918273645",
        "333333333333",
        "73219.55",
        "H",
        "Ruta of Halden Harbour knows more about it.",
    ];

    #[test]
    fn what_stands_for_a_sensitive_text_is_of_its_kind_and_accepted_by_its_shape() {
        let mut found = BTreeMap::new();
        for meta in OPERATIONS {
            texts(meta.input, "", &mut found, &mut Vec::new());
        }
        assert!(found.len() > 30, "{}", found.len());
        for ((member, name), shape) in found {
            let accepted: Vec<_> = PERSONAL.iter().filter(|text| fits(shape, text)).collect();
            assert!(!accepted.is_empty(), "no text for {member}: {name}");
            for text in accepted {
                let about = About::of(member);
                let made = StandIns::default().sent(about, text, Some(shape));
                assert!(fits(shape, &made), "{member}: {name} refuses {made}");
                assert_ne!(made, *text, "{member}: {name}");
                // A stand-in that the shape refuses would be replaced by the masked text.
                if !matches!(about, About::Other | About::Postal) {
                    let own = about.make(1).map(|own| lengthened(own, shape));
                    let own = own.map(|own| about.formed(&own, text));
                    assert_eq!(own, Some(made), "{member}: {name} refuses a stand-in");
                }
            }
        }
    }

    #[test]
    fn the_same_text_has_the_same_stand_in_and_a_wrong_one_stays_wrong() {
        let mut all = StandIns::default();
        let mut email = |text| all.sent(About::Email, text, Some(&EMAIL));
        assert_eq!(email("ruta@halden.example"), "person-1@example.com");
        assert_eq!(email("tom@halden.example"), "person-2@example.com");
        assert_eq!(email("ruta@halden.example"), "person-1@example.com");
        assert_eq!(email("Ruta at 12"), "Xxxx xx 11");
        let answered = all.answered(About::Email, "new@halden.example", Some(&EMAIL));
        assert_eq!(answered, "person-3@example.com [removed]");
        let mut amount = |text| all.sent(About::Amount, text, None);
        assert_eq!(
            [amount("73.55"), amount("42.00"), amount("42")],
            ["1000.11", "2000.00", "2000"]
        );
        let said = all.substituted("write to ruta@halden.example, not tom@halden.example");
        assert_eq!(
            said,
            "write to person-1@example.com, not person-2@example.com"
        );
    }
}
