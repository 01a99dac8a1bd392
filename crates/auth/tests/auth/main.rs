//! The promises of authentication and authorization. One test binary, because linking dominates the
//! build time.

mod policy;
mod signature;
