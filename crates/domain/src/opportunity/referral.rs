//! AWS referrals, which a partner may simulate in the Sandbox.
//!
//! A partner creates the opportunity that AWS would refer to it. The opportunity gets its id at
//! once but belongs to AWS, in an engagement of AWS, and an invitation asks the partner to accept
//! it. On acceptance it is transferred under the same id; until then no partner can read it.

use cosell_api::types::{
    AccountReceiver, AwsSubmission, Invitation as Message, OpportunityInvitationPayload, Payload,
    Receiver, ReceiverResponsibility, ReviewStatus, SalesInvolvementType, SenderContact, Tag,
    Visibility,
};
use cosell_store::Tx;
use cosell_store::table::invitation::Invitation;
use cosell_store::table::opportunity as table;
use cosell_store::table::received::{self, Received};

use super::{Document, Stored, create, store};
use crate::invitation::payload;
use crate::rule::rules;
use crate::settings::AWS;
use crate::settings::Account;
use crate::{Context, Error, arn, engagement, event, invitation, tag};

rules! {
    pub(super) INVITATION = "opportunity.referral.invitation", Documented,
        "Creating an AWS referral in the Sandbox creates an invitation from AWS; the opportunity \
         is approved from the start and cannot be read until the invitation is accepted.";
}

/// The message of every invitation to a referral.
const MESSAGE: &str = "This invite is for an AWS originated referral. Accepting this invitation \
     will create an AWS originated opportunity in your pipeline.";

/// The title of the partner manager, who sends the invitation.
const TITLE: &str = "PDM";

/// An opportunity that AWS refers, and the invitation to it.
pub(crate) struct Referral {
    pub stored: Stored,
    pub invitation: Invitation,
}

/// Creates an opportunity that AWS refers to the caller, who simulates it.
pub(super) async fn create(
    cx: &Context,
    tx: &mut Tx,
    document: Document,
    tags: Option<&[Tag]>,
) -> Result<Referral, Error> {
    let document = create::prepare(cx, tx, document, tags).await?;
    refer(cx, tx, document, tags).await
}

/// Creates an opportunity that AWS refers to an account, in either catalog.
pub(crate) async fn by_aws(
    cx: &Context,
    tx: &mut Tx,
    document: Document,
) -> Result<Referral, Error> {
    let missing = payload::missing(&document);
    let document = create::prepare_with(cx, tx, document, None, missing).await?;
    refer(cx, tx, document, None).await
}

async fn refer(
    cx: &Context,
    tx: &mut Tx,
    mut document: Document,
    tags: Option<&[Tag]>,
) -> Result<Referral, Error> {
    document.life_cycle.review_status = Some(ReviewStatus::Approved);
    document.submission = Some(AwsSubmission {
        visibility: Some(Visibility::Full),
        ..AwsSubmission::required(SalesInvolvementType::CoSell)
    });
    let sender = cx.account(tx, &cx.account).await?.into_owned();
    let message = message(cx, sender.company_name, &document)?;
    let aws = Context {
        account: AWS.into(),
        ..cx.clone()
    };
    let engagement = engagement::create::about(&aws, tx, &document).await?;
    let stored = store::insert(&aws, tx, document).await?;
    let arn = arn::opportunity(&cx.account, cx.catalog, &stored.row.id);
    tag::add(cx, tx, &arn, tags.unwrap_or_default()).await?;
    let sent = invitation::create::create(&aws, tx, &engagement.id, message).await?;
    let brings = Received {
        opportunity_id: stored.row.id.clone(),
        invitation_id: sent.id.clone(),
        source_id: None,
    };
    received::insert(tx, &brings).await?;
    Ok(Referral {
        stored,
        invitation: sent,
    })
}

fn message(cx: &Context, company: String, document: &Document) -> Result<Message, Error> {
    let (customer, project) = payload::details(document)?;
    let manager = Account::aws().owner;
    Ok(Message::required(
        MESSAGE.to_owned(),
        Receiver::Account(AccountReceiver {
            alias: Some(company),
            aws_account_id: cx.account.to_string(),
            ..Default::default()
        }),
        Payload::OpportunityInvitation(OpportunityInvitationPayload {
            sender_contacts: Some(vec![SenderContact {
                email: manager.email,
                first_name: Some(manager.first_name),
                last_name: Some(manager.last_name),
                business_title: Some(TITLE.to_owned()),
                phone: None,
                ..Default::default()
            }]),
            opportunity_type: document.opportunity_type,
            ..OpportunityInvitationPayload::required(
                vec![
                    ReceiverResponsibility::ServicesPartner,
                    ReceiverResponsibility::SoftwarePartner,
                ],
                customer,
                project,
            )
        }),
    ))
}

/// Transfers a referred opportunity to the caller, who accepted the invitation to it. `false` when
/// the caller already owns it.
pub(super) async fn hand_over(
    cx: &Context,
    tx: &mut Tx,
    id: &str,
    tags: Option<&[Tag]>,
) -> Result<bool, Error> {
    let accounts = (AWS, &*cx.account);
    let moved = table::hand_over(tx, cx.catalog_name(), id, accounts).await?;
    let handed = moved.is_some();
    if let Some(row) = moved {
        let mut stored = Stored::read(row)?;
        event::opportunity_created(cx, tx, &cx.account, id)?;
        let arn = arn::opportunity(&cx.account, cx.catalog, id);
        tag::add(cx, tx, &arn, tags.unwrap_or_default()).await?;
        store::save(cx, tx, &mut stored).await?;
    }
    Ok(handed)
}
