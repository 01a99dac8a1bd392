//! Carries out a seed file.
//!
//! Every entry is a few calls of operations, and acts of AWS's side where AWS decides. An entry
//! with an age is made with the clock at that time. After each entry everything that is due has
//! happened, so the next one finds a state that does not change by itself.

mod invitation;
pub(super) mod opportunity;

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use cosell_api::DateTime;
use cosell_domain::{CallError, Error, Service, find};
use cosell_world::{Clock, World};
use serde_json::{Map, Value, json};

use self::invitation::Kinds;
use super::entry::{Answered, Call, Entry, Invitation, Plain, Record, Sent, Summary, What};
use super::error::SeedError;
use super::file::SeedFile;
use super::merge::merge;
use super::names::Names;
use crate::wait::Wait;

/// How old an invitation is that has expired: twice as long as one may wait.
const EXPIRED_AGE: Duration = Duration::from_hours(30 * 24);

/// Makes everything that the file says.
pub(crate) async fn run(service: &Service, file: &SeedFile) -> Result<(), SeedError> {
    let mut run = Run {
        service: service.without_quotas(),
        names: Names::default(),
    };
    for entry in &file.entries {
        let made = run.entry(entry).await;
        made.map_err(|message| SeedError::Refused {
            path: file.path.clone(),
            place: entry.place.clone(),
            message,
        })?;
    }
    Ok(())
}

/// Makes the entries of a file that may refer to records of these names. Returns what made the
/// records that have a name.
pub(crate) async fn add(
    service: &Service,
    file: &SeedFile,
    names: BTreeMap<String, Value>,
) -> Result<BTreeMap<String, Value>, String> {
    let known: Vec<String> = names.keys().cloned().collect();
    let mut run = Run {
        service: service.without_quotas(),
        names: Names::of(names),
    };
    for entry in &file.entries {
        run.entry(entry).await?;
    }
    let mut made = run.names.all();
    made.retain(|name, _| !known.contains(name));
    Ok(made)
}

/// An entry that was refused.
#[derive(Debug)]
pub(crate) struct Refusal {
    /// The key of its list.
    pub(crate) list: &'static str,
    /// Its number in the list, from 0.
    pub(crate) number: usize,
    /// Where it is, and why.
    pub(crate) reason: String,
}

/// Makes what can be made. Returns the entries that are refused.
pub(crate) async fn try_each(service: &Service, file: &SeedFile) -> Vec<Refusal> {
    let mut run = Run {
        service: service.without_quotas(),
        names: Names::default(),
    };
    let mut refused = Vec::new();
    for entry in &file.entries {
        if let Err(reason) = run.entry(entry).await {
            refused.push(Refusal {
                list: entry.place.kind,
                number: entry.place.number.saturating_sub(1),
                reason: format!("{}: {reason}", entry.place),
            });
        }
    }
    refused
}

/// The clock while an entry is made. It goes back also when nobody waits for the entry any more.
struct Moved {
    world: World,
    clock: Clock,
}

impl Moved {
    /// Stands still at this time.
    fn to(world: &World, at: i64) -> Self {
        let moved = Self {
            clock: world.clock(),
            world: world.clone(),
        };
        world.set_clock(Clock::Frozen { at });
        moved
    }
}

impl Drop for Moved {
    fn drop(&mut self) {
        self.world.set_clock(self.clock);
    }
}

struct Run {
    service: Service,
    names: Names,
}

impl Run {
    async fn entry(&mut self, entry: &Entry) -> Result<(), String> {
        let at = entry.what.record().and_then(|record| record.at);
        let age = match &entry.what {
            What::Account(_) => None,
            What::Opportunity(opportunity) => opportunity.record.age.map(Wait::duration),
            What::CustomerAccount(Plain { record, .. })
            | What::Engagement(Plain { record, .. })
            | What::Summary(Summary { record, .. })
            | What::Call(Call { record, .. }) => record.age.map(Wait::duration),
            What::Invitation(Invitation { record, state, .. })
            | What::Referral(Sent { record, state, .. })
            | What::Lead(Sent { record, state, .. }) => {
                let age = record.age.map(Wait::duration);
                age.or((*state == Answered::Expired).then_some(EXPIRED_AGE))
            }
        };
        let world = self.service.world();
        let age = age.map(|age| i64::try_from(age.as_millis()).unwrap_or(i64::MAX));
        let at = at.map(DateTime::as_millis);
        let at = at.or_else(|| Some(world.now().saturating_sub(age?)));
        let moved = at.map(|at| Moved::to(world, at));
        let made = self.make(&entry.what).await;
        drop(moved);
        made?;
        self.settle().await?;
        self.check(&entry.what).await
    }

    async fn make(&mut self, what: &What) -> Result<(), String> {
        match what {
            What::Account(account) => {
                let made = self.service.administration();
                let made = made.create_account(account.clone()).await;
                made.map(|_| ()).map_err(|error| error.to_string())
            }
            What::Opportunity(opportunity) => self.opportunity(opportunity).await,
            What::CustomerAccount(plain) => {
                let name = plain.record.name.as_deref().unwrap_or("Customer");
                let invented = json!({ "Account": { "CompanyName": name } });
                self.plain(plain, "CreateCustomerAccount", invented).await
            }
            What::Engagement(plain) => {
                let title = plain.record.name.as_deref().unwrap_or("Joint engagement");
                let description = "Partners and AWS work on this together.";
                let invented = json!({ "Title": title, "Description": description });
                self.plain(plain, "CreateEngagement", invented).await
            }
            What::Referral(sent) => self.sent(sent, Kinds::Referral).await,
            What::Lead(sent) => self.sent(sent, Kinds::Lead).await,
            What::Invitation(invitation) => self.invitation(invitation).await,
            What::Summary(summary) => self.summary(summary).await,
            What::Call(call) => {
                let body = Value::Object(Map::new());
                let body = self.body(&call.record, body, &call.body)?;
                let made = self
                    .call(&call.record.account, &call.operation, body)
                    .await?;
                self.named(&call.record, made)
            }
        }
    }

    /// A record that one operation makes.
    async fn plain(
        &mut self,
        plain: &Plain,
        operation: &str,
        invented: Value,
    ) -> Result<(), String> {
        let Plain { record, body } = plain;
        let body = self.body(record, invented, body)?;
        let made = self.call(&record.account, operation, body).await?;
        self.named(record, made)
    }

    async fn summary(&self, summary: &Summary) -> Result<(), String> {
        let Summary {
            record,
            opportunity,
            body,
        } = summary;
        let id = self.names.id(opportunity)?;
        let change = self.body(record, json!({}), body)?;
        let mut change = change.as_object().cloned().unwrap_or_default();
        change.remove("Catalog");
        // A change that says nothing new would take a snapshot, because it says what was assumed.
        let which = json!({ "Catalog": record.catalog, "RelatedOpportunityIdentifier": id });
        let operation = "GetAwsOpportunitySummary";
        let shown = self.call(&record.account, operation, which).await?;
        change.retain(|name, value| shown[name.as_str()] != *value);
        if change.is_empty() {
            return Ok(());
        }
        let set = self.service.set_summary(id, change).await;
        set.map(|_| ()).map_err(|error| of_domain(&error))
    }

    /// The body of a request: what is invented, with the members of the entry over it.
    fn body(
        &self,
        record: &Record,
        invented: Value,
        over: &Map<String, Value>,
    ) -> Result<Value, String> {
        let mut body = if record.exact { json!({}) } else { invented };
        body["Catalog"] = json!(record.catalog);
        merge(&mut body, over.clone());
        let now = self.service.world().now();
        if !record.exact {
            self.names.fill(&mut body, now)?;
        }
        for (path, text) in &record.references {
            let mut value = json!(text);
            self.names.fill(&mut value, now)?;
            put(&mut body, path, value)?;
        }
        Ok(body)
    }

    fn named(&mut self, record: &Record, made: Value) -> Result<(), String> {
        match &record.name {
            Some(name) => self.names.put(name, made),
            None => Ok(()),
        }
    }

    /// Calls an operation. One that takes a client token gets one.
    async fn call(&self, account: &str, operation: &str, body: Value) -> Result<Value, String> {
        let entry = find(operation).ok_or_else(|| format!("there is no operation {operation}"))?;
        let mut body = body;
        if let Value::Object(members) = &mut body {
            let token = || format!("seed-{}", self.service.world().id(13));
            entry.meta.fill_token(members, token);
        }
        let caller: Arc<str> = account.into();
        let answered = self.service.call(entry, caller, body).await;
        let answer = answered.map_err(|error| format!("{operation}: {}", of_call(&error)))?;
        let body = answer.body.unwrap_or_else(|| b"{}".to_vec());
        serde_json::from_slice(&body).map_err(|error| error.to_string())
    }

    /// Starts a task and waits for its end.
    async fn task(&self, account: &str, operation: &str, body: Value) -> Result<Value, String> {
        let task = self.call(account, operation, body).await?;
        match task["TaskStatus"].as_str() {
            Some("COMPLETE") => Ok(task),
            status => Err(format!(
                "{operation}: the task is {}: {}",
                status.unwrap_or_default(),
                task["Message"]
                    .as_str()
                    .unwrap_or("it has not ended in time")
            )),
        }
    }

    async fn settle(&self) -> Result<(), String> {
        let settled = self.service.engine().settle().await;
        settled.map_err(|error| error.to_string())
    }
}

/// Puts a value at a place in a body: the names of its members, and numbers from 0 in lists.
fn put(body: &mut Value, path: &str, value: Value) -> Result<(), String> {
    let mut place = body;
    for step in path.split('.') {
        place = match place {
            Value::Array(items) => {
                let item = step
                    .parse()
                    .ok()
                    .and_then(|number: usize| items.get_mut(number));
                item.ok_or_else(|| format!("the body has no `{path}`"))?
            }
            Value::Object(members) => members.entry(step).or_insert(Value::Null),
            empty @ Value::Null => {
                *empty = json!({});
                empty.as_object_mut().map_or_else(
                    || Err(format!("the body has no `{path}`")),
                    |members| Ok(members.entry(step).or_insert(Value::Null)),
                )?
            }
            _ => return Err(format!("the body has no `{path}`")),
        };
    }
    *place = value;
    Ok(())
}

fn text(response: &Value, member: &str) -> Result<String, String> {
    let text = response[member].as_str().map(str::to_owned);
    text.ok_or_else(|| format!("the response has no {member}"))
}

/// A response with other members.
fn with(response: &Value, members: &[(&str, &str)]) -> Value {
    let mut response = response.clone();
    for (name, value) in members {
        response[*name] = json!(value);
    }
    response
}

fn of_call(error: &CallError) -> String {
    match error {
        CallError::Decode(error) => match error.body()["Message"].as_str() {
            Some(message) => format!("{}: {message}", error.name()),
            None => error.name().to_owned(),
        },
        CallError::Operation(error) => of_domain(error),
        CallError::Dropped => error.to_string(),
    }
}

fn of_domain(error: &Error) -> String {
    match error.refused() {
        Some(refused) => format!("{}: {}", refused.kind().name(), refused.message()),
        None => error.to_string(),
    }
}
