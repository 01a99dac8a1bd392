//! `/_cosell/reviewer`: the rules by which AWS's reviewers decide.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::word::words;

words! {
    /// Who reviews submitted opportunities.
    pub enum Reviewer {
        /// Nobody by themselves: an opportunity stays `Submitted` until somebody decides.
        Manual = "manual",
        /// Every opportunity is approved at once.
        Approve = "approve",
    }
}

/// What the reviewers of a space are set to, until it is reset or the server reads its
/// configuration again.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReviewerSetting {
    pub reviewer: Reviewer,
}

/// The rules in force, in the order in which they are asked.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ReviewRules {
    /// Decides which opportunities belong to a share.
    pub seed: u64,
    pub rules: Vec<ReviewRule>,
}

/// A rule of reviewers.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct ReviewRule {
    pub name: String,
    /// Conditions in words, which must all hold; every opportunity fulfils a rule without any.
    pub when: Vec<String>,
    pub then: Vec<PlannedReview>,
}

/// What AWS does at a time after the submission.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
pub struct PlannedReview {
    /// How long after the submission, in milliseconds of the service's clock.
    pub after_ms: u64,
    /// A decision, such as `approve`; `summary` where AWS changes its side of the opportunity.
    pub act: String,
    /// What the partner reads.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comments: Option<String>,
}
