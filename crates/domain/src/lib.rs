//! The operations of the Partner Central Selling API, their rules, and its tasks.
//!
//! An operation is a transaction script: `run(cx, tx, input)` reads, checks pure rules, writes and
//! emits events, all in one transaction. Its [`Context`] is all that it takes from the process, and
//! the store may run it again. [`operations`] is the table of all operations; [`Service`]
//! dispatches a request through it.
//!
//! ```text
//! operations  explain  check …   the table of operations, and lookups by name
//! service  timer  task           the pipeline of a call, the timers, the steps of tasks
//! opportunity  engagement  …     a file for each operation
//! handler                        what an operation is
//! permission  event  context  …  what an operation works with
//! settings  arn  rule  error     what does not depend on operations
//! ```
//!
//! A file uses only what is listed below it.

pub mod arn;
pub mod aws_side;
pub mod bulk;
pub mod check;
pub mod context;
pub mod customer_account;
mod documents;
pub mod engagement;
mod error;
pub mod event;
mod exception;
mod explain;
pub mod fault;
pub mod feature;
mod geography;
mod handler;
mod idempotency;
pub mod identity;
pub mod invitation;
pub mod job;
mod loaded;
mod operations;
pub mod opportunity;
pub mod outbox;
mod page;
pub mod permission;
pub mod quota;
mod records;
pub mod reviewer;
pub mod rule;
pub mod rules;
mod search;
pub mod selling_settings;
mod service;
pub mod settings;
pub mod snapshot;
pub mod solution;
mod stored;
pub mod tag;
pub mod task;
mod timer;
pub mod upload;

pub use context::Context;
pub use cosell_store::Catalog;
pub use error::{CallError, Error};
pub use handler::{Handler, Started};
pub use identity::Caller;
pub use operations::{Entry, OPERATIONS, find};
pub use page::PageKeys;
pub use records::RecordOwner;
pub use service::{Answer, Hanging, Service};
pub use settings::{BUCKET, Settings};
