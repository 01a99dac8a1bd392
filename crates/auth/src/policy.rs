//! Evaluation of IAM policies.
//!
//! A [`Policy`] is a document as users have it, parsed strictly and prepared once; [`decide`]
//! evaluates any number of them for a [`Request`]. An explicit deny overrides every allow, and a
//! request that no statement allows is denied. The decision names the statement that made it.
//!
//! ```text
//! document   JSON to Policy; an element that is not understood is refused, with its path
//! condition  the operators of a Condition
//! keys       the condition keys that there are
//! variable   ${aws:username} and the like, filled in from the request
//! pattern    * and ?, without backtracking
//! decide     the evaluation
//! managed    AWS's own policies for Partner Central
//! ```

mod condition;
mod decide;
mod document;
mod keys;
mod managed;
mod pattern;
mod variable;

pub use decide::{Context, Decider, Decision, Request, decide};
pub use document::{Effect, Policy, PolicyError, Problem};
pub use keys::{CONDITION_KEYS, ConditionKey, Presence, fold};
pub use managed::{MANAGED, managed};
pub use pattern::matches_action;
