//! AWS changes its side of an opportunity, which its owner reads with `GetAwsOpportunitySummary`.

use cosell_api::shapes::AWS_OPPORTUNITY_SUMMARY_FULL_VIEW;
use cosell_api::types::{
    AwsClosedLostReason, AwsOpportunityLifeCycle, AwsOpportunityStage,
    GetAwsOpportunitySummaryResponse, SalesInvolvementType, Visibility,
};
use cosell_store::Tx;
use cosell_store::table::{association, engagement};

use super::body::{self, Members};
use super::owned;
use crate::opportunity::{AwsSide, Stored, aws_summary, store};
use crate::rule::rules;
use crate::{Context, Error, snapshot};

rules! {
    CHANGED = "opportunity.aws-summary.changed", Documented,
        "When AWS changes its side of an opportunity, the owner gets Opportunity Updated and a \
         new snapshot AwsOpportunitySummaryFullView; a change that says nothing new does nothing.";

    INVOLVEMENT = "opportunity.aws-summary.involvement", Documented,
        "AWS may change For Visibility Only to Co-Sell, for a reason that the summary shows, and \
         not back; an opportunity of limited visibility stays For Visibility Only.";

    LOST = "opportunity.aws-summary.lost", Inferred,
        "AWS's side has a reason of the loss only at stage Closed Lost.";
}

/// What of AWS's side may be changed.
const ALLOWED: &[&str] = &[
    "LifeCycle",
    "OpportunityTeam",
    "Insights",
    "InvolvementType",
    "InvolvementTypeChangeReason",
    "CosellMotion",
    "CosellMotionReason",
    "SoftwareRevenue",
];

/// What is wrong with a change of AWS's side of any opportunity.
pub fn mistake(change: &Members) -> Option<String> {
    let mut change = change.clone();
    change.remove("InvolvementType");
    let place = (&AWS_OPPORTUNITY_SUMMARY_FULL_VIEW, ALLOWED);
    let patched = body::patched(&AwsSide::default(), &change, place);
    let read = patched.and_then(|value| body::read::<AwsSide>(value, place.0));
    read.err().map(|error| error.to_string())
}

/// An opportunity and AWS's side of it after a change.
#[derive(Debug)]
pub struct Summarized {
    pub stored: Stored,
    /// What the owner reads.
    pub shown: GetAwsOpportunitySummaryResponse,
    /// The members of the life cycle that the owner reads only at a terminal stage.
    pub hidden: Vec<&'static str>,
}

/// Changes AWS's side of an opportunity from its submission on.
pub(crate) async fn set(
    cx: &Context,
    tx: &mut Tx,
    id: &str,
    change: &Members,
) -> Result<Summarized, Error> {
    let (cx, mut stored) = owned(cx, tx, id).await?;
    body::changes(change)?;
    let document = &mut stored.document;
    let Some(submission) = &mut document.submission else {
        return Err(Error::conflict(format!(
            "The review status of the opportunity is {}; AWS has a side of it from its submission \
             on.",
            document.review_status()
        )));
    };
    let known = document.aws_side.as_deref().cloned().unwrap_or_default();
    let mut change = change.clone();
    let involvement = change.remove("InvolvementType");
    let place = (&AWS_OPPORTUNITY_SUMMARY_FULL_VIEW, ALLOWED);
    let next = body::patched(&known, &change, place)?;
    let next: AwsSide = body::read(next, place.0)?;
    lost(next.life_cycle.as_ref())?;
    let mut changed = next != known;
    if let Some(involvement) = involvement {
        let wanted = involvement
            .as_str()
            .and_then(SalesInvolvementType::from_wire);
        let wanted = wanted.ok_or_else(|| {
            body::wrong("InvolvementType must be Co-Sell or For Visibility Only.".to_owned())
        })?;
        if wanted != submission.involvement_type {
            involve(wanted, submission.visibility, &next)?;
            submission.involvement_type = wanted;
            changed = true;
        }
    }
    if changed {
        document.aws_side = Some(Box::new(next));
        store::save_unshown(&cx, tx, &mut stored).await?;
        let (owner, id) = (&stored.row.account, &stored.row.id);
        let engagements = association::engagements_of(tx, owner, id).await?;
        engagement::lock_all(tx, &engagements).await?;
        for engagement in engagements {
            snapshot::full_view::take(&cx, tx, &engagement, &stored).await?;
        }
    }
    let side = stored.document.aws_side.as_deref();
    let hidden = side.map(aws_summary::hidden).unwrap_or_default();
    Ok(Summarized {
        shown: aws_summary::response(stored.clone()),
        stored,
        hidden,
    })
}

fn lost(life_cycle: Option<&AwsOpportunityLifeCycle>) -> Result<(), Error> {
    let reason: Option<AwsClosedLostReason> = life_cycle.and_then(|said| said.closed_lost_reason);
    let stage = life_cycle.and_then(|said| said.stage);
    if reason.is_some() && stage != Some(AwsOpportunityStage::ClosedLost) {
        let message = "LifeCycle.ClosedLostReason requires the stage Closed Lost.";
        return Err(Error::ruled(&LOST, cosell_api::Error::conflict(message)));
    }
    Ok(())
}

fn involve(
    wanted: SalesInvolvementType,
    visibility: Option<Visibility>,
    next: &AwsSide,
) -> Result<(), Error> {
    let message = if wanted != SalesInvolvementType::CoSell {
        "AWS changes For Visibility Only to Co-Sell, and not back."
    } else if visibility == Some(Visibility::Limited) {
        "The visibility of the opportunity is Limited; AWS changes to Co-Sell those with Full."
    } else if next.involvement_type_change_reason.is_none() {
        "A change of InvolvementType requires InvolvementTypeChangeReason."
    } else {
        return Ok(());
    };
    Err(Error::ruled(
        &INVOLVEMENT,
        cosell_api::Error::conflict(message),
    ))
}
