//! Creates opportunities, which all differ, on one server.

use std::net::SocketAddr;

use serde::Serialize;

use crate::body::Bodies;
use crate::error::Error;
use crate::search;

#[derive(Debug, clap::Args)]
pub(crate) struct Arguments {
    /// The server's address.
    #[arg(long)]
    address: SocketAddr,
    /// Number of opportunities.
    #[arg(long)]
    records: usize,
}

#[derive(Debug, Serialize)]
pub(crate) struct Filled {
    opportunities: usize,
}

pub(crate) async fn run(arguments: &Arguments) -> Result<Filled, Error> {
    let opportunities = arguments.records;
    search::fill(arguments.address, opportunities, &Bodies::new()?).await?;
    Ok(Filled { opportunities })
}
