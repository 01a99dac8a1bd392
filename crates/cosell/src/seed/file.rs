//! The form of a seed file.
//!
//! Lists of entries, which are carried out list by list in the order of [`Lists`]; opportunities
//! that come from an invitation or a lead follow after the invitations. What an entry leaves out is
//! invented.

use std::path::{Path, PathBuf};

use serde::Deserialize;
use serde_json::{Map, Value};
use toml::Spanned;

use super::entry::{Entry, What};
use super::error::{Place, SeedError};
use super::merge::without_private_dates;
use super::read::{Wrong, line_at, line_of, read};
use crate::discreet::{place, text_of};

/// A seed file.
#[derive(Clone, Debug)]
pub(crate) struct SeedFile {
    pub(super) path: PathBuf,
    pub(crate) entries: Vec<Entry>,
}

/// The lists.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    #[serde(default)]
    account: Vec<Spanned<Map<String, Value>>>,
    #[serde(default)]
    customer_account: Vec<Spanned<Map<String, Value>>>,
    #[serde(default)]
    opportunity: Vec<Spanned<Map<String, Value>>>,
    #[serde(default)]
    engagement: Vec<Spanned<Map<String, Value>>>,
    #[serde(default)]
    referral: Vec<Spanned<Map<String, Value>>>,
    #[serde(default)]
    lead: Vec<Spanned<Map<String, Value>>>,
    #[serde(default)]
    invitation: Vec<Spanned<Map<String, Value>>>,
    #[serde(default)]
    summary: Vec<Spanned<Map<String, Value>>>,
    #[serde(default)]
    call: Vec<Spanned<Map<String, Value>>>,
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
        let is_json = is_json(path);
        let wrong = |line, message| SeedError::Wrong {
            path: path.to_owned(),
            line,
            message,
        };
        let toml = if is_json {
            let value = serde_json::from_str::<toml::Table>(&text);
            let value = value.map_err(|error| wrong(error.line(), error.to_string()))?;
            value.to_string()
        } else {
            text
        };
        let lists = toml::from_str::<Lists>(&toml).map_err(|source| {
            let (line, message) = place(&toml, source);
            wrong(line, message)
        })?;
        Self::read(path, lists, (!is_json).then_some(&toml))
    }

    /// The same of a document that is not written yet.
    pub(crate) fn of(path: &Path, document: &Value) -> Result<Self, SeedError> {
        let wrong = |message| SeedError::Wrong {
            path: path.to_owned(),
            line: 1,
            message,
        };
        let toml = toml::Table::deserialize(document);
        let toml = toml.map_err(|error| wrong(error.to_string()))?.to_string();
        let lists = toml::from_str::<Lists>(&toml).map_err(|source| {
            let (_, message) = place(&toml, source);
            wrong(message)
        })?;
        Self::read(path, lists, None)
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

    /// `text` is that of the file, if lines of it can be named.
    fn read(path: &Path, lists: Lists, text: Option<&String>) -> Result<Self, SeedError> {
        let mut reader = Reader {
            path,
            text,
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

struct Reader<'a> {
    path: &'a Path,
    text: Option<&'a String>,
    entries: Vec<Entry>,
    errors: Vec<SeedError>,
}

impl Reader<'_> {
    /// Takes out the entries that are so.
    fn take(&mut self, is_so: impl Fn(&What) -> bool) -> Vec<Entry> {
        let all = std::mem::take(&mut self.entries);
        let (taken, kept) = all.into_iter().partition(|entry| is_so(&entry.what));
        self.entries = kept;
        taken
    }

    /// Reads a list, whose entries have the keys of a record and these.
    fn list<T: for<'de> Deserialize<'de>>(
        &mut self,
        kind: &'static str,
        list: Vec<Spanned<Map<String, Value>>>,
        keys: &[&str],
        what: fn(T) -> What,
    ) {
        for (number, entry) in (1..).zip(list) {
            let start = entry.span().start;
            let entry = without_private_dates(Value::Object(entry.into_inner()));
            let name = entry.get("name").and_then(Value::as_str);
            let mut place = Place {
                line: self.text.map(|text| line_at(text, start)),
                kind,
                number,
                name: name.map(str::to_owned),
            };
            match read(&entry, &RECORD, keys) {
                Ok(read) => self.entries.push(Entry {
                    place,
                    source: entry,
                    what: what(read),
                }),
                Err(Wrong { key, message }) => {
                    let found = self.text.zip(key);
                    let found = found.and_then(|(text, key)| line_of(text, start, &key));
                    place.line = found.or(place.line);
                    self.errors.push(SeedError::Refused {
                        path: self.path.to_owned(),
                        place,
                        message,
                    });
                }
            }
        }
    }
}
