//! Identities: accounts, their users and roles, their access keys, and their policies.
//!
//! ```text
//! name       principals and their ARNs
//! caller     a caller and the properties of its request
//! company    the properties of accounts
//! grants     what a principal may do
//! directory  resolves access keys to callers, with a cache
//! admin      the administration of identities
//! ```
//!
//! Identities have one version, and every change raises it in its own transaction. A cached caller
//! has the version in which it was read, and the transaction of an operation first compares it with
//! the current version: a caller whose key was disabled is refused from the next request on, on
//! every node.

pub mod admin;
pub(crate) mod caller;
pub(crate) mod company;
mod directory;
pub(crate) mod grants;
mod name;
pub(crate) mod starter;

pub(crate) use caller::StoredCaller;
pub use caller::{Authenticated, Caller, Source};
pub use directory::{Directory, DirectoryError, FixedKey, FixedPolicy, Identity, KnownKey};
pub use grants::Grants;
pub use name::{Kind, Name};
