//! How a new task begins: in the transaction that stores it, or after the commit.
//!
//! A task that runs at once costs one commit instead of two, and its row is written once. Its start
//! is then not durable before its effects are. That cannot be observed where all steps commit
//! together and the request waits for its task anyway.

use cosell_store::table::task::Task as Record;
use cosell_store::{Error, Notice, Tx};
use cosell_trace::SpanContext;

use crate::engine::Engine;
use crate::journal::{Outcome, RunReport, RunState};
use crate::runner;
use crate::task::FIRST_EPOCH;

/// A task that a transaction began.
#[derive(Debug)]
pub struct Begun {
    task: Record,
    /// Its first run, if it happened in the same transaction.
    ran: Option<RunReport>,
}

impl Begun {
    /// A task that an earlier transaction began.
    pub const fn before(task: Record) -> Self {
        Self { task, ran: None }
    }
}

impl Engine {
    /// Whether a new task may run in the transaction that stores it.
    pub fn runs_at_once(&self) -> bool {
        let context = &self.inner.context;
        !context.each && !context.faults.any() && !self.inner.queue.stopping()
    }

    /// Begins a task that this transaction has stored: its first run happens here and now, or after
    /// the commit.
    pub async fn begin(&self, tx: &mut Tx, task: Record, at_once: bool) -> Result<Begun, Error> {
        let ran = if at_once {
            let run_state = RunState::of_epoch(FIRST_EPOCH);
            Some(runner::run_found(&self.inner, tx, task.clone(), &run_state).await?)
        } else {
            None
        };
        let outcome = ran.as_ref().map(|ran| ran.outcome);
        if !matches!(outcome, Some(Outcome::Ended { .. })) {
            tx.notify(Notice::TaskReady {
                account: task.account.clone(),
                id: task.id.clone(),
            });
        }
        Ok(Begun { task, ran })
    }

    /// Counts what [`Engine::begin`] did, once it is committed, within the span of its transaction.
    /// Returns the task as it was stored before its first run.
    pub fn begun(&self, begun: Begun, within: Option<SpanContext>) -> Record {
        if let Some(ran) = &begun.ran {
            self.inner.counting.ran(ran);
            ran.spans.end(within, ran.outcome);
        }
        begun.task
    }
}
