//! AWS's reviewers by rule: what they decide about submitted opportunities, and when.
//!
//! The first rule whose conditions an opportunity fulfils decides. Its decisions are scheduled in
//! the transaction of the submission: each is a task of its own ([`task::review`](crate::task)),
//! which is parked until its time and schedules the next one. A task has the decisions as they were
//! when the opportunity was submitted; rules that are read again later concern later submissions.
//! Without rules a person reviews.

mod condition;
mod describe;

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use cosell_admin_api::aws::{Decision, Review};
use cosell_engine as engine;
use cosell_store::table::opportunity::Opportunity;
use cosell_store::table::task::{self, Task as Record};
use cosell_store::{Catalog, Notice, Tx};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

pub use self::condition::{Bounds, FieldCondition, Path, PathError, Test, When};
use crate::error::write_document;
use crate::opportunity::document::Document;
use crate::{Context, Error};

/// The kind of the tasks that carry out decisions.
pub const KIND: &str = "aws-review-task";

/// Characters of a task's id after its prefix.
const ID_LENGTH: usize = 13;

/// The rules in force, which may be replaced while the service runs.
#[derive(Clone, Debug, Default)]
pub struct Reviewer(Arc<RwLock<Arc<Plan>>>);

/// Rules in the order in which they are asked.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Plan {
    /// Decides which opportunities belong to a share.
    pub seed: u64,
    pub rules: Vec<Rule>,
}

/// What reviewers do about the opportunities that fulfil all conditions.
#[derive(Clone, Debug, PartialEq)]
pub struct Rule {
    /// Shown in the journal of the tasks.
    pub name: String,
    pub when: When,
    /// In the order of their times.
    pub then: Vec<Planned>,
}

/// What AWS does at a time after the submission, by the service's clock.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    pub after: Duration,
    pub act: Act,
}

/// What AWS does.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// It decides the review.
    Review(Review),
    /// It changes these members of its side of the opportunity.
    Summary(Map<String, Value>),
}

impl Plan {
    /// Approves every opportunity at once.
    pub fn approve() -> Self {
        let review = Review {
            decision: Decision::Approve,
            comments: None,
            reason: None,
        };
        Self {
            seed: 0,
            rules: vec![Rule {
                name: "approve".to_owned(),
                when: When::default(),
                then: vec![Planned {
                    after: Duration::ZERO,
                    act: Act::Review(review),
                }],
            }],
        }
    }
}

impl Reviewer {
    /// A reviewer with these rules.
    pub fn new(plan: Plan) -> Self {
        Self(Arc::new(RwLock::new(Arc::new(plan))))
    }

    /// Replaces the rules; submissions from now on are reviewed by them.
    pub fn replace(&self, plan: Arc<Plan>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = plan;
    }

    /// The rules in force.
    pub fn plan(&self) -> Arc<Plan> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The input of a review task: what AWS still does about one submission.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Schedule {
    pub rule: String,
    /// How often the opportunity was submitted again by then; `None` at its first submission, and
    /// in a task of an earlier version, which did not count.
    #[serde(default)]
    pub submission: Option<u32>,
    /// Whether one of its decisions has asked the partner for an action.
    #[serde(default)]
    pub has_asked: bool,
    /// Never empty.
    pub acts: Vec<Due>,
}

/// What AWS does, and its time in milliseconds.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Due {
    pub at: i64,
    pub act: Act,
}

/// Schedules what the rules decide about an opportunity that has just been submitted.
pub(crate) async fn submitted(
    cx: &Context,
    tx: &mut Tx,
    row: &Opportunity,
    document: &Document,
) -> Result<(), Error> {
    let plan = cx.settings.reviewer.plan();
    if plan.rules.is_empty() {
        return Ok(());
    }
    let content = serde_json::to_value(document.content());
    let content = content.map_err(|_| cosell_api::Error::internal())?;
    let mut rules = plan.rules.iter();
    let holds = |rule: &&Rule| rule.when.holds(plan.seed, row, document, &content);
    let Some(rule) = rules.find(holds) else {
        return Ok(());
    };
    let now = cx.millis();
    let due = |planned: &Planned| Due {
        at: now.saturating_add(i64::try_from(planned.after.as_millis()).unwrap_or(i64::MAX)),
        act: planned.act.clone(),
    };
    let schedule = Schedule {
        rule: rule.name.clone(),
        submission: document.resubmissions,
        has_asked: false,
        acts: rule.then.iter().map(due).collect(),
    };
    // The start is by the clock and not the time of the opportunity's change, which only grows: a
    // task whose start is later than its time runs at once.
    let place = (row.account.as_str(), row.catalog, row.id.as_str());
    self::schedule(cx, tx, place, now, &schedule).await
}

/// Stores the task that does the first of this at its time. All tasks of one submission have the
/// same start.
pub(crate) async fn schedule(
    cx: &Context,
    tx: &mut Tx,
    (account, catalog, opportunity): (&str, Catalog, &str),
    submitted_at: i64,
    schedule: &Schedule,
) -> Result<(), Error> {
    let Some(first) = schedule.acts.first() else {
        return Ok(());
    };
    let id = format!("review-{}", cx.world.id(ID_LENGTH));
    let node = cx.world.node();
    let record = Record {
        next_run_at: first.at,
        opportunity_id: Some(opportunity.to_owned()),
        input: write_document(schedule)?,
        caller: cx.stored_origin(),
        ..engine::first_record(id, KIND, (account, catalog), node, submitted_at)
    };
    task::insert(tx, &record).await?;
    tx.notify(Notice::TaskReady {
        account: record.account,
        id: record.id,
    });
    Ok(())
}
