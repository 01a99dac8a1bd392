//! Authentication and authorization.
//!
//! [`Authorization`] parses the header that every SDK signs its requests with. In mode `open` the
//! access key id alone names the account ([`AccessKeys`]), which is why an open server listens on
//! loopback addresses only; in mode `strict` [`sigv4`] verifies the signature and [`policy`]
//! decides what the caller may do. All of it is pure: text in, values out, no clock, no store,
//! nothing that waits.

mod access_keys;
mod authorization;
pub mod json;
pub mod policy;
mod secrets;
pub mod sigv4;

pub use access_keys::{AccessKeys, is_account_id};
pub use authorization::{Authorization, AuthorizationError, access_key_of, namespace_of};
pub use secrets::{KeyError, NONCE, SecretsKey, is_token, token_hash};
