//! `UpdateOpportunity`: replaces the content of an opportunity.
//!
//! What the request leaves out is removed, except the contract's duration and the review; some
//! members must not be left out. The request names the version that the caller has read; another
//! version is a conflict.

use std::sync::Arc;

use cosell_api::operations::UpdateOpportunity;
use cosell_api::types::{UpdateOpportunityRequest, UpdateOpportunityResponse};
use cosell_store::Tx;

use super::rules::{self, contract, edit, review, whole};
use super::store;
use crate::error::instant;
use crate::permission::ResourceType::Opportunity;
use crate::permission::{Requirement, ask};
use crate::rule::rules;
use crate::settings::Strictness;
use crate::{Context, Error, Handler, invitation};

rules! {
    pub(super) LATEST = "opportunity.update.latest", Documented,
        "An update must name the modification time of the stored version, to the millisecond.";

    /// What an update does that changes nothing.
    pub(super) UNCHANGED = "opportunity.update.unchanged", Inferred,
        "An update that changes nothing sets LastModifiedDate all the same and is told as \
         Opportunity Updated: AWS documents the operation as one that replaces the whole \
         opportunity. It leads to no new revision of a snapshot.";
}

impl Handler for UpdateOpportunity {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:UpdateOpportunity",
        Opportunity.named("Identifier"),
    )];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &UpdateOpportunityRequest,
    ) -> Result<UpdateOpportunityResponse, Error> {
        let mut stored = Arc::unwrap_or_clone(store::load(cx, tx, &input.identifier).await?);
        // An older version stored it, and the update must not seem to change it.
        rules::related::normalise(&mut stored.document);
        let previous = &stored.document;
        let documented = cx.settings.strictness == Strictness::Documented;
        let mut sent = previous.replaced_by(input);
        let mut findings = whole::findings(&sent, documented);
        // The stage is set so that its absence causes no other finding.
        sent.life_cycle.stage = sent.life_cycle.stage.or(previous.life_cycle.stage);
        rules::related::exists(cx, tx, &sent).await?;

        review::keep(previous, &mut sent);
        contract::restore(previous, &mut sent);
        // The whole request is checked, even if only its review is applied.
        findings.extend(rules::findings(cx, Some(previous), &sent));
        let decides = review::decides(cx.catalog, previous, &sent);
        let mut next = if decides {
            review::decided(previous, &sent)
        } else {
            sent
        };
        rules::normalise(&mut next);
        findings.extend(review::findings(cx.catalog, previous, &next, documented));
        findings.extend(edit::findings(previous, &next, decides, documented));
        for missing in review::resubmission(cx, previous, &next) {
            // With strictness documented, the rules of updates already require most of it.
            if !findings.contains(&missing) {
                findings.push(missing);
            }
        }
        Error::unless_empty(findings)?;

        if input.last_modified_date.as_millis() != stored.row.modified_at {
            let message = "Conflicting error, last modified date is not the latest";
            return Err(Error::ruled(&LATEST, cosell_api::Error::conflict(message)));
        }
        let from = stored.document.review_status();
        stored.document = next;
        store::save(cx, tx, &mut stored).await?;
        let to = stored.document.review_status();
        invitation::review::after_review(cx, tx, &stored, from, to).await?;
        Ok(UpdateOpportunityResponse::required(
            stored.row.id,
            instant(stored.row.modified_at),
        ))
    }
}
