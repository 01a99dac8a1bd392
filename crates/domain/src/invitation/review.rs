//! The consequences of AWS's review of an opportunity: for AWS's own invitation to the engagement,
//! for the snapshot of AWS's side, and for the copies of the opportunity that other partners have.

use cosell_api::types::ReviewStatus;
use cosell_store::Tx;
use cosell_store::table::invitation::{self as table, Invitation, Status};
use cosell_store::table::{association, engagement as engagements, opportunity as opportunities};

use super::{accept, reject, status};
use crate::opportunity::{self, received};
use crate::settings::AWS;
use crate::stored::column;
use crate::{Context, Error, snapshot};

/// Applies the consequences of a review that changed the status of an opportunity.
///
/// AWS answers its open invitation in each engagement that shows the opportunity, whoever sent it:
/// approval accepts it and makes AWS a member; rejection rejects it, unless another opportunity of
/// the engagement is under review or approved. An expired invitation stays expired. Then the copies
/// of the opportunity follow.
pub async fn after_review(
    cx: &Context,
    tx: &mut Tx,
    reviewed: &opportunity::Stored,
    from: ReviewStatus,
    to: ReviewStatus,
) -> Result<(), Error> {
    after_review_because(cx, tx, reviewed, (from, to), None).await
}

/// The same, with the reason for which AWS rejects its invitation.
pub(crate) async fn after_review_because(
    cx: &Context,
    tx: &mut Tx,
    reviewed: &opportunity::Stored,
    (from, to): (ReviewStatus, ReviewStatus),
    rejection: Option<&str>,
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
    if decided {
        received::lock_copies(cx, tx, &reviewed.row.id).await?;
    }
    let engagements = association::engagements_of(tx, owner, &reviewed.row.id).await?;
    engagements::lock_all(tx, &engagements).await?;
    for engagement in engagements {
        let asked = |sent: &Invitation| status(sent, cx.millis()) == Status::Pending;
        if let Some(invitation) = table::latest(tx, &engagement, AWS).await?.filter(asked) {
            match to {
                ReviewStatus::Approved => accept::accept(&aws, tx, &invitation).await?,
                ReviewStatus::Rejected if !still_asked(cx, tx, &engagement, reviewed).await? => {
                    let reason = rejection.map(str::to_owned);
                    reject::reject(&aws, tx, &invitation, reason).await?;
                }
                _ => {}
            }
        }
        // After the answer, as in the order of AWS's events.
        if decided {
            snapshot::full_view::take(cx, tx, &engagement, reviewed).await?;
        }
    }
    received::after_review(cx, tx, reviewed, to).await
}

/// Whether an engagement shows another opportunity that is under review or approved.
async fn still_asked(
    cx: &Context,
    tx: &mut Tx,
    engagement_id: &str,
    reviewed: &opportunity::Stored,
) -> Result<bool, Error> {
    let shown = shown(cx, tx, engagement_id).await?;
    Ok(shown.into_iter().any(|(id, status)| {
        id != reviewed.row.id
            && matches!(
                status,
                ReviewStatus::Submitted | ReviewStatus::InReview | ReviewStatus::Approved
            )
    }))
}

/// The opportunities that an engagement shows, each with its review status.
pub(crate) async fn shown(
    cx: &Context,
    tx: &mut Tx,
    engagement_id: &str,
) -> Result<Vec<(String, ReviewStatus)>, Error> {
    let mut shown = Vec::new();
    for id in association::shown_in(tx, engagement_id).await? {
        let Some(found) = opportunities::peek_any(tx, cx.catalog_name(), &id).await? else {
            continue;
        };
        let status = ReviewStatus::from_wire(&found.review_status);
        let status = column(status, ("opportunity", &id, "review_status"))?;
        shown.push((id, status));
    }
    Ok(shown)
}
