//! The spans of a run: one for the run, and one for each attempt of a step.
//!
//! A run collects what it does and the spans begin when it is committed, because a run that is
//! rolled back has done nothing, and runs again.

use cosell_store::table::task::{Outcome as Ended, Task as Record};
use cosell_trace::{Kind, SpanContext, Tracer, now};

use crate::journal::Outcome;

/// Finds the span of the request that started a task, in the task's row.
pub type Origin = fn(&Record) -> Option<SpanContext>;

/// How a task finds its origin if its kind does not say it.
pub(crate) const NO_ORIGIN: Origin = |_| None;

/// What a run did, for its spans. Without a tracer it is empty.
#[derive(Debug, Default)]
pub(crate) struct RunSpans(Option<Box<Collected>>);

#[derive(Debug)]
struct Collected {
    tracer: Tracer,
    began: u64,
    task: String,
    kind: String,
    account: String,
    catalog: &'static str,
    epoch: i64,
    origin: Option<SpanContext>,
    steps: Vec<Attempt>,
    /// When the step that runs began.
    step_began: u64,
}

/// An attempt of a step.
#[derive(Debug)]
struct Attempt {
    name: &'static str,
    number: i64,
    outcome: &'static str,
    error: Option<String>,
    began: u64,
    ended: u64,
}

impl RunSpans {
    /// Begins to collect, if there is a tracer.
    pub(crate) fn begin(tracer: Option<&Tracer>, record: &Record, origin: Origin) -> Self {
        Self(tracer.map(|tracer| {
            let began = now();
            Box::new(Collected {
                tracer: tracer.clone(),
                began,
                task: record.id.clone(),
                kind: record.kind.clone(),
                account: record.account.clone(),
                catalog: record.catalog.as_str(),
                epoch: record.epoch,
                origin: origin(record),
                steps: Vec::new(),
                step_began: began,
            })
        }))
    }

    /// A step begins.
    pub(crate) fn step(&mut self) {
        if let Some(collected) = &mut self.0 {
            collected.step_began = now();
        }
    }

    /// A step was done, or there was nothing to do.
    pub(crate) fn stepped(&mut self, name: &'static str, number: i64) {
        self.add(name, number, "DONE", None);
    }

    /// A step failed, for this reason code.
    pub(crate) fn failed(&mut self, name: &'static str, number: i64, ended: Ended, reason: &str) {
        self.add(name, number, ended.as_str(), Some(reason));
    }

    fn add(
        &mut self,
        name: &'static str,
        number: i64,
        outcome: &'static str,
        reason: Option<&str>,
    ) {
        if let Some(collected) = &mut self.0 {
            collected.steps.push(Attempt {
                name,
                number,
                outcome,
                error: reason.map(str::to_owned),
                began: collected.step_began,
                ended: now(),
            });
        }
    }

    /// Makes the spans of a committed run. A run within the transaction of a request is a part of
    /// that span; any other run is a trace of its own, with a link to the request.
    pub(crate) fn end(&self, within: Option<SpanContext>, outcome: Outcome) {
        let Some(collected) = &self.0 else { return };
        // Another runner owns the task, and this run was rolled back.
        if matches!(outcome, Outcome::Dropped { .. }) {
            return;
        }
        let name = format!("{} run", collected.kind);
        let open = match within {
            Some(parent) => Some(collected.tracer.child(parent, name, Kind::Internal)),
            None => collected
                .tracer
                .root(collected.origin, name, Kind::Internal),
        };
        let Some(mut open) = open else { return };
        let context = open.context();
        let span = open.span();
        span.began = collected.began;
        span.set_text("cosell.task.id", &collected.task);
        span.set_text("cosell.task.kind", &collected.kind);
        span.set_text("cosell.account", &collected.account);
        span.set("cosell.catalog", collected.catalog);
        span.set("cosell.task.epoch", collected.epoch);
        span.set("cosell.task.outcome", name_of(outcome));
        let last = collected.steps.last();
        if let (Outcome::Ended { failed: true }, Some(error)) =
            (outcome, last.and_then(|last| last.error.as_deref()))
        {
            span.fail(error);
        }
        for step in &collected.steps {
            let mut open = collected.tracer.child(context, step.name, Kind::Internal);
            let span = open.span();
            span.began = step.began;
            span.set("cosell.step.outcome", step.outcome);
            span.set("cosell.step.attempt", step.number + 1);
            if let Some(error) = &step.error {
                span.fail(error);
            }
            open.ended(step.ended);
        }
    }
}

fn name_of(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Ended { failed: false } => "COMPLETE",
        Outcome::Ended { failed: true } => "FAILED",
        Outcome::More => "MORE",
        Outcome::Again { .. } => "RETRY",
        Outcome::Delayed { .. } | Outcome::Waiting { .. } => "WAITING",
        Outcome::Dropped { .. } => "DROPPED",
    }
}
