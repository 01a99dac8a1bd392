//! Leads: two partners work on one, turn it into an opportunity, and have it prospected.
//!
//! Anna has the lead, Bert is invited to it. The stories run on a clock that stands still, so that
//! every time that grows does so because it must.

mod contexts;
mod conversion;
mod hub;
mod prospecting;
