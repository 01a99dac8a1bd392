//! Starting a server: the socket, the store, the service, in the order in which failure costs
//! least.

pub(crate) mod error;

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr};

use cosell_server::{Front, Limits, Listener, Made, Spaces, Tls};
use cosell_supervisor::Supervisor;
use cosell_world::machine;

use crate::blueprint::{Blueprint, Parts};
use crate::handles;
use crate::init::Steps;
use crate::plan::{Certificate, Plan};
use crate::seed::SeedFile;
use crate::socket;
use error::StartError;

/// A server that can serve.
#[derive(Debug)]
pub(crate) struct Started {
    pub listener: Listener,
    pub spaces: Spaces,
    /// What is made anew for each space may be changed while the server runs.
    pub blueprint: Blueprint,
    pub init: Steps,
    pub supervisor: Supervisor,
}

/// Binds the socket or takes that of the service manager, opens the store and takes over its
/// unfinished tasks. From here on the process ends when a thread does that it cannot do without.
pub(crate) async fn start(plan: Plan) -> Result<Started, StartError> {
    let mode = plan.callers.mode();
    let listener = match socket::inherited(plan.listen)? {
        Some(socket) => Listener::inherit(socket, mode, &plan.allowed)?,
        None => Listener::bind(plan.listen, mode, &plan.allowed).await?,
    };
    let address = listener.address();
    let tls = plan
        .certificate
        .as_ref()
        .map(|certificate| match certificate {
            Certificate::Files { chain, key } => Tls::open(chain, key),
            Certificate::Made { authority } => {
                Tls::for_development(authority, address.ip(), machine::now())
            }
        });
    let tls = tls.transpose()?;
    let limits = Limits {
        connections: handles::fit(plan.limits.connections),
        ..plan.limits
    };
    let listener = listener.with_limits(limits).with_tls(tls);
    let init = match &plan.init {
        None => Steps::default(),
        Some(folder) => Steps::open(folder).map_err(|source| StartError::Init {
            folder: folder.clone(),
            source,
        })?,
    };
    let mut settings = plan.settings;
    if settings.public_url.is_empty() {
        settings.public_url = own_url(&listener);
    }
    let blueprint = Blueprint::new(Parts {
        store: plan.store,
        readers: plan.readers,
        world: plan.world,
        settings,
        options: plan.options,
        identity: plan.identity,
        targets: plan.targets,
        event_retention: plan.event_retention,
        seed: plan.seed_file.as_deref().map(SeedFile::open).transpose()?,
        resets: plan.spaces.reset,
    });
    let Made {
        service,
        delivery,
        store,
        closing,
    } = blueprint.configured().await?;
    let supervisor = service.supervisor().clone();
    let front = Front::new(service, plan.callers, store, plan.explain)
        .with_admin_tokens(plan.admin)
        .with_recorded_requests(plan.recorded)
        .with_allowed(plan.allowed)
        .with_delivery(delivery)
        .with_telemetry(plan.telemetry);
    let spaces = Spaces::new(front, closing, blueprint.clone(), plan.spaces);
    Ok(Started {
        listener,
        spaces,
        blueprint,
        init,
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
