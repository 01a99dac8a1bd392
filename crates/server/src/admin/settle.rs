//! `POST /_cosell/settle`: waits until everything that is due by the service's clock has happened.
//!
//! A test calls it instead of sleeping. The query parameter `timeout` has seconds of true time (10,
//! at most 60). After it the response has status 503 and lists what hangs: tasks that could run,
//! timers with work, and targets that have not received their events.

use std::time::Duration;

use cosell_admin_api::DateTime;
use cosell_admin_api::pages::Settle;
use cosell_admin_api::settle::{DueTask, Settled, WaitingTarget};
use cosell_store::table::task::Task;
use cosell_world::machine;
use hyper::StatusCode;

use super::{Context, Handler, document, invalid};
use crate::delivery::Delivery;
use crate::front::Front;
use crate::refusal::Refusal;

const DEFAULT: u32 = 10;
const LONGEST: u32 = 60;

impl Handler for Settle {
    async fn handle(self, cx: Context<'_>) -> Result<Settled, Refusal> {
        let seconds = self.query.timeout.unwrap_or(DEFAULT);
        if seconds > LONGEST {
            return Err(invalid(&format!(
                "timeout must be at most {LONGEST} seconds."
            )));
        }
        let began = machine::instant();
        let timeout = Duration::from_secs(seconds.into());
        let delivery = cx.front.delivery.as_deref();
        let targets = delivery
            .map_or_else(Vec::new, Delivery::targets)
            .into_iter();
        let targets = targets.map(|target| target.name).collect();
        let hanging = cx.front.service.settle(timeout, targets).await?;
        let waited = machine::elapsed(began).as_millis();
        let settled = Settled {
            settled: hanging.is_empty(),
            waited_ms: u64::try_from(waited).unwrap_or(u64::MAX),
            tasks: hanging
                .tasks
                .into_iter()
                .map(|task| due(cx.front, task))
                .collect(),
            timers: hanging.timers.into_iter().map(str::to_owned).collect(),
            targets: hanging
                .targets
                .into_iter()
                .map(|waiting| WaitingTarget {
                    target: waiting.target,
                    events: waiting.events,
                })
                .collect(),
        };
        if settled.settled {
            return Ok(settled);
        }
        Err(Refusal::plain(
            StatusCode::SERVICE_UNAVAILABLE,
            "Unsettled",
            document(&settled),
        ))
    }
}

fn due(front: &Front, task: Task) -> DueTask {
    let step = front.service.engine().step(&task.kind, task.step);
    DueTask {
        next_step_name: step.map(str::to_owned),
        next_run_at: DateTime::from_millis(task.next_run_at),
        attempts: task.attempts,
        id: task.id,
        kind: task.kind,
        account: task.account,
    }
}
