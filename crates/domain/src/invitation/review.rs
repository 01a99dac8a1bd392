//! What AWS's review of an opportunity means for those who wait for it: AWS's own invitation to
//! the engagement, what AWS shows the owner of its side, and the opportunities of partners that
//! repeat the reviewed one.

use cosell_api::types::{InvitationStatus, ReviewStatus};
use cosell_store::Tx;
use cosell_store::table::association;
use cosell_store::table::invitation::{self as table, Invitation};

use super::{accept, reject, status};
use crate::context::AWS;
use crate::opportunity::{self, received};
use crate::{Context, Error, snapshot};

/// Follows a review that moved an opportunity from one status to another.
///
/// AWS answers the invitation by which the opportunity's owner asked it into the engagement:
/// approval accepts it and makes AWS a member, rejection rejects it. One that has expired stays
/// expired. Then the opportunities that repeat this one follow.
pub async fn after_review(
    cx: &Context,
    tx: &mut Tx,
    reviewed: &opportunity::Stored,
    from: ReviewStatus,
    to: ReviewStatus,
) -> Result<(), Error> {
    if from == to {
        return Ok(());
    }
    let owner = &reviewed.row.account;
    let aws = Context {
        account: AWS.into(),
        ..cx.clone()
    };
    let decided = matches!(
        to,
        ReviewStatus::Approved | ReviewStatus::ActionRequired | ReviewStatus::Rejected
    );
    for engagement in association::engagements_of(tx, owner, &reviewed.row.id).await? {
        if decided {
            snapshot::full_view::take(cx, tx, &engagement, reviewed).await?;
        }
        let asked = |sent: &Invitation| {
            sent.sender == *owner && status(sent, cx.millis()) == Some(InvitationStatus::Pending)
        };
        let Some(invitation) = table::latest(tx, &engagement, AWS).await?.filter(asked) else {
            continue;
        };
        match to {
            ReviewStatus::Approved => accept::accept(&aws, tx, &invitation).await?,
            ReviewStatus::Rejected => reject::reject(&aws, tx, &invitation, None).await?,
            _ => {}
        }
    }
    received::after_review(cx, tx, reviewed, to).await
}
