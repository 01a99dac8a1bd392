//! What a server is started with, as values: the configuration makes them, and a command may make
//! its own.

use std::fmt;
use std::net::{Ipv4Addr, SocketAddr};
use std::num::NonZeroU8;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use cosell_auth::AccessKeys;
use cosell_domain::Settings;
use cosell_domain::identity::Identity;
use cosell_engine::Options;
use cosell_engine::fault::{Faults, Rule};
use cosell_server::{AdminTokens, Allowed, Callers, Limits, SpaceLimits, Target, Telemetry};
use cosell_store::Location;
use cosell_world::World;

/// Everything that a server is started with.
#[derive(Debug)]
pub(crate) struct Plan {
    pub listen: SocketAddr,
    pub store: Location,
    /// How many threads read a SQLite store, if `--readers` says so.
    pub readers: Option<NonZeroU8>,
    pub world: WorldPlan,
    pub spaces: SpaceLimits,
    /// What a new store begins with.
    pub seed_file: Option<PathBuf>,
    /// The folder of what runs once the server answers.
    pub init: Option<PathBuf>,
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
    /// How many requests of each space are recorded.
    pub recorded: usize,
    pub allowed: Allowed,
    /// What TLS is served with; without one it is plain HTTP.
    pub certificate: Option<Certificate>,
    pub limits: Limits,
    /// What is sent to collectors.
    pub telemetry: Option<Telemetry>,
}

/// The account that acts: the first one of a server without a configuration file.
pub(crate) const ACCOUNT: &str = "111111111111";

impl Plan {
    /// A server of mode `open` within a command, on a free port.
    pub(crate) fn in_process(store: Location) -> Self {
        Self {
            listen: (Ipv4Addr::LOCALHOST, 0).into(),
            store,
            readers: None,
            world: WorldPlan::default(),
            spaces: SpaceLimits {
                namespaces: 0,
                reset: false,
            },
            seed_file: None,
            init: None,
            settings: Settings::default(),
            options: Options::default(),
            callers: AccessKeys::new(ACCOUNT, []).into(),
            identity: Identity::default(),
            explain: true,
            targets: Vec::new(),
            event_retention: cosell_server::RETENTION,
            admin: AdminTokens::default(),
            recorded: 0,
            allowed: Allowed::default(),
            certificate: None,
            limits: Limits::default(),
            telemetry: None,
        }
    }
}

/// Where the server's certificate comes from.
#[derive(Clone, Debug)]
pub(crate) enum Certificate {
    /// From files in PEM.
    Files { chain: PathBuf, key: PathBuf },
    /// It is made, and what clients must trust is written to this file.
    Made { authority: PathBuf },
}

/// How the world of each space begins.
#[derive(Clone)]
pub(crate) struct WorldPlan {
    begin: Arc<dyn Fn() -> World + Send + Sync>,
    rules: Vec<Rule>,
}

impl fmt::Debug for WorldPlan {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("WorldPlan").finish_non_exhaustive()
    }
}

impl Default for WorldPlan {
    /// The machine's time, and no faults.
    fn default() -> Self {
        Self::new(World::system, Vec::new())
    }
}

impl WorldPlan {
    /// Worlds that begin so, with these fault rules.
    pub(crate) fn new(begin: impl Fn() -> World + Send + Sync + 'static, rules: Vec<Rule>) -> Self {
        Self {
            begin: Arc::new(begin),
            rules,
        }
    }

    /// A world. Its ids are those of any other that begins so, where there is a seed.
    pub(crate) fn begin(&self) -> (World, Faults) {
        ((self.begin)(), Faults::new(self.rules.clone()))
    }
}
