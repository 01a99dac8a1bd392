//! `CreateOpportunity`: a new opportunity, at stage Prospect and pending submission.
//!
//! An opportunity with origin AWS Referral does not belong to the caller yet: see [`referral`].

use cosell_api::operations::CreateOpportunity;
use cosell_api::types::{
    Contact, CreateOpportunityRequest, CreateOpportunityResponse, OpportunityOrigin, ReviewStatus,
    Stage, Tag,
};
use cosell_store::Tx;

use super::rules::{self, origin};
use super::{Document, Stored, referral, store};
use crate::error::instant;
use crate::permission::ResourceType::Opportunity;
use crate::permission::{Requirement, ask, ask_when_tagged};
use crate::rule::Finding;
use crate::settings::Owner;
use crate::{Context, Error, Handler, arn, tag};

/// The business titles that a team member may have at creation.
const OWNER: &str = "OpportunityOwner";
const MANAGER: &str = "PartnerAccountManager";

impl Handler for CreateOpportunity {
    const REQUIRES: &'static [Requirement] = &[
        ask("partnercentral:CreateOpportunity", Opportunity.created()),
        ask_when_tagged("partnercentral:TagResource", Opportunity.created()),
    ];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &CreateOpportunityRequest,
    ) -> Result<CreateOpportunityResponse, Error> {
        let (document, tags) = (Document::from(input), input.tags.as_deref());
        let stored = if document.origin == Some(OpportunityOrigin::AwsReferral) {
            referral::create(cx, tx, document, tags).await?.stored
        } else {
            create(cx, tx, document, tags).await?
        };
        Ok(CreateOpportunityResponse {
            id: stored.row.id,
            partner_opportunity_identifier: stored.document.partner_opportunity_identifier,
            last_modified_date: Some(instant(stored.row.modified_at)),
            ..Default::default()
        })
    }
}

/// Creates an opportunity of the caller.
///
/// Whatever the document has, the opportunity starts at stage Prospect, pending submission, without
/// associated entities; the owner of the account's opportunities leads its team.
pub async fn create(
    cx: &Context,
    tx: &mut Tx,
    document: Document,
    tags: Option<&[Tag]>,
) -> Result<Stored, Error> {
    let document = prepare(cx, tx, document, tags).await?;
    let stored = store::insert(cx, tx, document).await?;
    let arn = arn::opportunity(&cx.account, cx.catalog, &stored.row.id);
    tag::add(cx, tx, &arn, tags.unwrap_or_default()).await?;
    Ok(stored)
}

/// Checks a new opportunity of the caller and normalises its document.
pub(super) async fn prepare(
    cx: &Context,
    tx: &mut Tx,
    document: Document,
    tags: Option<&[Tag]>,
) -> Result<Document, Error> {
    let of_origin = origin::findings(cx, &document);
    prepare_with(cx, tx, document, tags, of_origin).await
}

/// The same, with these findings about its origin.
pub(super) async fn prepare_with(
    cx: &Context,
    tx: &mut Tx,
    mut document: Document,
    tags: Option<&[Tag]>,
    of_origin: Vec<Finding>,
) -> Result<Document, Error> {
    rules::related::exists(cx, tx, &document).await?;
    // The reason of a loss is removed with its stage.
    if document.life_cycle.stage == Some(Stage::ClosedLost) {
        document.life_cycle.closed_lost_reason = None;
    }
    document.life_cycle.stage = Some(Stage::Prospect);
    document.life_cycle.review_status = Some(ReviewStatus::PendingSubmission);
    document.life_cycle.review_comments = None;
    document.life_cycle.review_status_reason = None;
    document.life_cycle.next_steps_history = None;
    let mut findings = rules::findings(cx, None, &document);
    findings.extend(tag::rules::findings(
        tags.unwrap_or_default(),
        std::iter::empty(),
    ));
    findings.extend(of_origin);
    Error::unless_empty(findings)?;

    document.origin = document.origin.or(Some(OpportunityOrigin::PartnerReferral));
    let owner = cx.account(tx, &cx.account).await?.into_owned().owner;
    document.opportunity_team = team(owner, &document.opportunity_team);
    rules::normalise(&mut document);
    Ok(document)
}

/// The team: the owner of the request, else the account's owner, and then the account managers.
/// Members with other titles are ignored at creation.
fn team(owner: Owner, requested: &[Contact]) -> Vec<Contact> {
    let titled = |title: &'static str| {
        move |contact: &&Contact| contact.business_title.as_deref() == Some(title)
    };
    let owner = requested
        .iter()
        .find(titled(OWNER))
        .cloned()
        .unwrap_or_else(|| Contact {
            email: Some(owner.email),
            first_name: Some(owner.first_name),
            last_name: Some(owner.last_name),
            business_title: Some(OWNER.to_owned()),
            phone: None,
            ..Default::default()
        });
    let mut team = vec![owner];
    team.extend(requested.iter().filter(titled(MANAGER)).cloned());
    team
}
