//! Replaces what may name somebody.
//!
//! A text is kept only if it is known to be harmless: a word of a closed list, an id, a date, a
//! member that names no one. Everything else has a stand-in, also members that the model does not
//! mark as sensitive, and members that it does not have. Account numbers are replaced everywhere.

use std::sync::LazyLock;

use cosell_api::Shape;
use cosell_api::shape::Kind;
use cosell_domain::BUCKET;
use cosell_domain::bulk::cell;
use cosell_domain::opportunity::lists;
use regex::Regex;
use serde_json::{Value, json};

use super::references::{References, escaped, is_id, is_instant};
use super::rows;
use super::stand_in::{About, StandIns, mask};
use crate::compare::names::{Part, parts};

/// Addresses and telephone numbers in texts that are kept, and dates.
static PERSONAL: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?P<mail>[\w.+'-]+@[\w-]+(?:\.[\w-]+)+)|(?P<phone>\+[0-9][0-9 ()/.-]{5,20}[0-9])")
        .ok()
});

static DATE: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\A\d{4}-\d\d-\d\d\z").ok());

/// Members whose texts name no one: what a caller picks of the API or of AWS.
const KEPT: &[&str] = &[
    "Catalog",
    "Code",
    "CountryCode",
    "ContextIdentifier",
    "EngagementContextIdentifier",
    "ErrorCode",
    "FieldName",
    "Field",
    "RelatedEntityIdentifier",
    "ResourceSnapshotTemplateIdentifier",
    "ResourceSnapshotTemplateName",
    "ReviewStatusReason",
    "ReasonCode",
    "Timezone",
    "__type",
    "AwsProducts",
    "Category",
];

/// Members of messages, which are kept without what has a stand-in.
const MESSAGES: &[&str] = &["ErrorMessage", "Message", "Reason", "message"];

/// Words for AWS, for the caller and for roles in members that else name a company or a person.
const WORDS: &[&str] = &[
    "AWS",
    "aws",
    "Self",
    "OpportunityOwner",
    "PartnerAccountManager",
];

#[derive(Debug, Default)]
pub(super) struct Cleaner {
    stand_ins: StandIns,
}

impl Cleaner {
    /// An input with references to earlier answers. `token` is the member with the client token.
    pub(super) fn input(
        &mut self,
        value: &Value,
        shape: &'static Shape,
        token: Option<&str>,
        references: &mut References,
    ) -> Value {
        let mut cleaned = Value::Object(serde_json::Map::new());
        for (name, value) in value.as_object().into_iter().flatten() {
            let member = shape.member(name).map(|member| member.shape);
            cleaned[name] = match value {
                Value::String(text) if Some(name.as_str()) == token => {
                    references.token(text).into()
                }
                value => self.value(value, member, name, Some(references)),
            };
        }
        cleaned
    }

    /// The input of an upload: its place in the bucket, and the file.
    pub(super) fn upload(&mut self, input: &Value, references: &References) -> Value {
        let text = |name: &str| input[name].as_str().unwrap_or_default();
        let key = self.key(text("Key"));
        let rows = rows::parsed(text("Content").as_bytes()).unwrap_or_default();
        let (headers, rows) = rows
            .split_first()
            .map_or((&[][..], &[][..]), |(head, rest)| (head.as_slice(), rest));
        let head = headers.iter().map(|header| match cell::said(header, "") {
            Some(_) => header.clone(),
            None => self.text(header, None, "Column", Some(references)),
        });
        let mut cleaned = vec![head.collect::<Vec<_>>()];
        for row in rows {
            let cells = row.iter().enumerate().map(|(index, text)| {
                let header = headers.get(index).map_or("", String::as_str);
                self.cell(header, text, references)
            });
            cleaned.push(cells.collect());
        }
        json!({ "Key": key, "Content": rows::written(&cleaned) })
    }

    /// A cell: as it is, if it names no one; else its texts as the member has them.
    fn cell(&mut self, header: &str, text: &str, references: &References) -> String {
        let Some(said) = cell::said(header, text) else {
            return self.text(text, None, "Column", Some(references));
        };
        let texts = said.texts.iter();
        let cleaned: Vec<_> = texts
            .map(|text| self.text(text, said.shape, &said.member, Some(references)))
            .collect();
        if cleaned == said.texts {
            text.to_owned()
        } else {
            cleaned.join("; ")
        }
    }

    /// The place of a file in the bucket: the account and a name.
    fn key(&mut self, key: &str) -> String {
        match key.split_once('/') {
            Some((account, name)) => {
                let account = self.stand_ins.sent(About::Account, account, None);
                format!("{account}/{}", self.stand_ins.sent(About::File, name, None))
            }
            None => self.stand_ins.sent(About::File, key, None),
        }
    }

    /// The URI of a file that was uploaded. Another URI may have a signature in it.
    fn uri(&mut self, uri: &str, references: &References) -> Option<String> {
        let path = uri.strip_prefix("s3://")?.strip_prefix(BUCKET)?;
        let (key, version) = match path.strip_prefix('/')?.split_once("?versionId=") {
            Some((key, version)) => (key, Some(version)),
            None => (path.strip_prefix('/')?, None),
        };
        let key = escaped(&self.key(key));
        let version = version.map_or(String::new(), |version| {
            let known = references.of(version).map(str::to_owned);
            format!("?versionId={}", known.unwrap_or_else(|| mask(version)))
        });
        Some(format!("s3://{BUCKET}/{key}{version}"))
    }

    /// The answer of an operation.
    pub(super) fn answer(&mut self, value: &Value, shape: Option<&'static Shape>) -> Value {
        self.value(value, shape, "", None)
    }

    /// The body of an error, whose texts are those of the service.
    pub(super) fn error(&mut self, value: &Value) -> Value {
        match value {
            Value::String(text) => self.message(text).into(),
            Value::Array(list) => list.iter().map(|value| self.error(value)).collect(),
            Value::Object(members) => members
                .iter()
                .map(|(name, value)| (name.clone(), self.error(value)))
                .collect(),
            other => other.clone(),
        }
    }

    fn value(
        &mut self,
        value: &Value,
        shape: Option<&'static Shape>,
        member: &str,
        references: Option<&References>,
    ) -> Value {
        match value {
            Value::String(text) => self.text(text, shape, member, references).into(),
            Value::Array(list) => {
                let item = match shape.map(|shape| &shape.kind) {
                    Some(Kind::List { member, .. }) => Some(*member),
                    _ => None,
                };
                let items = list.iter();
                items
                    .map(|value| self.value(value, item, member, references))
                    .collect()
            }
            Value::Object(members) => {
                let of = |name: &str| match shape.map(|shape| &shape.kind) {
                    Some(Kind::Map { value, .. }) => Some(*value),
                    _ => shape?.member(name).map(|member| member.shape),
                };
                let members = members.iter();
                members
                    .map(|(name, value)| {
                        (name.clone(), self.value(value, of(name), name, references))
                    })
                    .collect()
            }
            other => other.clone(),
        }
    }

    fn text(
        &mut self,
        text: &str,
        shape: Option<&'static Shape>,
        member: &str,
        references: Option<&References>,
    ) -> String {
        if let Some(reference) = references.and_then(|known| known.of(text)) {
            return reference.to_owned();
        }
        if text.starts_with("arn:") {
            return self.parts(text, references);
        }
        if let Some(uri) = references.and_then(|known| self.uri(text, known)) {
            return uri;
        }
        let made = if member.ends_with("Token") {
            "a-token".to_owned()
        } else if is_kept(text, shape, member) {
            text.to_owned()
        } else if MESSAGES.contains(&member) && shape.is_none_or(|shape| !shape.sensitive) {
            self.message(text)
        } else if references.is_some() {
            self.stand_ins.sent(About::of(member), text, shape)
        } else {
            self.stand_ins.answered(About::of(member), text, shape)
        };
        match references {
            Some(_) => escaped(&made),
            None => made,
        }
    }

    /// A text of ids, in which those of earlier answers are references.
    fn parts(&mut self, text: &str, references: Option<&References>) -> String {
        let parts = parts(text).into_iter();
        parts
            .map(|part| match part {
                Part::Account(account) => self.stand_ins.sent(About::Account, account, None),
                Part::Id(_, id) => {
                    let known = references.and_then(|known| known.of(id));
                    known.unwrap_or(id).to_owned()
                }
                Part::Plain(text) if references.is_some() => escaped(text),
                Part::Instant(_, text) | Part::Plain(text) => text.to_owned(),
            })
            .collect()
    }

    /// A message without what has a stand-in, and without addresses and numbers of accounts.
    fn message(&mut self, text: &str) -> String {
        let text = self.stand_ins.substituted(text);
        let mut cleaned = String::new();
        let mut at = 0;
        let personal = PERSONAL.iter().flat_map(|regex| regex.captures_iter(&text));
        for found in personal {
            let Some(whole) = found.get(0) else { continue };
            let about = if found.name("mail").is_some() {
                About::Email
            } else {
                About::Phone
            };
            cleaned.push_str(&text[at..whole.start()]);
            cleaned.push_str(&match whole.as_str() {
                // A stand-in already.
                known if known.ends_with("@example.com") || known.starts_with("+1206555") => {
                    known.to_owned()
                }
                original => self.stand_ins.sent(about, original, None),
            });
            at = whole.end();
        }
        cleaned.push_str(&text[at..]);
        self.parts(&cleaned, None)
    }
}

/// Whether a text names no one.
fn is_kept(text: &str, shape: Option<&'static Shape>, member: &str) -> bool {
    let is_word = match shape.map(|shape| &shape.kind) {
        Some(Kind::Enumeration(values)) => values.contains(&text),
        _ => false,
    };
    let is_date = DATE.iter().any(|date| date.is_match(text));
    let is_listed = || {
        let all = [
            lists::CUSTOMER_USE_CASES,
            lists::APN_PROGRAMS,
            lists::MARKETING_USE_CASES,
        ];
        all.iter().any(|list| list.contains(&text))
    };
    text.is_empty()
        || is_word
        || is_date
        || is_id(text)
        || is_instant(text)
        || WORDS.contains(&text)
        || KEPT.contains(&member) && shape.is_none_or(|shape| !shape.sensitive)
        || is_listed()
}
