//! `cosell serve`: answers the API until it is asked to stop.

use std::io::{self, Write as _};
use std::time::Duration;

use cosell_server::Mode;
use cosell_store::Closing;
use cosell_supervisor::log;
use tokio::signal::unix::{Signal, SignalKind, signal};

use crate::aside;
use crate::config::{self, Config, Sources};
use crate::environment;
use crate::failure::Failure;
use crate::logging::{self, Level};
use crate::notify;
use crate::plan::Certificate;
use crate::reload::{self, Reload};
use crate::renamed;
use crate::start::error::StartError;
use crate::start::{self, Started};

/// How long the store may take to close: as long as its log may take to be written back.
const CLOSE: Duration = Duration::from_secs(5);

/// The number of SIGXFSZ on Linux, macOS and the BSDs. A process that does not handle it is killed
/// by a write beyond `ulimit -f`; in one that does, the write fails.
const SIGXFSZ: i32 = 25;

/// Run the server until SIGTERM or SIGINT.
///
/// Every option has an environment variable and, in the configuration file, a key of the same name
/// with underscores. The command line overrides the environment, and the environment overrides the
/// file.
#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    config: config::Sources,
}

/// What a server has before it knows its options.
pub(crate) struct Begun {
    runtime: tokio::runtime::Runtime,
    hangup: Signal,
}

/// Takes the signals that must not kill a server. SIGHUP may come while the command line is read.
pub(crate) fn begin() -> Result<Begun, Failure> {
    let runtime = start::runtime().map_err(Failure::Runtime)?;
    let inside = runtime.enter();
    // A handler stays when its stream is dropped.
    let limit = signal(SignalKind::from_raw(SIGXFSZ));
    let hangup = limit.and_then(|_| signal(SignalKind::hangup()));
    let hangup = hangup.map_err(StartError::Signals)?;
    drop(inside);
    Ok(Begun { runtime, hangup })
}

pub(crate) fn run(
    arguments: Arguments,
    begun: Begun,
    program: fn() -> clap::Command,
) -> Result<(), Failure> {
    let Begun { runtime, hangup } = begun;
    let config = arguments.config.clone().resolve()?;
    let level = logging::start(config.log, &config.log_level).map_err(Failure::Runtime)?;
    let unknown = environment::unknown(program, &config.file);
    if !unknown.is_empty() {
        tracing::warn!(
            variables = unknown.join(", "),
            "unknown environment variables are ignored; `cosell serve --help` lists the known ones"
        );
    }
    for (old, new) in renamed::of_serve(&config.file) {
        tracing::warn!(
            old,
            new,
            "this option was renamed; the old name still works"
        );
    }
    let closing = runtime.block_on(serve(arguments.config, config, level, hangup))?;
    // With the runtime goes whatever still held the store; its own thread may be the last.
    drop(runtime);
    if !closing.wait(CLOSE) {
        tracing::warn!("the store was not closed in time; the next start goes on from its log");
    }
    tracing::info!("stopped");
    Ok(())
}

/// Answers until the process is asked to stop; what is left then is to close the store.
async fn serve(
    sources: Sources,
    config: Config,
    level: Level,
    hangup: Signal,
) -> Result<Closing, StartError> {
    // Before anything is printed: a signal right after the first line must not kill the
    // process.
    let stop = stop().map_err(StartError::Signals)?;
    let Config { plan, file, .. } = config;
    let store = plan.store.to_string();
    let certificate = plan.certificate.clone();
    let tokens = plan.admin.clone();
    let mode = plan.callers.mode();
    let Started {
        listener,
        spaces,
        blueprint,
        init,
        supervisor,
    } = start::start(plan).await?;
    let address = listener.address();
    tracing::info!(%address, store, "listening");
    if mode == Mode::Open && !address.ip().is_loopback() {
        tracing::warn!(
            %address,
            "callers are not authenticated: whoever reaches this address can act as any account"
        );
    }
    let scheme = if certificate.is_some() {
        "https"
    } else {
        "http"
    };
    if let Some(Certificate::Made { authority }) = &certificate {
        // Whatever the level of the log is: no client can connect without it.
        let path = authority.display();
        log::write_line(&format!(
            "clients trust this server with AWS_CA_BUNDLE={path}"
        ));
    }
    let reload = Reload {
        sources,
        file,
        tls: listener.tls().cloned(),
        tokens,
        spaces: spaces.clone(),
        blueprint,
        runtime: tokio::runtime::Handle::current(),
        level,
    };
    reload::start(&supervisor, hangup, reload);
    // Whoever started the server may have closed its output, or not read it until it was full; that
    // is no reason not to serve, nor not to stop.
    let _ = aside::start("announce", move || {
        let mut output = io::stdout().lock();
        let _ = writeln!(output, "listening on {scheme}://{address}").and_then(|()| output.flush());
    });
    spaces.show_init(init.log.clone());
    let scripts = init.running.clone();
    let started = init.start(format!("{scheme}://{address}"), spaces.clone());
    if let Err(error) = started {
        tracing::error!(%error, "the files of --init do not run");
    }
    // A manager that reads nothing must not hold up the requests.
    tokio::join!(listener.serve(spaces.clone(), stop), notify::ready());
    scripts.end();
    Ok(spaces.closing())
}

/// Ready when the process is asked to stop.
fn stop() -> io::Result<impl Future<Output = ()>> {
    let mut terminate = signal(SignalKind::terminate())?;
    let mut interrupt = signal(SignalKind::interrupt())?;
    Ok(async move {
        let name = tokio::select! {
            _ = terminate.recv() => "SIGTERM",
            _ = interrupt.recv() => "SIGINT",
        };
        tracing::info!(signal = name, "stopping");
        notify::stopping().await;
    })
}
