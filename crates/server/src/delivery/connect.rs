//! Connects to the host of a target, if its address is allowed.

use std::net::SocketAddr;

use tokio::net::TcpStream;

use super::failure::Failure;
use super::target::EventTarget;
use crate::files::fetch::guard;

/// Connects to the host of a target. An address of a private network is refused, unless `private`
/// ones are allowed.
pub(super) async fn connect(target: &EventTarget, private: bool) -> Result<TcpStream, Failure> {
    let addresses = tokio::net::lookup_host(target.address()).await;
    let addresses: Vec<SocketAddr> = addresses.map_err(Failure::Unreachable)?.collect();
    // One address that is not public condemns the name, as whoever answers for it chose to say so.
    let is_public = |address: &SocketAddr| guard::is_public(address.ip());
    if !private && !addresses.iter().all(is_public) {
        return Err(Failure::Private);
    }
    let stream = TcpStream::connect(addresses.as_slice()).await;
    let stream = stream.map_err(Failure::Unreachable)?;
    stream.set_nodelay(true).map_err(Failure::Unreachable)?;
    Ok(stream)
}
