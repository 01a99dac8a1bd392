//! The invitation of AWS to an opportunity.

use cosell_api::types::{
    AccountReceiver, AwsSubmission, Contact, Invitation, OpportunityInvitationPayload, Payload,
    Receiver, ReceiverResponsibility, SenderContact,
};

use crate::invitation::payload;
use crate::opportunity::{Document, submit};
use crate::rule::Finding;
use crate::settings::AWS;
use crate::{Context, Error};

/// The most contacts of the sender in an invitation.
const CONTACTS: usize = 3;

/// Makes an invitation from an opportunity, or a refusal that lists everything that is missing: for
/// the invitation, and for the submission that follows. `company` is the name of the sender.
pub(super) fn compose(
    cx: &Context,
    company: &str,
    document: &Document,
    submission: &AwsSubmission,
) -> Result<Invitation, Error> {
    let mut missing = payload::missing(document);
    if !missing.is_empty() {
        for finding in submit::findings(cx, document, submission, true) {
            let said = |known: &Finding| known.field.is_some() && known.field == finding.field;
            if !missing.iter().any(said) {
                missing.push(finding);
            }
        }
        Error::unless_empty(missing)?;
    }
    let (customer, project) = payload::details(document)?;
    let team = &document.opportunity_team;
    let contacts: Vec<_> = team.iter().filter_map(contact).take(CONTACTS).collect();
    Ok(Invitation::required(
        format!("{company} invites AWS to co-sell."),
        Receiver::Account(AccountReceiver {
            alias: Some("AWS".to_owned()),
            aws_account_id: AWS.to_owned(),
            ..Default::default()
        }),
        Payload::OpportunityInvitation(OpportunityInvitationPayload {
            sender_contacts: Some(contacts).filter(|contacts| !contacts.is_empty()),
            opportunity_type: document.opportunity_type,
            ..OpportunityInvitationPayload::required(
                vec![ReceiverResponsibility::CoSellFacilitator],
                customer,
                project,
            )
        }),
    ))
}

fn contact(member: &Contact) -> Option<SenderContact> {
    Some(SenderContact {
        email: member.email.clone()?,
        first_name: member.first_name.clone(),
        last_name: member.last_name.clone(),
        business_title: member.business_title.clone(),
        phone: member.phone.clone(),
        ..Default::default()
    })
}
