//! What snapshot jobs are judged by.

use crate::rule::{Evidence, Rule};

/// One job for each purpose.
pub static ONE: Rule = Rule {
    id: "job.one-per-resource",
    evidence: Evidence::Inferred,
    says: "An account has one job at most for a resource in an engagement through a template.",
};

/// Every rule of this family.
pub static RULES: &[&Rule] = &[&ONE];
