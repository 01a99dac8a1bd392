//! What snapshot jobs are judged by.

use crate::rule::rules;

rules! {
    /// One job for each purpose.
    pub ONE = "job.one-per-resource", Inferred,
        "An account has one job at most for a resource in an engagement through a template.";

    /// What must come before the end.
    pub STOPPED = "job.delete.stopped", Documented,
        "A job is stopped before it is deleted.";

    /// By what right a job reads.
    pub ROLE = "job.role.required", Documented,
        "With strictness documented, a running job takes no snapshot while its account's \
         selling system settings name no role, and says so in LastFailure; otherwise jobs run \
         without a role.";
}
