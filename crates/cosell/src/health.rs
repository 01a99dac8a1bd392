//! `cosell health` and `cosell wait`: whether a server can be used.

use std::io::ErrorKind;
use std::time::Duration;

use cosell_admin_api::health::Health;
use cosell_admin_api::init::{Progress, Step};
use cosell_admin_api::pages::{ShowHealth, ShowInit};
use cosell_supervisor::log;
use cosell_world::{World, machine};
use rustix::process::{Pid, test_kill_process};

use crate::causes::chain;
use crate::client::{AdminError, Answered, Client, Connection};
use crate::print;
use crate::trust::TrustError;
use crate::wait::Wait;

/// The status of a server that can be used, although a loop of it was restarted.
const USABLE: [&str; 2] = ["ok", "degraded"];

/// How long `wait` is silent: most servers start faster.
const SILENCE: Duration = Duration::from_secs(1);

/// The timeout of a poll near the end of the wait, and of the only one of `--timeout 0`.
const SHORTEST: Duration = Duration::from_secs(1);

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
/// Exits with 0 as soon as it can, with 7 when it cannot be reached before the timeout, with 8 when
/// it answers but cannot be used before, and with 5 when it has no such namespace before. Prints on
/// standard error which server was found, or with `--output json` or `yaml` what `cosell health`
/// shows of it.
#[derive(Debug, clap::Args)]
pub(crate) struct WaitArguments {
    /// How long to wait at most
    #[arg(long, value_name = "TIME", default_value = "30s")]
    timeout: Wait,
    /// Process id of the server that is waited for; fail if it ends, or if another server answers
    #[arg(long, value_name = "ID", value_parser = process)]
    process: Option<u32>,
    /// Wait for the scripts and seed files of --init, too; fail if one of them fails
    #[arg(long)]
    init: bool,
    #[command(flatten)]
    connection: Connection,
}

pub(crate) fn show(arguments: &HealthArguments) -> Result<(), AdminError> {
    let client = arguments.connection.client()?;
    let health = health(&client)?;
    arguments.connection.output.print_members(&health)?;
    check_token(&client, &health)?;
    usable(&health)
}

pub(crate) fn wait(arguments: &WaitArguments) -> Result<(), AdminError> {
    let world = World::system();
    let started = machine::instant();
    let mut announced = false;
    loop {
        let left = arguments
            .timeout
            .duration()
            .saturating_sub(machine::elapsed(started));
        let found = look(arguments, left.max(SHORTEST));
        let again = match &found {
            Err(
                AdminError::Unreachable { .. }
                | AdminError::Busy { .. }
                | AdminError::Unhealthy(_)
                | AdminError::NoNamespace { .. }
                | AdminError::InitRuns { .. },
            ) => true,
            // A server writes the certificate of --tls-dev when it starts.
            Err(AdminError::Trust(TrustError::Unreadable { source, .. })) => {
                source.kind() == ErrorKind::NotFound
            }
            _ => false,
        };
        if let (true, Some(process)) = (again, arguments.process)
            && !is_running(process)
        {
            return Err(AdminError::Ended(process));
        }
        let waited = machine::elapsed(started);
        if !again || waited >= arguments.timeout.duration() {
            return found;
        }
        if let Err(error) = &found
            && waited >= SILENCE
            && !announced
        {
            announced = true;
            let timeout = arguments.timeout;
            log::write_line(&format!("waiting up to {timeout}: {}", chain(error)));
        }
        world.block(POLL_INTERVAL);
    }
}

/// What a server says of its health, or of that of the namespace.
fn health(client: &Client) -> Result<Answered<Health>, AdminError> {
    client
        .call(&ShowHealth {})
        .map_err(|error| match (error, client.namespace()) {
            // Without a token the client does not know the namespaces.
            (AdminError::Refused { status: 404, .. }, Some(name)) => AdminError::NoNamespace {
                url: client.url().to_owned(),
                name: name.to_owned(),
            },
            (error, _) => error,
        })
}

/// Asks a server for its health, and says which server it is if it can be used: an older one may
/// still listen at the address.
fn look(arguments: &WaitArguments, timeout: Duration) -> Result<(), AdminError> {
    let connection = &arguments.connection;
    let client = connection.client_with_timeout(timeout)?;
    let health = health(&client)?;
    if let (Some(wanted), Some(details)) = (arguments.process, &health.value.details)
        && wanted != details.process
    {
        return Err(AdminError::Other {
            url: client.url().to_owned(),
            process: details.process,
            store: print::text(&details.store),
            wanted,
        });
    }
    check_token(&client, &health)?;
    usable(&health)?;
    if arguments.init {
        check_init(&client)?;
    }
    let output = &connection.output;
    if output.is_table() {
        log::write_line(&ready(client.url(), &health.value));
    } else if !output.is_quiet() {
        output.print_members(&health)?;
    }
    Ok(())
}

/// Refuses a wrong token: the health page requires none, and answers whoever has no valid one with
/// the status alone.
fn check_token(client: &Client, health: &Answered<Health>) -> Result<(), AdminError> {
    if client.has_token() && health.value.details.is_none() {
        let url = client.url().to_owned();
        return Err(AdminError::WrongToken { url });
    }
    Ok(())
}

/// Refuses a server whose scripts and seed files of `--init` have not all run.
fn check_init(client: &Client) -> Result<(), AdminError> {
    let init = client.call(&ShowInit {})?.value;
    let not_done = |step: &&Step| step.state != Progress::Done;
    // They run one after the other, and none after one that has failed.
    let Some(step) = init.steps.iter().find(not_done) else {
        return Ok(());
    };
    let name = print::text(&step.name);
    Err(if step.state == Progress::Failed {
        let reason = print::optional(step.message.as_ref());
        AdminError::InitFailed { name, reason }
    } else {
        AdminError::InitRuns { name }
    })
}

/// The id of a process.
fn process(text: &str) -> Result<u32, String> {
    text.parse()
        .map_err(|_| format!("`{text}` is not a process id; in a shell `$!` is that of the last &"))
}

/// Whether this process has not ended.
fn is_running(process: u32) -> bool {
    let process = i32::try_from(process).ok().and_then(Pid::from_raw);
    process.is_some_and(|process| test_kill_process(process).is_ok())
}

/// The server that was found, in one line.
fn ready(url: &str, health: &Health) -> String {
    let Some(details) = &health.details else {
        return format!("ready: {url}");
    };
    format!(
        "ready: {url}, cosell {version}, mode {mode}, store {store}, process {process}, running \
         for {uptime} s",
        version = print::text(&details.version),
        mode = print::text(&details.mode),
        store = print::text(&details.store),
        process = details.process,
        uptime = details.uptime_seconds,
    )
}

fn usable(health: &Answered<Health>) -> Result<(), AdminError> {
    let status = &health.value.status;
    if USABLE.contains(&status.as_str()) {
        Ok(())
    } else {
        Err(AdminError::Unhealthy(status.clone()))
    }
}
