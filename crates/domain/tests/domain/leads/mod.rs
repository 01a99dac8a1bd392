//! Leads: two partners work on a lead, convert it into an opportunity, and have it prospected.
//!
//! Anna has the lead, Bert is invited to it. The clock is frozen, so a modification time that grows
//! is one that the service must increase.

mod contexts;
mod conversion;
pub(crate) mod hub;
mod prospecting;
