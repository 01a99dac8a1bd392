//! `cosell settle`: waits until everything that is due has happened.

use std::num::NonZeroU32;

use cosell_admin_api::pages::Settle;
use cosell_admin_api::settle::{SettleFilter, Settled};

use crate::client::{AdminError, Connection};
use crate::print;

/// Wait until everything that is due by the service's clock has happened
///
/// Tasks, timers, reviews and the delivery of events: a test calls it instead of sleeping. Lists
/// what hangs and exits with 1 if it is not done before the timeout.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// How many seconds to wait at most, up to 60
    #[arg(long, value_name = "SECONDS", default_value = "10")]
    timeout: NonZeroU32,
    #[command(flatten)]
    connection: Connection,
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), AdminError> {
    let query = SettleFilter {
        timeout: Some(arguments.timeout.get()),
    };
    let settled = arguments.connection.client()?.call(&Settle { query })?;
    arguments.connection.output.print(&settled, shown)?;
    if settled.value.settled {
        return Ok(());
    }
    Err(AdminError::Unsettled)
}

fn shown(settled: &Settled) -> String {
    if settled.settled {
        return format!("settled after {} ms", settled.waited_ms);
    }
    let mut lines = Vec::new();
    for task in &settled.tasks {
        lines.push(format!(
            "task {} of account {}: {} has not ended, {} failed attempts",
            print::text(&task.id),
            print::text(&task.account),
            print::optional(task.next_step_name.as_ref()),
            task.attempts
        ));
    }
    for timer in &settled.timers {
        lines.push(format!("timer {}: work is due", print::text(timer)));
    }
    for target in &settled.targets {
        lines.push(format!(
            "target {}: {} events not received",
            print::text(&target.target),
            target.events
        ));
    }
    lines.join("\n")
}
