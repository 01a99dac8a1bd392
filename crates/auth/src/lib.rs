//! Who calls.
//!
//! [`Authorization`] reads the header that every SDK signs its requests with; [`AccessKeys`] says
//! whose key it carries. Both are pure: text in, values out. In mode `open`, the only one so far,
//! the key alone names the caller and the signature is read but not proven, which is why an open
//! server answers on loopback only.

mod access_keys;
mod authorization;

pub use access_keys::AccessKeys;
pub use authorization::{Authorization, AuthorizationError};
