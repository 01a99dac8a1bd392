//! What snapshot jobs are judged by.

use crate::rule::{Evidence, Rule};

/// One job for each purpose.
pub static ONE: Rule = Rule {
    id: "job.one-per-resource",
    evidence: Evidence::Inferred,
    says: "An account has one job at most for a resource in an engagement through a template.",
};

/// What must come before the end.
pub static STOPPED: Rule = Rule {
    id: "job.delete.stopped",
    evidence: Evidence::Documented,
    says: "A job is stopped before it is deleted.",
};

/// By what right a job reads.
pub static ROLE: Rule = Rule {
    id: "job.role.required",
    evidence: Evidence::Documented,
    says: "With strictness documented, a running job takes no snapshot while its account's \
           selling system settings name no role, and says so in LastFailure; otherwise jobs run \
           without a role.",
};

/// Every rule of this family.
pub static RULES: &[&Rule] = &[&ONE, &STOPPED, &ROLE];
