//! The rules of snapshot jobs.

use crate::rule::rules;

rules! {
    /// One job for each resource.
    pub ONE = "job.one-per-resource", Inferred,
        "An account has at most one job for the same resource, engagement and template.";

    /// Which jobs can be deleted.
    pub STOPPED = "job.delete.stopped", Documented,
        "A job must be stopped before it is deleted.";

    /// With which role a job reads.
    pub ROLE = "job.role.required", Documented,
        "With strictness documented, a running job takes no snapshot while the selling system \
         settings of its account have no role, and LastFailure says so; with strictness observed, \
         jobs run without a role.";
}
