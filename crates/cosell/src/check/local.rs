//! Checks without a server: the operations run in this process, with an empty store in memory.

use cosell_admin_api::check::{Candidate, Checked};
use cosell_domain::check::CheckError;
use cosell_domain::{Service, Settings};
use cosell_engine::Options;
use cosell_store::{Location, Store};
use cosell_world::World;
use tokio::runtime::Runtime;

use super::CheckFailure;
use crate::start;

/// Who asks, if nobody is named: the first account of a server without a configuration file.
const ACCOUNT: &str = "111111111111";

/// A service of this process.
pub(super) struct Local {
    runtime: Runtime,
    service: Service,
}

impl Local {
    pub(super) fn start() -> Result<Self, CheckFailure> {
        let runtime = start::runtime().map_err(CheckFailure::Local)?;
        let started = runtime.block_on(async {
            let store = Store::open(&Location::Memory)?;
            let (settings, options) = (Settings::default(), Options::default());
            Service::start(store, World::system(), settings, options).await
        });
        let service = started.map_err(CheckFailure::Store)?;
        Ok(Self { runtime, service })
    }

    pub(super) fn check(&self, body: Candidate, file: &str) -> Result<Checked, CheckFailure> {
        let account = body.account.clone();
        let account = account.as_deref().unwrap_or(ACCOUNT);
        let checked = self.runtime.block_on(
            self.service
                .check(body, std::sync::Arc::<str>::from(account).into()),
        );
        checked.map_err(|error| match error {
            CheckError::Store(error) => CheckFailure::Store(error),
            other => CheckFailure::Unclear {
                file: file.to_owned(),
                message: other.to_string().trim_end_matches('.').to_owned(),
            },
        })
    }
}
