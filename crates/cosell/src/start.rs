//! Starting a server: the socket, the store, the service, in the order in which failure costs
//! least.

use std::io;
use std::net::SocketAddr;

use cosell_auth::AccessKeys;
use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_engine::world::World;
use cosell_server::{BindError, Front, Listener};
use cosell_store::{Closing, Location, Store};

/// Everything that a server is started with.
#[derive(Debug)]
pub(crate) struct Plan {
    pub listen: SocketAddr,
    pub store: Location,
    pub world: World,
    pub settings: Settings,
    pub options: Options,
    pub access_keys: AccessKeys,
    pub explain: bool,
}

/// Why a server did not start.
#[derive(Debug, thiserror::Error)]
pub(crate) enum StartError {
    #[error(transparent)]
    Bind(#[from] BindError),
    /// The store could not be opened, or its unfinished tasks not be taken over.
    #[error(transparent)]
    Store(#[from] cosell_store::Error),
    #[error("could not wait for signals")]
    Signals(#[source] io::Error),
}

/// Binds the socket, opens the store and takes over its unfinished tasks.
pub(crate) async fn start(plan: Plan) -> Result<(Listener, Front, Closing), StartError> {
    let listener = Listener::bind(plan.listen).await?;
    let store = Store::open(&plan.store)?;
    let closing = store.closing();
    let options = Options {
        alone: plan.store.is_exclusive(),
        ..plan.options
    };
    let service = Service::start(store, plan.world, plan.settings, options).await?;
    let front = Front::new(
        service,
        plan.access_keys,
        plan.store.to_string(),
        plan.explain,
    );
    Ok((listener, front, closing))
}

/// The runtime of every command that serves.
pub(crate) fn runtime() -> io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
}
