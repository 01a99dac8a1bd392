//! Opportunities that an account gets by accepting an invitation.
//!
//! AWS's referral is transferred as it is. A partner's opportunity is copied: the receiver gets a
//! new opportunity in its own account with what the invitation says, and the copy follows AWS's
//! review of the sender's opportunity. The opportunity of each invitation is stored, so that
//! accepting twice creates one.

use std::sync::Arc;

use cosell_api::types::{
    Account, Address, Customer, LifeCycle, Marketing, MarketingSource, NationalSecurity,
    OpportunityInvitationPayload, OpportunityType, PrimaryNeedFromAws, Project, ReviewStatus, Tag,
};
use cosell_store::table::association;
use cosell_store::table::invitation::Invitation;
use cosell_store::table::opportunity as table;
use cosell_store::table::received::{self, Received};
use cosell_store::{Database, Lock, Tx};

use super::{Document, Stored, aws_summary, create, referral, store};
use crate::rule::rules;
use crate::{Context, Error, invitation};

rules! {
    pub(super) THIN = "opportunity.copy.thin", Observed,
        "A copy has the company, industry, website, country, title, business problem, target close \
         date and expected spend of the invitation; the live service also copies the sender's \
         campaign name, which this server does not.";

    pub(super) REVIEW = "opportunity.copy.review", Documented,
        "A copy gets the review status of the sender's opportunity, and is approved when that is \
         approved.";

    pub(super) SUMMARY = "opportunity.copy.aws-summary", Observed,
        "AWS's summary of a copy has the contacts, the expected spend and the next steps of the \
         sender's opportunity, as they were when AWS last decided or the copy was created.";

    pub(super) REJECTION = "opportunity.copy.rejection", Inferred,
        "A copy that is under review is rejected when the sender's opportunity is rejected.";
}

/// How an opportunity arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arrival {
    /// It was copied now.
    Copied,
    /// AWS transferred it now.
    HandedOver,
    /// It existed already.
    Existing,
}

/// Refuses an invitation from which no opportunity can be created, unless its opportunity exists
/// already.
pub(crate) async fn check(
    cx: &Context,
    tx: &mut Tx,
    invitation: &Invitation,
    payload: &OpportunityInvitationPayload,
) -> Result<(), Error> {
    if received::of_invitation(tx, &invitation.id).await?.is_none() {
        // The receiver adds later what an invitation cannot have.
        create::prepare(&cx.lenient(), tx, compose(payload), None).await?;
    }
    Ok(())
}

/// Gives the caller the opportunity of an invitation that it accepted, and returns its id.
pub(crate) async fn receive(
    cx: &Context,
    tx: &mut Tx,
    invitation: &Invitation,
    payload: &OpportunityInvitationPayload,
    tags: Option<&[Tag]>,
) -> Result<(String, Arrival), Error> {
    if let Some(known) = received::of_invitation(tx, &invitation.id).await? {
        let id = known.opportunity_id;
        let handed = referral::hand_over(cx, tx, &id, tags).await?;
        return Ok((
            id,
            if handed {
                Arrival::HandedOver
            } else {
                Arrival::Existing
            },
        ));
    }
    let source = source(tx, invitation, &payload.project.title).await?;
    let made = create::create(&cx.lenient(), tx, compose(payload), tags).await?;
    let brought = Received {
        opportunity_id: made.row.id.clone(),
        invitation_id: invitation.id.clone(),
        source_id: source.map(|source| source.row.id),
    };
    received::insert(tx, &brought).await?;
    Ok((made.row.id, Arrival::Copied))
}

/// Gives a copy that is not submitted yet the review status of the sender's opportunity. `None`
/// when there is no such opportunity or status.
pub(crate) async fn follow(
    cx: &Context,
    tx: &mut Tx,
    id: &str,
) -> Result<Option<ReviewStatus>, Error> {
    // The source is locked before its copy: it cannot be reviewed until the copy follows it.
    let brought = received::of_opportunity(tx, id).await?;
    let source_id = brought.and_then(|brought| brought.source_id);
    let source = match &source_id {
        Some(id) => table::find_any(tx, Lock::Shared, cx.catalog_name(), id).await?,
        None => None,
    };
    let mut copy = Arc::unwrap_or_clone(store::load(cx, tx, id).await?);
    if copy.document.review_status() != ReviewStatus::PendingSubmission {
        return Ok(None);
    }
    let Some(source) = source.map(Stored::read).transpose()? else {
        return Ok(None);
    };
    let status = source.document.review_status();
    if status == ReviewStatus::PendingSubmission {
        return Ok(None);
    }
    take_over(cx, tx, &mut copy, &source.document, status).await?;
    Ok(Some(status))
}

/// Locks the opportunities of which an invitation may deliver a copy, before its engagement is
/// locked: a copy follows the review of its source.
pub(crate) async fn lock_sources(tx: &mut Tx, invitation: &Invitation) -> Result<(), Error> {
    if tx.database() == Database::Sqlite {
        return Ok(());
    }
    let (sender, catalog) = (&invitation.sender, invitation.catalog.as_str());
    for id in association::resources_of(tx, sender, catalog, &invitation.engagement_id).await? {
        table::find_locked(tx, Lock::Shared, (sender, catalog), &id).await?;
    }
    Ok(())
}

/// Locks the copies of an opportunity and theirs, before any engagement is locked.
pub(crate) async fn lock_copies(cx: &Context, tx: &mut Tx, id: &str) -> Result<(), Error> {
    if tx.database() == Database::Sqlite {
        return Ok(());
    }
    let mut sources = vec![id.to_owned()];
    while let Some(source) = sources.pop() {
        for copy in received::of_source(tx, &source).await? {
            let id = copy.opportunity_id;
            table::find_any(tx, Lock::Exclusive, cx.catalog_name(), &id).await?;
            sources.push(id);
        }
    }
    Ok(())
}

/// Applies AWS's decision to the copies of a reviewed opportunity, and to their copies.
pub(crate) async fn after_review(
    cx: &Context,
    tx: &mut Tx,
    reviewed: &Stored,
    to: ReviewStatus,
) -> Result<(), Error> {
    if !matches!(to, ReviewStatus::Approved | ReviewStatus::Rejected) {
        return Ok(());
    }
    for brought in received::of_source(tx, &reviewed.row.id).await? {
        let id = &brought.opportunity_id;
        let found = table::find_any(tx, Lock::Exclusive, cx.catalog_name(), id).await?;
        let Some(mut copy) = found.map(Stored::read).transpose()? else {
            continue;
        };
        let from = copy.document.review_status();
        let follows = match from {
            ReviewStatus::Approved | ReviewStatus::Rejected => false,
            // It is not under review: a copy that is not submitted is not rejected either.
            ReviewStatus::PendingSubmission => to == ReviewStatus::Approved,
            _ => true,
        };
        if follows {
            let owner = Context {
                account: copy.row.account.as_str().into(),
                ..cx.clone()
            };
            take_over(&owner, tx, &mut copy, &reviewed.document, to).await?;
            // A receiver may have invited others.
            Box::pin(invitation::review::after_review(
                &owner, tx, &copy, from, to,
            ))
            .await?;
        }
    }
    Ok(())
}

async fn take_over(
    cx: &Context,
    tx: &mut Tx,
    copy: &mut Stored,
    source: &Document,
    status: ReviewStatus,
) -> Result<(), Error> {
    copy.document.life_cycle.review_status = Some(status);
    copy.document.submission.clone_from(&source.submission);
    let (customer, project) = aws_summary::deal(source);
    let side = copy.document.aws_side.get_or_insert_default();
    side.customer = Some(customer);
    side.project = Some(project);
    if let Some(steps) = &source.life_cycle.next_steps {
        let said = &mut side.life_cycle.get_or_insert_default().next_steps;
        // What AWS itself said stays.
        said.get_or_insert_with(|| steps.clone());
    }
    store::save(cx, tx, copy).await
}

/// The sender's opportunity of an invitation: of those that the engagement shows the one with the
/// same title, else the first.
async fn source(
    tx: &mut Tx,
    invitation: &Invitation,
    title: &str,
) -> Result<Option<Stored>, Error> {
    let (sender, catalog) = (&invitation.sender, invitation.catalog.as_str());
    let mut first = None;
    for id in association::resources_of(tx, sender, catalog, &invitation.engagement_id).await? {
        let found = table::peek(tx, sender, catalog, &id).await?;
        let Some(found) = found.map(Stored::read).transpose()? else {
            continue;
        };
        let project = found.document.project.as_ref();
        if project.and_then(|project| project.title.as_deref()) == Some(title) {
            return Ok(Some(found));
        }
        first = first.or(Some(found));
    }
    Ok(first)
}

/// An opportunity with the values of an invitation only.
fn compose(payload: &OpportunityInvitationPayload) -> Document {
    let (customer, project) = (&payload.customer, &payload.project);
    Document {
        primary_needs_from_aws: Some(vec![PrimaryNeedFromAws::DoNotNeedSupportFromAwsSalesRep]),
        national_security: Some(NationalSecurity::No),
        opportunity_type: payload
            .opportunity_type
            .or(Some(OpportunityType::NetNewBusiness)),
        customer: Some(Customer {
            account: Some(Account {
                industry: Some(customer.industry),
                company_name: customer.company_name.clone(),
                website_url: Some(customer.website_url.clone()).filter(|url| !url.is_empty()),
                address: Some(Address {
                    country_code: Some(customer.country_code),
                    ..Address::default()
                }),
                ..Account::default()
            }),
            contacts: Some(Vec::new()),
            ..Default::default()
        }),
        project: Some(Project {
            title: Some(project.title.clone()),
            customer_business_problem: Some(project.business_problem.clone()),
            expected_customer_spend: Some(project.expected_customer_spend.clone()),
            ..Project::default()
        }),
        marketing: Some(Marketing {
            source: Some(MarketingSource::None),
            ..Marketing::default()
        }),
        life_cycle: LifeCycle {
            target_close_date: Some(project.target_completion_date.clone()),
            ..LifeCycle::default()
        },
        ..Document::default()
    }
}
