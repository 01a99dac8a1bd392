//! Starting a server: the socket, the store, the service, in the order in which failure costs
//! least.

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};
use std::num::NonZeroU8;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use cosell_domain::identity::{Directory, DirectoryError, Identity};
use cosell_domain::outbox::Outbox;
use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_server::{
    AdminTokens, Allowed, BindError, Callers, Delivery, Front, Limits, Listener, Target, Tls,
    TlsError,
};
use cosell_store::{Closing, Location, OpenOptions, Store};
use cosell_supervisor::Supervisor;
use cosell_world::World;

/// Everything that a server is started with.
#[derive(Debug)]
pub(crate) struct Plan {
    pub listen: SocketAddr,
    pub store: Location,
    /// How many threads read a SQLite store, if `--readers` says so.
    pub readers: Option<NonZeroU8>,
    pub world: World,
    pub settings: Settings,
    pub options: Options,
    pub callers: Callers,
    pub identity: Identity,
    pub explain: bool,
    /// Where events are sent.
    pub targets: Vec<Target>,
    /// How long they are kept.
    pub event_retention: Duration,
    pub admin: AdminTokens,
    pub allowed: Allowed,
    /// What TLS is served with; without one it is plain HTTP.
    pub certificate: Option<Certificate>,
    pub limits: Limits,
}

/// Where the server's certificate comes from.
#[derive(Clone, Debug)]
pub(crate) enum Certificate {
    /// From files in PEM.
    Files { chain: PathBuf, key: PathBuf },
    /// It is made, and what clients must trust is written to this file.
    Made { authority: PathBuf },
}

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StartError {
    #[error(transparent)]
    Bind(#[from] BindError),
    /// The store could not be opened, or its unfinished tasks not be taken over.
    #[error(transparent)]
    Store(#[from] cosell_store::Error),
    #[error(transparent)]
    Tls(#[from] TlsError),
    #[error(transparent)]
    Directory(#[from] DirectoryError),
    #[error("could not install signal handlers")]
    Signals(#[source] io::Error),
}

/// A server that can serve.
#[derive(Debug)]
pub(crate) struct Started {
    pub listener: Listener,
    pub front: Front,
    pub delivery: Arc<Delivery>,
    pub closing: Closing,
    pub supervisor: Supervisor,
}

/// Binds the socket, opens the store and takes over its unfinished tasks. From here on the process
/// ends when a thread does that it cannot do without.
pub(crate) async fn start(plan: Plan) -> Result<Started, StartError> {
    let tls = plan
        .certificate
        .as_ref()
        .map(|certificate| match certificate {
            Certificate::Files { chain, key } => Tls::open(chain, key),
            Certificate::Made { authority } => {
                Tls::for_development(authority, plan.listen.ip(), plan.world.true_now())
            }
        });
    let tls = tls.transpose()?;
    let mode = plan.callers.mode();
    let listener = Listener::bind(plan.listen, mode, &plan.allowed).await?;
    let listener = listener.with_limits(plan.limits).with_tls(tls);
    let supervisor = Supervisor::default();
    supervisor.end_process();
    let faults = plan.options.faults.clone();
    supervisor.on_round(move |of| faults.hit_loop(of));
    let opening = OpenOptions {
        supervisor: supervisor.clone(),
        readers: plan.readers,
        trace: None,
    };
    let store = Store::open_with(&plan.store, opening)?;
    let closing = store.closing();
    let options = Options {
        exclusive: plan.store.is_exclusive(),
        ..plan.options
    };
    let directory = Directory::open(store.clone(), &plan.world, plan.identity).await?;
    let mut settings = plan.settings;
    if settings.public_url.is_empty() {
        settings.public_url = own_url(&listener);
    }
    let service = Service::start_with(store, plan.world, settings, options, directory).await?;
    let outbox = Outbox::of(&service);
    let delivery = Delivery::open(outbox, plan.targets, plan.event_retention).await?;
    let delivery = Arc::new(delivery);
    let front = Front::new(service, plan.callers, plan.store.to_string(), plan.explain)
        .with_admin_tokens(plan.admin)
        .with_allowed(plan.allowed)
        .with_delivery(Arc::clone(&delivery));
    Ok(Started {
        listener,
        front,
        delivery,
        closing,
        supervisor,
    })
}

/// The URL of the bound address. A server that listens on every address is reached by one of them;
/// which one only its operator knows, so this machine's is taken.
fn own_url(listener: &Listener) -> String {
    let scheme = if listener.tls().is_some() {
        "https"
    } else {
        "http"
    };
    let mut address = listener.address();
    if address.ip().is_unspecified() {
        address.set_ip(match address {
            SocketAddr::V4(_) => Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => Ipv6Addr::LOCALHOST.into(),
        });
    }
    format!("{scheme}://{address}")
}

/// The runtime of every command that serves.
pub(crate) fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
}
