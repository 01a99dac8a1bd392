//! The form of a seed file.
//!
//! Lists of entries, which are carried out list by list in the order of [`Lists`]. What an entry
//! leaves out is invented.

use std::path::{Path, PathBuf};

use cosell_admin_api::account::NewAccount;
use cosell_api::DateTime;
use serde::Deserialize;
use serde_json::{Map, Value};
use toml::Spanned;

use super::error::{Place, SeedError};
use super::merge::without_private_dates;
use crate::config::{Wait, place, text_of};
use crate::opportunity::SOLUTION;

/// The account of an entry that names none: the first one of a server without a configuration file.
const ACCOUNT: &str = "111111111111";

/// The catalog of an entry that names none.
const CATALOG: &str = "Sandbox";

/// A seed file.
#[derive(Clone, Debug)]
pub(crate) struct SeedFile {
    pub(super) path: PathBuf,
    pub(super) entries: Vec<Entry>,
}

/// Something that is made.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    pub(super) place: Place,
    pub(super) what: What,
}

#[derive(Clone, Debug)]
pub(super) enum What {
    Account(NewAccount),
    Opportunity(Opportunity),
    Engagement(Engagement),
    Referral(Sent),
    Lead(Sent),
    Invitation(Invitation),
    Call(Call),
}

impl What {
    /// What it has of every record; an account is none.
    pub(super) fn record(&self) -> Option<&Record> {
        match self {
            Self::Account(_) => None,
            Self::Opportunity(Opportunity { record, .. })
            | Self::Engagement(Engagement { record, .. })
            | Self::Call(Call { record, .. })
            | Self::Invitation(Invitation { record, .. })
            | Self::Referral(Sent { record, .. })
            | Self::Lead(Sent { record, .. }) => Some(record),
        }
    }
}

/// What every record has.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Record {
    /// By which other entries refer to it.
    pub(super) name: Option<String>,
    #[serde(default = "account")]
    pub(super) account: String,
    #[serde(default = "catalog")]
    pub(super) catalog: String,
    /// How long before the server's start it is made.
    pub(super) age: Option<Wait>,
    /// The time at which it is made, in place of an age.
    pub(super) at: Option<DateTime>,
    /// Nothing that the body leaves out is invented, and braces in its texts are no references.
    #[serde(default)]
    pub(super) exact: bool,
}

/// How far an opportunity has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Progress {
    #[default]
    Created,
    Submitted,
    InReview,
    ActionRequired,
    Rejected,
    Approved,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Opportunity {
    #[serde(flatten)]
    pub(super) record: Record,
    #[serde(default)]
    pub(super) state: Progress,
    /// The stage that its owner has set after the review.
    pub(super) stage: Option<String>,
    /// Why the deal is lost, with the stage Closed Lost.
    pub(super) closed_lost_reason: Option<String>,
    /// The involvement of AWS that its submission asks for.
    #[serde(default = "cosell")]
    pub(super) involvement: String,
    #[serde(default = "solutions")]
    pub(super) solutions: Vec<String>,
    /// The name of the engagement with AWS that its submission makes.
    pub(super) engagement: Option<String>,
    /// Members of `CreateOpportunity`.
    #[serde(default)]
    pub(super) body: Map<String, Value>,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Engagement {
    #[serde(flatten)]
    pub(super) record: Record,
    /// Members of `CreateEngagement`.
    #[serde(default)]
    pub(super) body: Map<String, Value>,
}

/// How far an invitation has come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Answered {
    #[default]
    Pending,
    Accepted,
    Rejected,
    Expired,
}

#[derive(Clone, Debug, Deserialize)]
pub(super) struct Invitation {
    #[serde(flatten)]
    pub(super) record: Record,
    /// Who is invited.
    pub(super) to: String,
    /// The name of the engagement.
    pub(super) engagement: String,
    #[serde(default)]
    pub(super) state: Answered,
    pub(super) reason: Option<String>,
    /// Members of `CreateEngagementInvitation`.
    #[serde(default)]
    pub(super) body: Map<String, Value>,
}

/// What AWS sends.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Sent {
    /// Its account is the receiver.
    #[serde(flatten)]
    pub(super) record: Record,
    #[serde(default)]
    pub(super) state: Answered,
    pub(super) reason: Option<String>,
    /// Invents the content.
    pub(super) seed: Option<u64>,
    /// The content.
    #[serde(default)]
    pub(super) body: Map<String, Value>,
}

/// Any other operation.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct Call {
    #[serde(flatten)]
    pub(super) record: Record,
    pub(super) operation: String,
    #[serde(default)]
    pub(super) body: Map<String, Value>,
}

/// The lists, in the order in which they are carried out.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Lists {
    #[serde(default)]
    account: Vec<Spanned<Map<String, Value>>>,
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
    call: Vec<Spanned<Map<String, Value>>>,
}

fn account() -> String {
    ACCOUNT.to_owned()
}

fn catalog() -> String {
    CATALOG.to_owned()
}

fn cosell() -> String {
    "Co-Sell".to_owned()
}

fn solutions() -> Vec<String> {
    vec![SOLUTION.to_owned()]
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
            opportunity,
            engagement,
            referral,
            lead,
            invitation,
            call,
        } = lists;
        reader.list("account", account, &[], What::Account);
        let known = [
            "state",
            "stage",
            "closed_lost_reason",
            "involvement",
            "solutions",
            "engagement",
            "body",
        ];
        reader.list("opportunity", opportunity, &known, What::Opportunity);
        reader.list("engagement", engagement, &["body"], What::Engagement);
        let known = ["state", "reason", "seed", "body"];
        reader.list("referral", referral, &known, What::Referral);
        reader.list("lead", lead, &known, What::Lead);
        let known = ["to", "engagement", "state", "reason", "body"];
        reader.list("invitation", invitation, &known, What::Invitation);
        reader.list("call", call, &["operation", "body"], What::Call);
        SeedError::all(reader.errors)?;
        Ok(Self {
            path: path.to_owned(),
            entries: reader.entries,
        })
    }
}

/// The keys of every record.
const RECORD: [&str; 6] = ["name", "account", "catalog", "age", "at", "exact"];

struct Reader<'a> {
    path: &'a Path,
    text: Option<&'a String>,
    entries: Vec<Entry>,
    errors: Vec<SeedError>,
}

impl Reader<'_> {
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
            let entry = entry.into_inner();
            let name = entry.get("name").and_then(Value::as_str);
            let mut place = Place {
                line: self.text.map(|text| line_at(text, start)),
                kind,
                number,
                name: name.map(str::to_owned),
            };
            match read(&entry, keys) {
                Ok(read) => self.entries.push(Entry {
                    place,
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

/// What is wrong with an entry, and with which of its keys, if it is one.
struct Wrong {
    key: Option<String>,
    message: String,
}

/// Reads an entry that has the keys of a record and these.
fn read<T: for<'de> Deserialize<'de>>(
    entry: &Map<String, Value>,
    keys: &[&str],
) -> Result<T, Wrong> {
    // What is flattened is not checked for keys that nobody knows.
    let is_known = |name: &str| RECORD.contains(&name) || keys.contains(&name);
    let unknown = entry
        .keys()
        .find(|name| !keys.is_empty() && !is_known(name));
    if let Some(name) = unknown {
        let known = RECORD.iter().chain(keys).copied().collect::<Vec<_>>();
        let known = known.join(", ");
        return Err(Wrong {
            key: Some(name.clone()),
            message: format!("unknown key `{name}`, expected one of {known}"),
        });
    }
    let read = |entry: Map<String, Value>| {
        let read = serde_json::from_value::<T>(without_private_dates(Value::Object(entry)));
        read.map_err(|error| error.to_string())
    };
    read(entry.clone()).map_err(|message| {
        // The parser does not say which key it was: the one without which there is another error,
        // or none.
        let culprit = entry.keys().find(|key| {
            let mut entry = entry.clone();
            entry.remove(*key);
            read(entry).err().as_ref() != Some(&message)
        });
        Wrong {
            key: culprit.cloned(),
            message,
        }
    })
}

/// The line of a place in a text, from 1.
fn line_at(text: &str, at: usize) -> usize {
    1 + text.get(..at).unwrap_or_default().matches('\n').count()
}

/// The line of a key of the entry that begins at this place, if the key begins a line.
fn line_of(text: &str, start: usize, key: &str) -> Option<usize> {
    let lines = text.get(start..)?.lines().skip(1);
    let mut lines = lines.take_while(|line| !line.trim_start().starts_with("[["));
    let is_key = |line: &str| {
        let line = line.trim_start().trim_start_matches(['[', '"', '\'']);
        let rest = line.strip_prefix(key);
        rest.is_some_and(|rest| rest.starts_with(['.', '=', ' ', '\t', '"', '\'', ']']))
    };
    lines
        .position(is_key)
        .map(|position| line_at(text, start) + 1 + position)
}
