//! A server for one agent, in the process of the command.

use cosell_store::Location;
use tokio::runtime::Runtime;

use crate::failure::Failure;
use crate::plan::Plan;
use crate::start;

/// The server, which ends with this value. Its data end with it.
#[derive(Debug)]
pub(super) struct Started {
    pub(super) url: String,
    /// Runs the server.
    _runtime: Runtime,
}

impl Started {
    pub(super) fn start() -> Result<Self, Failure> {
        let runtime = start::runtime().map_err(Failure::Runtime)?;
        let started = runtime.block_on(start::start(Plan::in_process(Location::Memory)))?;
        let (listener, spaces) = (started.listener, started.spaces);
        let url = format!("http://{}", listener.address());
        runtime.spawn(listener.serve(spaces, std::future::pending()));
        Ok(Self {
            url,
            _runtime: runtime,
        })
    }
}
