//! `cosell health` and `cosell wait`: whether a server can be used.

use std::time::Duration;

use cosell_admin_api::health::Health;
use cosell_admin_api::pages::ShowHealth;
use cosell_world::{World, machine};

use crate::client::{AdminError, Answered, Connection};
use crate::config::Wait;

/// The status of a server that can be used, although a loop of it was restarted.
const USABLE: [&str; 2] = ["ok", "degraded"];

/// The poll interval: short for people, long for a server that answers in a millisecond.
const POLL_INTERVAL: Duration = Duration::from_millis(50);

/// Show whether a running server can be used
#[derive(Debug, clap::Args)]
pub(crate) struct HealthArguments {
    #[command(flatten)]
    connection: Connection,
}

/// Wait until a server can be used
///
/// Exits with 0 as soon as it can, and with 7 when it cannot be reached before the timeout.
#[derive(Debug, clap::Args)]
pub(crate) struct WaitArguments {
    /// How long to wait at most
    #[arg(long, value_name = "TIME", default_value = "30s")]
    timeout: Wait,
    #[command(flatten)]
    connection: Connection,
}

pub(crate) fn show(arguments: &HealthArguments) -> Result<(), AdminError> {
    let health = arguments.connection.client()?.call(&ShowHealth {})?;
    arguments.connection.output.print_members(&health)?;
    usable(&health)
}

pub(crate) fn wait(arguments: &WaitArguments) -> Result<(), AdminError> {
    let client = arguments.connection.client()?;
    let world = World::system();
    let started = machine::instant();
    loop {
        let found = client
            .call(&ShowHealth {})
            .and_then(|health| usable(&health));
        let again = matches!(
            found,
            Err(AdminError::Unreachable { .. }
                | AdminError::Busy { .. }
                | AdminError::Unhealthy(_))
        );
        if !again || machine::elapsed(started) >= arguments.timeout.duration() {
            return found;
        }
        world.block(POLL_INTERVAL);
    }
}

fn usable(health: &Answered<Health>) -> Result<(), AdminError> {
    let status = &health.value.status;
    if USABLE.contains(&status.as_str()) {
        Ok(())
    } else {
        Err(AdminError::Unhealthy(status.clone()))
    }
}
