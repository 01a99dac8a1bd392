//! What accounts can do together: engagements, invitations, snapshots and jobs.

#[path = "../common/mod.rs"]
mod common;
mod engagements;
mod hub;
mod invitations;
mod jobs;
mod snapshots;
