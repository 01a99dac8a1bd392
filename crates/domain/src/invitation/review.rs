//! What AWS's review of an opportunity means for those who wait for it: AWS's own invitation to
//! the engagement, what AWS shows the owner of its side, and the opportunities of partners that
//! repeat the reviewed one.

use cosell_api::types::ReviewStatus;
use cosell_store::Tx;
use cosell_store::table::invitation::{self as table, Invitation, Status};
use cosell_store::table::{association, opportunity as opportunities};

use super::{accept, reject, status};
use crate::opportunity::{self, received};
use crate::settings::AWS;
use crate::stored::column;
use crate::{Context, Error, snapshot};

/// Follows a review that moved an opportunity from one status to another.
///
/// AWS answers the open invitation to it in each engagement that shows the opportunity, whoever
/// sent it: approval accepts it and makes AWS a member; rejection rejects it, unless AWS still has
/// another opportunity of the engagement before it or approved one. One that has expired stays
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
        let asked = |sent: &Invitation| status(sent, cx.millis()) == Status::Pending;
        let Some(invitation) = table::latest(tx, &engagement, AWS).await?.filter(asked) else {
            continue;
        };
        match to {
            ReviewStatus::Approved => accept::accept(&aws, tx, &invitation).await?,
            ReviewStatus::Rejected if !still_asked(cx, tx, &engagement, reviewed).await? => {
                reject::reject(&aws, tx, &invitation, None).await?;
            }
            _ => {}
        }
    }
    received::after_review(cx, tx, reviewed, to).await
}

/// Whether an engagement shows another opportunity that AWS is reviewing or has approved.
async fn still_asked(
    cx: &Context,
    tx: &mut Tx,
    engagement_id: &str,
    reviewed: &opportunity::Stored,
) -> Result<bool, Error> {
    for id in association::shown_in(tx, engagement_id).await? {
        if id == reviewed.row.id {
            continue;
        }
        let Some(found) = opportunities::find_any(tx, cx.catalog_name(), &id).await? else {
            continue;
        };
        let status = ReviewStatus::from_wire(&found.review_status);
        let status = column(status, ("opportunity", &id, "review_status"))?;
        if matches!(
            status,
            ReviewStatus::Submitted | ReviewStatus::InReview | ReviewStatus::Approved
        ) {
            return Ok(true);
        }
    }
    Ok(false)
}
