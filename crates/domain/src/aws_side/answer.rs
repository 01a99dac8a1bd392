//! AWS answers an invitation that it received.
//!
//! An invitation to an engagement that shows an opportunity under review asks for that review, so
//! its answer is the decision of the review: acceptance approves and rejection rejects. Otherwise
//! AWS answers the invitation alone, as any receiver does.

use cosell_admin_api::aws::{Decision, Review};
use cosell_api::types::ReviewStatus;
use cosell_store::table::invitation::{self as table, Invitation, Status};
use cosell_store::{Catalog, Tx};

use super::{Decided, decide_about};
use crate::invitation::{accept, lock, reject, review, rules, status};
use crate::opportunity::Stored;
use crate::settings::{AWS, Strictness};
use crate::{Context, Error};

/// How AWS answers.
#[derive(Clone, Debug)]
pub enum Answer {
    Accept,
    /// With the reason that the sender reads.
    Reject(Option<String>),
}

/// An invitation after its answer.
#[derive(Debug)]
pub struct Answered {
    pub invitation: Invitation,
    /// The opportunity whose review was decided with it.
    pub reviewed: Option<Box<Stored>>,
}

/// The most characters of a reason.
const REASON: usize = 80;

/// Answers an open invitation of AWS, in either catalog.
pub(crate) async fn answer(
    cx: &Context,
    tx: &mut Tx,
    id: &str,
    answer: &Answer,
) -> Result<Answered, Error> {
    let found = find(tx, id).await?;
    let cx = &Context {
        account: AWS.into(),
        catalog: found.catalog,
        ..cx.clone()
    };
    check(cx, &found, answer)?;
    let reviewed = match asked(cx, tx, &found.engagement_id).await?.as_slice() {
        [] => None,
        [one] => decide(cx, tx, one, answer).await?,
        several => {
            return Err(Error::conflict(format!(
                "The engagement of the invitation shows several opportunities under review ({}); \
                 decide about one of them with `cosell aws review`, which answers the invitation.",
                several.join(", ")
            )));
        }
    };
    let found = lock(tx, found).await?;
    let found = table::peek(tx, cx.catalog_name(), &found.id).await?;
    let found = found.ok_or_else(|| Error::not_found(id))?;
    // Unless the decision answered it.
    if status(&found, cx.millis()) == Status::Pending {
        match answer {
            Answer::Accept => accept::accept(cx, tx, &found).await?,
            Answer::Reject(reason) => reject::reject(cx, tx, &found, reason.clone()).await?,
        }
    }
    let invitation = table::peek(tx, cx.catalog_name(), &found.id).await?;
    Ok(Answered {
        invitation: invitation.ok_or_else(|| Error::not_found(id))?,
        reviewed,
    })
}

/// Finds an invitation of AWS by its id or ARN.
async fn find(tx: &mut Tx, identifier: &str) -> Result<Invitation, Error> {
    let id = identifier.rsplit('/').next().unwrap_or(identifier);
    for catalog in [Catalog::Aws, Catalog::Sandbox] {
        let found = table::peek(tx, catalog.as_str(), id).await?;
        if let Some(found) = found.filter(|found| found.receiver == AWS) {
            return Ok(found);
        }
    }
    let message = "There is no invitation with this id that AWS received.";
    Err(cosell_api::Error::not_found(message).into())
}

fn check(cx: &Context, found: &Invitation, answer: &Answer) -> Result<(), Error> {
    let status = status(found, cx.millis());
    if status != Status::Pending {
        return Err(Error::conflict(format!(
            "The status of the invitation is {}; AWS answers invitations that are PENDING.",
            status.as_str()
        )));
    }
    let Answer::Reject(Some(reason)) = answer else {
        return Ok(());
    };
    if reason.trim().is_empty() || reason.chars().count() > REASON {
        let message = format!("The reason must have 1 to {REASON} characters.");
        return Err(Error::invalid("rejectionReason", message));
    }
    if cx.settings.strictness == Strictness::Documented {
        Error::unless_empty(rules::reason(Some(reason)).into_iter().collect())?;
    }
    Ok(())
}

/// The opportunities under review that an engagement shows.
async fn asked(cx: &Context, tx: &mut Tx, engagement_id: &str) -> Result<Vec<String>, Error> {
    let shown = review::shown(cx, tx, engagement_id).await?;
    let asked = shown.into_iter().filter(|(_, status)| {
        matches!(
            status,
            ReviewStatus::Submitted | ReviewStatus::InReview | ReviewStatus::ActionRequired
        )
    });
    Ok(asked.map(|(id, _)| id).collect())
}

async fn decide(
    cx: &Context,
    tx: &mut Tx,
    id: &str,
    answer: &Answer,
) -> Result<Option<Box<Stored>>, Error> {
    let (decision, because) = match answer {
        Answer::Accept => (Decision::Approve, None),
        Answer::Reject(reason) => (Decision::Reject, reason.as_deref()),
    };
    let review = Review {
        decision,
        comments: None,
        reason: None,
    };
    let Some(stored) = super::find(tx, id).await? else {
        return Ok(None);
    };
    match decide_about(cx, tx, stored, &review, because).await? {
        Decided::Done(stored) => Ok(Some(stored)),
        Decided::Unknown => Ok(None),
        Decided::Refused(status) => Err(Error::conflict(format!(
            "The review status of opportunity {id} changed to {status} meanwhile; try again."
        ))),
    }
}
