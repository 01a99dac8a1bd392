//! Snapshots: what the members of an engagement see of each other's opportunities.
//!
//! A snapshot is one revision of a resource, as a template shows it, and never changes. [`view`] is
//! the partners' template, [`create`] decides whether there is anything new to show, and
//! [`full_view`] is AWS's template, which shows AWS's side to the owner alone.

pub mod create;
pub mod full_view;
mod get;
mod list;
pub mod rules;
pub(crate) mod view;

/// The template with which partners show their opportunities to every member.
pub const SUMMARY_VIEW: &str = "OpportunitySummaryView";

/// The template with which AWS shows its side of an opportunity to the owner alone.
pub const AWS_FULL_VIEW: &str = "AwsOpportunitySummaryFullView";
