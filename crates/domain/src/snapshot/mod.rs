//! Snapshots: what the members of an engagement see of each other's opportunities.
//!
//! A snapshot is one revision of a resource, as a template shows it, and never changes. [`view`]
//! holds the partners' template, [`create`] decides whether there is anything new to show, and
//! [`full_view`] is AWS's template, by which the owner alone sees AWS's side.

pub mod create;
pub mod full_view;
mod get;
mod list;
pub mod rules;
pub(crate) mod view;

/// The template that partners show their opportunities by, to every member.
pub const SUMMARY_VIEW: &str = "OpportunitySummaryView";

/// The template by which AWS shows an opportunity to its owner alone.
pub const AWS_FULL_VIEW: &str = "AwsOpportunitySummaryFullView";
