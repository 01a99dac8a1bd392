//! One opportunity from its creation to the end of its task, as its client knows it.
//!
//! [`Deal::proceed`] continues it from its last acknowledged step. If a request got no response,
//! the deal resolves that step first: the store must contain its effect completely or not at all,
//! and after a retry there must be exactly one.

use std::time::Duration;

use cosell_world::machine;
use serde_json::{Value, json};

use crate::body;
use crate::finding::Invariant;
use crate::session::{Session, Stop, text};

/// What a client knows about a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    Unsent,
    /// Sent, without a response so far.
    Sent,
    Acknowledged,
}

/// The timeout of a task on a busy machine; without a crash a task takes 10 ms.
const TASK_TIMEOUT: Duration = Duration::from_secs(30);

/// The timeout of a task while the database or a node, with its locks, is unavailable most of the
/// time.
const HARMED_TASK_TIMEOUT: Duration = Duration::from_mins(2);

/// The poll interval while a task runs.
const TASK_POLL: Duration = Duration::from_millis(10);

#[derive(Debug)]
pub(crate) struct Deal {
    /// The name in all records and tokens of this deal.
    pub name: String,
    pub created: Fate,
    pub id: String,
    pub associated: Fate,
    pub updated: Fate,
    /// The version that the update replaces.
    seen: String,
    /// The newest `LastModifiedDate` in a response.
    pub modified: String,
    pub started: Fate,
    pub task: String,
    /// The task in the first response after its end.
    pub end: Option<Value>,
    /// Whether a refusal, which is among the findings, ended the deal.
    pub abandoned: bool,
}

impl Deal {
    pub(crate) fn new(name: String) -> Self {
        Self {
            name,
            created: Fate::Unsent,
            id: String::new(),
            associated: Fate::Unsent,
            updated: Fate::Unsent,
            seen: String::new(),
            modified: String::new(),
            started: Fate::Unsent,
            task: String::new(),
            end: None,
            abandoned: false,
        }
    }

    pub(crate) fn is_open(&self) -> bool {
        self.end.is_none() && !self.abandoned
    }

    pub(crate) fn is_complete(&self) -> bool {
        self.end
            .as_ref()
            .is_some_and(|task| task["TaskStatus"] == "COMPLETE")
    }

    /// Continues the deal to its end.
    pub(crate) fn proceed(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        let result = self.steps(session);
        self.abandoned |= result == Err(Stop::Refused);
        result
    }

    fn steps(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        self.create(session)?;
        self.associate(session)?;
        self.update(session)?;
        self.start(session)?;
        self.follow(session)
    }

    fn create(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        if self.created == Fate::Acknowledged {
            return Ok(());
        }
        let unanswered = self.created == Fate::Sent;
        let body = body::create(&self.name);
        let before = if unanswered {
            self.found(session)?
        } else {
            Vec::new()
        };
        for id in &before {
            let get = body::identifier(id);
            let there = session.read(Invariant::AllOrNothing, "GetOpportunity", &get)?;
            let whole = body::covers(&there, &body::opportunity(&self.name));
            session.check(Invariant::AllOrNothing, whole, || format!("{id}: {there}"));
        }
        self.created = Fate::Sent;
        let answer = session.write("CreateOpportunity", &body)?;
        self.id = text(&answer, "/Id");
        self.modified = text(&answer, "/LastModifiedDate");
        if unanswered {
            let after = self.found(session)?;
            let once = after == [self.id.clone()] && before.iter().all(|id| *id == self.id);
            session.check(Invariant::NothingDoubled, once, || {
                format!(
                    "{} sent twice: {before:?}, then {after:?}, answered {}",
                    self.name, self.id
                )
            });
        }
        self.created = Fate::Acknowledged;
        Ok(())
    }

    /// The ids of the opportunities with this name.
    fn found(&self, session: &Session<'_>) -> Result<Vec<String>, Stop> {
        let named = json!({ "CustomerCompanyName": [self.name] });
        let found = session.list("ListOpportunities", "OpportunitySummaries", &named)?;
        Ok(found.iter().map(|item| text(item, "/Id")).collect())
    }

    fn get(&self, session: &Session<'_>) -> Result<Value, Stop> {
        let get = body::identifier(&self.id);
        session.read(Invariant::AcknowledgedIsPresent, "GetOpportunity", &get)
    }

    fn associate(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        if self.associated == Fate::Acknowledged {
            return Ok(());
        }
        let unanswered = self.associated == Fate::Sent;
        self.associated = Fate::Sent;
        session.write("AssociateOpportunity", &body::associate(&self.id))?;
        self.associated = Fate::Acknowledged;
        if unanswered {
            let there = self.get(session)?;
            let solutions = &there["RelatedEntityIdentifiers"]["Solutions"];
            let once = *solutions == json!([body::SOLUTION]);
            session.check(Invariant::NothingDoubled, once, || {
                format!("{} associated twice: {solutions}", self.id)
            });
        }
        Ok(())
    }

    /// Updates the opportunity. An update has no token; the version in the request makes it
    /// idempotent.
    fn update(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        if self.updated == Fate::Acknowledged {
            return Ok(());
        }
        let there = self.get(session)?;
        let done = there["LifeCycle"]["NextSteps"] == body::next_steps(&self.name);
        if self.updated == Fate::Sent {
            let untouched = there["LifeCycle"]["NextSteps"].is_null()
                && text(&there, "/LastModifiedDate") == self.seen;
            let whole = untouched || body::covers(&there, &body::updated(&self.name));
            session.check(Invariant::AllOrNothing, whole, || {
                format!("update of {}: {there}", self.id)
            });
        } else {
            self.seen = text(&there, "/LastModifiedDate");
        }
        let mut request = body::updated(&self.name);
        request["Identifier"] = json!(self.id);
        request["LastModifiedDate"] = json!(self.seen);
        self.updated = Fate::Sent;
        if done {
            let again = session.call("UpdateOpportunity", &request)?;
            let refused = matches!(&again, Err(refusal) if refusal.code == "ConflictException");
            session.check(Invariant::NothingDoubled, refused, || {
                format!("second update of {}: {again:?}", self.id)
            });
            self.modified = text(&there, "/LastModifiedDate");
        } else {
            let answer = session.write("UpdateOpportunity", &request)?;
            self.modified = text(&answer, "/LastModifiedDate");
        }
        self.updated = Fate::Acknowledged;
        Ok(())
    }

    fn start(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        if self.started == Fate::Acknowledged {
            return Ok(());
        }
        let unanswered = self.started == Fate::Sent;
        let before = if unanswered {
            self.tasks(session)?
        } else {
            Vec::new()
        };
        self.started = Fate::Sent;
        let request = body::start(&self.name, &self.id);
        let answer = session.write("StartEngagementFromOpportunityTask", &request)?;
        self.task = text(&answer, "/TaskId");
        if unanswered {
            let after = self.tasks(session)?;
            let once = after == [self.task.clone()] && before.iter().all(|id| *id == self.task);
            session.check(Invariant::NothingDoubled, once, || {
                format!(
                    "task of {} sent twice: {before:?}, then {after:?}, answered {}",
                    self.id, self.task
                )
            });
        }
        self.started = Fate::Acknowledged;
        self.ended(session, answer);
        Ok(())
    }

    fn tasks(&self, session: &Session<'_>) -> Result<Vec<String>, Stop> {
        let of = json!({ "OpportunityIdentifier": [self.id] });
        let tasks = session.list("ListEngagementFromOpportunityTasks", "TaskSummaries", &of)?;
        Ok(tasks.iter().map(|task| text(task, "/TaskId")).collect())
    }

    /// Stores the task from a response, if the task has ended.
    fn ended(&mut self, session: &Session<'_>, task: Value) {
        match task["TaskStatus"].as_str() {
            Some("COMPLETE") => {}
            Some("FAILED") => session.findings.failed(),
            _ => return,
        }
        self.end = Some(task);
    }

    /// Polls the task until its end.
    fn follow(&mut self, session: &Session<'_>) -> Result<(), Stop> {
        let timeout = if session.lasting {
            HARMED_TASK_TIMEOUT
        } else {
            TASK_TIMEOUT
        };
        let deadline = machine::instant() + timeout;
        let by_id = json!({ "TaskIdentifier": [self.task] });
        while self.end.is_none() {
            let list = "ListEngagementFromOpportunityTasks";
            let task = session.list(list, "TaskSummaries", &by_id)?.pop();
            let there = task.is_some();
            session.check(Invariant::AcknowledgedIsPresent, there, || {
                self.task.clone()
            });
            let Some(task) = task else {
                return Err(Stop::Refused);
            };
            self.ended(session, task);
            if self.end.is_none() {
                if machine::instant() > deadline {
                    session.check(Invariant::NoTaskStuck, false, || self.task.clone());
                    return Err(Stop::Refused);
                }
                machine::block(TASK_POLL);
            }
        }
        session.check(Invariant::NoTaskStuck, true, String::new);
        Ok(())
    }
}
