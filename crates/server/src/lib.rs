//! The front door: HTTP, the way of a request, and the administration API under `/_cosell/`.
//!
//! ```text
//! http ─► pipeline ─► body ─► route ─► host ─┬─► caller ─► parse ─► domain ─► reply
//!                                            └─► admin (who, audit, page)
//! delivery ─► whom the operator wants to be told of events
//! ```
//!
//! [`Listener`] accepts connections and stops gracefully; [`Front`] holds what every request needs
//! and lies below whoever answers. Whatever a client sends is answered with a modelled or a
//! protocol error; the connection is dropped only when there is no head of a request to answer, or
//! when a fault rule asks for it.

mod access;
mod admin;
mod body;
mod budget;
mod caller;
mod cors;
mod delivery;
mod front;
mod head;
mod host;
mod http;
mod limits;
mod metrics;
mod origin;
mod pace;
mod peer;
mod pipeline;
mod query;
mod refusal;
mod reply;
mod route;
mod timer;
mod tls;

pub use access::{AdminTokens, Mode, TokenError};
pub use caller::Callers;
pub use delivery::{EventTarget, EventTargetError};
pub use front::Front;
pub use head::Header;
pub use host::{Allowed, HostName};
pub use http::{BindError, Listener};
pub use limits::{Limit, Limits};
pub use origin::Origin;
pub use tls::{Tls, TlsError};
