//! Who calls: accounts, their users and roles, the keys that these sign with, and their policies.
//!
//! ```text
//! name       principals and their ARNs
//! caller     a caller and what is known of it
//! company    the properties of accounts
//! grants     what the store says a principal may do
//! directory  access key to caller, remembered
//! admin      what administrators do
//! ```
//!
//! Every change of identities raises the one version of them all in its own transaction. What is
//! remembered of a caller carries the version that it was read in, and the transaction of an
//! operation looks at the version again before anything else: a caller whose key was disabled is
//! refused from the next request on, on every node.

pub mod admin;
mod caller;
pub(crate) mod company;
mod directory;
pub(crate) mod grants;
mod name;

pub(crate) use caller::StoredCaller;
pub use caller::{Authenticated, Caller, Source};
pub use directory::{Directory, DirectoryError, FixedKey, Identity, KnownKey};
pub use grants::Grants;
pub use name::{Kind, Name};
