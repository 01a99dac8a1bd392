//! One attempt at a step: the fault points that it hits, and its row in the journal.

use cosell_store::Tx;
use cosell_store::table::task::{self, Outcome, Step as Entry, Task as Record};

use crate::fault::{Fault, Faults};
use crate::fault_point::{ElapsedDelay, StepEnd, StepPoint, Stop, connection_lost, inject};
use crate::task::Step;

pub(crate) struct Attempt<'a> {
    pub step: &'a dyn Step,
    /// The task as it was before the attempt.
    pub before: &'a Record,
    pub faults: &'a Faults,
    /// The delay that ended the attempt before this one, if one did.
    pub elapsed: Option<ElapsedDelay>,
    /// What the journal says of the fault rule that made the attempt fail.
    pub struck: Option<String>,
    /// Milliseconds since 1970.
    pub started_at: i64,
}

impl Attempt<'_> {
    /// Hits a point of the step, inside its transaction.
    pub(crate) fn hit(&mut self, at: StepPoint) -> Result<(), Stop> {
        if self.delay().is_some_and(|elapsed| at <= elapsed.at) {
            return Ok(());
        }
        match inject(self.faults, self.step, self.before, at) {
            None => Ok(()),
            Some((rule, Fault::Error(name))) => Err(self.strike(rule, &name, at)),
            Some((rule, Fault::Delay(time))) => Err(Stop::Step(StepEnd::Delayed(rule, time, at))),
            Some((_, Fault::Drop)) => Err(Stop::Transaction(connection_lost())),
        }
    }

    /// Makes the attempt fail with an error that a fault rule injects.
    pub(crate) fn strike(&mut self, rule: u64, error: &str, at: StepPoint) -> Stop {
        self.struck = Some(format!("fault rule {rule}: error {error}, {}", at.as_str()));
        self.step.injected(error).into()
    }

    /// Writes its row. What a fault rule did to it follows the detail.
    pub(crate) fn journal(&self, tx: &mut Tx, outcome: Outcome, detail: String, ended_at: i64) {
        let delayed = |delay: ElapsedDelay| {
            format!("fault rule {}: delay, {}", delay.rule, delay.at.as_str())
        };
        let fault = match outcome {
            Outcome::Done | Outcome::Skipped => self.delay().map(delayed),
            Outcome::Retried | Outcome::Refused => self.struck.clone(),
        };
        let entry = Entry {
            task_id: self.before.id.clone(),
            step: self.before.step,
            epoch: self.before.epoch,
            attempt: self.before.attempts,
            node: self.before.node.clone(),
            name: self.step.name().to_owned(),
            outcome,
            detail: match fault {
                None => detail,
                Some(fault) => format!("{detail} ({fault})"),
            },
            started_at: self.started_at,
            ended_at,
        };
        task::journal(tx, &entry);
    }

    /// The delay that is over, if it was at this step.
    fn delay(&self) -> Option<ElapsedDelay> {
        self.elapsed.filter(|delay| delay.step == self.before.step)
    }
}
