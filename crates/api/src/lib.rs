//! The AWS Partner Central Selling API as data.
//!
//! `generated` is written by `cargo xtask codegen` from `model/`: a type per structure, union and
//! closed list ([`types`]), a static table per shape ([`shapes`]), and a marker per operation
//! ([`operations`]). What stands beside it is written by hand: the checks that walk those tables,
//! the wire form, the errors, instants.
//!
//! The way of a request through this crate: [`wire::parse`] turns bytes into JSON of bounded depth,
//! [`wire::decode`] checks it against the operation's input shape and yields the typed input, and
//! [`wire::encode`] writes the typed output. A caller's mistake is a [`ProtocolError`] or an
//! [`Error`]; both know their name, status and body. Nothing here does input or output, and nothing
//! panics on any input.

pub mod check;
mod date_time;
pub mod error;
mod findings;
// Printed by prettyplease, whose line breaks differ from rustfmt's; names and lengths are the
// model's.
#[rustfmt::skip]
#[allow(clippy::all, clippy::pedantic)]
mod generated;
mod nullable;
pub mod operation;
pub mod protocol;
pub mod redact;
pub mod shape;
mod values;
pub mod wire;

pub use date_time::{DateTime, ParseDateTimeError};
pub use error::{Error, ErrorKind, FieldError};
pub use findings::Findings;
pub use generated::{operations, shapes, types};
pub use nullable::Nullable;
pub use operation::{Operation, OperationMeta, find};
pub use protocol::{ProtocolError, ProtocolErrorKind};
pub use shape::Shape;
pub use values::UnknownValue;
