//! The AWS Partner Central Selling API as data.
//!
//! `generated` is written by `cargo xtask codegen` from `model/`: a type per structure, union and
//! closed list ([`types`]), a static table per shape ([`shapes`]), and a marker per operation
//! ([`operations`]). The rest is written by hand: the checks that walk those tables, the wire
//! format, the errors, instants.
//!
//! The pipeline of a request in this crate: [`wire::parse`] parses bytes into JSON of limited
//! depth, [`wire::decode`] checks it against the operation's input shape and returns the typed
//! input, and [`wire::encode`] writes the typed output. A mistake of the caller is a
//! [`ProtocolError`] or an [`Error`]; both have name, status and body. This crate does no input or
//! output, and does not panic on any input.

pub mod check;
mod date_time;
pub mod error;
mod findings;
// Formatted by prettyplease, whose line breaks differ from rustfmt's; names and lengths are the
// model's.
#[rustfmt::skip]
#[allow(clippy::all, clippy::pedantic)]
mod generated;
mod nullable;
pub mod operation;
pub mod protocol;
pub mod redact;
pub mod shape;
mod unknown;
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
pub use unknown::unknown;
pub use values::UnknownValue;
