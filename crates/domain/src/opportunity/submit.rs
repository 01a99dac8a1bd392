//! `SubmitOpportunity`: submits an opportunity to AWS for review.
//!
//! It must be linked to an engagement, complete, and in a state in which it can be submitted. It is
//! then not editable until AWS has reviewed it.

use std::sync::Arc;

use cosell_api::operations::SubmitOpportunity;
use cosell_api::types::{
    AwsSubmission, NationalSecurity, PrimaryNeedFromAws, ReviewStatus, SalesInvolvementType,
    SubmitOpportunityRequest, Visibility,
};
use cosell_store::Tx;
use cosell_store::table::association;

use super::rules::{complete, involvement};
use super::{Document, store};
use crate::permission::ResourceType::Opportunity;
use crate::permission::{Requirement, ask};
use crate::rule::Finding;
use crate::{Context, Error, Handler};

pub(crate) use super::rules::involvement::RULES;
pub use super::rules::involvement::{ALREADY, already};

impl Handler for SubmitOpportunity {
    const REQUIRES: &'static [Requirement] = &[ask(
        "partnercentral:SubmitOpportunity",
        Opportunity.named("Identifier"),
    )];

    async fn run(cx: &Context, tx: &mut Tx, input: &SubmitOpportunityRequest) -> Result<(), Error> {
        let submission = AwsSubmission {
            visibility: input.visibility,
            ..AwsSubmission::required(input.involvement_type)
        };
        submit(cx, tx, &input.identifier, submission).await
    }
}

/// All reasons against a submission.
pub(crate) fn findings(
    cx: &Context,
    document: &Document,
    submission: &AwsSubmission,
    linked: bool,
) -> Vec<Finding> {
    let mut findings = involvement::findings(document, submission, linked);
    findings.extend(complete::findings(cx, document, submission));
    findings
}

/// Submits an opportunity of the caller.
pub async fn submit(
    cx: &Context,
    tx: &mut Tx,
    id: &str,
    submission: AwsSubmission,
) -> Result<(), Error> {
    let mut stored = Arc::unwrap_or_clone(store::load(cx, tx, id).await?);
    let engagement = association::engagement_of(tx, &cx.account, id).await?;
    let findings = findings(cx, &stored.document, &submission, engagement.is_some());
    Error::unless_empty(findings)?;

    let document = &mut stored.document;
    document.life_cycle.review_status = Some(ReviewStatus::Submitted);
    let visible_only = submission.involvement_type == SalesInvolvementType::ForVisibilityOnly;
    // An opportunity of national security may not say that it needs no support.
    let secret = document.national_security == Some(NationalSecurity::Yes);
    if visible_only && !secret && document.needs().is_empty() {
        document.primary_needs_from_aws =
            Some(vec![PrimaryNeedFromAws::DoNotNeedSupportFromAwsSalesRep]);
    }
    document.submission = Some(AwsSubmission {
        visibility: submission.visibility.or(Some(Visibility::Full)),
        ..submission
    });
    // A submission does not make snapshot jobs due: AWS's table of events has one snapshot for the
    // whole task, and the recorded one shows the state before the submission.
    store::save_unshown(cx, tx, &mut stored).await
}
