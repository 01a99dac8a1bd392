//! Opportunities that come to an account by an invitation.
//!
//! AWS's referral is handed over as it is. A partner's opportunity is not: the receiver gets a copy
//! of what the invitation says, in its own account and under an id of its own, which follows AWS's
//! review of the sender's. Which invitation brought which opportunity is kept, so that accepting
//! twice makes one.

use cosell_api::types::{
    Account, Address, Customer, LifeCycle, Marketing, MarketingSource, NationalSecurity,
    OpportunityInvitationPayload, OpportunityType, PrimaryNeedFromAws, Project, ReviewStatus, Tag,
};
use cosell_store::Tx;
use cosell_store::table::association;
use cosell_store::table::invitation::Invitation;
use cosell_store::table::opportunity::{self as table, Opportunity};
use cosell_store::table::received::{self, Received};

use super::{Document, Stored, create, referral, store};
use crate::error::read_document;
use crate::rule::rules;
use crate::{Context, Error, invitation};

rules! {
    pub(super) THIN = "opportunity.copy.thin", Observed,
        "A partner's invitation brings company, industry, website, country, title, business \
         problem, target close date and expected spend; the live service lets the sender's \
         campaign name slip through as well, which is not done here.";

    pub(super) REVIEW = "opportunity.copy.review", Documented,
        "A copy takes the review status that the sender's opportunity has, and is approved by \
         itself once that is.";

    pub(super) REJECTION = "opportunity.copy.rejection", Inferred,
        "A copy that is under review is rejected with the sender's opportunity.";
}

/// How an opportunity came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Came {
    /// It was copied just now.
    Copied,
    /// AWS handed it over just now.
    HandedOver,
    /// It was there already.
    Before,
}

/// Refuses what an invitation says if an opportunity is still to be made of it and none could be.
pub(crate) async fn judge(
    cx: &Context,
    tx: &mut Tx,
    invitation: &Invitation,
    payload: &OpportunityInvitationPayload,
) -> Result<(), Error> {
    if received::of_invitation(tx, &invitation.id).await?.is_none() {
        // The receiver fills in later what an invitation has no room for.
        create::prepare(&cx.lenient(), tx, compose(payload), None).await?;
    }
    Ok(())
}

/// Brings the caller the opportunity of an invitation that it accepted, and says its id.
pub(crate) async fn receive(
    cx: &Context,
    tx: &mut Tx,
    invitation: &Invitation,
    payload: &OpportunityInvitationPayload,
    tags: Option<&[Tag]>,
) -> Result<(String, Came), Error> {
    if let Some(known) = received::of_invitation(tx, &invitation.id).await? {
        let id = known.opportunity_id;
        let handed = referral::hand_over(cx, tx, &id, tags).await?;
        return Ok((
            id,
            if handed {
                Came::HandedOver
            } else {
                Came::Before
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
    Ok((made.row.id, Came::Copied))
}

/// Gives a copy that nobody submitted yet the review status of the sender's opportunity. `None`
/// when there is nothing to follow.
pub(crate) async fn follow(
    cx: &Context,
    tx: &mut Tx,
    id: &str,
) -> Result<Option<ReviewStatus>, Error> {
    let mut copy = store::load(cx, tx, id).await?;
    if copy.document.review_status() != ReviewStatus::PendingSubmission {
        return Ok(None);
    }
    let brought = received::of_opportunity(tx, id).await?;
    let Some(source_id) = brought.and_then(|brought| brought.source_id) else {
        return Ok(None);
    };
    let found = table::find_any(tx, cx.catalog_name(), &source_id).await?;
    let Some(source) = found.map(read).transpose()? else {
        return Ok(None);
    };
    let status = source.document.review_status();
    if status == ReviewStatus::PendingSubmission {
        return Ok(None);
    }
    take_over(cx, tx, &mut copy, &source.document, status).await?;
    Ok(Some(status))
}

/// Lets the copies of a reviewed opportunity follow AWS's decision, and theirs in turn.
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
        let found = table::find_any(tx, cx.catalog_name(), &brought.opportunity_id).await?;
        let Some(mut copy) = found.map(read).transpose()? else {
            continue;
        };
        let from = copy.document.review_status();
        let follows = match from {
            ReviewStatus::Approved | ReviewStatus::Rejected => false,
            // Not under review: what the receiver did not submit is not rejected either.
            ReviewStatus::PendingSubmission => to == ReviewStatus::Approved,
            _ => true,
        };
        if follows {
            let owner = Context {
                account: copy.row.account.as_str().into(),
                ..cx.clone()
            };
            take_over(&owner, tx, &mut copy, &reviewed.document, to).await?;
            // A receiver may have invited others in its turn.
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
    store::save(cx, tx, copy).await
}

/// The sender's opportunity that an invitation is to: of those that the engagement shows the one of
/// the same title, else the first.
async fn source(
    tx: &mut Tx,
    invitation: &Invitation,
    title: &str,
) -> Result<Option<Stored>, Error> {
    let (sender, catalog) = (&invitation.sender, invitation.catalog.as_str());
    let mut first = None;
    for id in association::resources_of(tx, sender, catalog, &invitation.engagement_id).await? {
        let found = table::find(tx, sender, catalog, &id).await?;
        let Some(found) = found.map(read).transpose()? else {
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

fn read(row: Opportunity) -> Result<Stored, Error> {
    let document = read_document(&row.document)?;
    Ok(Stored { row, document })
}

/// An opportunity with nothing but what an invitation says.
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
