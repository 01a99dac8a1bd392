//! Carries out a seed file.
//!
//! Every entry is a few calls of operations, and acts of AWS's side where AWS decides. An entry
//! with an age is made with the clock at that time. After each entry everything that is due has
//! happened, so the next one finds a state that does not change by itself.

mod invitation;

use std::sync::Arc;
use std::time::Duration;

use cosell_admin_api::aws::{Decision, Review};
use cosell_api::shape::Kind;
use cosell_domain::aws_side::Decided;
use cosell_domain::{CallError, Error, Service, find};
use cosell_world::Clock;
use serde_json::{Map, Value, json};

use self::invitation::Kinds;
use super::error::SeedError;
use super::file::{
    Answered, Call, Engagement, Entry, Invitation, Opportunity, Progress, Record, SeedFile, Sent,
    What,
};
use super::merge::merge;
use super::names::Names;
use crate::config::Wait;
use crate::opportunity;

/// How old an invitation is that has expired: twice as long as one may wait.
const EXPIRED_AGE: Duration = Duration::from_hours(30 * 24);

/// Makes everything that the file says.
pub(crate) async fn run(service: &Service, file: &SeedFile) -> Result<(), SeedError> {
    let mut run = Run {
        service,
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

/// Makes what can be made. Returns the numbers of the entries that are refused, from 0, and why.
pub(crate) async fn try_each(service: &Service, file: &SeedFile) -> Vec<(usize, String)> {
    let mut run = Run {
        service,
        names: Names::default(),
    };
    let mut refused = Vec::new();
    for (number, entry) in file.entries.iter().enumerate() {
        if let Err(reason) = run.entry(entry).await {
            refused.push((number, format!("{}: {reason}", entry.place)));
        }
    }
    refused
}

struct Run<'a> {
    service: &'a Service,
    names: Names,
}

impl Run<'_> {
    async fn entry(&mut self, entry: &Entry) -> Result<(), String> {
        let at = entry.what.record().and_then(|record| record.at);
        let age = match &entry.what {
            What::Account(_) => None,
            What::Opportunity(Opportunity { record, .. })
            | What::Engagement(Engagement { record, .. })
            | What::Call(Call { record, .. }) => record.age.map(Wait::duration),
            What::Invitation(Invitation { record, state, .. })
            | What::Referral(Sent { record, state, .. })
            | What::Lead(Sent { record, state, .. }) => {
                let age = record.age.map(Wait::duration);
                age.or((*state == Answered::Expired).then_some(EXPIRED_AGE))
            }
        };
        let world = self.service.world();
        let clock = world.clock();
        if let Some(at) = at {
            let at = at.as_millis();
            world.set_clock(Clock::Frozen { at });
        } else if let Some(age) = age {
            let age = i64::try_from(age.as_millis()).unwrap_or(i64::MAX);
            let at = world.now().saturating_sub(age);
            world.set_clock(Clock::Frozen { at });
        }
        let made = self.make(&entry.what).await;
        world.set_clock(clock);
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
            What::Engagement(engagement) => self.engagement(engagement).await,
            What::Referral(sent) => self.sent(sent, Kinds::Referral).await,
            What::Lead(sent) => self.sent(sent, Kinds::Lead).await,
            What::Invitation(invitation) => self.invitation(invitation).await,
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

    async fn opportunity(&mut self, opportunity: &Opportunity) -> Result<(), String> {
        let Opportunity {
            record,
            state,
            stage,
            closed_lost_reason,
            involvement,
            solutions,
            engagement,
            body,
        } = opportunity;
        let account = &record.account;
        let now = self.service.world().now();
        let mut invented = opportunity::body(now, "");
        if let Some(name) = &record.name {
            invented["PartnerOpportunityIdentifier"] = json!(name);
        }
        let body = self.body(record, invented, body)?;
        let mut made = self.call(account, "CreateOpportunity", body).await?;
        let id = text(&made, "Id")?;
        for solution in solutions {
            let body = json!({
                "Catalog": record.catalog,
                "OpportunityIdentifier": id,
                "RelatedEntityType": "Solutions",
                "RelatedEntityIdentifier": solution,
            });
            self.call(account, "AssociateOpportunity", body).await?;
        }
        if engagement.is_some() || *state > Progress::Created {
            let body = json!({
                "Catalog": record.catalog,
                "ClientToken": self.token(),
                "Identifier": id,
                "AwsSubmission": { "InvolvementType": involvement, "Visibility": "Full" },
            });
            let operation = "StartEngagementFromOpportunityTask";
            let task = self.task(account, operation, body).await?;
            if let Some(name) = engagement {
                let engagement = text(&task, "EngagementId")?;
                self.names.put(name, with(&task, &[("Id", &engagement)]))?;
            }
            made = with(&task, &[("Id", &id)]);
        }
        let decision = match state {
            Progress::Created | Progress::Submitted => None,
            Progress::InReview => Some(Decision::TakeIntoReview),
            Progress::ActionRequired => Some(Decision::ActionRequired),
            Progress::Rejected => Some(Decision::Reject),
            Progress::Approved => Some(Decision::Approve),
        };
        if let Some(decision) = decision {
            self.review(&id, decision).await?;
        }
        if let Some(stage) = stage {
            let reason = closed_lost_reason.as_deref();
            self.update(record, &id, stage, reason).await?;
        }
        let which = json!({ "Catalog": record.catalog, "Identifier": id });
        let stored = self.call(account, "GetOpportunity", which).await?;
        let arn = text(&stored, "Arn")?;
        self.named(record, with(&made, &[("Arn", &arn)]))
    }

    async fn review(&self, id: &str, decision: Decision) -> Result<(), String> {
        let review = Review {
            decision,
            comments: None,
            reason: None,
        };
        match self.service.review(id.to_owned(), review).await {
            Ok(Decided::Done(_)) => Ok(()),
            Ok(Decided::Unknown) => Err("AWS does not know the opportunity".to_owned()),
            Ok(Decided::Refused(status)) => Err(format!(
                "AWS does not decide `{decision}` while the review status is {}",
                status.as_str()
            )),
            Err(error) => Err(of_domain(&error)),
        }
    }

    /// Sets the stage of an opportunity, and leaves everything else as it is.
    async fn update(
        &self,
        record: &Record,
        id: &str,
        stage: &str,
        closed_lost_reason: Option<&str>,
    ) -> Result<(), String> {
        let which = json!({ "Catalog": record.catalog, "Identifier": id });
        let stored = self.call(&record.account, "GetOpportunity", which).await?;
        let operation = "UpdateOpportunity";
        let members = match find(operation).map(|entry| &entry.meta.input.kind) {
            Some(Kind::Structure { members, .. }) => *members,
            _ => &[],
        };
        let kept = members.iter().filter_map(|member| {
            let value = stored.get(member.name)?;
            Some((member.name.to_owned(), value.clone()))
        });
        let mut body: Value = kept.collect();
        body["Identifier"] = json!(id);
        body["LifeCycle"]["Stage"] = json!(stage);
        if let Some(reason) = closed_lost_reason {
            body["LifeCycle"]["ClosedLostReason"] = json!(reason);
        }
        self.call(&record.account, operation, body)
            .await
            .map(|_| ())
    }

    async fn engagement(&mut self, engagement: &Engagement) -> Result<(), String> {
        let Engagement { record, body } = engagement;
        let title = record.name.as_deref().unwrap_or("Joint engagement");
        let invented = json!({
            "Title": title,
            "Description": "Partners and AWS work on this together.",
        });
        let body = self.body(record, invented, body)?;
        let made = self.call(&record.account, "CreateEngagement", body).await?;
        self.named(record, made)
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
        if record.exact {
            merge(&mut body, over.clone());
            return Ok(body);
        }
        merge(&mut body, over.clone());
        self.names.fill(&mut body, self.service.world().now())?;
        Ok(body)
    }

    fn named(&mut self, record: &Record, made: Value) -> Result<(), String> {
        match &record.name {
            Some(name) => self.names.put(name, made),
            None => Ok(()),
        }
    }

    fn token(&self) -> String {
        format!("seed-{}", self.service.world().id(13))
    }

    /// Calls an operation. One that has a client token gets one.
    async fn call(&self, account: &str, operation: &str, body: Value) -> Result<Value, String> {
        let entry = find(operation).ok_or_else(|| format!("there is no operation {operation}"))?;
        let mut body = body;
        if let Some(token) = entry.meta.idempotency_token
            && body[token].as_str().is_none_or(str::is_empty)
        {
            body[token] = json!(self.token());
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
