//! `CreateEngagementInvitation`: a member of an engagement invites an account, or AWS.

use cosell_api::operations::CreateEngagementInvitation;
use cosell_api::types::{
    CreateEngagementInvitationRequest, CreateEngagementInvitationResponse, Invitation as Message,
    Payload, Receiver,
};
use cosell_store::Tx;
use cosell_store::table::invitation::{self as table, Invitation, PayloadType, Status};
use cosell_store::table::member;

use super::{Document, rules, status};
use crate::engagement::rules::MEMBER_QUOTA;
use crate::error::write_document;
use crate::permission::ResourceType::{Engagement, EngagementInvitation};
use crate::permission::{Requirement, ask};
use crate::{Context, Error, Handler, arn, customer_account, engagement, event};

/// Characters of an invitation's id after `engi-`.
const ID_LENGTH: usize = 13;

const DAY: i64 = 24 * 60 * 60 * 1000;

impl Handler for CreateEngagementInvitation {
    const REQUIRES: &'static [Requirement] = &[
        ask(
            "partnercentral:CreateEngagementInvitation",
            EngagementInvitation.created(),
        ),
        ask(
            "partnercentral:GetEngagement",
            Engagement.named("EngagementIdentifier"),
        ),
    ];

    async fn run(
        cx: &Context,
        tx: &mut Tx,
        input: &CreateEngagementInvitationRequest,
    ) -> Result<CreateEngagementInvitationResponse, Error> {
        let invitation = input.invitation.clone();
        let created = create(cx, tx, &input.engagement_identifier, invitation).await?;
        Ok(CreateEngagementInvitationResponse {
            arn: arn::invitation(cx.catalog, &created.id),
            id: created.id,
            ..Default::default()
        })
    }
}

/// Invites an account to an engagement of which the caller is a member.
pub async fn create(
    cx: &Context,
    tx: &mut Tx,
    engagement_id: &str,
    message: Message,
) -> Result<Invitation, Error> {
    send(cx, tx, engagement_id, message, None).await
}

/// Invites an account in the step of a task on this opportunity.
pub(crate) async fn send(
    cx: &Context,
    tx: &mut Tx,
    engagement_id: &str,
    message: Message,
    opportunity_id: Option<&str>,
) -> Result<Invitation, Error> {
    let engagement = engagement::store::load(cx, tx, engagement_id).await?;
    let Receiver::Account(receiver) = message.receiver;
    let account = receiver.aws_account_id;
    let payload_type = match message.payload {
        Payload::OpportunityInvitation(_) => PayloadType::Opportunity,
        Payload::LeadInvitation(_) => PayloadType::Lead,
        Payload::AccountPlanningInvitation(_) => PayloadType::AccountPlanning,
    };
    let payload = planned(cx, tx, message.payload).await?;
    free(cx, tx, &engagement.row.id, &account).await?;
    room(cx, tx, &engagement).await?;
    let document = Document {
        message: message.message,
        receiver_alias: receiver.alias,
        payload,
        engagement_title: Some(engagement.row.title).filter(|title| !title.is_empty()),
        engagement_description: engagement.document.description,
        rejection_reason: None,
        opportunity_id: opportunity_id.map(str::to_owned),
    };
    let invitation = Invitation {
        id: format!("engi-{}", cx.world.id(ID_LENGTH)),
        catalog: cx.catalog,
        engagement_id: engagement.row.id,
        sender: cx.account.to_string(),
        receiver: account,
        status: Status::Pending,
        payload_type,
        invited_at: cx.millis(),
        expires_at: cx.millis().saturating_add(rules::DAYS * DAY),
        document: write_document(&document)?,
    };
    table::insert(tx, &invitation).await?;
    event::invitation_created(cx, tx, &invitation).await?;
    Ok(invitation)
}

/// The payload as it is sent: one that plans an account of the caller says whose it is, since the
/// receiver cannot read the account.
async fn planned(cx: &Context, tx: &mut Tx, payload: Payload) -> Result<Payload, Error> {
    let Payload::AccountPlanningInvitation(mut planning) = payload else {
        return Ok(payload);
    };
    if let Some(identifier) = &planning.account_identifier {
        let account = customer_account::store::load(cx, tx, identifier).await?;
        planning
            .customer
            .get_or_insert_with(|| account.document.customer());
    } else {
        let field = "invitation.payload.accountPlanningInvitation";
        let unnamed = engagement::customer::unnamed(field, planning.customer.as_ref());
        Error::unless_empty(unnamed.into_iter().collect())?;
    }
    Ok(Payload::AccountPlanningInvitation(planning))
}

/// Checks that the account may be invited: it is neither a member nor invited.
async fn free(cx: &Context, tx: &mut Tx, engagement_id: &str, account: &str) -> Result<(), Error> {
    if member::exists(tx, engagement_id, account).await? {
        let message = "The receiver is already a member of the engagement.";
        return Err(Error::ruled(
            &rules::MEMBER,
            cosell_api::Error::conflict(message),
        ));
    }
    let latest = table::latest(tx, engagement_id, account).await?;
    let open = |sent: &Invitation| status(sent, cx.millis()) == Status::Pending;
    if latest.as_ref().is_some_and(open) {
        let message = "The receiver already has an open invitation to the engagement.";
        return Err(Error::ruled(
            &rules::OPEN,
            cosell_api::Error::conflict(message),
        ));
    }
    Ok(())
}

/// Checks that the engagement has room for one more member.
async fn room(cx: &Context, tx: &mut Tx, engagement: &engagement::Stored) -> Result<(), Error> {
    let open = table::open_in(tx, &engagement.row.id, cx.millis()).await?;
    let most = cx.settings.stored.engagement_members;
    if engagement.row.member_count + open >= i64::from(most) {
        let message = format!(
            "The engagement already has {most} members, including open \
                               invitations, the most that it may have."
        );
        return Err(Error::ruled(
            &MEMBER_QUOTA,
            cosell_api::Error::quota_exceeded(message),
        ));
    }
    Ok(())
}
