// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! The API as data, rendered from the service model.
pub mod operations;
pub mod shapes;
pub mod types;
