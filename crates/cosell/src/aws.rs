//! `cosell aws`: AWS's side of co-selling.

mod invitation;
mod record;
mod refer;
mod reviewer;

use cosell_admin_api::aws::{Decision, Review, Reviewed};
use cosell_admin_api::pages::ReviewOpportunity;

use crate::client::{AdminError, Connection};
use crate::print;

/// Act as AWS in either catalog: decide, answer invitations, change AWS's side.
///
/// Each act has all effects that the same act of AWS has: events, snapshots, answers to
/// invitations. See docs/aws-side.md.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Command {
    /// Begin the review of a submitted opportunity: In review
    TakeIntoReview(One),
    /// Decide the review of a submitted opportunity
    #[command(subcommand)]
    Review(Verdict),
    /// Accept an invitation of AWS, and approve the opportunity under review that it is about
    AcceptInvitation(invitation::Accept),
    /// Reject an invitation of AWS, and the opportunity under review that it is about
    RejectInvitation(invitation::Reject),
    /// Show the rules by which AWS's reviewers decide, or set who reviews
    Reviewer(reviewer::Arguments),
    #[command(subcommand)]
    Summary(record::SummaryCommand),
    #[command(subcommand)]
    Opportunity(record::OpportunityCommand),
    #[command(subcommand)]
    Referral(refer::ReferralCommand),
    #[command(subcommand)]
    Lead(refer::LeadCommand),
}

/// Decide the review of a submitted opportunity.
#[derive(Debug, clap::Subcommand)]
pub(crate) enum Verdict {
    /// Approve it and accept its open invitation of AWS
    Approve(Remarks),
    /// Reject it and its open invitation of AWS
    Reject(Remarks),
    /// Ask its owner for corrections: Action Required
    ActionRequired(Remarks),
    /// Refer it back to its owner and say why: Action Required
    ReferBack(ReferBack),
}

#[derive(Debug, clap::Args)]
pub(crate) struct One {
    /// The id of the opportunity, such as O1234567
    #[arg(value_name = "OPPORTUNITY")]
    id: String,
    #[command(flatten)]
    connection: Connection,
}

#[derive(Debug, clap::Args)]
pub(crate) struct Remarks {
    #[command(flatten)]
    one: One,
    /// The comments that the partner reads
    #[arg(long, value_name = "TEXT")]
    comments: Option<String>,
    /// The reason that the partner reads, such as 'Clarify Solution'
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

#[derive(Debug, clap::Args)]
pub(crate) struct ReferBack {
    #[command(flatten)]
    one: One,
    /// The comments that the partner reads
    #[arg(long, value_name = "TEXT")]
    comments: String,
    /// The reason that the partner reads, in place of 'Other - Internal Review'
    #[arg(long, value_name = "TEXT")]
    reason: Option<String>,
}

pub(crate) fn run(command: &Command) -> Result<(), AdminError> {
    match command {
        Command::TakeIntoReview(one) => decide(one, Decision::TakeIntoReview, None, None),
        Command::Review(verdict) => {
            let (remarks, decision) = match verdict {
                Verdict::Approve(remarks) => (remarks, Decision::Approve),
                Verdict::Reject(remarks) => (remarks, Decision::Reject),
                Verdict::ActionRequired(remarks) => (remarks, Decision::ActionRequired),
                Verdict::ReferBack(given) => {
                    let comments = Some(given.comments.clone());
                    let reason = given.reason.clone();
                    return decide(&given.one, Decision::ReferBack, comments, reason);
                }
            };
            let (comments, reason) = (remarks.comments.clone(), remarks.reason.clone());
            decide(&remarks.one, decision, comments, reason)
        }
        Command::AcceptInvitation(given) => invitation::accept(given),
        Command::RejectInvitation(given) => invitation::reject(given),
        Command::Reviewer(arguments) => reviewer::run(arguments),
        Command::Summary(command) => record::set(command),
        Command::Opportunity(command) => record::update(command),
        Command::Referral(command) => refer::referral(command),
        Command::Lead(command) => refer::lead(command),
    }
}

fn decide(
    One { id, connection }: &One,
    decision: Decision,
    comments: Option<String>,
    reason: Option<String>,
) -> Result<(), AdminError> {
    let page = ReviewOpportunity {
        id: id.clone(),
        body: Review {
            decision,
            comments,
            reason,
        },
    };
    let reviewed = connection.client()?.call(&page)?;
    connection.output.print(&reviewed, shown)
}

fn shown(reviewed: &Reviewed) -> String {
    format!(
        "{} of account {} in catalog {}: {}",
        print::text(&reviewed.id),
        print::text(&reviewed.account),
        reviewed.catalog,
        print::text(&reviewed.review_status)
    )
}
