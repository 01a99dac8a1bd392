// @generated
// Written by `cargo xtask codegen` from model/; edit the model, not this file.

//! Inputs, outputs and what they are made of; every type is re-exported here.
mod aws_opportunity;
mod bulk_job;
mod country_code;
mod currency_code;
mod customer_account;
mod document;
mod engagement;
mod engagement_group;
mod engagement_search;
mod invitation;
mod lead;
mod opportunity;
mod opportunity_search;
mod prospecting;
mod settings;
mod snapshot;
mod snapshot_job;
mod solution;
mod tag;
mod task;
mod values;
pub use aws_opportunity::*;
pub use bulk_job::*;
pub use country_code::*;
pub use currency_code::*;
pub use customer_account::*;
pub use document::*;
pub use engagement::*;
pub use engagement_group::*;
pub use engagement_search::*;
pub use invitation::*;
pub use lead::*;
pub use opportunity::*;
pub use opportunity_search::*;
pub use prospecting::*;
pub use settings::*;
pub use snapshot::*;
pub use snapshot_job::*;
pub use solution::*;
pub use tag::*;
pub use task::*;
pub use values::*;
