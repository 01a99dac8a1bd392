//! AWS's side of co-selling, acted out by an administrator: the live service leaves it to AWS's
//! sellers.
//!
//! A decision has the effects that the same decision of a partner has in the Sandbox, in both
//! catalogs: its owner is notified, snapshots are taken, the open invitation of AWS is answered,
//! and copies of the opportunity follow.

pub mod answer;
pub mod body;
mod invented;
pub mod refer;
pub mod summary;
pub mod update;

use cosell_admin_api::aws::{Decision, Review};
use cosell_api::types::ReviewStatus;
use cosell_store::table::opportunity as table;
use cosell_store::{Catalog, Lock, Tx};

use crate::opportunity::{Stored, store};
use crate::rule::rules;
use crate::settings::AWS;
use crate::{Context, Error, invitation};

rules! {
    BY_AWS = "opportunity.review.by-administrator", Documented,
        "AWS's decisions change Submitted to In review, Approved, Action Required or Rejected, and \
         In review to the last three.";

    ANSWERED = "opportunity.review.after-action", Observed,
        "AWS may also approve or reject an opportunity that requires an action, as in AWS's \
         published flow.";

    REFERRED_BACK = "opportunity.review.referred-back", Inferred,
        "No review status says that AWS's reviewer refers an opportunity back. It is Action \
         Required then, with the reviewer's comments, and with the reason Other - Internal Review \
         unless another one is given.";
}

/// The reason of an opportunity that is referred back, unless the reviewer gives another one.
const REFERRED: &str = "Other - Internal Review";

/// What became of a decision.
#[derive(Debug)]
pub enum Decided {
    /// The opportunity has the new review status.
    Done(Box<Stored>),
    /// There is no such opportunity.
    Unknown,
    /// An opportunity of this review status does not take the decision; nothing happened.
    Refused(ReviewStatus),
}

/// Decides about an opportunity. Account and catalog of the context are those of the opportunity
/// from then on.
pub(crate) async fn decide(
    cx: &Context,
    tx: &mut Tx,
    id: &str,
    review: &Review,
) -> Result<Decided, Error> {
    match find(tx, id).await? {
        Some(stored) => decide_about(cx, tx, stored, review, None).await,
        None => Ok(Decided::Unknown),
    }
}

/// The same about an opportunity that is locked, with the reason that the sender of a rejected
/// invitation reads.
pub(crate) async fn decide_about(
    cx: &Context,
    tx: &mut Tx,
    mut stored: Stored,
    review: &Review,
    rejection: Option<&str>,
) -> Result<Decided, Error> {
    let from = stored.document.review_status();
    let Some(to) = next(from, review.decision) else {
        return Ok(Decided::Refused(from));
    };
    let owner = Context {
        account: stored.row.account.as_str().into(),
        catalog: stored.row.catalog,
        ..cx.clone()
    };
    let life_cycle = &mut stored.document.life_cycle;
    life_cycle.review_status = Some(to);
    if let Some(comments) = &review.comments {
        life_cycle.review_comments = Some(comments.clone());
    }
    let referred = (review.decision == Decision::ReferBack).then_some(REFERRED);
    if let Some(reason) = review.reason.as_deref().or(referred) {
        life_cycle.review_status_reason = Some(reason.to_owned());
    }
    store::save(&owner, tx, &mut stored).await?;
    invitation::review::after_review_because(&owner, tx, &stored, (from, to), rejection).await?;
    Ok(Decided::Done(Box::new(stored)))
}

/// Finds an opportunity in either catalog, and locks it.
pub(crate) async fn find(tx: &mut Tx, id: &str) -> Result<Option<Stored>, Error> {
    for catalog in [Catalog::Aws, Catalog::Sandbox] {
        if let Some(row) = table::find_any(tx, Lock::Exclusive, catalog.as_str(), id).await? {
            return Stored::read(row).map(Some);
        }
    }
    Ok(None)
}

/// An opportunity that a partner owns, locked, and a context of its owner.
async fn owned(cx: &Context, tx: &mut Tx, id: &str) -> Result<(Context, Stored), Error> {
    let Some(stored) = find(tx, id).await? else {
        let message = "There is no opportunity with this id.";
        return Err(cosell_api::Error::not_found(message).into());
    };
    if stored.row.account == AWS {
        let message = "The opportunity is AWS's until a partner accepts the invitation to it.";
        return Err(Error::conflict(message));
    }
    let owner = Context {
        account: stored.row.account.as_str().into(),
        catalog: stored.row.catalog,
        ..cx.clone()
    };
    Ok((owner, stored))
}

/// The review status after a decision; `None` when AWS does not decide so.
fn next(from: ReviewStatus, decision: Decision) -> Option<ReviewStatus> {
    use ReviewStatus::{ActionRequired, Approved, InReview, Rejected, Submitted};
    let to = match decision {
        Decision::TakeIntoReview => InReview,
        Decision::Approve => Approved,
        Decision::ActionRequired | Decision::ReferBack => ActionRequired,
        Decision::Reject => Rejected,
    };
    let decides = match from {
        Submitted => true,
        InReview => to != InReview,
        ActionRequired => matches!(to, Approved | Rejected),
        _ => false,
    };
    decides.then_some(to)
}
