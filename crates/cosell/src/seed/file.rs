//! The form of a seed file.
//!
//! Lists of entries, which are carried out list by list in the order of [`Lists`]; opportunities
//! that come from an invitation or a lead follow after the invitations. What an entry leaves out is
//! invented.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use toml::Spanned;

use super::entry::{Entry, What};
use super::error::{Place, SeedError};
use super::merge::without_private_dates;
use super::read::{Lines, Wrong, line_of, read};
use crate::discreet::{place, text_of};
use crate::json_place;

/// A seed file.
#[derive(Clone, Debug)]
pub(crate) struct SeedFile {
    pub(super) path: PathBuf,
    pub(crate) entries: Vec<Entry>,
}

/// The lists, with entries as the parser hands them out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, bound = "T: Deserialize<'de>")]
struct Lists<T> {
    #[serde(default)]
    account: Vec<T>,
    #[serde(default)]
    customer_account: Vec<T>,
    #[serde(default)]
    opportunity: Vec<T>,
    #[serde(default)]
    engagement: Vec<T>,
    #[serde(default)]
    referral: Vec<T>,
    #[serde(default)]
    lead: Vec<T>,
    #[serde(default)]
    invitation: Vec<T>,
    #[serde(default)]
    summary: Vec<T>,
    #[serde(default)]
    call: Vec<T>,
}

/// Whether the name of a file says that it is JSON.
pub(crate) fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "json")
}

impl SeedFile {
    /// Reads a file: JSON if its name says so, else TOML.
    pub(crate) fn open(path: &Path) -> Result<Self, SeedError> {
        let text = text_of(path).map_err(|source| SeedError::Unreadable {
            path: path.to_owned(),
            source,
        })?;
        let wrong = |line, message| SeedError::Wrong {
            path: path.to_owned(),
            line,
            message,
        };
        let lines = Lines::of(&text);
        if is_json(path) {
            let lists = serde_json::from_str::<Lists<&RawValue>>(&text);
            let lists = lists.map_err(|error| wrong(error.line(), without_place(&error)))?;
            return Self::read(path, lists, |entry: &RawValue| {
                let line = lines.at(json_place::offset(&text, entry.get()));
                Found::of_json(entry, line)
            });
        }
        let lists = toml::from_str::<Lists<Spanned<Map<String, Value>>>>(&text);
        let lists = lists.map_err(|source| {
            let (line, message) = place(&text, source);
            wrong(line, message)
        })?;
        Self::read(path, lists, |entry| {
            let line = lines.at(entry.span().start);
            Ok(Found::of_toml(&text, entry, line))
        })
    }

    /// The same of a document that is not written yet.
    pub(crate) fn of(path: &Path, document: &Value) -> Result<Self, SeedError> {
        let lists = Lists::<Map<String, Value>>::deserialize(document);
        let lists = lists.map_err(|error| SeedError::Wrong {
            path: path.to_owned(),
            line: 1,
            message: error.to_string(),
        })?;
        Self::read(path, lists, |entry| Ok(Found::unwritten(entry)))
    }

    /// The error of an entry that an operation refused.
    pub(crate) fn refused(&self, message: String) -> SeedError {
        SeedError::Entry {
            path: self.path.clone(),
            message,
        }
    }

    /// How many entries it has.
    pub(crate) fn count(&self) -> usize {
        self.entries.len()
    }

    fn read<'a, T>(
        path: &Path,
        lists: Lists<T>,
        found: impl Fn(T) -> Result<Found<'a>, Unread>,
    ) -> Result<Self, SeedError> {
        let mut reader = Reader {
            path,
            found,
            entries: Vec::new(),
            errors: Vec::new(),
        };
        let Lists {
            account,
            customer_account,
            opportunity,
            engagement,
            referral,
            lead,
            invitation,
            summary,
            call,
        } = lists;
        reader.list("account", account, &[], What::Account);
        let known = ["body"];
        reader.list(
            "customer_account",
            customer_account,
            &known,
            What::CustomerAccount,
        );
        reader.list("opportunity", opportunity, &OPPORTUNITY, |read| {
            What::Opportunity(Box::new(read))
        });
        let received = reader.take(|what| what.source().is_some());
        reader.list("engagement", engagement, &known, What::Engagement);
        let known = ["state", "reason", "engagement", "seed", "body"];
        reader.list("referral", referral, &known, What::Referral);
        reader.list("lead", lead, &known, What::Lead);
        let known = ["to", "engagement", "state", "reason", "body"];
        reader.list("invitation", invitation, &known, What::Invitation);
        reader.entries.extend(received);
        let known = ["opportunity", "body"];
        reader.list("summary", summary, &known, What::Summary);
        reader.list("call", call, &["operation", "body"], What::Call);
        SeedError::all(reader.errors)?;
        Ok(Self {
            path: path.to_owned(),
            entries: reader.entries,
        })
    }
}

/// The keys of every record.
const RECORD: [&str; 7] = [
    "name",
    "account",
    "catalog",
    "age",
    "at",
    "exact",
    "references",
];

/// The other keys of an opportunity.
const OPPORTUNITY: [&str; 15] = [
    "from",
    "state",
    "review_comments",
    "review_reason",
    "stage",
    "closed_lost_reason",
    "owner",
    "involvement",
    "visibility",
    "solutions",
    "related",
    "engagement",
    "invitation",
    "job",
    "body",
];

/// An entry, and where it is written.
struct Found<'a> {
    entry: Map<String, Value>,
    written: Written<'a>,
}

/// Where an entry is written.
enum Written<'a> {
    /// From a place of a TOML file on, which is in this line.
    Toml(&'a str, usize, usize),
    /// As this piece of a JSON file, which begins in this line.
    Json(&'a str, usize),
    Nowhere,
}

/// An entry that is no structure.
struct Unread {
    line: usize,
    message: String,
}

impl<'a> Found<'a> {
    fn of_toml(text: &'a str, entry: Spanned<Map<String, Value>>, line: usize) -> Self {
        Self {
            written: Written::Toml(text, entry.span().start, line),
            entry: entry.into_inner(),
        }
    }

    fn of_json(entry: &'a RawValue, line: usize) -> Result<Self, Unread> {
        let written = Written::Json(entry.get(), line);
        match serde_json::from_str(entry.get()) {
            Ok(entry) => Ok(Self { entry, written }),
            Err(error) => Err(Unread {
                line,
                message: without_place(&error),
            }),
        }
    }

    fn unwritten(entry: Map<String, Value>) -> Self {
        Self {
            entry,
            written: Written::Nowhere,
        }
    }
}

impl Written<'_> {
    /// The line where the entry begins.
    fn line(&self) -> Option<usize> {
        match *self {
            Self::Toml(.., line) | Self::Json(_, line) => Some(line),
            Self::Nowhere => None,
        }
    }

    /// The line of a key of the entry, if it is known.
    fn line_of(&self, key: &str) -> Option<usize> {
        match *self {
            Self::Toml(text, start, line) => line_of(text, start, key).map(|below| line + below),
            Self::Json(entry, line) => {
                Some(line - 1 + json_place::Place::of(entry, Some(key)).line)
            }
            Self::Nowhere => None,
        }
    }
}

/// The error of the parser without its place, which the message of ours has.
fn without_place(error: &serde_json::Error) -> String {
    let place = format!(" at line {} column {}", error.line(), error.column());
    let message = error.to_string();
    message.strip_suffix(&place).unwrap_or(&message).to_owned()
}

struct Reader<'a, F> {
    path: &'a Path,
    /// How an entry is read.
    found: F,
    entries: Vec<Entry>,
    errors: Vec<SeedError>,
}

impl<F> Reader<'_, F> {
    /// Takes out the entries that are so.
    fn take(&mut self, is_so: impl Fn(&What) -> bool) -> Vec<Entry> {
        let all = std::mem::take(&mut self.entries);
        let (taken, kept) = all.into_iter().partition(|entry| is_so(&entry.what));
        self.entries = kept;
        taken
    }

    /// Reads a list, whose entries have the keys of a record and these.
    fn list<'a, T, R>(
        &mut self,
        kind: &'static str,
        list: Vec<T>,
        keys: &[&str],
        what: fn(R) -> What,
    ) where
        F: Fn(T) -> Result<Found<'a>, Unread>,
        R: for<'de> Deserialize<'de>,
    {
        for (number, entry) in (1..).zip(list) {
            let mut place = Place {
                line: None,
                kind,
                number,
                name: None,
            };
            match self.entry(&mut place, entry, keys) {
                Ok((source, read)) => self.entries.push(Entry {
                    place,
                    source,
                    what: what(read),
                }),
                Err(message) => self.errors.push(SeedError::Refused {
                    path: self.path.to_owned(),
                    place,
                    message,
                }),
            }
        }
    }

    /// Reads an entry, and notes in its place where it is, or where it is wrong.
    fn entry<'a, T, R>(
        &self,
        place: &mut Place,
        entry: T,
        keys: &[&str],
    ) -> Result<(Value, R), String>
    where
        F: Fn(T) -> Result<Found<'a>, Unread>,
        R: for<'de> Deserialize<'de>,
    {
        let found = (self.found)(entry).map_err(|Unread { line, message }| {
            place.line = Some(line);
            message
        });
        let Found { entry, written } = found?;
        let entry = without_private_dates(Value::Object(entry));
        place.name = entry.get("name").and_then(Value::as_str).map(str::to_owned);
        place.line = written.line();
        match read(&entry, &RECORD, keys) {
            Ok(read) => Ok((entry, read)),
            Err(Wrong { key, message }) => {
                let line = key.and_then(|key| written.line_of(&key));
                place.line = line.or(place.line);
                Err(message)
            }
        }
    }
}
