//! `cosell settle`: waits until everything that is due has happened.

use std::time::Duration;

use cosell_admin_api::pages::Settle;
use cosell_admin_api::settle::{SettleFilter, Settled};

use crate::client::{AdminError, Connection};
use crate::clock::seconds;
use crate::print;

/// Wait until everything that is due by the service's clock has happened
///
/// Tasks, timers, reviews and the delivery of events: a test calls it instead of sleeping. Lists
/// what hangs and exits with 1 if it is not done before the timeout.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// How long to wait at most, in whole seconds up to 60, such as 10s
    #[arg(long, value_name = "TIME", default_value = "10s", value_parser = timeout)]
    timeout: u32,
    #[command(flatten)]
    connection: Connection,
}

/// How long the server may take to answer beyond the time that it waits.
const ANSWER: Duration = Duration::from_secs(10);

/// The most seconds that the server waits.
const LONGEST: u32 = 60;

/// A time span, or a number of seconds.
fn timeout(text: &str) -> Result<u32, String> {
    let wait = text
        .parse()
        .map(|seconds: u32| seconds)
        .or_else(|_| seconds(text))?;
    if (1..=LONGEST).contains(&wait) {
        return Ok(wait);
    }
    Err(format!("`{text}` is not 1s to {LONGEST}s"))
}

pub(crate) fn run(arguments: &Arguments) -> Result<(), AdminError> {
    let query = SettleFilter {
        timeout: Some(arguments.timeout),
    };
    let timeout = Duration::from_secs(arguments.timeout.into()) + ANSWER;
    let client = arguments.connection.client_with_timeout(timeout)?;
    let settled = client.call(&Settle { query })?;
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
