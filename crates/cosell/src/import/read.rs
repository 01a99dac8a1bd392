//! Reads an account, call by call, not faster than allowed.
//!
//! Every record is appended to a file as it is read, one line of JSON each; the next run reads the
//! lists again and only the records that are missing. A line that was cut off is read again.

use std::collections::BTreeMap;
use std::fs::{File, OpenOptions};
use std::io::{BufRead as _, BufReader, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use cosell_admin_api::task::Catalog;
use cosell_world::machine;
use serde_json::{Value, json};

use super::error::ImportError;
use crate::bar::Bar;
use crate::endpoint::Endpoint;

#[derive(Debug)]
pub(super) struct Reader {
    upstream: Endpoint,
    catalog: Catalog,
    /// The time from one call to the next.
    pace: Duration,
    last: Option<Instant>,
    name: String,
    file: File,
    /// What earlier runs have read, by id.
    known: BTreeMap<String, Value>,
}

/// What an account has, by id.
#[derive(Debug, Default)]
pub(super) struct Account {
    pub(super) opportunities: BTreeMap<String, Value>,
    pub(super) engagements: BTreeMap<String, Value>,
    /// Those that it sent.
    pub(super) invitations: BTreeMap<String, Value>,
    /// The engagements of opportunities, by the id of the opportunity.
    pub(super) engagement_of: BTreeMap<String, String>,
}

impl Reader {
    pub(super) fn open(
        upstream: Endpoint,
        catalog: Catalog,
        rate: u16,
        part: &Path,
    ) -> Result<Self, ImportError> {
        let name = part.display().to_string();
        let mut options = OpenOptions::new();
        let file = options.create(true).read(true).append(true).open(part);
        let file = file.map_err(|source| ImportError::Write {
            file: name.clone(),
            source,
        })?;
        let lines = BufReader::new(&file).lines().map_while(Result::ok);
        let records = lines.filter_map(|line| serde_json::from_str::<Value>(&line).ok());
        let known = records.filter_map(|answer| {
            let id = answer["Id"].as_str()?.to_owned();
            Some((id, answer))
        });
        let known = known.collect();
        let mut reader = Self {
            upstream,
            catalog,
            pace: Duration::from_secs(1) / u32::from(rate),
            last: None,
            name,
            file,
            known,
        };
        // Ends a line that was cut off.
        reader.append("\n")?;
        Ok(reader)
    }

    /// Reads everything.
    pub(super) fn account(&mut self) -> Result<Account, ImportError> {
        let mut account = Account::default();
        let ids = self.ids("ListOpportunities", "OpportunitySummaries", json!({}))?;
        account.opportunities = self.records("opportunities", "GetOpportunity", ids)?;
        let ids = self.ids("ListEngagements", "EngagementSummaryList", json!({}))?;
        account.engagements = self.records("engagements", "GetEngagement", ids)?;
        let operation = "ListEngagementResourceAssociations";
        let member = "EngagementResourceAssociationSummaries";
        for one in self.list(operation, member, json!({ "ResourceType": "Opportunity" }))? {
            let text = |name: &str| one[name].as_str().map(str::to_owned);
            if let (Some(resource), Some(engagement)) = (text("ResourceId"), text("EngagementId")) {
                account.engagement_of.insert(resource, engagement);
            }
        }
        let sent = json!({ "ParticipantType": "SENDER" });
        let member = "EngagementInvitationSummaries";
        let ids = self.ids("ListEngagementInvitations", member, sent)?;
        account.invitations = self.records("invitations", "GetEngagementInvitation", ids)?;
        Ok(account)
    }

    fn ids(
        &mut self,
        operation: &'static str,
        member: &str,
        input: Value,
    ) -> Result<Vec<String>, ImportError> {
        let all = self.list(operation, member, input)?;
        let ids = all.iter().filter_map(|one| one["Id"].as_str());
        Ok(ids.map(str::to_owned).collect())
    }

    /// All elements of a list.
    fn list(
        &mut self,
        operation: &'static str,
        member: &str,
        mut input: Value,
    ) -> Result<Vec<Value>, ImportError> {
        let mut all = Vec::new();
        loop {
            let mut page = self.call(operation, &input)?;
            if let Some(elements) = page[member].as_array_mut() {
                all.append(elements);
            }
            if page["NextToken"].is_null() {
                return Ok(all);
            }
            input["NextToken"] = page["NextToken"].take();
        }
    }

    fn records(
        &mut self,
        what: &'static str,
        operation: &'static str,
        ids: Vec<String>,
    ) -> Result<BTreeMap<String, Value>, ImportError> {
        let bar = Bar::start(what, ids.len() as u64);
        let mut records = BTreeMap::new();
        for id in ids {
            let record = if let Some(record) = self.known.remove(&id) {
                record
            } else {
                let record = self.call(operation, &json!({ "Identifier": id }))?;
                self.append(&format!("{record}\n"))?;
                record
            };
            records.insert(id, record);
            bar.step();
        }
        bar.end();
        Ok(records)
    }

    fn append(&mut self, text: &str) -> Result<(), ImportError> {
        let written = self.file.write_all(text.as_bytes());
        written.map_err(|source| ImportError::Write {
            file: self.name.clone(),
            source,
        })
    }

    /// Calls an operation when it is time.
    fn call(&mut self, operation: &'static str, input: &Value) -> Result<Value, ImportError> {
        if let Some(last) = self.last {
            machine::block(self.pace.saturating_sub(machine::elapsed(last)));
        }
        self.last = Some(machine::instant());
        let mut input = input.clone();
        input["Catalog"] = json!(self.catalog);
        let answer = self.upstream.call(operation, &input)?;
        if answer.status == 200 {
            return Ok(answer.body);
        }
        Err(ImportError::Refused {
            operation,
            name: answer.error().unwrap_or("no name").to_owned(),
            message: answer.body["Message"]
                .as_str()
                .unwrap_or_default()
                .to_owned(),
        })
    }
}
