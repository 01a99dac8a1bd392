//! AWS changes the partner's opportunity.
//!
//! AWS is not bound by what a partner may edit at a review status, but by every other rule of an
//! update. The review is changed by a decision only.

use cosell_api::operations::UpdateOpportunity;
use cosell_api::types::{ReviewStatus, UpdateOpportunityRequest};
use cosell_api::{Operation as _, wire};
use cosell_store::Tx;
use serde_json::Value;

use super::body::{self, Members, OPPORTUNITY};
use super::owned;
use crate::error::instant;
use crate::opportunity::rules::{self, contract, whole};
use crate::opportunity::{Stored, store};
use crate::rule::rules;
use crate::settings::Strictness;
use crate::{Context, Error};

rules! {
    BY_AWS = "opportunity.update.by-aws", Inferred,
        "AWS updates opportunities that are Submitted, In review, Action Required or Approved. It \
         may change members that their owner may not edit then, and keeps to all other rules of an \
         update.";
}

/// What of the life cycle belongs to the review.
const REVIEW: &[&str] = &["ReviewStatus", "ReviewComments", "ReviewStatusReason"];

const CONTRACT: &str = "/Project/ExpectedContractDuration";

/// Changes members of an opportunity, in either catalog. A change that says nothing new does
/// nothing.
pub(crate) async fn update(
    cx: &Context,
    tx: &mut Tx,
    id: &str,
    change: &Members,
) -> Result<Stored, Error> {
    let (cx, mut stored) = owned(cx, tx, id).await?;
    body::changes(change)?;
    let status = stored.document.review_status();
    if !matches!(
        status,
        ReviewStatus::Submitted
            | ReviewStatus::InReview
            | ReviewStatus::ActionRequired
            | ReviewStatus::Approved
    ) {
        let message = format!(
            "The review status of the opportunity is {status}; AWS updates opportunities that are \
             Submitted, In review, Action Required or Approved."
        );
        return Err(Error::ruled(&BY_AWS, cosell_api::Error::conflict(message)));
    }
    let input = read(&stored, change)?;
    let previous = &stored.document;
    let mut next = previous.replaced_by(&input);
    rules::related::exists(&cx, tx, &next).await?;
    contract::restore(previous, &mut next);
    let documented = cx.settings.strictness == Strictness::Documented;
    let mut findings = whole::findings(&next, documented);
    findings.extend(rules::findings(&cx, Some(previous), &next));
    Error::unless_empty(findings)?;
    rules::normalise(&mut next);
    if next != *previous {
        stored.document = next;
        store::save(&cx, tx, &mut stored).await?;
    }
    Ok(stored)
}

/// The request of an update that changes these members.
fn read(stored: &Stored, change: &Members) -> Result<UpdateOpportunityRequest, Error> {
    if let Some(Value::Object(life_cycle)) = change.get("LifeCycle") {
        for name in REVIEW {
            if life_cycle.contains_key(*name) {
                return Err(body::wrong(format!(
                    "LifeCycle.{name} belongs to AWS's review; `cosell aws review` changes it."
                )));
            }
        }
    }
    let place = (UpdateOpportunity::META.input, OPPORTUNITY);
    let mut value = body::patched(&request(stored)?, change, place)?;
    let removed = Value::Object(change.clone());
    if removed.pointer(CONTRACT).is_some_and(Value::is_null)
        && let Some(Value::Object(project)) = value.get_mut("Project")
    {
        // An update that leaves it out keeps it.
        project.insert("ExpectedContractDuration".to_owned(), Value::Null);
    }
    wire::decode::<UpdateOpportunity>(value).map_err(body::decoded)
}

/// The request of an update that changes nothing.
fn request(stored: &Stored) -> Result<Members, Error> {
    let content = serde_json::to_value(stored.document.content());
    let Ok(Value::Object(mut request)) = content else {
        return Err(cosell_api::Error::internal().into());
    };
    request.retain(|name, _| OPPORTUNITY.contains(&name.as_str()));
    let modified = instant(stored.row.modified_at).to_string();
    request.insert("Catalog".to_owned(), stored.row.catalog.as_str().into());
    request.insert("Identifier".to_owned(), stored.row.id.clone().into());
    request.insert("LastModifiedDate".to_owned(), modified.into());
    Ok(request)
}
