//! New connections to the database: to the first of its hosts that accepts writes.
//!
//! tokio-postgres tries the hosts one after the other, but bounds only the time that each takes to
//! accept a connection. One that accepts it and says nothing, such as a server whose processes are
//! stopped, would keep the node from the others for ever. So each host has a part of the time.

use std::sync::Arc;
use std::time::Duration;

use cosell_world::machine;
use deadpool_postgres::Connect;
use futures_util::FutureExt as _;
use futures_util::future::BoxFuture;
use tokio::task::JoinHandle;
use tokio_postgres::config::TargetSessionAttrs;
use tokio_postgres::tls::MakeTlsConnect;
use tokio_postgres::{Client, Config, Connection, Error as PgError, Socket};
use tokio_postgres_rustls::MakeRustlsConnect;

use super::failure::describe;
use super::{Address, CONNECT_TIMEOUT, CREATE_TIMEOUT, SETTINGS};
use crate::Error;

type Stream = <MakeRustlsConnect as MakeTlsConnect<Socket>>::Stream;

#[derive(Clone)]
pub(super) struct Connector {
    /// Of each host but the last.
    others: Arc<[Config]>,
    last: Config,
    /// Used when the configuration requires encryption.
    tls: MakeRustlsConnect,
}

impl Connector {
    pub(super) fn to(address: &Address) -> Result<Self, Error> {
        let (mut others, mut last) = address.configs()?;
        for config in others.iter_mut().chain([&mut last]) {
            config.connect_timeout(CONNECT_TIMEOUT);
            // After a failover another host accepts writes.
            config.target_session_attrs(TargetSessionAttrs::ReadWrite);
            // A dead peer is detected within a minute, and not after the system's two hours.
            config.keepalives_idle(Duration::from_secs(30));
            config.keepalives_interval(Duration::from_secs(10));
            config.keepalives_retries(3);
        }
        Ok(Self {
            others: others.into(),
            last,
            tls: address.encryption.connector()?,
        })
    }

    /// The configuration for the last host. A pool wants one, and hands it back to the function
    /// that connects, which knows better.
    pub(super) fn config(&self) -> &Config {
        &self.last
    }

    /// Connects to the first host that accepts writes. The caller must apply [`CREATE_TIMEOUT`].
    /// Each host but the last has an equal part of the time that is left when its turn comes; the
    /// last one has the rest.
    pub(super) async fn open(&self) -> Result<(Client, Connection<Socket, Stream>), PgError> {
        let start = machine::instant();
        let mut others = u32::try_from(self.others.len()).unwrap_or(u32::MAX);
        for config in &*self.others {
            let left = CREATE_TIMEOUT.saturating_sub(machine::elapsed(start));
            let part = left / others.saturating_add(1);
            let (hosts, ports) = (config.get_hosts(), config.get_ports());
            match machine::timeout(part, config.connect(self.tls.clone())).await {
                Ok(Ok(connected)) => return Ok(connected),
                Ok(Err(error)) => {
                    let error = describe(&error);
                    tracing::debug!(?hosts, ?ports, error, "host of the database not used");
                }
                Err(_) => tracing::warn!(?hosts, ?ports, "host of the database does not answer"),
            }
            others = others.saturating_sub(1);
        }
        self.last.connect(self.tls.clone()).await
    }
}

/// Connections of a pool.
impl Connect for Connector {
    fn connect(&self, _: &Config) -> BoxFuture<'_, Result<(Client, JoinHandle<()>), PgError>> {
        async move {
            let (client, connection) = self.open().await?;
            let connection = tokio::spawn(connection.map(|ended| {
                if let Err(error) = ended {
                    tracing::warn!(error = describe(&error), "connection to the database lost");
                }
            }));
            client.batch_execute(SETTINGS).await?;
            Ok((client, connection))
        }
        .boxed()
    }
}
