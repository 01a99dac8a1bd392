//! The operations of the Partner Central Selling API, their rules, and its tasks.
//!
//! An operation is a transaction script: `run(cx, tx, input)` reads, judges by pure rules, writes
//! and tells, all in one transaction. It takes nothing from the process's surroundings but its
//! [`Context`] and may be run again by the store. [`operations`] is the table of them all;
//! [`Service`] carries a request through it.

pub mod arn;
pub mod context;
pub mod engagement;
mod error;
pub mod event;
pub mod fault;
mod idempotency;
pub mod identity;
pub mod invitation;
pub mod job;
mod operations;
pub mod opportunity;
pub mod outbox;
mod page;
pub mod permission;
pub mod quota;
pub mod rule;
pub mod rules;
pub mod selling_settings;
mod service;
pub mod settings;
pub mod snapshot;
pub mod solution;
mod stored;
pub mod tag;
pub mod task;
mod timer;

pub use context::{Catalog, Context};
pub use error::Error;
pub use identity::Caller;
pub use operations::{Entry, Handler, OPERATIONS, find};
pub use page::PageKeys;
pub use service::{Answer, CallError, Service, Started};
pub use settings::Settings;
