//! What several accounts share: engagements, invitations, snapshots and jobs.

mod engagements;
pub(crate) mod hub;
mod invitations;
mod jobs;
mod snapshots;
