//! The HTTP server: connections, the request pipeline, and the administration API under
//! `/_cosell/`.
//!
//! ```text
//! http ─► pipeline ─► body ─► route ─► host ─┬─► caller ─► parse ─► domain ─► reply
//!                                            └─► admin (who, audit, page)
//!               ─► console (pages for a browser) ─► admin, domain
//!               ─► mcp (tools for agents) ─► admin, domain
//!               ─► files (uploads, reports)
//! delivery ─► the operator's event targets
//! otlp ─► the operator's collector of traces and metrics
//! fetch ─► the hosts of files that bulk jobs name
//! ```
//!
//! [`Listener`] accepts connections and stops gracefully; [`Front`] holds the state that all
//! requests share. Every malformed request is answered with a modelled or a protocol error; the
//! server drops a connection only when no request head has arrived, or when a fault rule says so.

mod access;
mod admin;
mod background;
mod body;
mod budget;
mod caller;
mod console;
mod cors;
mod delivery;
mod files;
mod form;
mod front;
mod head;
mod host;
mod http;
mod init;
mod limits;
mod mcp;
mod metrics;
mod origin;
mod otlp;
mod pace;
mod peer;
mod pipeline;
mod query;
mod recorded;
mod recorder;
mod refusal;
mod reply;
mod route;
mod spaces;
mod sts;
mod threads;
mod timer;
mod tls;
mod trace;
mod trust;
mod upload;

pub use access::{AdminTokens, Mode, TokenError};
pub use caller::{Callers, TrustedKeys};
pub use delivery::{
    AwsKeys, CONCURRENCY, Delivery, Endpoint, EventBridge, EventTarget, EventTargetError, Kind,
    Login, MAX_ATTEMPTS, Nats, RETENTION, Secret, SecretError, Sqs, Subject, SubjectError, Target,
    Webhook,
};
pub use front::Front;
pub use head::Header;
pub use host::{Allowed, HostName};
pub use http::{BindError, Listener};
pub use init::InitLog;
pub use limits::{Limit, Limits};
pub use origin::Origin;
pub use otlp::{Encoding, Signal, Telemetry};
pub use route::RESERVED_BUCKETS;
pub use spaces::{
    Made, MakeError, Maker, NameError, NamespaceName, STATE_NAME, SpaceLimits, Spaces, remove_parts,
};
pub use tls::{Tls, TlsError};
