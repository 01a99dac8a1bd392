//! The entries of a seed file that make what a live account has.
//!
//! An entry is exact: nothing is invented, and braces in its texts are no references. It is made at
//! the time when the live record was created. Entries are kept in the order in which a seed file is
//! carried out, so that the number of one that is refused finds it.

use std::collections::{BTreeMap, BTreeSet};

use cosell_api::find;
use serde_json::{Map, Value, json};

use super::read::Account;
use crate::opportunity::SOLUTION;

/// Accounts that every cosell has.
const KNOWN_ACCOUNTS: [&str; 2] = ["111111111111", "222222222222"];

/// Members of a life cycle that the partner sets with an opportunity; the others follow.
const LIFE_CYCLE: [&str; 2] = ["NextSteps", "TargetCloseDate"];

/// The need of an opportunity that is submitted for visibility only.
const NO_SUPPORT: &str = "Do Not Need Support from AWS Sales Rep";

/// The lists of a seed file, in the order in which it is carried out.
const LISTS: [&str; 4] = ["account", "opportunity", "engagement", "invitation"];

#[derive(Debug)]
pub(super) struct Entries<'a> {
    live: &'a Account,
    /// The account that owns them here.
    owner: &'a str,
    lists: BTreeMap<&'static str, Vec<Value>>,
    /// The accounts that have an entry.
    accounts: BTreeSet<String>,
}

impl<'a> Entries<'a> {
    pub(super) fn new(live: &'a Account, owner: &'a str) -> Self {
        let mut entries = Self {
            live,
            owner,
            lists: BTreeMap::new(),
            accounts: BTreeSet::new(),
        };
        entries.account(owner);
        entries
    }

    fn push(&mut self, list: &'static str, entry: Value) {
        self.lists.entry(list).or_default().push(entry);
    }

    /// Another account that cosell does not have by itself.
    fn account(&mut self, id: &str) {
        if !KNOWN_ACCOUNTS.contains(&id) && self.accounts.insert(id.to_owned()) {
            self.push("account", json!({ "id": id }));
        }
    }

    fn entry(&self, live: &Value, created: &str, body: &Value) -> Value {
        json!({
            "name": live["Id"],
            "account": self.owner,
            "catalog": live["Catalog"].as_str().unwrap_or("Sandbox"),
            "at": live[created],
            "exact": true,
            "body": body,
        })
    }

    pub(super) fn opportunity(&mut self, live: &Value) {
        let mut body = members(live, "CreateOpportunity");
        body.insert("Origin".to_owned(), json!("Partner Referral"));
        // Live records without one have an empty text.
        body.retain(|name, value| name != "PartnerOpportunityIdentifier" || *value != "");
        if let Some(Value::Object(life_cycle)) = body.get_mut("LifeCycle") {
            life_cycle.retain(|name, _| LIFE_CYCLE.contains(&name.as_str()));
            life_cycle.insert("Stage".to_owned(), json!("Prospect"));
        }
        if let Some(Value::Array(team)) = body.get_mut("OpportunityTeam") {
            // The owner is the alliance lead of the account.
            team.retain(|person| person["BusinessTitle"] != "OpportunityOwner");
        }
        let life_cycle = &live["LifeCycle"];
        let status = life_cycle["ReviewStatus"].as_str().unwrap_or_default();
        let state = match status {
            "Pending Submission" | "" => "created".to_owned(),
            other => other.to_lowercase().replace(' ', "-"),
        };
        let mut entry = self.entry(live, "CreatedDate", &Value::Object(body));
        entry["state"] = json!(state);
        let needs = live["PrimaryNeedsFromAws"].as_array();
        if needs.is_some_and(|needs| needs.iter().any(|need| need == NO_SUPPORT)) {
            entry["involvement"] = json!("For Visibility Only");
        }
        // The solutions of the live account are not here.
        let has_solution = live["RelatedEntityIdentifiers"]["Solutions"]
            .get(0)
            .is_some();
        entry["solutions"] = if has_solution {
            json!([SOLUTION])
        } else {
            json!([])
        };
        let id = live["Id"].as_str().unwrap_or_default();
        if let Some(engagement) = self
            .live
            .engagement_of
            .get(id)
            .filter(|_| state != "created")
        {
            entry["engagement"] = json!(engagement);
        }
        let reached = life_cycle["Stage"].as_str().unwrap_or("Prospect");
        if state == "approved" && reached != "Prospect" {
            entry["stage"] = json!(reached);
            if let Some(reason) = life_cycle["ClosedLostReason"].as_str() {
                entry["closed_lost_reason"] = json!(reason);
            }
        }
        self.push("opportunity", entry);
    }

    /// An engagement, unless an opportunity makes it.
    pub(super) fn engagement(&mut self, live: &Value) {
        let made = self.live.engagement_of.values();
        if made.into_iter().any(|made| live["Id"] == made.as_str()) {
            return;
        }
        let body = json!({ "Title": live["Title"], "Description": live["Description"] });
        let entry = self.entry(live, "CreatedAt", &without_nulls(&body));
        self.push("engagement", entry);
    }

    /// An invitation of a partner. Those of AWS are part of a submission.
    pub(super) fn invitation(&mut self, live: &Value) {
        let receiver = &live["Receiver"]["Account"];
        let to = receiver["AwsAccountId"].as_str().unwrap_or_default();
        if to.len() != 12 || !to.bytes().all(|byte| byte.is_ascii_digit()) {
            return;
        }
        self.account(to);
        let message = live["InvitationMessage"]
            .as_str()
            .filter(|text| !text.is_empty());
        let body = json!({ "Invitation": {
            "Message": message.unwrap_or("Would you join us?"),
            "Receiver": { "Account": receiver },
            "Payload": live["Payload"],
        } });
        let mut entry = self.entry(live, "InvitationDate", &without_nulls(&body));
        entry["to"] = json!(to);
        entry["engagement"] = live["EngagementId"].clone();
        let status = live["Status"].as_str().unwrap_or_default();
        entry["state"] = json!(status.to_lowercase());
        if let Some(reason) = live["RejectionReason"].as_str() {
            entry["reason"] = json!(reason);
        }
        self.push("invitation", entry);
    }

    /// How many entries there are.
    pub(super) fn count(&self) -> usize {
        self.lists.values().map(Vec::len).sum()
    }

    /// Takes out entries by their numbers from 0, counted over all lists in their order.
    pub(super) fn take_out(&mut self, numbers: &BTreeSet<usize>) {
        let mut number = 0;
        for list in LISTS {
            if let Some(entries) = self.lists.get_mut(list) {
                entries.retain(|_| {
                    number += 1;
                    !numbers.contains(&(number - 1))
                });
            }
        }
    }

    /// The seed file.
    pub(super) fn document(&self) -> Value {
        json!(self.lists)
    }
}

/// The members of a record that an operation takes, without nulls.
fn members(live: &Value, operation: &str) -> Map<String, Value> {
    let shape = find(operation).map(|meta| meta.input);
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
