//! The entries of a seed file that make what a live account has.
//!
//! An entry is exact: nothing is invented, and braces in its texts are no references. It is made at
//! the time when the live record was created. The names of entries are the live ids, by which
//! others refer to them. [`Links`] says which record makes which other one, since a task or an
//! invitation makes several.

mod customer;
mod engagement;
mod invitation;
mod job;
mod links;
mod opportunity;
mod received;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use super::account::Account;
use super::lost::{Loss, Losses};
use crate::seed::Refusal;
use links::Links;

/// Accounts that every cosell has.
const KNOWN_ACCOUNTS: [&str; 2] = ["111111111111", "222222222222"];

#[derive(Debug)]
pub(super) struct Entries<'a> {
    live: &'a Account,
    links: Links<'a>,
    /// The account that owns them here.
    owner: &'a str,
    lists: BTreeMap<&'static str, Vec<Value>>,
    /// The accounts and engagements that have an entry, by id.
    made: BTreeSet<String>,
    pub(super) losses: Losses,
}

impl<'a> Entries<'a> {
    /// All entries of an account.
    pub(super) fn of(live: &'a Account, owner: &'a str) -> Self {
        let mut entries = Self {
            live,
            links: Links::of(live),
            owner,
            lists: BTreeMap::new(),
            made: BTreeSet::new(),
            losses: Losses::default(),
        };
        entries.partner(owner, None);
        entries.customer_accounts();
        for (id, opportunity) in &live.opportunities {
            entries.opportunity(id, opportunity);
        }
        for invitation in live.received.values() {
            entries.received(invitation);
        }
        for (id, engagement) in &live.engagements {
            entries.engagement(id, engagement);
        }
        for (id, invitation) in &live.sent {
            entries.sent(id, invitation);
        }
        entries.jobs();
        entries.settings();
        entries
    }

    fn push(&mut self, list: &'static str, entry: Value) {
        self.lists.entry(list).or_default().push(entry);
    }

    /// Another account, which cosell does not have by itself.
    fn partner(&mut self, id: &str, company: Option<&str>) {
        if KNOWN_ACCOUNTS.contains(&id) || !self.made.insert(id.to_owned()) {
            return;
        }
        let member = self.live.partners.get(id);
        let said = |name: &str| member.and_then(|member| member[name].as_str());
        let mut entry = json!({ "id": id });
        for (key, text) in [
            ("company_name", said("CompanyName").or(company)),
            ("website_url", said("WebsiteUrl")),
        ] {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                entry[key] = json!(text);
            }
        }
        self.push("account", entry);
    }

    /// The entry of a live record, which the account makes.
    fn entry(&self, live: &Value, created: &str, body: &Value) -> Value {
        json!({
            "name": live["Id"],
            "account": self.owner,
            "catalog": self.links.catalog,
            "at": live[created],
            "exact": true,
            "body": without_nulls(body),
        })
    }

    /// A call of an operation by the account.
    fn call(&mut self, operation: &str, body: &Value, references: &[(&str, String)]) {
        let references: BTreeMap<_, _> = references.iter().cloned().collect();
        let entry = json!({
            "account": self.owner,
            "catalog": self.links.catalog,
            "exact": true,
            "operation": operation,
            "body": without_nulls(body),
            "references": references,
        });
        self.push("call", entry);
    }

    /// The tags of a resource. `arn` is the reference to the resource that there is here.
    fn tag(&mut self, live: &Value, arn: String) {
        let known = live["Arn"].as_str().and_then(|arn| self.live.tags.get(arn));
        let tags = known.map(own_tags).unwrap_or_default();
        if !tags.is_empty() {
            let body = json!({ "Tags": tags });
            self.call("TagResource", &body, &[("ResourceArn", arn)]);
        }
    }

    /// An ARN of the live account as that of the account here.
    fn own(&self, arn: &str) -> String {
        let (live, here) = (self.links.account, self.owner);
        if live.is_empty() {
            return arn.to_owned();
        }
        arn.replace(&format!(":{live}:"), &format!(":{here}:"))
    }

    fn settings(&mut self) {
        let role = self.live.settings["ResourceSnapshotJobRoleArn"].as_str();
        if let Some(role) = role {
            let body = json!({ "ResourceSnapshotJobRoleIdentifier": self.own(role) });
            self.call("PutSellingSystemSettings", &body, &[]);
        }
    }

    /// How many entries there are.
    pub(super) fn count(&self) -> usize {
        self.lists.values().map(Vec::len).sum()
    }

    /// Takes out entries that were refused.
    pub(super) fn take_out(&mut self, refused: &[Refusal]) {
        let refused = refused.iter().map(|one| (one.list, one.number));
        let refused: BTreeSet<_> = refused.collect();
        for (list, entries) in &mut self.lists {
            let mut numbers = 0..;
            entries.retain(|_| {
                let is_it = |number| refused.contains(&(*list, number));
                !numbers.next().is_some_and(is_it)
            });
        }
    }

    /// The seed file.
    pub(super) fn document(&self) -> Value {
        json!(self.lists)
    }
}

/// The tags of an answer that the account may set.
fn own_tags(answer: &Value) -> Vec<Value> {
    let tags = answer["Tags"].as_array().into_iter().flatten();
    let is_own = |tag: &&Value| {
        let key = tag["Key"].as_str().unwrap_or_default();
        !key.to_lowercase().starts_with("aws:")
    };
    tags.filter(is_own).cloned().collect()
}

/// The members of a record that an operation takes, without nulls.
fn members(live: &Value, operation: &str) -> Map<String, Value> {
    let shape = cosell_api::find(operation).map(|meta| meta.input);
    let members = shape.map_or(&[][..], cosell_api::Shape::members);
    let kept = members.iter().filter_map(|member| {
        let value = without_nulls(live.get(member.name)?);
        (!value.is_null()).then(|| (member.name.to_owned(), value))
    });
    kept.filter(|(name, _)| name != "Catalog").collect()
}

fn without_nulls(value: &Value) -> Value {
    match value {
        Value::Object(members) => members
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), without_nulls(value)))
            .collect(),
        Value::Array(list) => list.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}

/// A reference to the id of an entry.
fn to(name: &str) -> String {
    format!("{{{name}}}")
}

/// A reference to a member of an entry.
fn to_member(name: &str, member: &str) -> String {
    format!("{{{name}.{member}}}")
}
