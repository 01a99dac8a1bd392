//! The promises of this crate, for every operation of the model.

mod bodies;
mod constraints;
mod errors;
mod instants;
mod patterns;
mod proportion;
mod redaction;
mod sample;
mod typed;
mod values;
